/* detect/dash.h - dashed and dotted rules
 *
 * A row of equal marks at equal distances with nothing close above or below (or beside, for
 * rules that go down) is one edge. So are rows of hyphens; leader dots stand further apart
 * than dots of a rule.
 */
#pragma once

#include "detect/edge.h"

/* Returns Edges along @axis; NULL when Leptonica gives up. */
GArray *dash_find(const Shade *shade, Axis axis, PIXA *steps);
