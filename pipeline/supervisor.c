/* pipeline/supervisor.c - all inputs through worker processes, whatever becomes of them
 *
 * A document is a Task from the moment its first unit is given out until all of
 * them have come back:
 *
 *     WHOLE --- written, failed ------------------------------> done
 *       |
 *       +-- shared: others are idle -> PAGES 9-16, ..., 87, 88 -+
 *       |                               | worker died          |
 *       |                               v                      v
 *       +-- worker died -----------> PAGES 1, 2, 3, ... -----> JOIN --> done
 *                                       | worker died
 *                                       v
 *                                     the page is lost
 *
 * Units that wait are served before new documents, so that few documents are
 * under way at a time and little is spooled. Nothing here depends on which
 * worker did what, nor when: the results of a document are the same.
 */
#include "pipeline/supervisor.h"

#include "pipeline/handover.h"
#include "pipeline/journal.h"
#include "pipeline/output.h"
#include "pipeline/process.h"
#include "pipeline/progress.h"
#include "pipeline/spool.h"
#include "pipeline/task.h"
#include "pipeline/worker.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* A document that killed this many workers has no more pages worth the trouble. */
#define MAX_DEATHS 24

/* Milliseconds between two looks at progress and at workers that hang. */
#define LOOK_EVERY 100

typedef struct {
    Batch *batch;
    SupervisorDone done;
    gpointer data;
    char *spool, *folder; /* of pages that wait; of the results, or NULL */
    Sandbox *sandbox;     /* NULL: --sandbox off */
    guint next;           /* the first input that had no turn */
    GQueue units;         /* Unit: of the tasks under way */
    GHashTable *tasks;    /* input number -> Task */
    GPtrArray *processes; /* Process */
    bool closed, stopping, stuck, full, heeded;
    ProgressState state;
    Progress progress;
} Supervisor;

static volatile sig_atomic_t interrupts;

static void
on_interrupt(int number)
{
    (void)number;
    interrupts++;
}

static const Input *
input_of(const Supervisor *supervisor, guint input)
{
    return g_ptr_array_index(supervisor->batch->list->inputs, input);
}

static Task *
task_of(const Supervisor *supervisor, guint input)
{
    return g_hash_table_lookup(supervisor->tasks, GUINT_TO_POINTER(input));
}

/* Removes what was written of a document that is not: it would be in nobody's books, and in the
 * way. */
static void
take_back(Supervisor *supervisor, Task *task)
{
    journal_undo(supervisor->spool, task->input, supervisor->folder,
                 supervisor->batch->several ? input_of(supervisor, task->input)->stem : NULL);
    g_ptr_array_set_size(task->outputs, 0);
}

static void
end_task(Supervisor *supervisor, Task *task, bool written)
{
    const guint input = task->input;

    if (!written)
        take_back(supervisor, task);
    task_stop(task);
    progress_clear(&supervisor->progress);
    if (supervisor->batch->ledger != NULL && *task->identity.sha256 == '\0') /* its worker died */
        task->identity = input_identify(input_of(supervisor, input)->path);
    const SupervisorResult result = { input,
                                      &task->entry,
                                      written,
                                      task->manifest->str,
                                      task->tables != NULL ? task->tables : "",
                                      task->outputs,
                                      task->identity };
    if (!supervisor->done(supervisor->data, &result))
        supervisor->full = supervisor->stopping = TRUE;
    journal_drop(supervisor->spool, input);
    supervisor->state.done++;
    supervisor->state.failed += task->entry.errors->len > 0 || !written;
    if (task->in_pieces)
        spool_drop(supervisor->spool, input, 1, task->n_pages);
    g_hash_table_remove(supervisor->tasks, GUINT_TO_POINTER(input));
}

static void
queue_unit(Supervisor *supervisor, Task *task, Unit unit)
{
    unit.input = task->input;
    g_queue_push_tail(&supervisor->units, g_memdup2(&unit, sizeof unit));
    task->waiting++;
}

