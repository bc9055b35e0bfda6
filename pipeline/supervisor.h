/* pipeline/supervisor.h - all inputs through worker processes, whatever becomes of them
 *
 * The supervisor opens no PDF. It gives units of work to workers of its own
 * kind, takes what they say came of them, and outlives them: a worker that
 * crashes, hangs or runs out of memory costs the unit it had, which is tried
 * once more page by page, so that one bad page costs one page. Where the disk
 * is full the run stops: the document at hand, which would not be the last to
 * fail, has no outcome.
 */
#pragma once

#include "pipeline/batch.h"

typedef enum {
    SUPERVISOR_DONE,        /* every input had its turn */
    SUPERVISOR_INTERRUPTED, /* the user wants to stop: some may not have had theirs */
    SUPERVISOR_CLOSED,      /* nobody reads what is written */
    SUPERVISOR_STUCK,       /* no worker can be started */
    SUPERVISOR_FULL,        /* there is no room on the disk for more */
} SupervisorEnd;

/* An input that had its turn. All lent. */
typedef struct {
    guint input;
    const ReportEntry *entry; /* its times are set */
    bool written;             /* something of the document was */
    const char *manifest;     /* its lines for the manifest */
    const char *tables;       /* as JSON, where the batch has a ledger; or "" */
    const GPtrArray *outputs; /* OutputFile */
    InputIdentity identity;   /* of the file, where the batch has a ledger */
} SupervisorResult;

/* Called once for each input, in the order in which they come to their end. FALSE: there is no
 * room on the disk for more. */
typedef bool (*SupervisorDone)(gpointer data, const SupervisorResult *result);

/* Takes all inputs that are not to be skipped. */
SupervisorEnd supervisor_run(Batch *batch, SupervisorDone done, gpointer data);
