/* pipeline/sandbox.c - what a worker gives up before it opens its first PDF
 *
 *     before the fork    the index of fonts is loaded, places are collected
 *     after it           rlimits, no_new_privs, Landlock, and last seccomp, which
 *                        forbids the calls that set up the others
 *
 * The filter of system calls is a list of what is allowed: what the C library and
 * the libraries above it were seen to ask for, and what they may ask for on other
 * machines. A call that is not on it, and not one of the deeds below, is answered
 * as an older kernel would that does not have it, because libraries know what to
 * do then.
 */
#include "pipeline/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <glib/gstdio.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Sanitizers look for leaks with a process of their own, which traces this one, and read /proc and
 * lists of what to leave out. */
#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

/* Files open at a time: a worker has a dozen, and fontconfig one more for each of its caches. */
#define MAX_OPEN 256

/* Where libraries keep what they read when they need it: character maps of Poppler, data of
 * Tesseract, fonts, encodings and time zones of the C library. */
static const char *const data_places[] = {
    "/usr/share",     "/usr/lib",     "/usr/local/share",        "/etc/fonts", "/etc/ld.so.cache",
    "/etc/localtime", "/dev/urandom", "/sys/devices/system/cpu", NULL
};

/* What text in PDFs is converted from. The C library keeps the code for each in a file of its own,
 * which it loads when the first conversion begins and drops after the last: so one is kept open. */
static const char *const encodings[] = { "UTF-16BE", "UTF-16LE", "UTF-16" };

struct Sandbox {
    GPtrArray *readable; /* char * */
    GPtrArray *writable; /* char * */
    GIConv conversions[G_N_ELEMENTS(encodings)];
};

/* The kernel's struct landlock_ruleset_attr with what came after version 1, so that this compiles
 * with older headers. Kernels take a longer one whose rest is zero. */
typedef struct {
    guint64 files, network, scope;
} Ruleset;

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define TRUNCATE (1ULL << 14) /* since version 3 */
#define WRITING                                                                                    \
    (READING | TRUNCATE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |          \
     LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG)
#define OF_A_FILE (TRUNCATE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE)

/* What there is to forbid, by version; the rest is zero. */
static Ruleset
ruleset_of(int version)
{
    return (Ruleset){
        .files = version >= 5   ? 0xFFFF
                 : version >= 3 ? 0x7FFF
                 : version >= 2 ? 0x3FFF
                                : 0x1FFF,
        .network = version >= 4 ? 3 : 0, /* TCP: bind, connect */
        .scope = version >= 6 ? 3 : 0,   /* abstract Unix sockets, signals to others */
    };
}

static void
add_places(GPtrArray *places, FcStrList *list)
{
    const FcChar8 *place;

    while (list != NULL && (place = FcStrListNext(list)) != NULL)
        g_ptr_array_add(places, g_strdup((const char *)place));
    if (list != NULL)
        FcStrListDone(list);
}

Sandbox *
sandbox_new(const char *const *writable, const char *readable)
{
    Sandbox *sandbox = g_new(Sandbox, 1);

    sandbox->readable = g_ptr_array_new_with_free_func(g_free);
    sandbox->writable = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; data_places[i] != NULL; i++)
        g_ptr_array_add(sandbox->readable, g_strdup(data_places[i]));
    if (readable != NULL)
        g_ptr_array_add(sandbox->readable, g_strdup(readable));
    if (g_getenv("TESSDATA_PREFIX") != NULL)
        g_ptr_array_add(sandbox->readable, g_strdup(g_getenv("TESSDATA_PREFIX")));
    if (FcInit()) {
        add_places(sandbox->readable, FcConfigGetFontDirs(NULL));
        add_places(sandbox->readable, FcConfigGetCacheDirs(NULL));
        add_places(sandbox->readable, FcConfigGetConfigFiles(NULL));
    }
    for (guint i = 0; writable != NULL && writable[i] != NULL; i++)
        g_ptr_array_add(sandbox->writable, g_strdup(writable[i]));
    for (guint i = 0; i < G_N_ELEMENTS(encodings); i++)
        sandbox->conversions[i] = g_iconv_open("UTF-8", encodings[i]);
    tzset();
    return sandbox;
}

