/* emit/cellmap.h - a table's cells by their place
 *
 * Whatever a Table says, a Cellmap is sound: every cell lies in it, spans end at
 * its edges, and its size is bounded.
 */
#pragma once

#include "pipeline/model/table.h"

typedef struct {
    guint rows, cols;
    const Cell **cells;  /* [rows * cols]: a cell at its first row and column, NULL elsewhere */
    const Cell **owners; /* [rows * cols]: the cell that covers a place, NULL for none */
    guint8 *covered;     /* [rows * cols]: part of a cell that begins elsewhere */
} Cellmap;

/* Borrows the cells of @table. */
Cellmap *cellmap_new(const Table *table);
void cellmap_free(Cellmap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cellmap, cellmap_free)

static inline const Cell *
cellmap_cell(const Cellmap *map, guint row, guint col)
{
    return map->cells[(gsize)row * map->cols + col];
}

/* The cell that covers a place, wherever it begins; NULL for none. */
static inline const Cell *
cellmap_owner(const Cellmap *map, guint row, guint col)
{
    return map->owners[(gsize)row * map->cols + col];
}

static inline bool
cellmap_covered(const Cellmap *map, guint row, guint col)
{
    return map->covered[(gsize)row * map->cols + col];
}

/* The spans of a cell of the map, cut at its edges. */
guint cellmap_rowspan(const Cellmap *map, const Cell *cell);
guint cellmap_colspan(const Cellmap *map, const Cell *cell);
