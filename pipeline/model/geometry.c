/* pipeline/model/geometry.c - boxes and axes, as plain values */
#include "pipeline/model/geometry.h"

Bbox
bbox_union(Bbox a, Bbox b)
{
    if (bbox_is_empty(a))
        return b;
    if (bbox_is_empty(b))
        return a;
    return (Bbox){ MIN(a.x0, b.x0), MIN(a.y0, b.y0), MAX(a.x1, b.x1), MAX(a.y1, b.y1) };
}

Bbox
bbox_intersect(Bbox a, Bbox b)
{
    Bbox both = { MAX(a.x0, b.x0), MAX(a.y0, b.y0), MIN(a.x1, b.x1), MIN(a.y1, b.y1) };

    return bbox_is_empty(both) ? BBOX_EMPTY : both;
}

double
bbox_share(Bbox inner, Bbox outer)
{
    const double area = bbox_area(inner);

    return area > 0 ? bbox_area(bbox_intersect(inner, outer)) / area : 0;
}

bool
bbox_holds(Bbox outer, Bbox inner, double slack)
{
    return inner.x0 >= outer.x0 - slack && inner.y0 >= outer.y0 - slack &&
           inner.x1 <= outer.x1 + slack && inner.y1 <= outer.y1 + slack;
}
