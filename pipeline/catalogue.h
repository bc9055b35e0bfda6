/* pipeline/catalogue.h - all tables of a run in one database to ask questions of
 *
 * OUTPUT/catalogue.db, SQLite: documents, pages, tables, columns, cells, a full-text
 * index over the cells, and views that join them. It is made anew at the end of
 * a run from what the ledger keeps, in the order of the inputs, and so is the
 * same file however the run went.
 */
#pragma once

#include "pipeline/ledger.h"

#define CATALOGUE_FILE "catalogue.db"

bool catalogue_write(Ledger *ledger, const char *folder, GError **error);
