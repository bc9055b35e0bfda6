/* pipeline/ledger_file.c - the file of a ledger: its tables, versions, and who else is at work
 * there */
#include "pipeline/ledger_internal.h"

#include "pipeline/output.h"

#include <glib/gstdio.h>
#include <unistd.h>

G_DEFINE_QUARK(ledger_error, ledger_error)

/* Of the tables below; a ledger of another version is begun anew. */
#define VERSION 2

/* Opening takes some milliseconds. */
#define MAX_TRIES 7
#define TRY_US 10000

#define SET_VERSION "PRAGMA user_version = " G_STRINGIFY(VERSION) ";"

#define SCHEMA                                                                                     \
    "PRAGMA locking_mode = EXCLUSIVE;"                                                             \
    "PRAGMA journal_mode = WAL;"                                                                   \
    "PRAGMA synchronous = NORMAL;"                                                                 \
    "BEGIN IMMEDIATE;"                                                                             \
    "CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);"             \
    "CREATE TABLE IF NOT EXISTS input (path BLOB PRIMARY KEY, stem BLOB NOT NULL,"                 \
    " ordinal INTEGER NOT NULL,"                                                                   \
    " size INTEGER NOT NULL, mtime_us INTEGER NOT NULL, sha256 TEXT NOT NULL,"                     \
    " state TEXT NOT NULL, attempts INTEGER NOT NULL, pages INTEGER NOT NULL,"                     \
    " pages_lost INTEGER NOT NULL, seconds REAL NOT NULL, cpu_seconds REAL NOT NULL,"              \
    " report BLOB NOT NULL, manifest BLOB NOT NULL, tables BLOB NOT NULL);"                        \
    "CREATE TABLE IF NOT EXISTS output (input BLOB NOT NULL, path BLOB NOT NULL,"                  \
    " sha256 TEXT NOT NULL, PRIMARY KEY (input, path));" SET_VERSION "COMMIT;"

bool
ledger_fail(const Ledger *ledger, GError **error)
{
    const bool busy = sqlite3_errcode(ledger->db) == SQLITE_BUSY;
    const int cause = sqlite3_system_errno(ledger->db);

    if (sqlite3_errcode(ledger->db) == SQLITE_FULL || output_is_full(cause) ||
        sqlite3_extended_errcode(ledger->db) == SQLITE_IOERR_WRITE)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_FULL, "%s/%s: %s", ledger->folder,
                    LEDGER_FILE, sqlite3_errmsg(ledger->db));
    else if (busy)
        g_set_error(
            error, LEDGER_ERROR, LEDGER_ERROR_BUSY,
            "%s: another run is at work in this folder: wait for its end, or name another with -o",
            ledger->folder);
    else
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_FILE, "%s/%s: %s; remove it to begin anew",
                    ledger->folder, LEDGER_FILE, sqlite3_errmsg(ledger->db));
    return FALSE;
}

/* VERSION also where it cannot be told: then the rest will not go either, and says why. */
static int
version_of(sqlite3 *db)
{
    sqlite3_stmt *ask = NULL;
    int version = VERSION;

    if (sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &ask, NULL) == SQLITE_OK &&
        sqlite3_step(ask) == SQLITE_ROW)
        version = sqlite3_column_int(ask, 0);
    sqlite3_finalize(ask);
    return version;
}

static bool
prepare(Ledger *ledger, GError **error)
{
    if (sqlite3_exec(ledger->db, SCHEMA, NULL, NULL, NULL) != SQLITE_OK)
        return ledger_fail(ledger, error);
    for (Query query = 0; query < QUERY_COUNT; query++)
        if (sqlite3_prepare_v3(ledger->db, ledger_queries[query], -1, SQLITE_PREPARE_PERSISTENT,
                               &ledger->statements[query], NULL) != SQLITE_OK)
            return ledger_fail(ledger, error);
    return TRUE;
}

Ledger *
ledger_open_file(const char *folder, bool *old, GError **error)
{
    g_autofree char *path = g_build_filename(folder, LEDGER_FILE, NULL);
    g_autoptr(Ledger) ledger = g_new0(Ledger, 1);
    const bool was_there = g_file_test(path, G_FILE_TEST_EXISTS);

    ledger->folder = g_strdup(folder);
    if (sqlite3_open(path, &ledger->db) != SQLITE_OK) {
        ledger_fail(ledger, error);
        return NULL;
    }
    *old = was_there && version_of(ledger->db) != VERSION;
    return *old || prepare(ledger, error) ? g_steal_pointer(&ledger) : NULL;
}

void
ledger_remove_file(const char *folder)
{
    static const char *const endings[] = { "", "-wal", "-shm" };

    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *name = g_strconcat(LEDGER_FILE, endings[i], NULL);
        g_autofree char *path = g_build_filename(folder, name, NULL);

        g_unlink(path);
    }
}

/* Two runs that begin at the same moment may each keep the other from going on: then one of them
 * must come again, and not both at once. Who finds a run at work comes for nothing, for a moment.
 */
Ledger *
ledger_open_free(const char *folder, bool *old, GError **error)
{
    for (guint try = 1; try <= MAX_TRIES; try++) {
        g_autoptr(GError) cause = NULL;
        Ledger *ledger = ledger_open_file(folder, old, &cause);

        if (ledger != NULL)
            return ledger;
        if (try == MAX_TRIES || !g_error_matches(cause, LEDGER_ERROR, LEDGER_ERROR_BUSY)) {
            g_propagate_error(error, g_steal_pointer(&cause));
            break;
        }
        g_usleep(TRY_US * (1 + (gulong)getpid() * try % MAX_TRIES));
    }
    return NULL;
}
