/* detect/grid.h - ruled tables: a lattice and the words in it as a table
 *
 * Each word goes to the cell that its middle lies in. Cells span where walls
 * are missing. Rows without rules between them, seen by several lines of
 * numbers in one band, are parted; empty columns and rows at the edges, and
 * slivers between double rules, are dropped.
 */
#pragma once

#include "pipeline/model/page.h"

/* @words: guint, into @page->words. (transfer full) NULL when none of them lies in the lattice. */
Table *grid_table(const Page *page, const Lattice *lattice, const GArray *words);
