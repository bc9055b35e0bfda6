/* detect/label.h - the labels of a picture that stand just outside of it
 *
 * The numbers along a chart's axes, its legend, the names under its bars: small type beside a
 * picture or below it that is no text of the page. Between the lines of a paragraph beside the
 * chart they would be read with them; as the picture's own they stay together.
 *
 * Method: what touches a frame, grown by what was taken before, until nothing more is taken.
 */
#pragma once

#include "pipeline/model/page.h"

/**
 * label_take:
 * @fragments: Fragment (detect/line.h); those that are labels get their picture for a holder
 * @frames: (inout): Bbox, one a picture; each grows to what it holds. An empty one is no frame.
 * @body_size: of the page's text, points
 */
void label_take(GArray *fragments, GArray *frames, double body_size);