void
sandbox_free(Sandbox *sandbox)
{
    if (sandbox == NULL)
        return;
    g_ptr_array_unref(sandbox->readable);
    g_ptr_array_unref(sandbox->writable);
    for (guint i = 0; i < G_N_ELEMENTS(encodings); i++)
        if (sandbox->conversions[i] != (GIConv)-1)
            g_iconv_close(sandbox->conversions[i]);
    g_free(sandbox);
}

/* A place that is not there needs no rule. */
static bool
permit(int rules, const char *path, guint64 access, guint64 known)
{
    struct stat info;
    const int fd = open(path, O_PATH | O_CLOEXEC);

    if (fd < 0)
        return TRUE;
    if (fstat(fd, &info) != 0 || !S_ISDIR(info.st_mode))
        access &= OF_A_FILE;
    const struct landlock_path_beneath_attr rule = { .allowed_access = access & known,
                                                     .parent_fd = fd };
    const bool done =
        syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    const int cause = errno;

    close(fd);
    errno = cause;
    return done;
}

static bool
permit_all(int rules, const Sandbox *sandbox, guint64 known)
{
    bool done = permit(rules, "/dev/null", READING | LANDLOCK_ACCESS_FS_WRITE_FILE, known);

    for (guint i = 0; done && i < sandbox->readable->len; i++)
        done = permit(rules, g_ptr_array_index(sandbox->readable, i), READING, known);
    for (guint i = 0; done && i < sandbox->writable->len; i++)
        done = permit(rules, g_ptr_array_index(sandbox->writable, i), WRITING, known);
    return done;
}

/* Returns what SandboxHold.landlock says. */
static gint
hold_files(const Sandbox *sandbox)
{
    const int version =
        (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    const Ruleset ruleset = ruleset_of(version);

    if (version < 0)
        return -errno;
    const int rules = (int)syscall(SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0);
    if (rules < 0)
        return -errno;
    const bool done = permit_all(rules, sandbox, ruleset.files) &&
                      syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    const int cause = errno;
    close(rules);
    return done ? version : -cause;
}

/* Calls that end the process, and what they are for. */
typedef struct {
    int call;
    const char *deed;
} Deed;

static const char to_connect[] = "to open a network connection";
static const char to_start_program[] = "to start a program";
static const char to_start_process[] = "to start a process";
static const char to_reach_process[] = "to reach into another process";

static const Deed deeds[] = {
    { SCMP_SYS(socket), to_connect },
    { SCMP_SYS(socketpair), to_connect },
    { SCMP_SYS(connect), to_connect },
    { SCMP_SYS(bind), to_connect },
    { SCMP_SYS(listen), to_connect },
    { SCMP_SYS(accept), to_connect },
    { SCMP_SYS(accept4), to_connect },
    { SCMP_SYS(execve), to_start_program },
    { SCMP_SYS(execveat), to_start_program },
    { SCMP_SYS(fork), to_start_process },
    { SCMP_SYS(vfork), to_start_process },
    { SCMP_SYS(clone), to_start_process },
    { SCMP_SYS(ptrace), to_reach_process },
    { SCMP_SYS(process_vm_readv), to_reach_process },
    { SCMP_SYS(process_vm_writev), to_reach_process },
    { SCMP_SYS(pidfd_open), to_reach_process },
    { SCMP_SYS(kill), to_reach_process },
    { SCMP_SYS(tkill), to_reach_process },
    { SCMP_SYS(tgkill), to_reach_process },
};

/* Without conditions. Not here: whatever changes a file by its name without opening it (chmod,
 * chown, utimes, extended attributes, truncate, links), which Landlock does not see. */
static const int calls[] = {
    /* files */
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(preadv), SCMP_SYS(write),
    SCMP_SYS(writev), SCMP_SYS(pwrite64), SCMP_SYS(pwritev), SCMP_SYS(lseek), SCMP_SYS(_llseek),
    SCMP_SYS(close), SCMP_SYS(close_range), SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(creat),
    SCMP_SYS(stat), SCMP_SYS(stat64), SCMP_SYS(lstat), SCMP_SYS(lstat64), SCMP_SYS(fstat),
    SCMP_SYS(fstat64), SCMP_SYS(newfstatat), SCMP_SYS(fstatat64), SCMP_SYS(statx), SCMP_SYS(statfs),
    SCMP_SYS(statfs64), SCMP_SYS(fstatfs), SCMP_SYS(fstatfs64), SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd), SCMP_SYS(getdents), SCMP_SYS(getdents64), SCMP_SYS(mkdir), SCMP_SYS(mkdirat),
    SCMP_SYS(rmdir), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rename), SCMP_SYS(renameat),
    SCMP_SYS(renameat2), SCMP_SYS(ftruncate), SCMP_SYS(ftruncate64), SCMP_SYS(fallocate),
    SCMP_SYS(fchmod), SCMP_SYS(umask), SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(dup),
    SCMP_SYS(dup2), SCMP_SYS(dup3), SCMP_SYS(fcntl), SCMP_SYS(fcntl64), SCMP_SYS(flock),
    SCMP_SYS(fadvise64), SCMP_SYS(fadvise64_64), SCMP_SYS(pipe), SCMP_SYS(pipe2),
    SCMP_SYS(eventfd2),
    /* memory */
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(mincore),
    SCMP_SYS(msync), SCMP_SYS(membarrier),
    /* time, identity, randomness */
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_gettime64), SCMP_SYS(clock_getres),
    SCMP_SYS(clock_getres_time64), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times),
    SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep), SCMP_SYS(clock_nanosleep_time64),
    SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(gettid), SCMP_SYS(getpgrp), SCMP_SYS(getuid),
    SCMP_SYS(getuid32), SCMP_SYS(geteuid), SCMP_SYS(geteuid32), SCMP_SYS(getgid),
    SCMP_SYS(getgid32), SCMP_SYS(getegid), SCMP_SYS(getegid32), SCMP_SYS(getrandom),
    SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(getrusage), SCMP_SYS(getrlimit),
    SCMP_SYS(ugetrlimit), SCMP_SYS(getcpu),
    /* threads and signals of its own */
    SCMP_SYS(futex), SCMP_SYS(futex_time64), SCMP_SYS(set_robust_list), SCMP_SYS(get_robust_list),
    SCMP_SYS(set_tid_address), SCMP_SYS(rseq), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sigaltstack), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigreturn), SCMP_SYS(rt_sigpending), SCMP_SYS(pause), SCMP_SYS(restart_syscall),
    SCMP_SYS(exit), SCMP_SYS(exit_group),
    /* the socket that it has */
    SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(recvfrom), SCMP_SYS(recvmsg), SCMP_SYS(send),
    SCMP_SYS(recv), SCMP_SYS(shutdown), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(ppoll_time64),
    SCMP_SYS(select), SCMP_SYS(_newselect), SCMP_SYS(pselect6), SCMP_SYS(pselect6_time64),
    SCMP_SYS(getsockopt), SCMP_SYS(getsockname)
};

