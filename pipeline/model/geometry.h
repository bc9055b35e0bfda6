/* pipeline/model/geometry.h - boxes and axes, as plain values
 *
 * Space: points (1/72 inch), origin at the top left of the upright page, y
 * growing downwards. A Bbox with x1 <= x0 or y1 <= y0 is empty.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum { AXIS_H, AXIS_V } Axis;

typedef struct {
    double x0, y0, x1, y1;
} Bbox;

#define BBOX_EMPTY ((Bbox){ 0, 0, 0, 0 })

static inline double
bbox_width(Bbox b)
{
    return b.x1 - b.x0;
}

static inline double
bbox_height(Bbox b)
{
    return b.y1 - b.y0;
}

static inline bool
bbox_is_empty(Bbox b)
{
    return b.x1 <= b.x0 || b.y1 <= b.y0;
}

static inline double
bbox_area(Bbox b)
{
    return bbox_is_empty(b) ? 0 : bbox_width(b) * bbox_height(b);
}

static inline double
bbox_mid_x(Bbox b)
{
    return (b.x0 + b.x1) / 2;
}

static inline double
bbox_mid_y(Bbox b)
{
    return (b.y0 + b.y1) / 2;
}

static inline Bbox
bbox_grow(Bbox b, double by)
{
    return (Bbox){ b.x0 - by, b.y0 - by, b.x1 + by, b.y1 + by };
}

/* Length that two intervals share, negative when a gap lies between them. */
static inline double
span_overlap(double a0, double a1, double b0, double b1)
{
    return MIN(a1, b1) - MAX(a0, b0);
}

static inline double
bbox_overlap_x(Bbox a, Bbox b)
{
    return span_overlap(a.x0, a.x1, b.x0, b.x1);
}

static inline double
bbox_overlap_y(Bbox a, Bbox b)
{
    return span_overlap(a.y0, a.y1, b.y0, b.y1);
}

static inline bool
bbox_holds_point(Bbox b, double x, double y)
{
    return x >= b.x0 && x <= b.x1 && y >= b.y0 && y <= b.y1;
}

/* The smallest box around both; an empty box adds nothing. */
Bbox bbox_union(Bbox a, Bbox b);

/* What both share, BBOX_EMPTY when that is nothing. */
Bbox bbox_intersect(Bbox a, Bbox b);

/* Share of @inner's area that lies in @outer, 0 to 1. */
double bbox_share(Bbox inner, Bbox outer);

bool bbox_holds(Bbox outer, Bbox inner, double slack);
