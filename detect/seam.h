/* detect/seam.h - rows of a table that fell in two, mostly at the end of a page
 *
 * The lower half has no label of its own: its first cell is empty in a table
 * whose rows have one.
 */
#pragma once

#include "detect/hyphen.h"

/* Puts the lower half of such rows back under their upper one. @table: its cells have runs. */
void seam_close(Table *table, const HyphenDictionary *dictionary);
