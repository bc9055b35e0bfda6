/* detect/cell.h - the words of a cell and the text they make */
#pragma once

#include "pipeline/model/page.h"

/* Adds word @index to the cell's words; the order is settled by cell_finish(). */
void cell_add_word(Cell *cell, guint index);

/* Puts the words in reading order and makes the text of them: spaces between words, none
 * before a glued one, a word broken at a line's end whole again, leaders left out. */
void cell_finish(Cell *cell, const Page *page);
