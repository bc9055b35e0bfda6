/* pipeline/worker.c - the life of a process that does units of work */
#include "pipeline/worker.h"

#include "pipeline/finding.h"
#include "pipeline/journal.h"
#include "pipeline/message.h"
#include "pipeline/output.h"
#include "pipeline/heap.h"
#include "pipeline/spool.h"
#include "pipeline/unit.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Memory once used is seldom given back. A fresh process costs a few milliseconds, and that of
 * an OCR engine in full swing 300 MiB. */
#define LARGE_MIB 768

/* A document of more waits on a shelf for its passes; the pages of one of fewer take 15 MB. */
#define SHELF_PAGES 200

/* Of the messages of libraries about one unit. */
#define MAX_MESSAGES 20
#define MAX_MESSAGE_BYTES 400

#define STATM_BYTES 200
#define FOLDER_MODE 0777 /* before the umask */

typedef struct {
    Batch *batch;
    const char *spool;
    Board *board;
    Intake intake; /* of the document at hand, kept for its next unit */
    guint input;   /* its number, where intake.pdf is not NULL */
    int file;      /* that of the unit at hand, until it is taken; -1 */
    int statm;     /* /proc/self/statm, open, as it can't be opened any more; -1 */
} Worker;

/* What follows the last stage asked for: the pages of the spool are as after this one. */
static StageId
last_stage(const Worker *worker)
{
    return worker->batch->options->stop;
}

static const Input *
input_of(const Worker *worker, const Unit *unit)
{
    return g_ptr_array_index(worker->batch->list->inputs, unit->input);
}

/* The document of @unit, open and without pages. */
static bool
open_document(Worker *worker, const Unit *unit, GError **error)
{
    if (worker->intake.pdf != NULL && worker->input == unit->input) {
        board_begin(worker->board);
        board_opened(worker->board, pdf_n_pages(worker->intake.pdf));
        g_ptr_array_set_size(worker->intake.document->pages, 0);
        return TRUE;
    }
    intake_clear(&worker->intake);
    worker->input = unit->input;
    if (!intake_open(&worker->intake, worker->batch->options, input_of(worker, unit),
                     g_steal_fd(&worker->file), worker->board, error))
        return FALSE;
    if (unit->kind != UNIT_PAGES && pdf_n_pages(worker->intake.pdf) > SHELF_PAGES)
        document_set_shelf(worker->intake.document, shelf_new(worker->spool));
    return TRUE;
}

static bool
take(Worker *worker, const Unit *unit, guint first, guint last, GError **error)
{
    Batch *batch = worker->batch;

    return intake_take(&worker->intake, batch->options, input_of(worker, unit), first, last,
                       &batch->engine, &batch->report, batch->entry, worker->board, error);
}

/* Every file is a step: hundreds of figures may take longer than a page is given. */
static int
note_file(const char *path, gpointer data)
{
    const Worker *worker = data;
    g_autofree char *folder = batch_folder(worker->batch);

    board_step(worker->board, BOARD_WRITE);
    return folder != NULL ? journal_add(worker->spool, worker->input, folder, path) : 0;
}

static bool
write_document(Worker *worker, const Unit *unit, GPtrArray *outputs, GError **error)
{
    Batch *batch = worker->batch;

    if (worker->intake.document->shelf != NULL)
        pdf_leave(worker->intake.pdf);
    if (!intake_assemble(&worker->intake, batch->options, worker->board, error))
        return FALSE;
    finding_collect(worker->intake.document, batch->entry);
    board_step(worker->board, BOARD_WRITE);
    if (batch->options->dumps_only)
        return TRUE;
    output_watch(outputs, note_file, worker);
    const bool done = batch->writer->write(batch, input_of(worker, unit), &worker->intake, error);
    output_watch(NULL, NULL, NULL);
    return done;
}

