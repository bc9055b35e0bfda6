/* pipeline/worker.h - the life of a process that does units of work
 *
 * It has the command, its inputs and its options from the process that it was
 * forked from, and gets the rest as messages (pipeline/unit.h). It starts its
 * OCR engine when the first page needs one and keeps it.
 */
#pragma once

#include "pipeline/batch.h"
#include "pipeline/board.h"

/**
 * worker_serve:
 * @spool: where pages wait for the rest of their document
 *
 * Does the units that arrive at @fd until the other end is closed or the process has grown too
 * large. What libraries print to standard error, which must be a file of the worker's own,
 * becomes warnings of the document.
 */
void worker_serve(Batch *batch, const char *spool, int fd, Board *board);
