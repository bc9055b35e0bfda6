/* detect/confidence.h - how far a table can be trusted, and what speaks against it
 *
 * Measured on the settled table, after all decisions: nothing here changes what
 * was found. The finder's own gates work on `confidence` as the table's maker
 * set it; confidence_settle() replaces that with what the finished table shows.
 */
#pragma once

#include "pipeline/model/page.h"

/* Shares from 0 to 1, each 0 where nothing speaks against the table. */
typedef struct {
    double cut; /* words that reach over a drawn edge of their cell, or into the text of the next
                   column */
    double outside; /* words in the table's box that are in no cell */
    double crowded; /* cells below the header that hold what looks like two: words far apart on a
                       line, or several numbers */
    double ragged;  /* cells below the header out of line with their column */
    double torn;    /* columns beside each other that have no row in common */
    double open;    /* ends of the table where a line outside falls into its columns */
    double beside;  /* rows with a word right beside them */
    double run_on;  /* rules through the table that go on outside it */
    double small;   /* 1 for a table of a few cells that is not drawn: what lines up in it may do so
                       by chance */
} Doubts;

/* @page: where the words of @table are; its words must be upright. Several parts: not asked for.
 * @warnings: (nullable): char *, what was found, in words, is added to it. */
Doubts confidence_doubts(const Page *page, const Table *table, GPtrArray *warnings);

/* Sets `confidence` and adds to `warnings`. */
void confidence_settle(const Page *page, Table *table);
