/* detect/callout.h - notes, tips and warnings set off in a box of their own
 *
 * A tint behind text that is neither code nor table, and not the ground of
 * the page or of a column.
 */
#pragma once

#include "pipeline/model/page.h"

/* Boxes of callouts (Bbox), in the order of the page's fills; @page: as after layout. */
GArray *callout_find(const Page *page);

/* The first of @callouts that holds @block; -1 for none. */
gint callout_of(const GArray *callouts, const Block *block);
