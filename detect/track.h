/* detect/track.h - where the text of each column of a table runs on its page
 *
 * A table that goes on over a page keeps its columns, but not its edges: those found in white
 * move with the words of each page, the outer ones with the longest label, and all of them with the
 * inner margin of left and right pages. What stays is one end of the text of each column: the left
 * one where it is set flush left, the right one for numbers, the middle of what is centred.
 *
 * Points along the rows of the table, to the right or, for a table on its side, up or down.
 */
#pragma once

#include "pipeline/model/page.h"

/* A column; @n cells of it have text here. */
typedef struct {
    double from, to;
    guint n;
} Track;

/* The columns of the part of @table that stands on @page. (transfer full) Track, as many as the
 * table has columns */
GArray *track_find(const Page *page, const Table *table);

/**
 * track_match:
 * @wide: Track, as many as @narrow or one or two more
 *
 * Columns that @narrow lacks have no text on its page.
 *
 * Returns: (transfer full): guint, for each column of @narrow which of @wide it is, growing; NULL
 *   where they do not agree, or too few of them have text to say so
 */
GArray *track_match(const GArray *wide, const GArray *narrow);
