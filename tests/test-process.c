/* tests/test-process.c - a worker can die in any way, and the supervisor knows of what */
#include "pipeline/message.h"
#include "pipeline/process.h"
#include "pipeline/processor.h"
#include "pipeline/progress.h"

#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef enum { ANSWERS, TALKS_NONSENSE, CRASHES, IS_KILLED, HANGS, RUNS_OUT, LEAVES } Manner;

static void
live(int fd, Board *board, gpointer data)
{
    const Manner *manner = data;
    UnitResult result = { .outcome = OUTCOME_WRITTEN };
    g_autoptr(GVariant) message = message_wait(fd, unit_type(), NULL);

    if (message == NULL)
        return;
    board_opened(board, 12);
    board_page(board, 3, STAGE_DETECT);
    switch (*manner) {
    case ANSWERS:
        report_entry_init(&result.entry, "a.pdf");
        message_send(fd, unit_result_pack(&result));
        unit_result_clear(&result);
        break;
    case TALKS_NONSENSE:
        (void)!write(fd, "\377\377\377\377", 4);
        pause();
        break;
    case CRASHES:
        fputs("nobody knows why\n", stderr);
        raise(SIGABRT);
        break;
    case IS_KILLED:
        raise(SIGKILL);
        break;
    case HANGS:
        pause();
        break;
    case RUNS_OUT:
        fputs("failed to allocate 99 bytes\n", stderr);
        raise(SIGTRAP);
        break;
    case LEAVES:
        _exit(7);
    }
}

/* What is said of a worker of this manner, where * is any text, and how far its board says that it
 * came. */
static void
expect_end(Manner manner, const char *expected)
{
    g_autoptr(GError) error = NULL;
    Process *process = process_start(live, &manner, 0, &error);
    UnitResult result;
    bool gone = FALSE, answered = FALSE;

    g_assert_no_error(error);
    process_give(process, &(Unit){ .kind = UNIT_WHOLE }, -1);
    while (!gone && !answered) {
        struct pollfd fd = { .fd = process->fd, .events = POLLIN };

        if (poll(&fd, 1, 20) > 0)
            answered = process_receive(process, &result, &gone);
        process_watch(process, manner == HANGS ? 0.05 : 60, g_get_monotonic_time());
    }
    if (answered)
        unit_result_clear(&result);
    g_assert_cmpint(process->board->page, ==, 3);
    g_assert_cmpint(process->board->n_pages, ==, 12);
    g_autofree char *cause = process_end(process);
    if (cause == NULL || expected == NULL || !g_pattern_match_simple(expected, cause))
        g_assert_cmpstr(cause, ==, expected);
}

static void
a_worker_that_answers_ends_well(void)
{
    expect_end(ANSWERS, NULL);
}

static void
a_dead_worker_tells_of_what_and_where(void)
{
    expect_end(CRASHES, "crashed in the detect stage (Aborted): nobody knows why");
    expect_end(IS_KILLED, "killed in the detect stage, perhaps for want of memory (see --memory)");
    expect_end(HANGS, "no progress in the detect stage within --timeout: given up after 0.* s");
    expect_end(RUNS_OUT,
               "out of memory in the detect stage (see --memory): failed to allocate 99 bytes");
    expect_end(LEAVES, "ended in the detect stage with status 7");
}

static void
a_worker_that_talks_nonsense_is_killed(void)
{
    expect_end(TALKS_NONSENSE, "answered with nonsense in the detect stage: given up");
}

static void
write_group(const char *root, const char *group, const char *text)
{
    g_autofree char *folder = g_build_filename(root, group, NULL);
    g_autofree char *file = g_build_filename(folder, "cpu.max", NULL);

    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    g_assert_true(g_file_set_contents(file, text, -1, NULL));
}

static void
remove_group(const char *root, const char *group)
{
    g_autofree char *folder = g_build_filename(root, group, NULL);
    g_autofree char *file = g_build_filename(folder, "cpu.max", NULL);

    g_unlink(file);
    g_rmdir(folder);
}

static void
the_tightest_control_group_limits_the_processors(void)
{
    g_autofree char *root = g_dir_make_tmp("sheaf-groups-XXXXXX", NULL);

    write_group(root, "a/b", "max 100000\n");
    g_assert_cmpuint(processor_group_limit(root, "/a/b"), ==, G_MAXUINT);
    write_group(root, "a", "250000 100000\n");
    g_assert_cmpuint(processor_group_limit(root, "/a/b"), ==, 3);
    write_group(root, "a/b", "20000 100000\n");
    g_assert_cmpuint(processor_group_limit(root, "/a/b"), ==, 1);
    g_assert_cmpuint(processor_group_limit(root, "/a"), ==, 3);
    g_assert_cmpuint(processor_group_limit(root, "/"), ==, G_MAXUINT);
    g_assert_cmpuint(processor_count(), >=, 1);
    remove_group(root, "a/b");
    remove_group(root, "a");
    g_rmdir(root);
}

static void
expect_line(ProgressState state, double seconds, guint width, const char *expected)
{
    g_autofree char *line = progress_line(&state, seconds, width);

    g_assert_cmpstr(line, ==, expected);
}

static void
progress_shows_how_far_and_how_long(void)
{
    expect_line((ProgressState){ .documents = 40, .done = 10, .failed = 1, .pages = 90 }, 60, 0,
                "[=====>              ] 10/40 documents, 90 pages, 1.5 pages/s, 1 failed, 3:00 "
                "left");
    expect_line((ProgressState){ .documents = 40 }, 0, 0,
                "[>                   ] 0/40 documents, 0 pages, 0 failed");
    expect_line((ProgressState){ .documents = 40, .done = 40, .pages = 1 }, 1, 40,
                "[====================] 40/40 documents, ");
    expect_line((ProgressState){ .documents = 1, .name = "a\033b", .page = 3, .of = 12 }, 1, 0,
                "a?b: page 3 of 12");
}

/* Each result clears it, and a fast run has one every few milliseconds. */
static void
progress_is_there_again_after_it_was_cleared(void)
{
    const ProgressState state = { .documents = 40 };
    const int screen = dup(STDERR_FILENO);
    Progress progress;

    g_assert_true(freopen("/dev/null", "w", stderr) != NULL);
    progress_init(&progress, FALSE);
    progress.terminal = TRUE;
    progress_show(&progress, &state);
    g_assert_false(progress.drawn); /* the run may be over soon */
    progress.begun -= G_USEC_PER_SEC;
    progress_show(&progress, &state);
    g_assert_true(progress.drawn);
    progress_clear(&progress);
    g_assert_false(progress.drawn);
    progress_show(&progress, &state);
    g_assert_true(progress.drawn);
    fflush(stderr);
    g_assert_cmpint(dup2(screen, STDERR_FILENO), ==, STDERR_FILENO);
    close(screen);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/process/answers", a_worker_that_answers_ends_well);
    g_test_add_func("/process/dies", a_dead_worker_tells_of_what_and_where);
    g_test_add_func("/process/nonsense", a_worker_that_talks_nonsense_is_killed);
    g_test_add_func("/process/groups", the_tightest_control_group_limits_the_processors);
    g_test_add_func("/process/progress", progress_shows_how_far_and_how_long);
    g_test_add_func("/process/progress-again", progress_is_there_again_after_it_was_cleared);
    return g_test_run();
}