/* Pages @first to @last, each by itself or in pieces for all workers; runs of pages that nobody
 * asked for have none. */
static void
queue_pages(Supervisor *supervisor, Task *task, guint first, guint last, bool singly)
{
    const Options *options = supervisor->batch->options;
    guint rest = page_range_count(options->pages, first, last), n = 0;
    Unit unit = { .kind = UNIT_PAGES };

    for (guint page = first; page <= last && rest > 0; page++) {
        if (!page_range_holds(options->pages, page))
            continue;
        unit.first = n == 0 ? page : unit.first;
        unit.last = page;
        n++;
        if (n >= (singly ? 1 : handover_size(rest, options->jobs))) {
            queue_unit(supervisor, task, unit);
            rest -= n;
            n = 0;
        }
    }
}

static int
is_of_task(gconstpointer unit, gconstpointer task)
{
    return ((const Unit *)unit)->input == ((const Task *)task)->input ? 0 : 1;
}

static void
drop_units(Supervisor *supervisor, Task *task)
{
    GList *link;

    while ((link = g_queue_find_custom(&supervisor->units, task, is_of_task)) != NULL) {
        g_free(link->data);
        g_queue_delete_link(&supervisor->units, link);
        task->waiting--;
    }
}

/* All pieces of a document are back: it is joined, or lost. */
static void
settle_pieces(Supervisor *supervisor, Task *task)
{
    if (!task->in_pieces || task->waiting > 0 || supervisor->stopping)
        return;
    if (task->failed || task->entry.failed >= task->entry.pages) /* all are lost */
        end_task(supervisor, task, FALSE);
    else
        queue_unit(supervisor, task, (Unit){ .kind = UNIT_JOIN });
}

static void
take_result(Supervisor *supervisor, const Unit *unit, UnitResult *result)
{
    Task *task = task_of(supervisor, unit->input);
    const bool stopped = result->outcome == OUTCOME_STOPPED || result->outcome == OUTCOME_CLOSED ||
                         result->outcome == OUTCOME_FULL;

    progress_clear(&supervisor->progress);
    task_add(task, &supervisor->batch->report, result);
    supervisor->state.pages += result->entry.pages;
    supervisor->closed = supervisor->closed || result->outcome == OUTCOME_CLOSED;
    supervisor->full = supervisor->full || result->outcome == OUTCOME_FULL;
    supervisor->stopping = supervisor->stopping || stopped;
    if (stopped)
        return;
    if (result->outcome == OUTCOME_SPLIT) {
        task->in_pieces = TRUE;
        task->n_pages = result->n_pages;
        queue_pages(supervisor, task, result->next, result->n_pages, FALSE);
        settle_pieces(supervisor, task);
    } else if (unit->kind != UNIT_PAGES) {
        task->entry.pageless = result->outcome == OUTCOME_EMPTY;
        end_task(supervisor, task, result->outcome == OUTCOME_WRITTEN);
    } else {
        if (result->outcome == OUTCOME_FAILED) {
            task->failed = TRUE;
            drop_units(supervisor, task);
        }
        settle_pieces(supervisor, task);
    }
}

/* The unit cannot be tried again: what it was for is lost. */
static void
lose_unit(Supervisor *supervisor, Task *task, const Unit *unit, const char *cause)
{
    const bool is_page = unit->kind == UNIT_PAGES;

    report_lost(&supervisor->batch->report, &task->entry, is_page ? unit->first : 0, cause);
    if (!is_page) {
        end_task(supervisor, task, FALSE);
        return;
    }
    task->entry.pages++;
    task->entry.failed++;
    supervisor->state.pages++;
    if (task->deaths >= MAX_DEATHS && task->waiting > 0) {
        report_lost(&supervisor->batch->report, &task->entry, 0,
                    "too many pages end the worker that reads them: the rest is not tried");
        task->entry.pages += task->waiting;
        task->entry.failed += task->waiting;
        drop_units(supervisor, task);
    }
    settle_pieces(supervisor, task);
}

