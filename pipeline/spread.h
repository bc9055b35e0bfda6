/* pipeline/spread.h - two pages of a book that were scanned together, as pages of their own
 *
 * Both have the number of the page of the file, and `half` says which is read first. While the
 * passes over the document run, all pages have numbers of their own, as those of a book.
 */
#pragma once

#include "pipeline/model/document.h"

typedef enum { SPREADS_KEEP, SPREADS_SPLIT, SPREADS_SPLIT_RTL } Spreads;

/**
 * spread_cut:
 * @page: as after load; becomes the half that is read first
 * @at: where the pages part, points from the left of @page
 * @right_first: as in books that are read from right to left
 *
 * Words and links go where their middle is.
 *
 * Returns: (transfer full): the other half
 */
Page *spread_cut(Page *page, double at, bool right_first);

/* Gives every page of @document a number of its own: NULL when each has one already. */
GArray *spread_number(Document *document);

/* Gives the pages and the flow the numbers of the file back; frees @numbers, which may be NULL. */
void spread_renumber(Document *document, GArray *numbers);
