/* pipeline/ledger_internal.h - what the parts of the ledger share */
#pragma once

#include "pipeline/ledger.h"

#include <sqlite3.h>

typedef enum {
    FIND_SETTING,
    SET_SETTING,
    LIST_INPUTS,
    COUNT_INPUTS,
    MARK_INPUTS,
    DROP_MARKED,
    UNPLACE_INPUTS,
    PLACE_INPUT,
    FIND_MOVED,
    DROP_INPUT,
    FIND_INPUT,
    FIND_OUTPUTS,
    SET_INPUT,
    DROP_OUTPUTS,
    ADD_OUTPUT,
    BEGIN,
    COMMIT,
    ROLLBACK,
    QUERY_COUNT
} Query;

/* Their text. */
extern const char *const ledger_queries[QUERY_COUNT];

struct Ledger {
    sqlite3 *db;
    sqlite3_stmt *statements[QUERY_COUNT];
    char *folder; /* paths of outputs are below it */
};

/* Says what SQLite has against it. FALSE */
bool ledger_fail(const Ledger *ledger, GError **error);

/* Opens the file in @folder with its statements, or makes it. @old: (out): it was written by
 * another version, and has none. (transfer full) */
Ledger *ledger_open_file(const char *folder, bool *old, GError **error);

/* The same, waiting a moment for another run that is there to look. */
Ledger *ledger_open_free(const char *folder, bool *old, GError **error);

/* Removes the file. */
void ledger_remove_file(const char *folder);
