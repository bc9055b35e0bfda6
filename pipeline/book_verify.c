/* pipeline/book_verify.c - `sheaf book --verify`: is a written book whole and sound? */
#include "pipeline/book_verify.h"

#include "pipeline/batch.h"
#include "pipeline/output.h"
#include "pipeline/proof.h"
#include "pipeline/tally.h"

/* Reads the pages again, as for writing the book. */
static bool
read_input(const Options *options, const Input *input, Intake *intake)
{
    static const volatile gint never = 0;
    g_autoptr(GError) error = NULL;
    Report report;
    ReportEntry entry;
    Engine *engine = NULL;

    report_init(&report, options->quiet, options->verbose, FALSE);
    report_entry_init(&entry, input->path);
    const bool done = intake_read(intake, options, input, &engine, &report, &entry, &never, &error);
    if (!done)
        report_lost(&report, &entry, 0, error->message);
    report_entry_clear(&entry);
    report_clear(&report);
    g_clear_pointer(&engine, engine_free);
    return done;
}

/* Adds where the words of the document are; returns how many are nowhere. */
static guint
append_words(GString *out, const Options *options, const Document *document, const GPtrArray *files)
{
    const ChapterOptions chapters = { .split = options->book.split };
    g_autoptr(GPtrArray) plan = chapter_plan(document, &chapters);
    g_autoptr(Tally) tally = tally_new(document, plan, files);

    for (guint i = 0; i < tally->entries->len; i++) {
        const TallyEntry *entry = &g_array_index(tally->entries, TallyEntry, i);
        g_autofree char *text = tally_describe(entry);

        g_string_append_printf(out, "%s: page %u: %s\n", document->path, entry->page, text);
    }
    g_string_append_printf(out, "%s: %u words: %u written, %u left out, %u lost\n", document->path,
                           tally->words, tally->written, tally->dropped, tally->lost);
    return tally->lost;
}

/* The one document that the book was made of; returns an exit status. */
static int
check_words(GString *out, const Options *options, const GPtrArray *files)
{
    g_autoptr(InputList) list = input_list_new();
    Intake intake = { NULL, NULL };

    for (guint i = 0; options->inputs[i] != NULL; i++)
        input_list_add(list, options->inputs[i]);
    if (list->errors->len > 0) {
        report_say("%s", ((GError *)g_ptr_array_index(list->errors, 0))->message);
        return STATUS_NOTHING;
    }
    if (list->inputs->len != 1) {
        report_say("book: --verify wants one PDF, not %u (see `sheaf help book`)",
                   list->inputs->len);
        return STATUS_USAGE;
    }
    const bool done = read_input(options, g_ptr_array_index(list->inputs, 0), &intake);
    const guint lost = done ? append_words(out, options, intake.document, files) : 0;
    intake_clear(&intake);
    return !done ? STATUS_NOTHING : lost > 0 ? STATUS_DIFFERENT : STATUS_DONE;
}

int
book_verify_run(const Options *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) files = proof_read(options->book.verify, &error);
    g_autoptr(GString) out = g_string_new(NULL);
    int status = STATUS_DONE;

    if (files == NULL) {
        report_say("%s", error->message);
        return STATUS_NOTHING;
    }
    g_autoptr(GPtrArray) found = proof_find(files, options->book.verify);
    for (guint i = 0; i < found->len; i++)
        g_string_append_printf(out, "%s\n", (char *)g_ptr_array_index(found, i));
    if (options->inputs[0] != NULL)
        status = check_words(out, options, files);
    if (status == STATUS_DONE && found->len > 0)
        status = STATUS_DIFFERENT;
    return output_text(NULL, out->str, NULL) ? status : STATUS_NOTHING;
}
