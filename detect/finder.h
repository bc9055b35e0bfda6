/* detect/finder.h - the tables of a page: where they are and what is in them */
#pragma once

#include "pipeline/model/page.h"

typedef enum { FINDER_AUTO, FINDER_LATTICE, FINDER_STREAM } FinderMethod;

/* An area given by the user: a table is here, and nowhere else on its page. Points from the top
 * left of the page as it is shown. */
typedef struct {
    guint page;
    Bbox bbox;
} FinderArea;

typedef struct {
    FinderMethod method;
    const GArray *areas;   /* (nullable) FinderArea */
    const GArray *columns; /* (nullable) double: where columns part, in the areas, or in all tables
                              where none are given; those outside a table part nothing */
} FinderOptions;

/* @page: as after ocr; only read. Returns Tables with cells, words and text, top to bottom. */
GPtrArray *finder_tables(const Page *page, const FinderOptions *options);
