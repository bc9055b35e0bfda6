/* detect/edge.h - long straight edges: where the page gets darker or lighter
 *
 * An edge is one side of something painted: both sides of a rule, the border of a tint. It
 * runs along its axis without a hole. What becomes of edges is decided in detect/ruling.h.
 *
 * Method: the page compared with itself two pixels further; of the places where it is darker,
 * or lighter, those in straight runs as long as a brick (text has none); connected components.
 */
#pragma once

#include "detect/shade.h"

typedef struct {
    double at;       /* points: y of a horizontal edge, x of a vertical one */
    double from, to; /* points, on the other axis */
} Edge;

/* Lengths of horizontal and vertical edges from here on, in points. */
#define EDGE_MIN_LENGTH 9.0

/* @steps: (nullable) collects masks of the runs. Returns Edges along @axis, in no useful order. */
GArray *edge_find(const Shade *shade, Axis axis, PIXA *steps);
