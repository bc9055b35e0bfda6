/* detect/item.h - which numbered blocks are items of lists
 *
 * Exercises, theorems and requirements begin with a bold number and run on
 * like paragraphs: that number is part of the text. An item's text stands
 * clear of its number.
 */
#pragma once

#include "detect/piece.h"

/* A letter or a roman number by itself at the top of a page or column goes on with the list before.
 */
void item_resume(const Document *document, GPtrArray *pieces);

/* Turns items that are numbered paragraphs into those, and lifts what layout nested in them. */
void item_settle(const Document *document, GPtrArray *pieces);
