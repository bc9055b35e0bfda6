/* emit/grid.c - a table's cells by their place */
#include "emit/grid.h"

/* More than any table that was ever printed; less than would hurt. */
#define MAX_COLS 4096
#define MAX_CELLS (1u << 22)

guint
grid_rowspan(const Grid *grid, const Cell *cell)
{
    return CLAMP(cell->rowspan, 1, grid->rows - cell->row);
}

guint
grid_colspan(const Grid *grid, const Cell *cell)
{
    return CLAMP(cell->colspan, 1, grid->cols - cell->col);
}

static void
place(Grid *grid, const Cell *cell)
{
    const gsize origin = (gsize)cell->row * grid->cols + cell->col;

    if (grid->cells[origin] != NULL)
        return;
    grid->cells[origin] = cell;
    for (guint r = 0; r < grid_rowspan(grid, cell); r++)
        for (guint c = 0; c < grid_colspan(grid, cell); c++)
            if (r > 0 || c > 0)
                grid->covered[origin + (gsize)r * grid->cols + c] = 1;
}

Grid *
grid_new(const Table *table)
{
    Grid *grid = g_new0(Grid, 1);

    grid->rows = table->rows;
    grid->cols = table->cols;
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        grid->rows = MAX(grid->rows, MIN(cell->row, MAX_CELLS) + 1);
        grid->cols = MAX(grid->cols, MIN(cell->col, MAX_COLS) + 1);
    }
    grid->cols = MIN(grid->cols, MAX_COLS);
    grid->rows = grid->cols > 0 ? MIN(grid->rows, MAX_CELLS / grid->cols) : 0;
    grid->cells = g_new0(const Cell *, (gsize)grid->rows * grid->cols + 1);
    grid->covered = g_new0(guint8, (gsize)grid->rows * grid->cols + 1);
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row < grid->rows && cell->col < grid->cols)
            place(grid, cell);
    }
    return grid;
}

void
grid_free(Grid *grid)
{
    if (grid == NULL)
        return;
    g_free(grid->cells);
    g_free(grid->covered);
    g_free(grid);
}
