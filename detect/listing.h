/* detect/listing.h - the text of code, from where its words stand
 *
 * Code keeps what prose gives up: indentation, runs of spaces, blank lines.
 * None of that is in the text layer; it is in the places of the glyphs, as
 * every glyph of a fixed-width font is equally wide and every line equally high.
 */
#pragma once

#include "pipeline/model/page.h"

/* Lines of one block of code that stand together on one page. */
typedef struct {
    const Page *page;
    const GArray *lines; /* guint, into the page's lines, top to bottom */
    double left;         /* x of column 0; not right of any line */
} ListingPart;

/* The width of a character of the lines, points; 0 when nothing tells. */
double listing_advance(const Page *page, const GArray *lines);

/* The x where the leftmost of the lines begins. */
double listing_left(const Page *page, const GArray *lines);

/* @parts: ListingPart, in order. Lines joined by \n, no trailing space, no blank lines at
 * either end. (transfer full) */
char *listing_text(const GArray *parts);

/* The language of @code for a fence, static; NULL where it is not plain. */
const char *listing_language(const char *code);
