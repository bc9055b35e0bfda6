/* detect/margin.h - where the type areas of facing pages begin
 *
 * Books have an inner and an outer margin, so the text of left pages stands
 * elsewhere than that of right pages. Whoever compares places on both needs
 * to know by how much.
 *
 * Space: points.
 */
#pragma once

#include "pipeline/model/document.h"

/* How much further to the right lines begin on pages with odd numbers than on pages with even
 * ones; 0 when the document has too few of either to tell. */
double margin_shift(const Document *document);