/* A worker died over @unit. @n_pages, @step: what its board said. */
static void
take_death(Supervisor *supervisor, const Unit *unit, guint n_pages, BoardStep step,
           const char *cause)
{
    Task *task = task_of(supervisor, unit->input);
    const bool again = unit->kind == UNIT_PAGES ? unit->first < unit->last
                       : unit->kind == UNIT_WHOLE
                           ? step < BOARD_PASSES && (n_pages > 0 || task->deaths == 0)
                           : FALSE;

    progress_clear(&supervisor->progress);
    task->waiting--;
    task->deaths++;
    if (!again) {
        lose_unit(supervisor, task, unit, cause);
    } else if (unit->kind == UNIT_PAGES) {
        /* It may have died when they were written: each will be there by itself. */
        spool_drop(supervisor->spool, task->input, unit->first, unit->last);
        queue_pages(supervisor, task, unit->first, unit->last, TRUE);
    } else if (n_pages == 0) {
        queue_unit(supervisor, task, *unit);
    } else {
        task->in_pieces = TRUE;
        task->n_pages = n_pages;
        spool_drop(supervisor->spool, task->input, 1, n_pages);
        queue_pages(supervisor, task, 1, n_pages, TRUE);
        settle_pieces(supervisor, task);
    }
}

/* Is there an input that had no turn and wants one? */
static bool
has_next(Supervisor *supervisor)
{
    while (supervisor->next < supervisor->batch->list->inputs->len &&
           input_of(supervisor, supervisor->next)->skip)
        supervisor->next++;
    return supervisor->next < supervisor->batch->list->inputs->len;
}

/* A document is opened here, so that workers open none. FALSE: it is no file, and done with. */
static bool
open_document(Supervisor *supervisor, Task *task)
{
    const char *path = input_of(supervisor, task->input)->path;
    g_autoptr(GError) error = NULL;

    task->file = strcmp(path, "-") == 0 ? spool_stdin(supervisor->spool, &error)
                                        : pdf_open_file(path, &error);
    if (task->file >= 0)
        return TRUE;
    progress_clear(&supervisor->progress);
    report_lost(&supervisor->batch->report, &task->entry, 0, error->message);
    end_task(supervisor, task, FALSE);
    return FALSE;
}

static Task *
begin_task(Supervisor *supervisor, guint input)
{
    Task *task = task_new(input, input_of(supervisor, input)->path);

    g_hash_table_insert(supervisor->tasks, GUINT_TO_POINTER(input), task);
    return task;
}

/* The next thing to do. FALSE when there is none for now. */
static bool
next_unit(Supervisor *supervisor, Unit *unit)
{
    g_autofree Unit *queued = supervisor->stopping ? NULL : g_queue_pop_head(&supervisor->units);

    if (queued != NULL) {
        *unit = *queued;
        return TRUE;
    }
    while (!supervisor->stopping && has_next(supervisor)) {
        Task *task = begin_task(supervisor, supervisor->next++);

        if (!open_document(supervisor, task))
            continue;
        *unit = (Unit){ .kind = UNIT_WHOLE, .input = task->input };
        return TRUE;
    }
    return FALSE;
}

static void
life_of_worker(int fd, Board *board, gpointer data)
{
    const Supervisor *supervisor = data;

    worker_serve(supervisor->batch, supervisor->spool, supervisor->sandbox, fd, board);
}

/* An idle worker, perhaps a new one; NULL when all are busy, or none can be started. */
static Process *
idle_process(Supervisor *supervisor)
{
    GPtrArray *processes = supervisor->processes;
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < processes->len; i++) {
        Process *process = g_ptr_array_index(processes, i);

        if (!process->busy)
            return process;
    }
    if (processes->len >= supervisor->batch->options->jobs)
        return NULL;
    Process *process =
        process_start(life_of_worker, supervisor, supervisor->batch->options->memory_mib, &error);
    if (process != NULL) {
        g_ptr_array_add(processes, process);
    } else if (processes->len == 0) {
        report_say("%s", error->message);
        supervisor->stuck = supervisor->stopping = TRUE;
    }
    return process;
}

