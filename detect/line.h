/* detect/line.h - from words to fragments, and from fragments to lines
 *
 * A fragment is a run of words on one baseline with no gap wider than a word
 * space; a column gutter never lies inside one. A line is all fragments of one
 * baseline that no gutter (detect/gutter.h) keeps apart. Superscripts and
 * subscripts belong to the fragment that they touch.
 *
 * Space: points of the page. Turned words are left out.
 */
#pragma once

#include "pipeline/model/page.h"

typedef struct {
    Bbox bbox;       /* of words of the dominant size, so that a script does not raise it */
    double baseline; /* of those */
    double size;     /* of the widest words, points */
    double fixed;    /* share of its width that is in fixed-width type, 0 to 1 */
    gint holder; /* the picture that it lies in, -1 for none; fragments of two holders never join */
    GArray *words; /* guint: into the page's words, left to right */
} Fragment;

/**
 * line_fragments:
 * @taken: (nullable): one flag a word; words with a flag are left out, as those in tables
 * @holders: (nullable): one number a word: Fragment.holder
 *
 * Returns: (transfer full): Fragments, top to bottom by baseline, then left to right.
 */
GArray *line_fragments(const Page *page, const bool *taken, const gint *holders);

/**
 * line_join:
 * @gutters: Gutter, see gutter.h
 *
 * Joins fragments into lines. A gap of any width is bridged where no gutter stands, as in a
 * contents entry, unless both sides are long enough to be lines of prose themselves.
 *
 * Returns: (transfer full): Fragments that are whole lines, in the order of line_fragments().
 */
GArray *line_join(const GArray *fragments, const GArray *gutters);
