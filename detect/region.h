/* detect/region.h - where tables may be: areas of a page worth a look
 *
 * Three kinds of evidence, in falling order of trust: lattices, level rules of
 * one length above each other, and text lines in pieces that line up. Nothing
 * is decided here but the extent; detect/finder.h weighs what is found.
 */
#pragma once

#include "detect/strip.h"

typedef enum { REGION_LATTICE, REGION_FRAME, REGION_OPEN } RegionKind;

typedef struct {
    RegionKind kind;
    Bbox bbox;
    gint lattice; /* into page->lattices, -1 for the other kinds */
} Region;

/* The space of a lattice with the labels that stand outside it: at the left of most of its rows,
 * or above most of its columns. */
Bbox region_of_lattice(const Page *page, const Lattice *lattice);

/* Regions of page->lattices, labels outside included. (transfer full) */
GArray *region_lattices(const Page *page);

/* Does this strip begin like a caption: "Table 3", "Figure 2.1"? */
bool region_is_caption(const Strips *strips, guint s);

/* Does this piece begin like one, whatever stands before it on its line? */
bool region_piece_is_caption(const Strips *strips, guint i);
