/* detect/quotation.h - paragraphs that are set in on both sides
 *
 * What somebody else said is set in at the left and at the right by the same
 * amount, between paragraphs that are not. Its lines are full, which tells it
 * from verse and from centred lines; it has no bullet, which tells it from items.
 */
#pragma once

#include "detect/piece.h"

/* Puts such paragraphs of @pieces one quote deeper. */
void quotation_mark(const Document *document, const GPtrArray *pieces);