static bool
add_all(scmp_filter_ctx filter)
{
    int failed = 0;

    for (guint i = 0; i < G_N_ELEMENTS(calls); i++)
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
    return failed == 0;
}

/* Threads are its own, processes are not. The flags of clone3() are where a filter can't see
 * them, so that it has to be missing, and the C library takes clone(). */
static bool
add_processes(scmp_filter_ctx filter)
{
    int failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                                  SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));

    failed |= seccomp_rule_add(filter, SCMP_ACT_TRAP, SCMP_SYS(clone), 1,
                               SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
    const int signals[] = { SCMP_SYS(kill), SCMP_SYS(tgkill) };
    for (guint i = 0; i < G_N_ELEMENTS(signals); i++) {
        const guint64 own = (guint64)getpid();

        failed |=
            seccomp_rule_add(filter, SCMP_ACT_ALLOW, signals[i], 1, SCMP_A0(SCMP_CMP_EQ, own));
        failed |= seccomp_rule_add(filter, SCMP_ACT_TRAP, signals[i], 1, SCMP_A0(SCMP_CMP_NE, own));
    }
    for (guint i = 0; i < G_N_ELEMENTS(deeds); i++)
        if (deeds[i].call != SCMP_SYS(clone) && deeds[i].call != SCMP_SYS(kill) &&
            deeds[i].call != SCMP_SYS(tgkill))
            failed |= seccomp_rule_add(filter, SCMP_ACT_TRAP, deeds[i].call, 0);
    return failed == 0;
}

/* Code is what was loaded before: a file that was just written can't become code either. Those who
 * make some of their own (of regular expressions) go on without when they may not. */
