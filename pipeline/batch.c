/* pipeline/batch.c - all inputs of a command, one after the other */
#include "pipeline/batch.h"

#include "pipeline/output.h"
#include "pipeline/picture_file.h"

#include <signal.h>

static volatile gint stop_wanted;

/* The page at hand is finished and what is written is whole; a second signal ends at once. */
static void
on_interrupt(int signal_number)
{
    stop_wanted = 1;
    signal(signal_number, SIG_DFL);
}

char *
batch_path(const Batch *batch, const Input *input, const char *ending)
{
    if (batch->to_file || batch->options->output == NULL)
        return g_strdup(batch->options->output);

    g_autofree char *name = g_strconcat(input->stem, ending, NULL);
    return g_build_filename(batch->options->output, name, NULL);
}

bool
batch_cut_pictures(Batch *batch, Intake *intake, const char *base, const char *folder,
                   GError **error)
{
    g_autoptr(GPtrArray) lost = g_ptr_array_new_with_free_func(g_free);
    const bool done = picture_file_cut(intake->pdf, intake->document, base, folder, lost, error);

    for (guint i = 0; i < lost->len; i++)
        report_lost(&batch->report, batch->entry, 0, g_ptr_array_index(lost, i));
    return done;
}

/* Takes one document all the way. FALSE: it is lost, for the reason in @error. */
static bool
take(Batch *batch, const BatchWriter *writer, const Input *input, ReportEntry *entry,
     GError **error)
{
    Intake intake = { NULL, NULL };
    bool done = intake_read(&intake, batch->options, input, &batch->engine, &batch->report, entry,
                            &stop_wanted, error);

    if (done && !batch->options->dumps_only)
        done = writer->write(batch, input, &intake, error);
    intake_clear(&intake);
    return done;
}

/* FALSE when the run is over: interrupted, or nobody reads what is written. */
static bool
take_input(Batch *batch, const BatchWriter *writer, const Input *input)
{
    g_autoptr(GError) error = NULL;
    ReportEntry entry;

    report_entry_init(&entry, input->path);
    batch->entry = &entry;
    const bool done = take(batch, writer, input, &entry, &error);
    const bool over = g_error_matches(error, INTAKE_ERROR, INTAKE_ERROR_INTERRUPTED) ||
                      g_error_matches(error, OUTPUT_ERROR, OUTPUT_ERROR_CLOSED);
    const bool told = entry.errors->len > 0 &&
                      g_error_matches(error, INTAKE_ERROR, INTAKE_ERROR_EMPTY); /* page by page */
    if (!done && !over && !told)
        report_lost(&batch->report, &entry, 0, error->message);
    report_finish(&batch->report, &entry, done);
    report_entry_clear(&entry);
    batch->entry = NULL;
    return !over;
}

/* Paths that gave no input, reported like documents that failed. */
static void
report_missing(Report *report, const GPtrArray *errors)
{
    for (guint i = 0; i < errors->len; i++) {
        const GError *error = g_ptr_array_index(errors, i);
        ReportEntry entry;

        report_entry_init(&entry, error->message);
        report_say("%s", error->message);
        g_ptr_array_add(entry.errors, g_strdup(error->message));
        report_finish(report, &entry, FALSE);
        report_entry_clear(&entry);
    }
}

static bool
write_report(Batch *batch)
{
    g_autoptr(GError) error = NULL;

    if (batch->report.lines == NULL ||
        output_text(batch->options->report, batch->report.lines->str, &error))
        return TRUE;
    report_say("--report: %s", error->message);
    return FALSE;
}

static int
run_inputs(Batch *batch, const BatchWriter *writer, const InputList *list)
{
    g_autoptr(GError) error = NULL;
    bool going = TRUE;

    report_missing(&batch->report, list->errors);
    for (guint i = 0; going && !stop_wanted && i < list->inputs->len; i++)
        going = take_input(batch, writer, g_ptr_array_index(list->inputs, i));
    bool whole = TRUE;
    if (writer->finish != NULL && batch->report.written > 0 && !batch->options->dumps_only)
        whole = writer->finish(batch, &error);
    if (!whole)
        report_say("%s", error->message);
    whole = write_report(batch) && whole;

    if (stop_wanted)
        return STATUS_INTERRUPTED;
    if (batch->report.written == 0)
        return STATUS_NOTHING;
    return batch->report.failed > 0 || !whole ? STATUS_SOME : STATUS_DONE;
}

/* What would fail for every document is found out before the first. */
static int
prepare(Batch *batch, const InputList *list)
{
    const Options *options = batch->options;
    g_autoptr(GError) error = NULL;

    batch->several = list->several;
    batch->to_file = !list->several && option_output_is_file(options);
    if (list->several && options->output == NULL && !options->dumps_only) {
        report_say("convert: several inputs need -o FOLDER (see `sheaf help convert`)");
        return STATUS_USAGE;
    }
    if (list->inputs->len == 0 && list->errors->len == 0) {
        report_say("there is nothing to do: the list of files is empty");
        return STATUS_NOTHING;
    }
    const char *folder = options->dumps_only ? options->dump_dir : options->output;
    if (folder != NULL && !batch->to_file && !output_folder(folder, &error)) {
        report_say("%s", error->message);
        return STATUS_NOTHING;
    }
    if (options->languages_given && options->stage.ocr != OCR_NEVER) {
        batch->engine = engine_new(options->languages, &error);
        if (batch->engine == NULL) {
            report_say("--lang %s: %s", options->languages, error->message);
            return STATUS_NOTHING;
        }
    }
    return STATUS_DONE;
}

int
batch_run(const Options *options, const BatchWriter *writer)
{
    g_autoptr(InputList) list = input_list_new();
    g_autoptr(GError) error = NULL;
    Batch batch = { .options = options, .manifest = g_string_new(NULL) };

    for (guint i = 0; options->inputs[i] != NULL; i++)
        input_list_add(list, options->inputs[i]);
    if (options->files_from != NULL && !input_list_add_from(list, options->files_from, &error)) {
        report_say("%s", error->message);
        g_string_free(batch.manifest, TRUE);
        return STATUS_NOTHING;
    }

    signal(SIGINT, on_interrupt);
    signal(SIGTERM, on_interrupt);
    report_init(&batch.report, options->quiet, options->verbose, options->report != NULL);
    int status = prepare(&batch, list);
    if (status == STATUS_DONE)
        status = run_inputs(&batch, writer, list);
    report_clear(&batch.report);
    g_clear_pointer(&batch.engine, engine_free);
    g_string_free(batch.manifest, TRUE);
    return status;
}