static bool
do_whole(Worker *worker, const Unit *unit, UnitResult *result, GError **error)
{
    g_autoptr(GError) cause = NULL;

    if (!open_document(worker, unit, error))
        return FALSE;
    Intake *intake = &worker->intake;
    const guint n_pages = pdf_n_pages(intake->pdf);
    intake->may_share = TRUE;
    const bool taken = take(worker, unit, 1, n_pages, &cause);
    intake->may_share = FALSE;
    if (taken)
        return write_document(worker, unit, result->outputs, error);
    if (!g_error_matches(cause, INTAKE_ERROR, INTAKE_ERROR_SHARED)) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    result->outcome = OUTCOME_SPLIT;
    result->n_pages = n_pages;
    result->next = intake->next;
    return spool_write(worker->spool, unit->input, intake->document, last_stage(worker), error);
}

static bool
do_unit(Worker *worker, const Unit *unit, UnitResult *result, GError **error)
{
    if (unit->kind == UNIT_WHOLE)
        return do_whole(worker, unit, result, error);
    if (!open_document(worker, unit, error))
        return FALSE;
    Document *document = worker->intake.document;
    if (unit->kind == UNIT_PAGES)
        return take(worker, unit, unit->first, unit->last, error) &&
               spool_write(worker->spool, unit->input, document, last_stage(worker), error);
    return spool_read(worker->spool, unit->input, document, last_stage(worker), error) &&
           write_document(worker, unit, result->outputs, error);
}

/* What went wrong with a unit as a whole becomes its outcome. */
static UnitOutcome
outcome_of(Batch *batch, const GError *error)
{
    if (g_error_matches(error, INTAKE_ERROR, INTAKE_ERROR_INTERRUPTED))
        return OUTCOME_STOPPED;
    if (g_error_matches(error, OUTPUT_ERROR, OUTPUT_ERROR_CLOSED))
        return OUTCOME_CLOSED;
    if (g_error_matches(error, OUTPUT_ERROR, OUTPUT_ERROR_FULL)) {
        report_lost(&batch->report, batch->entry, 0, error->message);
        return OUTCOME_FULL;
    }
    /* A document without a page: each page has said why. */
    if (!g_error_matches(error, INTAKE_ERROR, INTAKE_ERROR_EMPTY) || batch->entry->errors->len == 0)
        report_lost(&batch->report, batch->entry, 0, error->message);
    return g_error_matches(error, PDF_ERROR, PDF_ERROR_EMPTY) ? OUTCOME_EMPTY : OUTCOME_FAILED;
}

/* Whatever was printed since the last time, each line once, as warnings. */
static void
collect_messages(Batch *batch)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    char text[MAX_MESSAGES * MAX_MESSAGE_BYTES + 1];

    fflush(stderr);
    const ssize_t n = pread(STDERR_FILENO, text, sizeof text - 1, 0);
    if (n <= 0 || lseek(STDERR_FILENO, 0, SEEK_SET) < 0 || ftruncate(STDERR_FILENO, 0) < 0)
        return;
    text[n] = '\0';
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL && g_hash_table_size(seen) < MAX_MESSAGES; i++) {
        g_autofree char *line = g_strndup(g_strstrip(lines[i]), MAX_MESSAGE_BYTES);

        if (*line != '\0' && !g_hash_table_contains(seen, line)) {
            report_warn(&batch->report, batch->entry, 0, line);
            g_hash_table_add(seen, g_steal_pointer(&line));
        }
    }
}

static bool
is_large(const Worker *worker)
{
    char text[STATM_BYTES + 1], *rest;
    const ssize_t n = pread(worker->statm, text, STATM_BYTES, 0);

    /* Pages in all, pages in memory: proc(5). */
    text[MAX(n, 0)] = '\0';
    const guint64 size = g_ascii_strtoull(text, &rest, 10);
    const guint64 resident = g_ascii_strtoull(rest, NULL, 10);
    return size > 0 && resident * (guint64)sysconf(_SC_PAGESIZE) > (guint64)LARGE_MIB << 20;
}

