/* pipeline/batch.c - all inputs of a command */
#include "pipeline/batch.h"

#include "pipeline/journal.h"
#include "pipeline/output.h"
#include "pipeline/supervisor.h"

char *
batch_folder(const Batch *batch)
{
    const char *output = batch->options->dumps_only ? NULL : batch->options->output;

    return batch->to_file && output != NULL ? g_path_get_dirname(output) : g_strdup(output);
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
                   const PictureFileOptions *options, GError **error)
{
    g_autoptr(GPtrArray) lost = g_ptr_array_new_with_free_func(g_free);
    const bool done =
        picture_file_cut(intake->pdf, intake->document, base, folder, options, lost, error);

    for (guint i = 0; i < lost->len; i++)
        report_lost(&batch->report, batch->entry, 0, g_ptr_array_index(lost, i));
    return done;
}

/* What is known of an input that had its turn, until it is that of all before it. */
typedef struct {
    char *line; /* for --report; NULL: not yet */
    char *manifest;
} Outcome;

typedef struct {
    Batch *batch;
    Outcome *outcomes; /* one an input */
    guint next;        /* the first that had no turn */
    GString *lines;    /* of --report */
} Outcomes;

/* Results in the order of the inputs, however they come in. */
static void
flush(Outcomes *outcomes, bool all)
{
    const guint n = outcomes->batch->list->inputs->len;

    while (outcomes->next < n && (all || outcomes->outcomes[outcomes->next].line != NULL)) {
        Outcome *outcome = &outcomes->outcomes[outcomes->next++];

        if (outcome->line == NULL)
            continue;
        g_string_append(outcomes->lines, outcome->line);
        if (outcomes->batch->manifest != NULL)
            manifest_take(outcomes->batch->manifest, outcome->manifest);
        else
            g_string_append(outcomes->batch->lines, outcome->manifest);
        g_clear_pointer(&outcome->line, g_free);
        g_clear_pointer(&outcome->manifest, g_free);
    }
}

/* What became of an input goes into the ledger as soon as it is known. A ledger that cannot be
 * written any more is no reason to stop: without it, more is done again. But for want of room:
 * then there is none for results either, and FALSE is returned. */
static bool
remember(Batch *batch, const SupervisorResult *result, char *line)
{
    const ReportEntry *entry = result->entry;
    g_autoptr(GError) error = NULL;
    const Input *input = g_ptr_array_index(batch->list->inputs, result->input);
    const LedgerRecord record = {
        .ordinal = input->ordinal,
        .state = !result->written         ? LEDGER_FAILED
                 : entry->errors->len > 0 ? LEDGER_PARTLY
                                          : LEDGER_DONE,
        .identity = result->identity,
        .seconds = entry->seconds,
        .cpu_seconds = entry->cpu_seconds,
        .pages = entry->pages,
        .pages_lost = entry->failed,
        .report = line,
        .manifest = (char *)result->manifest,
        .tables = (char *)result->tables,
        .outputs = (GPtrArray *)result->outputs,
    };

    if (ledger_store(batch->ledger, input, &record, &error))
        return TRUE;
    report_say("%s", error->message);
    if (g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_FULL))
        return FALSE;
    g_clear_pointer(&batch->ledger, ledger_close);
    return TRUE;
}

static bool
take_outcome(gpointer data, const SupervisorResult *result)
{
    Outcomes *outcomes = data;
    Batch *batch = outcomes->batch;
    char *line = report_finish(&batch->report, result->entry, result->written);

    const bool goes_on = batch->ledger == NULL || remember(batch, result, line);
    outcomes->outcomes[result->input] = (Outcome){ line, g_strdup(result->manifest) };
    flush(outcomes, FALSE);
    return goes_on;
}

/* What the ledger knows of the inputs is their outcome, and they are not done again. */
static bool
recall(Outcomes *outcomes, GError **error)
{
    Batch *batch = outcomes->batch;

    if (!ledger_begin(batch->ledger, batch->list->inputs, error))
        return FALSE;
    for (guint i = 0; i < batch->list->inputs->len; i++) {
        Input *input = g_ptr_array_index(batch->list->inputs, i);
        g_autoptr(GError) cause = NULL;
        LedgerRecord record;

        if (!ledger_recall(batch->ledger, input, &record, &cause)) {
            if (cause == NULL)
                continue;
            g_propagate_error(error, g_steal_pointer(&cause));
            return FALSE;
        }
        input->skip = record.state == LEDGER_DONE || !batch->options->retry_failed;
        if (input->skip) {
            outcomes->outcomes[i] =
                (Outcome){ g_steal_pointer(&record.report), g_steal_pointer(&record.manifest) };
            report_recall(&batch->report, record.state != LEDGER_FAILED,
                          record.state == LEDGER_DONE);
        }
        ledger_record_clear(&record);
    }
    return ledger_recalled(batch->ledger, error);
}

