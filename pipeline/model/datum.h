/* pipeline/model/datum.h - what the text of a cell is: number, date, percentage, amount, text
 *
 * Tables of statistics print one number in many ways: 19,800,000 and
 * 1,98,00,000 and 19 800 000; -5, (5) and 5-; $ 5 and 5 %; 5.2* and 5.2 (a);
 * and "...", "-" or "n.a." where there is none. A Datum says what was meant and
 * its value. What a comma means is a matter of the whole column: 1,234 is a
 * thousand beside 5.6 and one and a bit beside 5,6.
 *
 * Months are known by their English names. No locale is asked.
 */
#pragma once

#include "pipeline/model/table.h"

typedef enum {
    DATUM_EMPTY, /* nothing, or a sign for nothing */
    DATUM_TEXT,
    DATUM_NUMBER,
    DATUM_PERCENT,
    DATUM_CURRENCY,
    DATUM_DATE,
} DatumKind;

/* What parts the fraction from the whole. */
typedef enum { DATUM_POINT, DATUM_COMMA } DatumDecimal;

typedef struct {
    DatumKind kind;
    bool exact;   /* a number with a value; not so "<5" and "~5" */
    bool year;    /* a number that may be a year: four digits, ungrouped */
    double value; /* 5.2 for "5.2 %", -5 for "(5)" */
} Datum;

typedef struct {
    DatumKind kind; /* of the column's cells below the header; DATUM_EMPTY when all are */
    DatumDecimal decimal;
    guint values; /* cells that are not empty */
    guint odd;    /* those of them that are of another kind */
} DatumColumn;

Datum datum_read(const char *text, DatumDecimal decimal);

/* Of each column, from the cells below the header that stand in it alone. (transfer full)
 * DatumColumn, as many as the table has columns */
GArray *datum_columns(const Table *table);

/* "empty", "text", "number", "percent", "currency", "date" */
const char *datum_kind_name(DatumKind kind);
