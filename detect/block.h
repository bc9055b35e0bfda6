/* detect/block.h - lines of one region cut into blocks
 *
 * A block is a paragraph, a list item, a run of code, a caption, a footnote or
 * a heading candidate. Cuts are made where typesetting makes them: at a change
 * of size or weight, a wider gap, a first-line indent, a list marker, and after
 * a line that ended although the next word would have fitted.
 */
#pragma once

#include "detect/body.h"

/* The usual distance of baselines, in sizes of the type, among all of a page's @lines. */
double block_leading(const GArray *lines);

/**
 * block_segment:
 * @leading: of the page, for regions of too few lines to tell their own
 * @first, @n: lines of one region, top to bottom
 * @blocks: Block; those found are appended
 */
void block_segment(const Page *page, const GArray *lines, const GArray *line_words, guint first,
                   guint n, const Body *stats, double leading, GArray *blocks);
