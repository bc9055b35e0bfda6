/* detect/block.h - lines of one region cut into blocks
 *
 * A block is a paragraph, a list item, a run of code, a caption, a footnote or
 * a heading candidate. Cuts are made where typesetting makes them: at a change
 * of size or weight, a wider gap, a first-line indent, a list marker, and after
 * a line that ended although the next word would have fitted.
 */
#pragma once

#include "pipeline/model/page.h"

/* What the page at large tells about its lines. */
typedef struct {
    double body_size; /* of most of its glyphs, points */
    bool body_bold;   /* most of its glyphs are bold: weight marks nothing */
    bool body_fixed;  /* most are in fixed-width type, as a typewritten page */
    double bottom;    /* y below which small type may be a footnote */
} BlockStats;

/* @taken: (nullable): one flag a word; words with a flag, as those in tables, do not count. */
BlockStats block_stats(const Page *page, const bool *taken);

/**
 * block_segment:
 * @first, @n: lines of one region, top to bottom
 * @blocks: Block; those found are appended
 */
void block_segment(const Page *page, const GArray *lines, const GArray *line_words, guint first,
                   guint n, const BlockStats *stats, GArray *blocks);
