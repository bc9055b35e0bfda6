/* pipeline/ledger.h - what a run has done, so that another can go on where it stopped
 *
 * OUTPUT/sheaf.db, a SQLite database that only the supervisor writes. An input
 * is in it when its results are there under their own names, not before: the
 * program or the machine may stop at any moment. For each input: path, size,
 * time and hash of the file; what became of it; how often it was tried; its
 * lines for the report and the manifest; and its outputs with their hashes.
 *
 * Of the run it is known which share of all inputs it has, and how many those are.
 *
 * While a run is at work on a folder, another cannot open its ledger.
 */
#pragma once

#include "pipeline/input.h"

#define LEDGER_FILE "sheaf.db"

#define LEDGER_ERROR ledger_error_quark()
GQuark ledger_error_quark(void);

typedef enum {
    LEDGER_ERROR_BUSY, /* another run is at work here */
    LEDGER_ERROR_FILE, /* it cannot be read or written */
    LEDGER_ERROR_FULL, /* there is no room to write it */
} LedgerError;

/* In the order of their names in the database. */
typedef enum { LEDGER_DONE, LEDGER_PARTLY, LEDGER_FAILED } LedgerState;

/* (transfer none): as in the database */
const char *ledger_state_name(LedgerState state);

typedef struct {
    guint ordinal; /* place of the input among all */
    LedgerState state;
    InputIdentity identity; /* of the file that was read */
    double seconds, cpu_seconds;
    guint pages, pages_lost;
    char *report, *manifest; /* lines */
    char *tables;            /* as json_catalogue() gives them; "" when nothing is known */
    GPtrArray *outputs;      /* OutputFile */
} LedgerRecord;

void ledger_record_clear(LedgerRecord *record);

typedef struct Ledger Ledger;

/**
 * ledger_open:
 * @folder: where the results are
 * @settings: all that decides about the bytes of results
 * @keep: what is known from a run before with the same @settings is kept, else forgotten
 * @changed: (out): something was forgotten although @keep was set, as @settings differ
 */
Ledger *ledger_open(const char *folder, const char *settings, bool keep, bool *changed,
                    GError **error);
void ledger_close(Ledger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_close)

/**
 * ledger_begin:
 * @inputs: Input: all of the run
 *
 * The results of those that are now called otherwise are removed, before another gets their name.
 * What is known of inputs that are not among them is kept, but does not count. To be followed by
 * ledger_recall() for each, and ledger_recalled().
 */
bool ledger_begin(Ledger *ledger, const GPtrArray *inputs, GError **error);
bool ledger_recalled(Ledger *ledger, GError **error);

/**
 * ledger_recall:
 * @record: (out): to be cleared by the caller when TRUE is returned
 *
 * Is there a record of @input, the file still that which was read, and its results still those
 * that were written? FALSE with @error set only when the ledger cannot be read.
 */
bool ledger_recall(Ledger *ledger, const Input *input, LedgerRecord *record, GError **error);

/* Notes that the run has @n inputs, share @share of @shares of all. */
bool ledger_set_share(Ledger *ledger, guint share, guint shares, guint n, GError **error);

/* What ledger_set_share() noted; all 0 when it never did. */
void ledger_share(const Ledger *ledger, guint *share, guint *shares, guint *n);

/* How many inputs of the last run have their outcome in it. */
guint ledger_count(const Ledger *ledger);

/* All that decided about the bytes of the results. (transfer full): NULL when nothing is known */
char *ledger_settings(const Ledger *ledger);

/* Opens the ledger of a folder that has one, as it is. */
Ledger *ledger_open_existing(const char *folder, GError **error);

/* @record: lent. FALSE ends the round. */
typedef bool (*LedgerVisit)(gpointer data, const Input *input, const LedgerRecord *record,
                            GError **error);

/* Calls @visit for every input of the last run, in the order of their places. FALSE: one said so,
 * or the ledger cannot be read. */
bool ledger_visit(Ledger *ledger, LedgerVisit visit, gpointer data, GError **error);

/* The results of @input are in their places. Outputs of a run before that are not among them any
 * more are removed. */
bool ledger_store(Ledger *ledger, const Input *input, const LedgerRecord *record, GError **error);
