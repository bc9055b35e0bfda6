/* pipeline/catalogue.c - all tables of a run in one database to ask questions of
 *
 * The ledger keeps the tables of each input as `tables --to json` writes them;
 * SQLite reads that JSON itself. One input after the other goes into a new
 * database, table by table, and the ids of rows are their places in that order.
 * So no more is in memory than the tables of one document and the pages that
 * SQLite holds, however many documents there are, and the time grows as they
 * do. Indexes are made of whole tables of the database at the end, which
 * SQLite sorts in files.
 */
#include "pipeline/catalogue.h"

#include "pipeline/output.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

/* It is renamed into place when it is whole, and needs no journal. */
static const char schema[] =
    "PRAGMA journal_mode = OFF;"
    "PRAGMA synchronous = OFF;"
    "PRAGMA cache_size = -4096;" /* KiB */
    "PRAGMA temp_store = FILE;"
    "BEGIN;"
    "CREATE TABLE documents (id INTEGER PRIMARY KEY, path TEXT NOT NULL,"
    " name TEXT NOT NULL, sha256 TEXT NOT NULL, outcome TEXT NOT NULL, pages INTEGER NOT NULL,"
    " pages_lost INTEGER NOT NULL);"
    "CREATE TABLE pages (id INTEGER PRIMARY KEY,"
    " document INTEGER NOT NULL REFERENCES documents, number INTEGER NOT NULL, label TEXT,"
    " width REAL NOT NULL, height REAL NOT NULL, kind TEXT NOT NULL, words INTEGER NOT NULL);"
    "CREATE TABLE tables (id INTEGER PRIMARY KEY,"
    " document INTEGER NOT NULL REFERENCES documents, name TEXT NOT NULL, page INTEGER NOT NULL,"
    " number INTEGER NOT NULL, x0 REAL, y0 REAL, x1 REAL, y1 REAL, rows INTEGER NOT NULL,"
    " columns INTEGER NOT NULL, header_rows INTEGER NOT NULL, method TEXT NOT NULL,"
    " confidence REAL NOT NULL, warnings TEXT NOT NULL);"
    "CREATE TABLE columns (table_id INTEGER NOT NULL REFERENCES tables,"
    " col INTEGER NOT NULL, type TEXT NOT NULL, PRIMARY KEY (table_id, col)) WITHOUT ROWID;"
    "CREATE TABLE cells (id INTEGER PRIMARY KEY,"
    " table_id INTEGER NOT NULL REFERENCES tables, row INTEGER NOT NULL, col INTEGER NOT NULL,"
    " rowspan INTEGER NOT NULL, colspan INTEGER NOT NULL, text TEXT NOT NULL, value,"
    " x0 REAL, y0 REAL, x1 REAL, y1 REAL, page INTEGER NOT NULL, confidence REAL NOT NULL);";

typedef enum {
    ADD_DOCUMENT,
    ADD_PAGES,
    LIST_TABLES,
    ADD_TABLE,
    ADD_COLUMNS,
    ADD_CELLS,
    QUERY_COUNT
} Query;

/* A page of two halves, as of a scanned spread, is there twice. Boxes are arrays of four numbers.
 */
static const char *const queries[QUERY_COUNT] = {
    [ADD_DOCUMENT] = "INSERT INTO documents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [ADD_PAGES] = "INSERT INTO pages SELECT NULL, ?1, value ->> 'page', value ->> 'label',"
                  " value ->> 'width', value ->> 'height', value ->> 'kind', value ->> 'words'"
                  " FROM json_each(?2, '$.pages')",
    [LIST_TABLES] = "SELECT value, value ->> 'page' FROM json_each(?1, '$.tables')",
    [ADD_TABLE] = "INSERT INTO tables SELECT ?1, ?2, ?3 || '-page-' || (?5 ->> 'page') ||"
                  " '-table-' || ?4, ?5 ->> 'page', ?4, ?5 ->> '$.bbox[0]', ?5 ->> '$.bbox[1]',"
                  " ?5 ->> '$.bbox[2]', ?5 ->> '$.bbox[3]', ?5 ->> 'rows', ?5 ->> 'cols',"
                  " ?5 ->> 'header_rows', ?5 ->> 'method', ?5 ->> 'confidence', ?5 ->> 'warnings'",
    [ADD_COLUMNS] = "INSERT INTO columns SELECT ?1, key, value"
                    " FROM json_each(?2, '$.column_types')",
    [ADD_CELLS] = "INSERT INTO cells SELECT NULL, ?1, value ->> 'row', value ->> 'col',"
                  " value ->> 'rowspan', value ->> 'colspan', value ->> 'text',"
                  " value ->> 'value', value ->> '$.bbox[0]', value ->> '$.bbox[1]',"
                  " value ->> '$.bbox[2]', value ->> '$.bbox[3]', coalesce(value ->> 'page', ?3),"
                  " coalesce(value ->> 'confidence', 1) FROM json_each(?2, '$.cells')",
};

