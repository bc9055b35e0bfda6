/* emit/grid.h - a table's cells by their place
 *
 * Whatever a Table says, a Grid is sound: every cell lies in it, spans end at
 * its edges, and its size is bounded.
 */
#pragma once

#include "pipeline/model/table.h"

typedef struct {
    guint rows, cols;
    const Cell **cells; /* [rows * cols]: a cell at its first row and column, NULL elsewhere */
    guint8 *covered;    /* [rows * cols]: part of a cell that begins elsewhere */
} Grid;

/* Borrows the cells of @table. */
Grid *grid_new(const Table *table);
void grid_free(Grid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Grid, grid_free)

static inline const Cell *
grid_cell(const Grid *grid, guint row, guint col)
{
    return grid->cells[(gsize)row * grid->cols + col];
}

static inline bool
grid_covered(const Grid *grid, guint row, guint col)
{
    return grid->covered[(gsize)row * grid->cols + col];
}

/* The spans of a cell of the grid, cut at its edges. */
guint grid_rowspan(const Grid *grid, const Cell *cell);
guint grid_colspan(const Grid *grid, const Cell *cell);