/* FALSE: the other end is gone, or this worker is to be. */
static bool
serve_one(Worker *worker, const Unit *unit, int fd)
{
    Batch *batch = worker->batch;
    g_autoptr(GError) error = NULL;
    UnitResult result = { .outcome = OUTCOME_WRITTEN,
                          .outputs = g_ptr_array_new_with_free_func(output_file_free) };

    report_entry_init(&result.entry, input_of(worker, unit)->path);
    batch->entry = &result.entry;
    batch->lines = g_string_new(NULL);
    if (batch->ledger != NULL && unit->kind == UNIT_WHOLE)
        result.identity = input_identify_file(worker->file, input_of(worker, unit)->path);
    if (!do_unit(worker, unit, &result, &error))
        result.outcome = outcome_of(batch, error);
    if (unit->kind != UNIT_PAGES && result.outcome != OUTCOME_SPLIT)
        intake_clear(&worker->intake);
    collect_messages(batch);
    report_entry_stop(&result.entry);
    result.manifest = g_string_free(g_steal_pointer(&batch->lines), FALSE);
    result.tables = g_steal_pointer(&batch->tables);
    result.retires = is_large(worker);
    board_step(worker->board, BOARD_IDLE);
    const bool sent = message_send(fd, unit_result_pack(&result));
    const bool goes_on = sent && !result.retires;
    unit_result_clear(&result);
    batch->entry = NULL;
    return goes_on;
}

/* Gives up what it will not need. FALSE: it is not to work without. */
static bool
confine(Worker *worker, const Sandbox *sandbox)
{
    worker->statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (sandbox == NULL)
        return TRUE;
    const SandboxHold hold = sandbox_enter(sandbox, &worker->board->denied);
    worker->board->hold = hold;
    if (worker->batch->options->sandbox != SANDBOX_REQUIRE || sandbox_is_whole(hold))
        return TRUE;
    fputs("the sandbox does not hold\n", stderr);
    return FALSE;
}

bool
worker_sandbox(const Batch *batch, const char *spool, Sandbox **sandbox)
{
    const Options *options = batch->options;
    g_autoptr(GPtrArray) writable = g_ptr_array_new_with_free_func(g_free);
    char *folder = batch_folder(batch);

    *sandbox = NULL;
    if (folder != NULL)
        g_ptr_array_add(writable, folder);
    if (options->sandbox == SANDBOX_OFF)
        return TRUE;
    if (options->dump_dir != NULL)
        g_ptr_array_add(writable, g_strdup(options->dump_dir));
    for (guint i = 0; i < writable->len; i++) /* only what is there can be permitted */
        g_mkdir_with_parents(g_ptr_array_index(writable, i), FOLDER_MODE);
    g_ptr_array_add(writable, g_strdup(spool));
    g_ptr_array_add(writable, NULL);
    *sandbox = sandbox_new((const char *const *)writable->pdata, options->book.verify);
    if (options->sandbox != SANDBOX_REQUIRE)
        return TRUE;

    const SandboxHold hold = sandbox_try(*sandbox);
    g_autofree char *landlock = sandbox_landlock_text(hold);
    g_autofree char *seccomp = sandbox_seccomp_text(hold);
    if (!sandbox_is_whole(hold))
        report_say("--sandbox require: Landlock is %s; seccomp is %s", landlock, seccomp);
    return sandbox_is_whole(hold);
}

void
worker_serve(Batch *batch, const char *spool, const Sandbox *sandbox, int fd, Board *board)
{
    Worker worker = { .batch = batch, .spool = spool, .board = board, .file = -1 };

    heap_settle();
    bool goes_on = confine(&worker, sandbox);

    if (!goes_on)
        _exit(EXIT_FAILURE);
    batch->report.silent = TRUE;
    while (goes_on) {
        g_autoptr(GVariant) message = message_wait(fd, unit_type(), &worker.file);
        Unit unit;

        goes_on = message != NULL && unit_unpack(message, &unit) &&
                  unit.input < batch->list->inputs->len && serve_one(&worker, &unit, fd);
        if (worker.file >= 0)
            close(g_steal_fd(&worker.file));
    }
    intake_clear(&worker.intake);
    g_clear_pointer(&batch->engine, engine_free);
}
