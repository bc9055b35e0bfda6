/* detect/body.h - the type that most of a page is set in
 *
 * What is larger, smaller, bolder or of another width than the body stands out,
 * and that is how headings, notes and listings are known.
 */
#pragma once

#include "pipeline/model/page.h"

/* What the page at large tells about its lines. */
typedef struct {
    double body_size; /* of most of its glyphs, points */
    bool body_bold;   /* most of its glyphs are bold: weight marks nothing */
    bool body_fixed;  /* most are in fixed-width type, as a typewritten page */
    double bottom;    /* y below which small type may be a footnote */
} Body;

/* @taken: (nullable): one flag a word; words with a flag, as those in tables, do not count. */
Body body_find(const Page *page, const bool *taken);
