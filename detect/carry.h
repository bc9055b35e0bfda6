/* detect/carry.h - tables carried over to the next page, and what the paper says between them */
#pragma once

#include "detect/piece.h"

/**
 * carry_table:
 * @kept: pieces so far, in reading order
 * @below: the next one
 *
 * Where @below is a table that goes on one in @kept, its rows are put under that one's, and lines
 * between the two that say so ("continued on next page", the title again) leave @kept.
 *
 * Returns: was it so?
 */
bool carry_table(const Document *document, GPtrArray *kept, const Piece *below);
