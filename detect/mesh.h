/* detect/mesh.h - the grid of one group of rulings
 *
 * A part of detect/lattice.h, which says what a grid is: lines where rulings lie, walls where
 * they cover an edge of a cell.
 */
#pragma once

#include "pipeline/model/page.h"

/* @group: Rulings that meet, in any order; sorted. @words: (nullable) Word, on which double
 * rules some points apart are told from narrow columns. Returns (nullable) (transfer full):
 * NULL when no cell comes out. */
Lattice *mesh_lattice(GArray *group, const GArray *words);
