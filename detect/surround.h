/* detect/surround.h - does a table end where it was thought to end?
 *
 * What is left out of a table stands right beside it, looks like the rest of it, and the rules
 * of the whole run on past the part. Points; words must be upright.
 */
#pragma once

#include "pipeline/model/page.h"

/* Shares from 0 to 1. Tables with drawn sides are asked for rules only. */
typedef struct {
    double open;   /* of the two ends: a line in pieces stands there that falls into the columns */
    double beside; /* of the rows: a word stands right beside them, or half in them */
    double run_on; /* of the rules through the table: they go on outside it */
} Surround;

Surround surround_find(const Page *page, const Table *table);
