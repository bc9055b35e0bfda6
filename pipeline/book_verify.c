/* pipeline/book_verify.c - `sheaf book --verify`: is a written book whole and sound?
 *
 * The pages are read again as for writing the book, by a worker, whose manifest
 * is what it found: how many words are lost on the first line, then a line for
 * each page and reason.
 */
#include "pipeline/book_verify.h"

#include "pipeline/batch.h"
#include "pipeline/output.h"
#include "pipeline/proof.h"
#include "pipeline/tally.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    BatchWriter writer; /* the first, so that the batch's writer is a Verify */
    GString *out;
    bool lost;
} Verify;

/* In the worker: where the words of the document are. */
static bool
count_words(Batch *batch, const Input *input, Intake *intake, GError **error)
{
    const BookOptions *book = &batch->options->book;
    const ChapterOptions chapters = { .split = book->split };
    g_autoptr(GPtrArray) files = proof_read(book->verify, error);

    if (files == NULL)
        return FALSE;
    g_autoptr(GPtrArray) plan = chapter_plan(intake->document, &chapters);
    g_autoptr(Tally) tally = tally_new(intake->document, plan, files);
    g_string_append_printf(batch->lines, "%u\n", tally->lost);
    for (guint i = 0; i < tally->entries->len; i++) {
        const TallyEntry *entry = &g_array_index(tally->entries, TallyEntry, i);
        g_autofree char *text = tally_describe(entry);

        g_string_append_printf(batch->lines, "%s: page %u: %s\n", input->path, entry->page, text);
    }
    g_string_append_printf(batch->lines, "%s: %u words: %u written, %u left out, %u lost\n",
                           input->path, tally->words, tally->written, tally->dropped, tally->lost);
    return TRUE;
}

static bool
take_words(Batch *batch, GError **error)
{
    Verify *verify = (Verify *)(void *)batch->writer;
    const char *lines = strchr(batch->lines->str, '\n');

    (void)error;
    verify->lost = strtoul(batch->lines->str, NULL, 10) > 0;
    g_string_append(verify->out, lines != NULL ? lines + 1 : "");
    return TRUE;
}

int
book_verify_run(const Options *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) files = proof_read(options->book.verify, &error);
    g_autoptr(GString) out = g_string_new(NULL);
    Verify verify = { .writer = { .write = count_words, .finish = take_words }, .out = out };
    int status = STATUS_DONE;

    if (files == NULL) {
        report_say("%s", error->message);
        return STATUS_NOTHING;
    }
    if (g_strv_length(options->inputs) > 1) {
        report_say("book: --verify wants one PDF at most (see `sheaf help book`)");
        return STATUS_USAGE;
    }
    g_autoptr(GPtrArray) found = proof_find(files, options->book.verify);
    for (guint i = 0; i < found->len; i++)
        g_string_append_printf(out, "%s\n", (char *)g_ptr_array_index(found, i));
    if (options->inputs[0] != NULL)
        status = batch_run(options, &verify.writer);
    if (status == STATUS_DONE && (verify.lost || found->len > 0))
        status = STATUS_DIFFERENT;
    return output_text(NULL, out->str, NULL) ? status : STATUS_NOTHING;
}
