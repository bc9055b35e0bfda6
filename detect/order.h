/* detect/order.h - reading order: lines to regions, regions to a sequence
 *
 * A region is a run of lines, tables and pictures in one column, not
 * interrupted by anything that reaches over the column's edge.
 *
 * Method: the partial order of Breuel, "High Performance Document Layout
 * Analysis", 2003: of two regions that share a stretch of x the upper comes
 * first; of two beside each other the left one, unless something that lies
 * between them in height overlaps both. The footnotes of columns come after the
 * text of all of them.
 */
#pragma once

#include "pipeline/model/page.h"

/* Something with a place on the page: a line, a table or a picture, as the caller knows. */
typedef struct {
    Bbox bbox;
    guint index;  /* the caller's */
    gint kind;    /* the caller's */
    bool small;   /* in smaller type than the body: a footnote where it ends a column */
    bool block;   /* a table or picture: small type right under it is its caption */
    guint region; /* filled by order_items() */
} OrderItem;

/* @items: OrderItem, sorted into reading order in place, `region` set to a number that
 * grows by region. @gutters: Gutter. Returns the number of regions. */
guint order_items(GArray *items, const GArray *gutters);
