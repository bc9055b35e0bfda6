/* pipeline/process.h - a worker, as the supervisor has it in hand
 *
 * A child process forked from this one, with a socket to talk over, a board to
 * look at, a limit on its memory, and a file that catches what libraries print.
 * It can die at any time; what is then left tells of what.
 */
#pragma once

#include "pipeline/board.h"
#include "pipeline/unit.h"

#include <sys/types.h>

typedef struct {
    pid_t pid;
    int fd;     /* the socket */
    int errors; /* what it printed to standard error since its last unit */
    guint memory_mib;
    Board *board;
    GByteArray *received;
    bool busy, hangs, garbled, retired;
    Unit unit;       /* at hand, when busy */
    gint moves;      /* of the board, when last looked at */
    gint64 moved_at; /* microseconds, monotonic */
    double stood;    /* seconds that it hung before it was given up */
} Process;

/* What a child does with its life; it ends when this returns. */
typedef void (*ProcessLife)(int fd, Board *board, gpointer data);

/* @memory_mib: 0 for no limit. (transfer full) */
Process *process_start(ProcessLife life, gpointer data, guint memory_mib, GError **error);

/* @file: the document, open; the worker gets a copy. */
void process_give(Process *process, const Unit *unit, int file);

/**
 * process_receive:
 * @gone: (out): it is dead, or talks nonsense and was killed: process_end() has the cause
 *
 * TRUE when @result was filled, to be cleared by the caller; the process is then idle.
 */
bool process_receive(Process *process, UnitResult *result, bool *gone);

/* Kills it when the board has not moved for @seconds. @at: now, microseconds, monotonic. */
void process_watch(Process *process, double seconds, gint64 at);

void process_kill(Process *process);

/**
 * process_end:
 *
 * Closes the socket, which ends a worker that still lives, waits for it, and frees @process.
 * Returns: (transfer full): one line that says what it died of; NULL when it ended well.
 */
char *process_end(Process *process);