static const char views[] =
    "CREATE INDEX cells_of_table ON cells (table_id, row, col);"
    "CREATE INDEX pages_of_document ON pages (document, number);"
    "CREATE INDEX tables_of_document ON tables (document, page);"
    "CREATE VIRTUAL TABLE cell_search USING fts5(text, content='cells',"
    " content_rowid='id');"
    "INSERT INTO cell_search (cell_search) VALUES ('rebuild');"
    "CREATE VIEW page_list AS SELECT d.path AS document, g.number AS page, g.label,"
    " g.width, g.height, g.kind, g.words, (SELECT count(*) FROM tables t"
    " WHERE t.document = g.document AND t.page = g.number) AS tables"
    " FROM pages g JOIN documents d ON d.id = g.document;"
    "CREATE VIEW table_list AS SELECT d.path AS document, t.page, t.number, t.name,"
    " t.rows, t.columns, t.method, t.confidence, t.warnings"
    " FROM tables t JOIN documents d ON d.id = t.document;"
    "CREATE VIEW cell_list AS SELECT d.path AS document, t.page, t.name AS \"table\","
    " c.id AS cell, c.row, c.col, k.type, c.row < t.header_rows AS in_header, c.text, c.value,"
    " c.confidence"
    " FROM cells c JOIN tables t ON t.id = c.table_id JOIN documents d ON d.id = t.document"
    " LEFT JOIN columns k ON k.table_id = t.id AND k.col = c.col;"
    "COMMIT;";

typedef struct {
    sqlite3 *db;
    sqlite3_stmt *statements[QUERY_COUNT];
    sqlite3_int64 documents, tables; /* as many are in it */
} Catalogue;

static bool
fail(const Catalogue *catalogue, GError **error)
{
    g_set_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FILE, "%s", sqlite3_errmsg(catalogue->db));
    return FALSE;
}

static bool
run_script(const Catalogue *catalogue, const char *script, GError **error)
{
    return sqlite3_exec(catalogue->db, script, NULL, NULL, NULL) == SQLITE_OK ||
           fail(catalogue, error);
}

static bool
execute(const Catalogue *catalogue, Query query, GError **error)
{
    const int result = sqlite3_step(catalogue->statements[query]);

    sqlite3_reset(catalogue->statements[query]);
    return result == SQLITE_DONE || fail(catalogue, error);
}

static bool
add_document(Catalogue *catalogue, const Input *input, const LedgerRecord *record, GError **error)
{
    sqlite3_stmt *add = catalogue->statements[ADD_DOCUMENT];

    sqlite3_bind_int64(add, 1, ++catalogue->documents);
    sqlite3_bind_text(add, 2, input->path, -1, SQLITE_STATIC);
    sqlite3_bind_text(add, 3, input->stem, -1, SQLITE_STATIC);
    sqlite3_bind_text(add, 4, record->identity.sha256, -1, SQLITE_STATIC);
    sqlite3_bind_text(add, 5, ledger_state_name(record->state), -1, SQLITE_STATIC);
    sqlite3_bind_int64(add, 6, record->pages);
    sqlite3_bind_int64(add, 7, record->pages_lost);
    return execute(catalogue, ADD_DOCUMENT, error);
}

static bool
add_pages(const Catalogue *catalogue, const char *json, GError **error)
{
    sqlite3_stmt *add = catalogue->statements[ADD_PAGES];

    sqlite3_bind_int64(add, 1, catalogue->documents);
    sqlite3_bind_text(add, 2, json, -1, SQLITE_STATIC);
    return execute(catalogue, ADD_PAGES, error);
}