static guint
n_busy(const Supervisor *supervisor)
{
    guint n = 0;

    for (guint i = 0; i < supervisor->processes->len; i++)
        n += ((const Process *)g_ptr_array_index(supervisor->processes, i))->busy;
    return n;
}

/* Where a worker has nothing to do, the others hear of it. */
static void
ask_to_share(Supervisor *supervisor)
{
    const bool idle = !supervisor->stopping && supervisor->units.length == 0 &&
                      !has_next(supervisor) &&
                      n_busy(supervisor) < supervisor->batch->options->jobs;

    for (guint i = 0; i < supervisor->processes->len; i++)
        g_atomic_int_set(&((Process *)g_ptr_array_index(supervisor->processes, i))->board->share,
                         idle);
}

static void
give_units(Supervisor *supervisor)
{
    Process *process;
    Unit unit;

    while (
        !supervisor->stopping &&
        (supervisor->units.length > 0 || supervisor->next < supervisor->batch->list->inputs->len) &&
        (process = idle_process(supervisor)) != NULL && next_unit(supervisor, &unit))
        process_give(process, &unit, task_of(supervisor, unit.input)->file);
    ask_to_share(supervisor);
}

/* What @process gave up goes into the report on its document. */
static void
note_hold(Supervisor *supervisor, const Process *process)
{
    task_of(supervisor, process->unit.input)->entry.hold = process->board->hold;
}

/* Takes the worker out of the crew; one that died over its unit costs that. */
static void
bury(Supervisor *supervisor, Process *process)
{
    const bool busy = process->busy;
    const Unit unit = process->unit;
    const guint n_pages = (guint)g_atomic_int_get(&process->board->n_pages);
    const BoardStep step = (BoardStep)g_atomic_int_get(&process->board->step);

    if (busy)
        note_hold(supervisor, process);
    g_ptr_array_remove(supervisor->processes, process);
    g_autofree char *cause = process_end(process);
    if (busy)
        take_death(supervisor, &unit, n_pages, step, cause);
    else if (cause != NULL)
        report_say("a worker %s", cause);
}

static void
listen_to(Supervisor *supervisor, Process *process)
{
    UnitResult result;
    bool gone;

    if (process_receive(process, &result, &gone)) {
        const Unit unit = process->unit;

        note_hold(supervisor, process);
        if (process->retired)
            bury(supervisor, process);
        take_result(supervisor, &unit, &result);
        unit_result_clear(&result);
    } else if (gone) {
        bury(supervisor, process);
    }
}

/* Waits for a word from a worker, or until it is time to look around. */
static void
listen_to_all(Supervisor *supervisor)
{
    const guint n = supervisor->processes->len;
    g_autofree struct pollfd *fds = g_new0(struct pollfd, n);
    g_autofree Process **at = g_new0(Process *, n);

    for (guint i = 0; i < n; i++) {
        at[i] = g_ptr_array_index(supervisor->processes, i);
        fds[i] = (struct pollfd){ .fd = at[i]->fd, .events = POLLIN };
    }
    if (poll(fds, n, LOOK_EVERY) <= 0)
        return;
    for (guint i = 0; i < n; i++)
        if (fds[i].revents != 0)
            listen_to(supervisor, at[i]);
}

static void
look_around(Supervisor *supervisor)
{
    const Options *options = supervisor->batch->options;
    const gint64 now = g_get_monotonic_time();
    ProgressState state = supervisor->state;

    for (guint i = 0; i < supervisor->processes->len; i++) {
        Process *process = g_ptr_array_index(supervisor->processes, i);

        process_watch(process, options->timeout, now);
        if (process->busy && state.documents == 1 && process->board->n_pages > 0) {
            state.name = input_of(supervisor, process->unit.input)->stem;
            state.page = MAX(state.page, (guint)g_atomic_int_get(&process->board->page));
            state.of = (guint)g_atomic_int_get(&process->board->n_pages);
        }
    }
    if (state.documents > 1 || state.name != NULL)
        progress_show(&supervisor->progress, &state);
}

