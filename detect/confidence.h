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
    double cut;     /* words that reach over an edge of their cell */
    double outside; /* words in the table's box that are in no cell */
    double crowded; /* cells below the header that hold what looks like two: words far apart on a
                       line, or several numbers */
    double odd;     /* cells below the header of another kind than their column */
    double ragged;  /* cells below the header out of line with their column */
    double empty;   /* places of the grid without text */
    double lone;    /* rows with text in one cell only */
    double crossed; /* cells with text on both sides of a rule */
    double unruled; /* upright rules through the table that part no columns */
} Doubts;

/* @page: where the words of @table are; its words must be upright. Several parts: not asked for.
 * @warnings: (nullable): char *, what was found, in words, is added to it. */
Doubts confidence_doubts(const Page *page, const Table *table, GPtrArray *warnings);

/* Sets `confidence` and adds to `warnings`. */
void confidence_settle(const Page *page, Table *table);
