/* pipeline/sandbox.h - what a worker gives up before it opens its first PDF
 *
 * A PDF may get the better of the libraries that read it. What it then has is a
 * worker's process, so that process can do little: it has no network, starts
 * nothing, reads only fonts and the data of libraries beside the file that it
 * was handed open, and writes only below the folders of results.
 *
 * Method: two mechanisms of Linux, each of which leaves holes that the other
 * closes, and each used where the kernel has it.
 *
 *     Landlock   which files may be opened, made and removed; TCP. Not UDP, Unix
 *                sockets, new processes, code made in memory.
 *     seccomp    which system calls there are at all. Not which file is opened.
 *
 * Both last until the process ends, as does no_new_privs. See landlock(7),
 * seccomp(2).
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum { SANDBOX_AUTO, SANDBOX_REQUIRE, SANDBOX_OFF } SandboxMode;

/* Which of the two hold. */
typedef struct {
    gint landlock; /* its version, when it holds; 0: not tried; else what is wrong, as -errno */
    gint seccomp;  /* 1 when it holds; 0: not tried; else -errno */
} SandboxHold;

typedef struct Sandbox Sandbox;

/**
 * sandbox_new:
 * @writable: (nullable): folders to write and read below; NULL-terminated
 * @readable: (nullable): one to read below only
 *
 * Loads the fonts' index, so that workers find it done, and knows from it where fonts are.
 */
Sandbox *sandbox_new(const char *const *writable, const char *readable);
void sandbox_free(Sandbox *sandbox);

/**
 * sandbox_enter:
 * @denied: where the number of a system call is left for which the process was ended, in memory
 *   that outlives it
 *
 * For this process, and for good. A file that is not to be opened is as one without permission:
 * libraries look for files in many places, and go on. The network, another program or another
 * process are never wanted by one that reads PDFs: to ask for them ends it with SIGSYS.
 */
SandboxHold sandbox_enter(const Sandbox *sandbox, gint *denied);

/* What sandbox_enter() gives, tried in a process of its own. */
SandboxHold sandbox_try(const Sandbox *sandbox);

bool sandbox_is_whole(SandboxHold hold);

/* "held", or "off: " and the reason. (transfer full) */
char *sandbox_landlock_text(SandboxHold hold);
char *sandbox_seccomp_text(SandboxHold hold);

/* What a process tried that was ended for system call @denied, as in "to start a program".
 * Static. */
const char *sandbox_deed(gint denied);