/* The first signal asks the workers to come to an end, the second ends them. */
static void
heed_signals(Supervisor *supervisor)
{
    if (interrupts == 0)
        return;
    if (!supervisor->heeded && interrupts == 1)
        progress_say(&supervisor->progress, "coming to an end with what is in hand; once more "
                                            "to stop at once");
    supervisor->heeded = supervisor->stopping = TRUE;
    for (guint i = 0; i < supervisor->processes->len; i++) {
        Process *process = g_ptr_array_index(supervisor->processes, i);

        g_atomic_int_set(&process->board->stop, 1);
        if (interrupts > 1)
            process_kill(process);
    }
}

static void
supervise(Supervisor *supervisor)
{
    give_units(supervisor);
    while (n_busy(supervisor) > 0) {
        listen_to_all(supervisor);
        heed_signals(supervisor);
        if (interrupts > 1)
            break;
        look_around(supervisor);
        give_units(supervisor);
    }
    progress_clear(&supervisor->progress);
}

static void
end_processes(Supervisor *supervisor)
{
    for (guint i = 0; i < supervisor->processes->len; i++) {
        g_autofree char *cause = process_end(g_ptr_array_index(supervisor->processes, i));

        if (cause != NULL && interrupts < 2)
            report_say("a worker %s", cause);
    }
    g_ptr_array_set_size(supervisor->processes, 0);
}

/* The run is over: documents under way have no outcome. */
static void
take_back_all(Supervisor *supervisor)
{
    GHashTableIter at;
    gpointer task;

    g_hash_table_iter_init(&at, supervisor->tasks);
    while (g_hash_table_iter_next(&at, NULL, &task))
        take_back(supervisor, task);
}

static guint
count_wanted(const InputList *list)
{
    guint n = 0;

    for (guint i = 0; i < list->inputs->len; i++)
        n += !((const Input *)g_ptr_array_index(list->inputs, i))->skip;
    return n;
}

static SupervisorEnd
end_of(const Supervisor *supervisor)
{
    return supervisor->closed  ? SUPERVISOR_CLOSED
           : interrupts > 0    ? SUPERVISOR_INTERRUPTED
           : supervisor->full  ? SUPERVISOR_FULL
           : supervisor->stuck ? SUPERVISOR_STUCK
                               : SUPERVISOR_DONE;
}

SupervisorEnd
supervisor_run(Batch *batch, SupervisorDone done, gpointer data)
{
    g_autoptr(GHashTable) tasks = g_hash_table_new_full(NULL, NULL, NULL, task_free);
    g_autoptr(GPtrArray) processes = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    Supervisor supervisor = { .batch = batch,
                              .done = done,
                              .data = data,
                              .tasks = tasks,
                              .processes = processes,
                              .state = { .documents = count_wanted(batch->list) } };
    const struct sigaction heed = { .sa_handler = on_interrupt };

    supervisor.spool = spool_new(batch->to_file ? NULL : batch->options->output, &error);
    if (supervisor.spool == NULL) {
        report_say("%s", error->message);
        return SUPERVISOR_STUCK;
    }
    supervisor.folder = batch_folder(batch);
    g_queue_init(&supervisor.units);
    sigaction(SIGINT, &heed, NULL);
    sigaction(SIGTERM, &heed, NULL);
    progress_init(&supervisor.progress, batch->options->quiet);
    if (worker_sandbox(batch, supervisor.spool, &supervisor.sandbox))
        supervise(&supervisor);
    else
        supervisor.stuck = TRUE;
    end_processes(&supervisor);
    take_back_all(&supervisor);
    g_queue_clear_full(&supervisor.units, g_free);
    spool_remove(supervisor.spool);
    g_free(supervisor.spool);
    g_free(supervisor.folder);
    sandbox_free(supervisor.sandbox);
    return end_of(&supervisor);
}
