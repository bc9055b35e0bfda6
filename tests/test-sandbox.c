/* tests/test-sandbox.c - a process in the sandbox can do what a worker needs, and little else */
#include "pipeline/sandbox.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* A folder that may be written, one that may not; a file in the latter. */
static char *inside, *outside, *outside_file;

/* What the kernel here has. */
static SandboxHold offered;

typedef int (*Deed)(void); /* 0, or errno */

static int
errno_of(long result)
{
    return result < 0 ? errno : 0;
}

/* What came of @deed in the sandbox: "done", the name of the error, or what it was ended for. */
static char *
try_deed(Deed deed)
{
    const char *writable[] = { inside, NULL };
    Sandbox *sandbox = sandbox_new(writable, NULL);
    gint *denied =
        mmap(NULL, sizeof *denied, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    const pid_t child = fork();
    int status;

    if (child == 0) {
        sandbox_enter(sandbox, denied);
        _exit(deed());
    }
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    sandbox_free(sandbox);
    char *outcome =
        WIFSIGNALED(status)
            ? g_strdup_printf("ended by signal %d: it tried %s", WTERMSIG(status),
                              sandbox_deed(*denied))
            : g_strdup(WEXITSTATUS(status) == 0 ? "done" : strerrorname_np(WEXITSTATUS(status)));
    munmap(denied, sizeof *denied);
    return outcome;
}

static void
expect(Deed deed, const char *outcome)
{
    g_autofree char *got = try_deed(deed);

    g_assert_cmpstr(got, ==, outcome);
}

static void
expect_end(Deed deed, const char *what)
{
    g_autofree char *outcome = g_strdup_printf("ended by signal %d: it tried %s", SIGSYS, what);

    expect(deed, outcome);
}

static bool
lacks_landlock(void)
{
    g_autofree char *text = sandbox_landlock_text(offered);

    if (offered.landlock > 0)
        return FALSE;
    g_test_skip(text);
    return TRUE;
}

static bool
lacks_seccomp(void)
{
    g_autofree char *text = sandbox_seccomp_text(offered);

    if (offered.seccomp > 0)
        return FALSE;
    g_test_skip(text);
    return TRUE;
}

static int
read_outside(void)
{
    return errno_of(open(outside_file, O_RDONLY));
}

static int
read_passwords(void)
{
    return errno_of(open("/etc/passwd", O_RDONLY));
}

static int
list_outside(void)
{
    return errno_of(open(outside, O_RDONLY | O_DIRECTORY));
}

static int
make_outside(void)
{
    g_autofree char *path = g_build_filename(outside, "new", NULL);

    return errno_of(open(path, O_WRONLY | O_CREAT, 0600));
}

static int
overwrite_outside(void)
{
    return errno_of(open(outside_file, O_WRONLY | O_TRUNC));
}

static int
remove_outside(void)
{
    return errno_of(unlink(outside_file));
}

static int
write_where_libraries_are_read(void)
{
    return errno_of(open("/usr/share/sheaf-was-here", O_WRONLY | O_CREAT, 0600));
}

static void
files_elsewhere_are_closed(void)
{
    if (lacks_landlock())
        return;
    expect(read_outside, "EACCES");
    expect(read_passwords, "EACCES");
    expect(list_outside, "EACCES");
    expect(make_outside, "EACCES");
    expect(overwrite_outside, "EACCES");
    expect(remove_outside, "EACCES");
    expect(write_where_libraries_are_read, "EACCES");
}

static int
link_outside(void)
{
    g_autofree char *path = g_build_filename(inside, "link", NULL);

    return errno_of(link(outside_file, path));
}

static int
change_mode_outside(void)
{
    return errno_of(chmod(outside_file, 0777));
}

static void
what_changes_a_file_by_its_name_is_missing(void)
{
    if (lacks_seccomp())
        return;
    expect(link_outside, "ENOSYS");
    expect(change_mode_outside, "ENOSYS");
}

static int
read_fonts(void)
{
    return errno_of(open("/usr/share", O_RDONLY | O_DIRECTORY));
}

static int
write_results(void)
{
    g_autofree char *folder = g_build_filename(inside, "new", NULL);
    g_autofree char *trial = g_build_filename(folder, ".new-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "new", NULL);
    int failed = mkdir(folder, 0700);
    const int fd = g_mkstemp(trial);

    failed |= fd < 0 || write(fd, "a", 1) != 1 || fchmod(fd, 0600) != 0 || close(fd) != 0;
    failed |= rename(trial, path) != 0 || unlink(path) != 0 || rmdir(folder) != 0;
    return failed ? errno : 0;
}

static int
write_nowhere(void)
{
    return errno_of(open("/dev/null", O_WRONLY));
}

static int
convert_text(void)
{
    g_autofree char *text = g_convert("\0A", 2, "UTF-8", "UTF-16BE", NULL, NULL, NULL);

    return g_strcmp0(text, "A") == 0 ? 0 : EILSEQ;
}

static gpointer
nothing(gpointer data)
{
    return data;
}

static int
start_thread(void)
{
    return g_thread_join(g_thread_new(NULL, nothing, GINT_TO_POINTER(1))) != NULL ? 0 : EAGAIN;
}

static int
read_what_is_open(void)
{
    char byte;

    return read(STDIN_FILENO, &byte, 1) == 1 ? 0 : errno;
}

static void
what_a_worker_needs_is_there(void)
{
    const int saved = dup(STDIN_FILENO), file = open(outside_file, O_RDONLY);

    expect(read_fonts, "done");
    expect(write_results, "done");
    expect(write_nowhere, "done");
    expect(convert_text, "done");
    expect(start_thread, "done");
    g_assert_cmpint(dup2(file, STDIN_FILENO), ==, STDIN_FILENO);
    expect(read_what_is_open, "done");
    dup2(saved, STDIN_FILENO);
    close(saved);
    close(file);
}

static int
connect_by_tcp(void)
{
    return errno_of(socket(AF_INET, SOCK_STREAM, 0));
}

static int
send_by_udp(void)
{
    return errno_of(socket(AF_INET6, SOCK_DGRAM, 0));
}

static int
connect_to_a_service(void)
{
    return errno_of(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int
run_a_program(void)
{
    return errno_of(execl("/bin/true", "true", NULL));
}

static int
run_a_shell(void)
{
    return system("true") == 0 ? 0 : ECHILD;
}

static int
double_itself(void)
{
    const pid_t child = fork();

    if (child == 0)
        _exit(0);
    return errno_of(child);
}

static int
trace_its_parent(void)
{
    return errno_of(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL));
}

static int
kill_its_parent(void)
{
    return errno_of(kill(getppid(), SIGCONT));
}

static void
network_programs_and_processes_end_it(void)
{
    if (lacks_seccomp())
        return;
    expect_end(connect_by_tcp, "to open a network connection");
    expect_end(send_by_udp, "to open a network connection");
    expect_end(connect_to_a_service, "to open a network connection");
    expect_end(run_a_program, "to start a program");
    expect_end(run_a_shell, "what a worker may not (network, programs, processes)");
    expect_end(double_itself, "to start a process");
    expect_end(trace_its_parent, "to reach into another process");
    expect_end(kill_its_parent, "to reach into another process");
}

static int
make_code(void)
{
    void *code =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return code == MAP_FAILED ? errno : 0;
}

static int
turn_data_into_code(void)
{
    void *data = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return errno_of(mprotect(data, 4096, PROT_READ | PROT_EXEC));
}

static int
ask_for_a_ring(void)
{
    return errno_of(syscall(SYS_io_uring_setup, 1, NULL));
}

static int
abort_itself(void)
{
    signal(SIGABRT, SIG_DFL);
    abort();
}

static void
other_calls_fail_without_ending_it(void)
{
    g_autofree char *aborted =
        g_strdup_printf("ended by signal %d: it tried %s", SIGABRT, sandbox_deed(0));

    if (lacks_seccomp())
        return;
    expect(make_code, "EPERM");
    expect(turn_data_into_code, "EPERM");
    expect(ask_for_a_ring, "ENOSYS");
    expect(abort_itself, aborted);
}

static void
the_reason_for_a_part_that_is_off_is_told(void)
{
    const struct {
        gint landlock;
        const char *text;
    } cases[] = {
        { 7, "held" },
        { 0, "off: --sandbox off" },
        { -ENOSYS, "off: this kernel has none, or has it switched off (see its option lsm=); it "
                   "came with Linux 5.13" },
        { -EACCES, "off: Permission denied" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = sandbox_landlock_text((SandboxHold){ cases[i].landlock, 1 });

        g_assert_cmpstr(text, ==, cases[i].text);
    }
    g_assert_true(sandbox_is_whole((SandboxHold){ 1, 1 }));
    g_assert_false(sandbox_is_whole((SandboxHold){ 1, -ENOSYS }));
    g_assert_false(sandbox_is_whole((SandboxHold){ 0, 1 }));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    inside = g_dir_make_tmp("sheaf-inside-XXXXXX", NULL);
    outside = g_dir_make_tmp("sheaf-outside-XXXXXX", NULL);
    outside_file = g_build_filename(outside, "secret", NULL);
    g_assert_true(g_file_set_contents(outside_file, "secret", -1, NULL));
    Sandbox *sandbox = sandbox_new(NULL, NULL);
    offered = sandbox_try(sandbox);
    sandbox_free(sandbox);

    g_test_add_func("/sandbox/files", files_elsewhere_are_closed);
    g_test_add_func("/sandbox/names", what_changes_a_file_by_its_name_is_missing);
    g_test_add_func("/sandbox/needs", what_a_worker_needs_is_there);
    g_test_add_func("/sandbox/deeds", network_programs_and_processes_end_it);
    g_test_add_func("/sandbox/others", other_calls_fail_without_ending_it);
    g_test_add_func("/sandbox/reasons", the_reason_for_a_part_that_is_off_is_told);
    const int status = g_test_run();

    g_unlink(outside_file);
    g_rmdir(outside);
    g_rmdir(inside);
    g_free(outside_file);
    g_free(outside);
    g_free(inside);
    return status;
}
