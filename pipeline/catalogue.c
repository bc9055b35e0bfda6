/* pipeline/catalogue.c - all tables of a run in one database to ask questions of
 *
 * The ledger keeps the tables of each input as `tables --to json` writes them;
 * SQLite reads that JSON itself, so that the catalogue is one script.
 */
#include "pipeline/catalogue.h"

#include "pipeline/output.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

static const char schema[] =
    "PRAGMA catalogue.journal_mode = OFF;"
    "PRAGMA catalogue.synchronous = OFF;"
    "BEGIN;"
    "CREATE TABLE catalogue.documents (id INTEGER PRIMARY KEY, path TEXT NOT NULL,"
    " name TEXT NOT NULL, sha256 TEXT NOT NULL, outcome TEXT NOT NULL, pages INTEGER NOT NULL,"
    " pages_lost INTEGER NOT NULL);"
    "CREATE TABLE catalogue.pages (id INTEGER PRIMARY KEY,"
    " document INTEGER NOT NULL REFERENCES documents, number INTEGER NOT NULL, label TEXT,"
    " width REAL NOT NULL, height REAL NOT NULL, kind TEXT NOT NULL, words INTEGER NOT NULL);"
    "CREATE TABLE catalogue.tables (id INTEGER PRIMARY KEY,"
    " document INTEGER NOT NULL REFERENCES documents, name TEXT NOT NULL, page INTEGER NOT NULL,"
    " number INTEGER NOT NULL, x0 REAL, y0 REAL, x1 REAL, y1 REAL, rows INTEGER NOT NULL,"
    " columns INTEGER NOT NULL, header_rows INTEGER NOT NULL, method TEXT NOT NULL,"
    " confidence REAL NOT NULL, warnings TEXT NOT NULL);"
    "CREATE TABLE catalogue.columns (table_id INTEGER NOT NULL REFERENCES tables,"
    " col INTEGER NOT NULL, type TEXT NOT NULL, PRIMARY KEY (table_id, col)) WITHOUT ROWID;"
    "CREATE TABLE catalogue.cells (id INTEGER PRIMARY KEY,"
    " table_id INTEGER NOT NULL REFERENCES tables, row INTEGER NOT NULL, col INTEGER NOT NULL,"
    " rowspan INTEGER NOT NULL, colspan INTEGER NOT NULL, text TEXT NOT NULL, value,"
    " x0 REAL, y0 REAL, x1 REAL, y1 REAL, page INTEGER NOT NULL, confidence REAL NOT NULL);";

/* A page of two halves, as of a scanned spread, is there twice. Boxes are arrays of four numbers; a
 * table has a number on the page it begins on, as in the names
 * of the files. */