static bool
add_memory(scmp_filter_ctx filter)
{
    const int with_protection[] = { SCMP_SYS(mmap), SCMP_SYS(mmap2), SCMP_SYS(mprotect) };
    int failed = 0;

    for (guint i = 0; i < G_N_ELEMENTS(with_protection); i++) {
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, with_protection[i], 1,
                                   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
        failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), with_protection[i], 1,
                                   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
    }
    return failed == 0;
}

/* To read a limit, to name a thread, to ask whether this is a terminal. */
static bool
add_questions(scmp_filter_ctx filter)
{
    int failed =
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0));

    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
                               SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
    failed |=
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_EQ, TCGETS));
    return failed == 0;
}

/* Returns what SandboxHold.seccomp says. */
static gint
hold_calls(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));

    if (filter == NULL)
        return -ENOSYS;
    seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a tree instead of a list */
    const bool built =
        add_all(filter) && add_processes(filter) && add_memory(filter) && add_questions(filter);
    const int failed = built ? seccomp_load(filter) : -EFAULT;
    seccomp_release(filter);
    return failed == 0 ? 1 : failed;
}

static gint *denied_at;

/* Leaves word of the call, and ends the process: the call itself was not made. */
static void
end_for_deed(int number, siginfo_t *info, void *context)
{
    (void)context;
    if (denied_at != NULL)
        g_atomic_int_set(denied_at, info->si_syscall);
    signal(number, SIG_DFL);
    raise(number);
    _exit(128 + number);
}

static void
listen_for_deeds(gint *denied)
{
    struct sigaction action = { .sa_sigaction = end_for_deed, .sa_flags = SA_SIGINFO | SA_NODEFER };

    denied_at = denied;
    sigaction(SIGSYS, &action, NULL);
}

static void
limit_resources(void)
{
    const struct rlimit none = { 0, 0 };
    const struct rlimit open_files = { MAX_OPEN, MAX_OPEN };

    setrlimit(RLIMIT_NOFILE, &open_files);
    setrlimit(RLIMIT_NPROC, &none); /* which root is free of, but seccomp knows no root */
}

SandboxHold
sandbox_enter(const Sandbox *sandbox, gint *denied)
{
    if (IS_SANITIZED)
        return (SandboxHold){ -ECANCELED, -ECANCELED };
    limit_resources();
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return (SandboxHold){ -errno, -errno };
    const gint landlock = hold_files(sandbox);
    listen_for_deeds(denied);
    return (SandboxHold){ landlock, hold_calls() };
}

SandboxHold
sandbox_try(const Sandbox *sandbox)
{
    SandboxHold *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    SandboxHold hold = { -ENOMEM, -ENOMEM };

    if (shared == MAP_FAILED)
        return hold;
    *shared = hold;
    const pid_t child = fork();
    if (child == 0) {
        *shared = sandbox_enter(sandbox, NULL);
        _exit(0);
    }
    while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
    hold = *shared;
    munmap(shared, sizeof *shared);
    return hold;
}

bool
sandbox_is_whole(SandboxHold hold)
{
    return hold.landlock > 0 && hold.seccomp > 0;
}

static char *
hold_text(gint hold, const char *missing)
{
    if (hold > 0)
        return g_strdup("held");
    switch (-hold) {
    case 0:
        return g_strdup("off: --sandbox off");
    case ENOENT:
        return g_strdup("off: no process opened this file");
    case ECANCELED:
        return g_strdup("off: this program was built with sanitizers, which need what it forbids");
    case ENOSYS:
    case EOPNOTSUPP:
    case EINVAL:
        return g_strdup_printf("off: %s", missing);
    default:
        return g_strdup_printf("off: %s", g_strerror(-hold));
    }
}

char *
sandbox_landlock_text(SandboxHold hold)
{
    return hold_text(hold.landlock, "this kernel has none, or has it switched off (see its option "
                                    "lsm=); it came with Linux 5.13");
}

char *
sandbox_seccomp_text(SandboxHold hold)
{
    return hold_text(hold.seccomp, "this kernel has none, or an emulator hides it");
}

const char *
sandbox_deed(gint denied)
{
    for (guint i = 0; i < G_N_ELEMENTS(deeds); i++)
        if (deeds[i].call == denied)
            return deeds[i].deed;
    return "what a worker may not (network, programs, processes)"; /* its signals were blocked */
}