/* @number: of the table on the page it begins on, as in the names of the files */
static bool
add_table(Catalogue *catalogue, const char *name, const char *json, int page, int number,
          GError **error)
{
    sqlite3_stmt *const *statements = catalogue->statements;

    sqlite3_bind_int64(statements[ADD_TABLE], 1, ++catalogue->tables);
    sqlite3_bind_int64(statements[ADD_TABLE], 2, catalogue->documents);
    sqlite3_bind_text(statements[ADD_TABLE], 3, name, -1, SQLITE_STATIC);
    sqlite3_bind_int(statements[ADD_TABLE], 4, number);
    sqlite3_bind_text(statements[ADD_TABLE], 5, json, -1, SQLITE_STATIC);
    for (Query query = ADD_COLUMNS; query <= ADD_CELLS; query++) {
        sqlite3_bind_int64(statements[query], 1, catalogue->tables);
        sqlite3_bind_text(statements[query], 2, json, -1, SQLITE_STATIC);
    }
    sqlite3_bind_int(statements[ADD_CELLS], 3, page);
    return execute(catalogue, ADD_TABLE, error) && execute(catalogue, ADD_COLUMNS, error) &&
           execute(catalogue, ADD_CELLS, error);
}

static bool
add_tables(Catalogue *catalogue, const char *name, const char *json, GError **error)
{
    g_autoptr(GHashTable) on_page = g_hash_table_new(NULL, NULL); /* number of tables so far */
    sqlite3_stmt *list = catalogue->statements[LIST_TABLES];
    bool goes_on = TRUE;
    int result;

    sqlite3_bind_text(list, 1, json, -1, SQLITE_STATIC);
    while (goes_on && (result = sqlite3_step(list)) == SQLITE_ROW) {
        const int page = sqlite3_column_int(list, 1);
        const gpointer key = GINT_TO_POINTER(page);
        const int number = GPOINTER_TO_INT(g_hash_table_lookup(on_page, key)) + 1;

        g_hash_table_insert(on_page, key, GINT_TO_POINTER(number));
        goes_on = add_table(catalogue, name, (const char *)sqlite3_column_text(list, 0), page,
                            number, error);
    }
    if (goes_on && result != SQLITE_DONE)
        goes_on = fail(catalogue, error);
    sqlite3_reset(list);
    return goes_on;
}

static bool
take_input(gpointer data, const Input *input, const LedgerRecord *record, GError **error)
{
    Catalogue *catalogue = data;

    return add_document(catalogue, input, record, error) &&
           (*record->tables == '\0' || (add_pages(catalogue, record->tables, error) &&
                                        add_tables(catalogue, input->stem, record->tables, error)));
}

static bool
fill(Catalogue *catalogue, Ledger *ledger, const char *path, GError **error)
{
    if (sqlite3_open(path, &catalogue->db) != SQLITE_OK)
        return fail(catalogue, error);
    if (!run_script(catalogue, schema, error))
        return FALSE;
    for (Query query = 0; query < QUERY_COUNT; query++)
        if (sqlite3_prepare_v2(catalogue->db, queries[query], -1, &catalogue->statements[query],
                               NULL) != SQLITE_OK)
            return fail(catalogue, error);
    return ledger_visit(ledger, take_input, catalogue, error) &&
           run_script(catalogue, views, error);
}

static void
clear(Catalogue *catalogue)
{
    for (Query query = 0; query < QUERY_COUNT; query++)
        sqlite3_finalize(catalogue->statements[query]);
    sqlite3_close(catalogue->db);
}

bool
catalogue_write(Ledger *ledger, const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, CATALOGUE_FILE, NULL);
    g_autofree char *trial = g_build_filename(folder, OUTPUT_TEMPORARY "catalogue", NULL);
    Catalogue catalogue = { NULL };

    g_unlink(trial);
    const bool filled = fill(&catalogue, ledger, trial, error);
    clear(&catalogue);
    if (filled && g_rename(trial, path) == 0)
        return TRUE;
    if (filled)
        g_set_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FILE, "%s", g_strerror(errno));
    g_prefix_error(error, "cannot write %s: ", path);
    g_unlink(trial);
    return FALSE;
}