/* Paths that gave no input, reported like documents that failed. */
static void
report_missing(Report *report, const GPtrArray *errors, GString *lines)
{
    for (guint i = 0; i < errors->len; i++) {
        const GError *error = g_ptr_array_index(errors, i);
        ReportEntry entry;

        report_entry_init(&entry, error->message);
        report_say("%s", error->message);
        g_ptr_array_add(entry.errors, g_strdup(error->message));
        report_entry_stop(&entry);
        g_autofree char *line = report_finish(report, &entry, FALSE);
        g_string_append(lines, line);
        report_entry_clear(&entry);
    }
}

static bool
write_report(const Batch *batch, const char *lines)
{
    g_autoptr(GError) error = NULL;

    if (batch->options->report == NULL || output_text(batch->options->report, lines, &error))
        return TRUE;
    report_say("--report: %s", error->message);
    return FALSE;
}

static bool
finish(Batch *batch)
{
    g_autoptr(GError) error = NULL;

    if (batch->writer->finish == NULL || (batch->report.written == 0 && batch->report.failed > 0) ||
        batch->options->dumps_only || batch->writer->finish(batch, &error))
        return TRUE;
    report_say("%s", error->message);
    return FALSE;
}

static int
run_inputs(Batch *batch)
{
    g_autofree Outcome *array = g_new0(Outcome, batch->list->inputs->len);
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    Outcomes outcomes = { batch, array, 0, lines };

    report_missing(&batch->report, batch->list->errors, lines);
    if (batch->ledger != NULL && !recall(&outcomes, &error)) {
        report_say("%s", error->message);
        return STATUS_NOTHING;
    }
    const SupervisorEnd end = supervisor_run(batch, take_outcome, &outcomes);
    flush(&outcomes, TRUE);
    if (end == SUPERVISOR_INTERRUPTED && batch->ledger != NULL)
        report_say("interrupted: go on with --resume");
    if (end == SUPERVISOR_FULL)
        report_say("nothing more can be written: make room, then go on with %s",
                   batch->ledger != NULL ? "--resume" : "the same command");
    const bool finished = end == SUPERVISOR_FULL || finish(batch);
    const bool whole = write_report(batch, lines->str) && finished;

    if (end == SUPERVISOR_INTERRUPTED)
        return STATUS_INTERRUPTED;
    if (batch->report.written == 0 && (batch->report.failed > 0 || end != SUPERVISOR_DONE))
        return STATUS_NOTHING;
    return batch->report.failed > 0 || !whole || end == SUPERVISOR_STUCK || end == SUPERVISOR_FULL
               ? STATUS_SOME
               : STATUS_DONE;
}

/* A run over several documents keeps a ledger beside its results, so that it can be resumed. */
static bool
open_ledger(Batch *batch)
{
    const Options *options = batch->options;
    g_autoptr(GError) error = NULL;
    bool changed;

    if (options->dumps_only || batch->to_file || (!batch->several && !options->resume))
        return TRUE;
    batch->ledger =
        ledger_open(options->output, options->settings, options->resume, &changed, &error);
    if (batch->ledger == NULL) {
        report_say("%s", error->message);
        return FALSE;
    }
    if (!ledger_set_share(batch->ledger, options->share, options->shares, batch->list->inputs->len,
                          &error)) {
        report_say("%s", error->message);
        return FALSE;
    }
    if (changed)
        report_say("--resume: the options or the versions are not those of the run before: "
                   "everything is done again");
    journal_undo_left(options->output);
    output_sweep(options->output);
    return TRUE;
}

/* What would fail for every document is found out before the first. */
static int
prepare(Batch *batch)
{
    const Options *options = batch->options;
    const InputList *list = batch->list;
    g_autoptr(GError) error = NULL;

    batch->several = list->several;
    batch->to_file = !list->several && option_output_is_file(options);
    if (list->several && options->output == NULL && !options->dumps_only) {
        report_say("convert: several inputs need -o FOLDER (see `sheaf help convert`)");
        return STATUS_USAGE;
    }
    if (list->inputs->len == 0 && list->errors->len == 0 && options->shares == 1) {
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
    return open_ledger(batch) ? STATUS_DONE : STATUS_NOTHING;
}

int
batch_run(const Options *options, const BatchWriter *writer)
{
    g_autoptr(InputList) list = input_list_new();
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    Batch batch = { .options = options,
                    .writer = writer,
                    .list = list,
                    .report = { .verbose = options->verbose },
                    .lines = lines };

    for (guint i = 0; options->inputs[i] != NULL; i++)
        input_list_add(list, options->inputs[i]);
    if (options->files_from != NULL && !input_list_add_from(list, options->files_from, &error)) {
        report_say("%s", error->message);
        return STATUS_NOTHING;
    }
    if (options->shares > 1)
        input_list_share(list, options->share, options->shares);
    int status = prepare(&batch);
    if (status == STATUS_DONE && writer->has_manifest && !options->dumps_only)
        batch.manifest = manifest_new(options->output);
    if (status == STATUS_DONE)
        status = run_inputs(&batch);
    g_clear_pointer(&batch.manifest, manifest_free);
    g_clear_pointer(&batch.ledger, ledger_close);
    g_clear_pointer(&batch.engine, engine_free);
    return status;
}
