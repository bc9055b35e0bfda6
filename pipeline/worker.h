/* pipeline/worker.h - the life of a process that does units of work
 *
 * It has the command, its inputs and its options from the process that it was
 * forked from, and gets the rest as messages (pipeline/unit.h), with each unit its
 * document as an open file. Before the first it gives up what it will not need
 * (pipeline/sandbox.h). It starts its
 * OCR engine when the first page needs one and keeps it.
 */
#pragma once

#include "pipeline/batch.h"
#include "pipeline/board.h"

/* What workers of the batch give up: they write where results, dumps and @spool are. FALSE, and
 * said why, where --sandbox require can't be had. @sandbox: (out): NULL with --sandbox off; to be
 * freed by the caller in any case. */
bool worker_sandbox(const Batch *batch, const char *spool, Sandbox **sandbox);

/**
 * worker_serve:
 * @spool: where pages wait for the rest of their document
 * @sandbox: (nullable)
 *
 * Does the units that arrive at @fd until the other end is closed or the process has grown too
 * large. What libraries print to standard error, which must be a file of the worker's own,
 * becomes warnings of the document.
 */
void worker_serve(Batch *batch, const char *spool, const Sandbox *sandbox, int fd, Board *board);
