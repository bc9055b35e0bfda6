/* emit/cellmap.c - a table's cells by their place */
#include "emit/cellmap.h"

/* More than any table that was ever printed; less than would hurt. */
#define MAX_COLS 4096
#define MAX_CELLS (1u << 22)

guint
cellmap_rowspan(const Cellmap *map, const Cell *cell)
{
    return CLAMP(cell->rowspan, 1, map->rows - cell->row);
}

guint
cellmap_colspan(const Cellmap *map, const Cell *cell)
{
    return CLAMP(cell->colspan, 1, map->cols - cell->col);
}

static void
place(Cellmap *map, const Cell *cell)
{
    const gsize origin = (gsize)cell->row * map->cols + cell->col;

    if (map->cells[origin] != NULL)
        return;
    map->cells[origin] = cell;
    for (guint r = 0; r < cellmap_rowspan(map, cell); r++)
        for (guint c = 0; c < cellmap_colspan(map, cell); c++) {
            const gsize at = origin + (gsize)r * map->cols + c;

            map->covered[at] |= r > 0 || c > 0;
            if (map->owners[at] == NULL || at == origin)
                map->owners[at] = cell;
        }
}

Cellmap *
cellmap_new(const Table *table)
{
    Cellmap *map = g_new0(Cellmap, 1);

    map->rows = table->rows;
    map->cols = table->cols;
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        map->rows = MAX(map->rows, MIN(cell->row, MAX_CELLS) + 1);
        map->cols = MAX(map->cols, MIN(cell->col, MAX_COLS) + 1);
    }
    map->cols = MIN(map->cols, MAX_COLS);
    map->rows = map->cols > 0 ? MIN(map->rows, MAX_CELLS / map->cols) : 0;
    map->cells = g_new0(const Cell *, (gsize)map->rows * map->cols + 1);
    map->owners = g_new0(const Cell *, (gsize)map->rows * map->cols + 1);
    map->covered = g_new0(guint8, (gsize)map->rows * map->cols + 1);
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row < map->rows && cell->col < map->cols)
            place(map, cell);
    }
    return map;
}

void
cellmap_free(Cellmap *map)
{
    if (map == NULL)
        return;
    g_free(map->cells);
    g_free(map->owners);
    g_free(map->covered);
    g_free(map);
}
