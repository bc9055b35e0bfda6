/* tests/fuzz-layout.c - any page that can be read can be laid out, and its document be written
 *
 * The bytes are the JSON of up to four pages, NUL between them. Each is taken
 * through the layout stage, whatever stage it was written after; what comes
 * out must be as verify_page() wants it and come back from its own JSON. All
 * of them together go through the document passes and are written.
 */
#include "detect/assembly.h"
#include "emit/json.h"
#include "emit/markdown.h"
#include "pipeline/stage.h"
#include "pipeline/model/page_json.h"

#include "tests/gfm.h"
#include "tests/json_mutator.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

#define MAX_PAGES 4

/* A page of the fuzzer's own may hold what verify_page() finds no fault with, but what the layout
 * stage adds to it may not be at fault. */
static void
lay_out(Page **page)
{
    const StageOptions options = { .ocr = OCR_NEVER };
    StageRun run;

    stage_run_init(&run, &options, NULL, NULL);
    g_assert_true(stage_step(&run, STAGE_LAYOUT, (*page)->number, page, NULL));
    stage_run_clear(&run);
    for (guint i = 0; i < (*page)->issues->len; i++)
        g_assert_null(strstr(g_ptr_array_index((*page)->issues, i), "after layout: "));
}

static void
check_json(const Page *page)
{
    StageId after;
    g_autofree char *once = page_json_write(page, STAGE_LAYOUT, NULL);
    g_assert_nonnull(once);
    g_autoptr(Page) again = page_json_read(once, strlen(once), &after, NULL);
    g_assert_nonnull(again);
    g_autofree char *twice = page_json_write(again, after, NULL);
    g_assert_cmpstr(once, ==, twice);
}

static void
write_document(Document *document, const AssemblyOptions *options)
{
    const MarkdownOptions markdown = { .furniture = TRUE, .images = TRUE, .page_marks = TRUE };

    document->flow = assembly_flow(document, options);
    g_autofree char *text = markdown_document(document, &markdown, NULL);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    g_autoptr(cmark_node) root = gfm_parse(text);
    g_assert_nonnull(root);
    g_autofree char *json = json_document(document);
    g_assert_true(g_utf8_validate(json, -1, NULL));
    g_clear_pointer(&document->flow, flow_free);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    const AssemblyOptions tables = { .join_tables = TRUE, .keep_lines = TRUE };
    const AssemblyOptions book = { .join_tables = TRUE, .drop_contents = TRUE, .quotations = TRUE };
    g_autoptr(Document) document = document_new("fuzz.pdf");

    for (size_t at = 0; at < size && document->pages->len < MAX_PAGES;) {
        const guint8 *end = memchr(data + at, '\0', size - at);
        const size_t length = end != NULL ? (size_t)(end - data) - at : size - at;
        StageId after;
        Page *page = page_json_read((const char *)data + at, length, &after, NULL);

        at += length + 1;
        if (page == NULL)
            continue;
        page->number = document->pages->len + 1;
        g_ptr_array_set_size(page->issues, 0);
        lay_out(&page);
        check_json(page);
        g_ptr_array_add(document->pages, page);
    }
    document->n_pages = document->pages->len;
    if (document->n_pages == 0)
        return 0;
    write_document(document, &tables);
    write_document(document, &book);
    return 0;
}
