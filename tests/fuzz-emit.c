/* tests/fuzz-emit.c - any flow at all can be written in every format
 *
 * The bytes are read as a list of elements: one for the kind, one for the
 * flags, and text up to a NUL. Tables take a byte for their columns, and a cell
 * from every word. Markdown is read by cmark-gfm, and no link of a book is dead.
 */
#include "emit/chapter.h"
#include "emit/csv.h"
#include "emit/html.h"
#include "emit/json.h"
#include "emit/markdown.h"
#include "emit/summary.h"
#include "emit/text.h"
#include "pipeline/proof.h"

#include "tests/gfm.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

#define MAX_COLUMNS 8
#define KINDS (ELEMENT_FORMULA + 1)

static Table *
table_of(const char *text, guint flags)
{
    Table *table = table_new(1, (Bbox){ 0, 0, 100, 100 }, TABLE_STREAM);
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    const guint n = MAX(1, g_strv_length(words));

    table->cols = 1 + flags % MAX_COLUMNS;
    table->rows = (n + table->cols - 1) / table->cols;
    table->header_rows = MIN(table->rows, flags / MAX_COLUMNS % 3);
    for (guint i = 0; words[i] != NULL; i++) {
        Cell *cell = table_add_cell(table, i / table->cols, i % table->cols);

        g_free(cell->text);
        cell->text = g_strdup(words[i]);
        cell->colspan = flags & 64 ? 1 + i % 3 : 1;
        cell->rowspan = flags & 128 ? 1 + i % 2 : 1;
        cell->runs = run_array_new();
        run_array_append(cell->runs, words[i], NULL);
    }
    return table;
}

/* Runs of three characters: in the style of the flags, plain, in that of the flags turned round, a
 * break or a note's mark, and so on. */
static void
add_runs(Element *element, const char *text, guint flags)
{
    const guint styles = RUN_BOLD | RUN_ITALIC | RUN_CODE | RUN_SUPER | RUN_SUB;
    const Run like[] = { { .flags = flags & styles,
                           .uri = flags & 64 ? (char *)"https://example.org/(a b)" : NULL,
                           .dest_page = flags & 128 ? 1 + flags % 3 : 0,
                           .dest_y = flags },
                         { .flags = 0 },
                         { .flags = ~flags & styles },
                         { .flags = flags & 32 ? RUN_BREAK : RUN_NOTE } };

    for (guint i = 0; *text != '\0'; i++) {
        const char *end = text;
        for (guint k = 0; k < 3 && *end != '\0'; k++)
            end = g_utf8_next_char(end);
        g_autofree char *part = g_strndup(text, (gsize)(end - text));
        run_array_append(element->runs, i % 4 < 3 ? part : flags & 32 ? "" : "1", &like[i % 4]);
        text = end;
    }
}

static void
add_element(Flow *flow, guint kind, guint flags, const char *text)
{
    Element *element = flow_add(flow, kind % KINDS, 1 + flags % 3, (Bbox){ 0, 0, 100, 10 });

    element->level = 1 + flags % 6;
    element->depth = flags % 4;
    element->quote = flags / 4 % 2;
    element->ordered = flags & 8;
    element->ordinal = flags;
    if (element->kind == ELEMENT_TABLE)
        element->table = table_of(text, flags);
    else if (element->kind == ELEMENT_CODE)
        element->code = g_strdup(text);
    else
        add_runs(element, text, flags);
    if (element->kind == ELEMENT_ITEM)
        element->marker = g_strdup("-");
    if (element->kind == ELEMENT_NOTE)
        element->label = g_strdup("1");
}

static void
check(char *text)
{
    g_assert_true(g_utf8_validate(text, -1, NULL));
    g_free(text);
}

static void
check_markdown(char *text)
{
    g_autoptr(cmark_node) root = gfm_parse(text);

    g_assert_nonnull(root);
    check(text);
}

static void
add_file(GPtrArray *files, const char *name, char *text)
{
    g_ptr_array_add(files, reread_new(name, text));
    check(text);
}

static void
check_book(const Document *document, const ChapterOptions *chapters)
{
    g_autoptr(GPtrArray) plan = chapter_plan(document, chapters);
    g_autoptr(Anchors) anchors = chapter_anchors(document, plan);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)reread_free);
    g_auto(Imprint) imprint;
    guint notes = 0;

    imprint_init(&imprint, document);
    add_file(files, "README.md", summary_readme(document, plan, &imprint));
    add_file(files, "SUMMARY.md", summary_mdbook(document, plan));
    for (guint i = 0; i < plan->len; i++) {
        const Chapter *chapter = g_ptr_array_index(plan, i);

        if (chapter->file != NULL)
            add_file(files, chapter->file,
                     chapter_markdown(document, plan, i, anchors, chapters, &notes));
    }
    g_autoptr(GPtrArray) found = proof_find(files, NULL);
    for (guint i = 0; i < found->len; i++)
        g_assert_null(strstr(g_ptr_array_index(found, i), "dead link"));
}

static void
write_all(const Document *document)
{
    const MarkdownOptions markdown = { .furniture = TRUE, .images = TRUE, .page_marks = TRUE };
    const HtmlOptions html = { TRUE, TRUE, TRUE };
    const TextOptions text = { TRUE, TRUE };
    const ChapterOptions chapters = { .markdown = markdown };

    check_markdown(markdown_document(document, &markdown, NULL));
    check_book(document, &chapters);
    check(html_document(document, &html));
    check(text_document(document, &text));
    check(json_document(document));
    for (guint i = 0; i < document->flow->elements->len; i++)
        if (flow_element(document->flow, i)->table != NULL)
            check(csv_table(flow_element(document->flow, i)->table, &CSV_OPTIONS_DEFAULT));
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autoptr(Document) document = document_new("fuzz.pdf");

    document->n_pages = 3;
    document->flow = flow_new();
    for (size_t at = 0; at + 2 < size;) {
        const guint8 *end = memchr(data + at + 2, '\0', size - at - 2);
        const size_t length = end != NULL ? (size_t)(end - data) - at - 2 : size - at - 2;
        g_autofree char *text = g_utf8_make_valid((const char *)data + at + 2, (gssize)length);

        add_element(document->flow, data[at], data[at + 1], text);
        at += length + 3;
    }
    write_all(document);
    return 0;
}