static const char contents[] =
    "CREATE TEMP TABLE place AS SELECT row_number() OVER (ORDER BY ordinal, path) AS id,"
    " rowid AS input FROM main.input;"
    "INSERT INTO catalogue.documents"
    " SELECT p.id, CAST(path AS TEXT), CAST(stem AS TEXT), sha256, state, pages, pages_lost"
    " FROM temp.place p JOIN main.input i ON i.rowid = p.input ORDER BY p.id;"
    "INSERT INTO catalogue.pages"
    " SELECT row_number() OVER (ORDER BY p.id, g.key), p.id, g.value ->> 'page',"
    "  g.value ->> 'label', g.value ->> 'width', g.value ->> 'height', g.value ->> 'kind',"
    "  g.value ->> 'words'"
    " FROM temp.place p JOIN main.input i ON i.rowid = p.input,"
    "  json_each(CAST(i.tables AS TEXT), '$.pages') g WHERE length(i.tables) > 0;"
    "CREATE TEMP TABLE found AS"
    " SELECT row_number() OVER (ORDER BY p.id, t.key) AS id, p.id AS document,"
    "  CAST(i.stem AS TEXT) AS name,"
    "  row_number() OVER (PARTITION BY p.id, t.value ->> 'page' ORDER BY t.key) AS number,"
    "  t.value AS json"
    " FROM temp.place p JOIN main.input i ON i.rowid = p.input,"
    "  json_each(CAST(i.tables AS TEXT), '$.tables') t WHERE length(i.tables) > 0;"
    "INSERT INTO catalogue.tables"
    " SELECT id, document, name || '-page-' || (json ->> 'page') || '-table-' || number,"
    "  json ->> 'page', number, json ->> '$.bbox[0]', json ->> '$.bbox[1]', json ->> '$.bbox[2]',"
    "  json ->> '$.bbox[3]', json ->> 'rows', json ->> 'cols', json ->> 'header_rows',"
    "  json ->> 'method', json ->> 'confidence', json ->> 'warnings' FROM temp.found ORDER BY id;"
    "INSERT INTO catalogue.columns"
    " SELECT f.id, c.key, c.value FROM temp.found f, json_each(f.json, '$.column_types') c"
    " ORDER BY f.id, c.key;"
    "INSERT INTO catalogue.cells"
    " SELECT row_number() OVER (ORDER BY f.id, c.key), f.id, c.value ->> 'row', c.value ->> 'col',"
    "  c.value ->> 'rowspan', c.value ->> 'colspan', c.value ->> 'text', c.value ->> 'value',"
    "  c.value ->> '$.bbox[0]', c.value ->> '$.bbox[1]', c.value ->> '$.bbox[2]',"
    "  c.value ->> '$.bbox[3]', coalesce(c.value ->> 'page', f.json ->> 'page'),"
    "  coalesce(c.value ->> 'confidence', 1) FROM temp.found f, json_each(f.json, '$.cells') c"
    " ORDER BY f.id, c.key;"
    "DROP TABLE temp.found;"
    "DROP TABLE temp.place;";

static const char views[] =
    "CREATE INDEX catalogue.cells_of_table ON cells (table_id, row, col);"
    "CREATE INDEX catalogue.pages_of_document ON pages (document, number);"
    "CREATE INDEX catalogue.tables_of_document ON tables (document, page);"
    "CREATE VIRTUAL TABLE catalogue.cell_search USING fts5(text, content='cells',"
    " content_rowid='id');"
    "INSERT INTO catalogue.cell_search (cell_search) VALUES ('rebuild');"
    "CREATE VIEW catalogue.page_list AS SELECT d.path AS document, g.number AS page, g.label,"
    " g.width, g.height, g.kind, g.words, (SELECT count(*) FROM tables t"
    " WHERE t.document = g.document AND t.page = g.number) AS tables"
    " FROM pages g JOIN documents d ON d.id = g.document;"
    "CREATE VIEW catalogue.table_list AS SELECT d.path AS document, t.page, t.number, t.name,"
    " t.rows, t.columns, t.method, t.confidence, t.warnings"
    " FROM tables t JOIN documents d ON d.id = t.document;"
    "CREATE VIEW catalogue.cell_list AS SELECT d.path AS document, t.page, t.name AS \"table\","
    " c.id AS cell, c.row, c.col, k.type, c.row < t.header_rows AS in_header, c.text, c.value,"
    " c.confidence"
    " FROM cells c JOIN tables t ON t.id = c.table_id JOIN documents d ON d.id = t.document"
    " LEFT JOIN columns k ON k.table_id = t.id AND k.col = c.col;"
    "COMMIT;";

bool
catalogue_write(Ledger *ledger, const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, CATALOGUE_FILE, NULL);
    g_autofree char *trial = g_build_filename(folder, OUTPUT_TEMPORARY "catalogue", NULL);
    g_autofree char *script = g_strconcat(schema, contents, views, NULL);

    g_unlink(trial);
    if (!ledger_export(ledger, trial, "catalogue", script, error)) {
        g_unlink(trial);
        return FALSE;
    }
    if (g_rename(trial, path) == 0)
        return TRUE;
    g_set_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FILE, "cannot write %s: %s", path,
                g_strerror(errno));
    g_unlink(trial);
    return FALSE;
}
