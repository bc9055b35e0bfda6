/* pipeline/process.c - a worker, as the supervisor has it in hand */
#include "pipeline/process.h"

#include "pipeline/message.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* The socket's number in the child; those above are closed. */
#define CHILD_FD 3

/* What a dead worker printed last is looked at this far back. */
#define TAIL_BYTES 4096
#define MAX_QUOTE_BYTES 200

/* Address sanitizers reserve more addresses than any limit allows. */
#if defined(__SANITIZE_ADDRESS__)
#define CAN_LIMIT_MEMORY 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CAN_LIMIT_MEMORY 0
#endif
#endif
#ifndef CAN_LIMIT_MEMORY
#define CAN_LIMIT_MEMORY 1
#endif

static void
limit_child(guint memory_mib)
{
    const struct rlimit no_core = { 0, 0 };

    setrlimit(RLIMIT_CORE, &no_core);
    if (memory_mib > 0 && CAN_LIMIT_MEMORY) {
        const struct rlimit memory = { (rlim_t)memory_mib << 20, (rlim_t)memory_mib << 20 };

        setrlimit(RLIMIT_AS, &memory);
    }
}

/* The child: dies with the supervisor, is not asked by the terminal to stop (the supervisor is,
 * and passes it on), holds no file of the other workers. */
G_NORETURN static void
live(ProcessLife life, gpointer data, const Process *process, int fd, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(EXIT_FAILURE);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_DFL);
    if (dup2(process->errors, STDERR_FILENO) < 0 || dup2(fd, CHILD_FD) < 0)
        _exit(EXIT_FAILURE);
    close_range(CHILD_FD + 1, ~0u, 0);
    limit_child(process->memory_mib);
    life(CHILD_FD, process->board, data);
    exit(EXIT_SUCCESS);
}

static void
process_free(Process *process)
{
    if (process->fd >= 0)
        close(process->fd);
    if (process->errors >= 0)
        close(process->errors);
    board_free(process->board);
    g_byte_array_unref(process->received);
    g_free(process);
}

Process *
process_start(ProcessLife life, gpointer data, guint memory_mib, GError **error)
{
    int ends[2] = { -1, -1 };
    Process *process = g_new(Process, 1);

    *process = (Process){ .fd = -1,
                          .errors = memfd_create("sheaf-messages", MFD_CLOEXEC),
                          .memory_mib = memory_mib,
                          .board = board_new(),
                          .received = g_byte_array_new() };
    const bool ready = process->errors >= 0 && process->board != NULL &&
                       socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0;
    const pid_t parent = getpid();
    fflush(NULL);
    process->fd = ends[0];
    process->pid = ready ? fork() : -1;
    if (process->pid == 0)
        live(life, data, process, ends[1], parent);
    const int cause = errno;
    if (ends[1] >= 0)
        close(ends[1]);
    if (process->pid > 0)
        return process;
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(cause), "cannot start a worker: %s",
                g_strerror(cause));
    process_free(process);
    return NULL;
}

void
process_give(Process *process, const Unit *unit, int file)
{
    process->busy = TRUE;
    process->unit = *unit;
    process->moves = g_atomic_int_get(&process->board->moves);
    process->moved_at = g_get_monotonic_time();
    board_begin(process->board);
    /* When it is dead already, that is found out by listening. */
    message_send_file(process->fd, unit_pack(unit), file);
}

bool
process_receive(Process *process, UnitResult *result, bool *gone)
{
    const bool open = message_receive(process->fd, process->received);
    bool broken;
    g_autoptr(GVariant) message = message_next(process->received, unit_result_type(), &broken);

    if (message != NULL) {
        broken = !unit_result_unpack(message, result);
        if (broken)
            unit_result_clear(result);
    }
    *gone = broken || (message == NULL && !open);
    if (broken) {
        process->garbled = TRUE;
        process_kill(process);
    }
    if (message == NULL || broken)
        return FALSE;
    process->busy = FALSE;
    process->retired = result->retires;
    return TRUE;
}

void
process_watch(Process *process, double seconds, gint64 at)
{
    const gint moves = g_atomic_int_get(&process->board->moves);

    if (moves != process->moves) {
        process->moves = moves;
        process->moved_at = at;
    } else if (process->busy && seconds > 0 &&
               (double)(at - process->moved_at) > seconds * G_USEC_PER_SEC) {
        process->hangs = TRUE;
        process->stood = (double)(at - process->moved_at) / G_USEC_PER_SEC;
        process_kill(process);
    }
}

void
process_kill(Process *process)
{
    kill(process->pid, SIGKILL);
}

/* The last line that it printed, or "". (transfer full) */
static char *
last_words(const Process *process)
{
    char text[TAIL_BYTES + 1];
    const off_t size = lseek(process->errors, 0, SEEK_END);
    const ssize_t n = pread(process->errors, text, TAIL_BYTES, MAX(0, size - TAIL_BYTES));

    text[MAX(n, 0)] = '\0';
    g_strchomp(text);
    const char *line = strrchr(text, '\n');
    line = line != NULL ? line + 1 : text;
    return g_utf8_make_valid(line, (gssize)strnlen(line, MAX_QUOTE_BYTES));
}

/* GLib, the C++ library and Leptonica say it each in its own words. */
static bool
speaks_of_memory(const char *words)
{
    g_autofree char *lower = g_ascii_strdown(words, -1);

    return strstr(lower, "bad_alloc") != NULL || strstr(lower, "alloc") != NULL ||
           strstr(lower, "out of memory") != NULL;
}

static char *
cause_of(const Process *process, int status)
{
    g_autofree char *words = last_words(process);
    g_autofree char *quote = *words != '\0' ? g_strdup_printf(": %s", words) : g_strdup("");
    const char *place = board_place(process->board);

    if (process->hangs)
        return g_strdup_printf("no progress %s within --timeout: given up after %.1f s", place,
                               process->stood);
    if (process->garbled)
        return g_strdup_printf("answered with nonsense %s: given up", place);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
        return g_strdup_printf("ended by the sandbox %s: it tried %s", place,
                               sandbox_deed(g_atomic_int_get(&process->board->denied)));
    if (!WIFSIGNALED(status))
        return g_strdup_printf("ended %s with status %d%s", place, WEXITSTATUS(status), quote);
    if (WTERMSIG(status) == SIGKILL)
        return g_strdup_printf("killed %s, perhaps for want of memory (see --memory)", place);
    if (speaks_of_memory(words))
        return g_strdup_printf("out of memory %s (see --memory)%s", place, quote);
    return g_strdup_printf("crashed %s (%s)%s", place, strsignal(WTERMSIG(status)), quote);
}

char *
process_end(Process *process)
{
    int status = 0;
    pid_t ended;

    close(process->fd);
    process->fd = -1;
    do
        ended = waitpid(process->pid, &status, 0);
    while (ended < 0 && errno == EINTR);
    const bool well = ended < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
    char *cause = well && !process->busy ? NULL : cause_of(process, status);
    process_free(process);
    return cause;
}
