/* pipeline/pdf_gradient.h - gradients with fewer stops
 *
 * Poppler makes of a shading a gradient with a stop for each of its shades, a
 * hundred of them. What paints it seeks the two stops around each pixel's
 * colour among all.
 */
#pragma once

#include <cairo.h>

/* @pattern: any. The same without the stops that lie between two others in place and colour, to
 * less than a shade. (transfer full); NULL: it is no gradient, or needs all of its stops */
cairo_pattern_t *pdf_gradient_thin(cairo_pattern_t *pattern);
