/* detect/finder.h - the tables of a page: where they are and what is in them */
#pragma once

#include "pipeline/model/page.h"

typedef enum { FINDER_AUTO, FINDER_LATTICE, FINDER_STREAM } FinderMethod;

/* An area given by the user: a table is here, and nowhere else on its page. Points from the top
 * left of the page as it is shown. */
typedef struct {
    guint page;
    Bbox bbox;
    guint last; /* on the pages from `page` to this one; 0: on `page` alone */

    guint place; /* which table of a template, from 1 */
    bool own;    /* a template's area: read as it says, not as the options do */
    FinderMethod method;
    gint header_rows; /* -1: as found */
    GArray *columns;  /* (nullable) double, owned */
} FinderArea;

static inline bool
finder_area_is_on(const FinderArea *area, guint page)
{
    return page >= area->page && page <= MAX(area->page, area->last);
}

/* Is one of @areas (nullable) on @page? */
bool finder_has_area(const GArray *areas, guint page);

/* An empty array of FinderAreas that owns their columns. */
GArray *finder_areas_new(void);

typedef struct {
    FinderMethod method;
    const GArray *areas;   /* (nullable) FinderArea */
    const GArray *columns; /* (nullable) double: where columns part, in the areas, or in all tables
                              where none are given; those outside a table part nothing */
    bool areas_only;       /* pages without an area have no tables */
} FinderOptions;

/* @page: as after ocr; only read. Returns Tables with cells, words and text, top to bottom. */
GPtrArray *finder_tables(const Page *page, const FinderOptions *options);
