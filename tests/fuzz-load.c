/* tests/fuzz-load.c - whatever a PDF holds, what is read of it is a page
 *
 * The bytes are a file. Of its first pages each is loaded, looked at and laid
 * out, and must then be as verify_page() wants it. Poppler is not ours to mend
 * and dies of some files; a run has workers for that. So a crash does not end
 * the fuzzing, and tests/fuzz-sort.sh looks afterwards at whose code it was in.
 *
 * libFuzzer: -fork=1 -ignore_crashes=1 -ignore_timeouts=1 -ignore_ooms=1 -dict=tests/fuzz-load.dict
 */
#include "pipeline/stage.h"
#include "pipeline/model/page_json.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

#define MAX_PAGES 3

static GLogWriterOutput
say_nothing(GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
    (void)level, (void)fields, (void)n, (void)data;
    return G_LOG_WRITER_HANDLED;
}

/* The name of a file with these bytes that is never on a disk. */
static char *
name_of(const guint8 *data, size_t size)
{
    static int fd = -1;

    if (fd < 0) {
        fd = memfd_create("fuzz.pdf", MFD_CLOEXEC);
        g_log_set_writer_func(say_nothing, NULL, NULL);
        g_assert_true(freopen("/dev/null", "w", stdout) != NULL);
    }
    g_assert_true(ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == (ssize_t)size);
    return g_strdup_printf("/proc/self/fd/%d", fd);
}

static void
take_page(StageRun *run, guint number)
{
    g_autoptr(Page) page = NULL;

    for (StageId stage = STAGE_LOAD; stage < STAGE_COUNT; stage++)
        if (!stage_step(run, stage, number, &page, NULL) && page == NULL)
            return;
    stage_next_page(run);
    for (guint i = 0; i < page->issues->len; i++)
        g_assert_null(strstr(g_ptr_array_index(page->issues, i), "after layout: "));
    g_autofree char *text = page_json_write(page, STAGE_LAYOUT, NULL);
    g_assert_nonnull(text);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    const StageOptions options = { .ocr = OCR_NEVER };
    g_autofree char *name = name_of(data, size);
    g_autoptr(Pdf) pdf = pdf_open(name, NULL, NULL);
    StageRun run;

    if (pdf == NULL)
        return 0;
    document_free(pdf_document(pdf));
    stage_run_init(&run, &options, pdf, NULL);
    for (guint number = 1; number <= MIN(MAX_PAGES, pdf_n_pages(pdf)); number++)
        take_page(&run, number);
    stage_run_clear(&run);
    return 0;
}
