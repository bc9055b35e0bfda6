/* emit/datapackage.h - what a table is to Frictionless: a schema of its CSV file
 *
 * A datapackage.json (https://datapackage.org) says of each CSV file what its
 * columns are called and of what type they are. Here both are decided so that
 * every value of the file can be read as its column's type: a column is a
 * number only where no cell says anything else, or says it in a way that a
 * reader takes for another number, as "(5)" for -5. Writing it as JSON is left
 * to emit/json.h.
 */
#pragma once

#include "emit/csv.h"
#include "pipeline/model/datum.h"

/* What a datapackage.json begins and ends with; between them resources, parted by a comma. */
#define DATAPACKAGE_HEAD "{\"profile\":\"tabular-data-package\",\"resources\":[\n"
#define DATAPACKAGE_NEXT ",\n"
#define DATAPACKAGE_TAIL "\n]}\n"

typedef struct {
    char *name;       /* no two of a table the same */
    const char *type; /* "number", "year", "date" or "string"; static */
    DatumKind kind;   /* what sheaf takes the column for */
    char decimal;     /* numbers: what parts the fraction from the whole */
    char group[8];    /* numbers: what parts groups of figures, UTF-8; "" for nothing */
    bool bare;        /* numbers: there is nothing about them, as a sign of percent */
} DatapackageField;

typedef struct {
    GArray *fields;      /* DatapackageField, one a column of the file */
    GPtrArray *missing;  /* char *: texts that stand for no value, sorted; "" is not among them */
    bool header;         /* the first row has the names of the fields, and no other is a header */
    guint n_header_rows; /* where it is not so: rows above the values */
} DatapackageSchema;

/* Of the file that csv_table() makes of @table with @options. */
DatapackageSchema *datapackage_schema(const Table *table, const CsvOptions *options);
void datapackage_schema_free(DatapackageSchema *schema);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DatapackageSchema, datapackage_schema_free)

/* A name for the resource in the file @path, as they have to be: of a-z, 0-9, '-', '.', '_' and
 * '/'. Paths that differ have names that differ. (transfer full) */
char *datapackage_name(const char *path);
