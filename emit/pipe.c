/* emit/pipe.c - a table as a GFM pipe table */
#include "emit/pipe.h"

#include "emit/cellmap.h"

#include <string.h>

/* Characters a line may have for its columns to be padded: what a screen or a diff shows. */
#define MAX_LINE 120

bool
pipe_suffices(const Table *table)
{
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        const bool section = cell->rowspan <= 1 && cell->col == 0 && cell->colspan >= table->cols &&
                             cell->row >= MAX(table->header_rows, 1);

        if ((cell->rowspan > 1 || cell->colspan > 1) && !section)
            return false;
    }
    return true;
}

static guint
width_of(const char *text)
{
    guint width = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        width += g_unichar_iszerowidth(g_utf8_get_char(p))
                     ? 0
                     : 1 + g_unichar_iswide(g_utf8_get_char(p));
    return width;
}

static char *
cell_markdown(const Cell *cell, bool header, const InlineOptions *inlines)
{
    InlineOptions options = *inlines;

    options.context = ESCAPE_CELL;
    options.plain |= header;
    if (cell == NULL)
        return g_strdup("");
    if (cell->runs != NULL)
        return inline_markdown(cell->runs, &options);
    return escape_text(cell->text != NULL ? cell->text : "", ESCAPE_CELL);
}

/* All cells as Markdown, row by row. */
static GPtrArray *
cells_markdown(const Cellmap *map, const InlineOptions *inlines)
{
    GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);

    for (guint r = 0; r < map->rows; r++)
        for (guint c = 0; c < map->cols; c++)
            g_ptr_array_add(cells, cell_markdown(cellmap_cell(map, r, c), r == 0, inlines));
    return cells;
}

/* Widths to pad the columns to; all 0 when lines would get too long. */
static guint *
column_widths(const GPtrArray *cells, guint cols)
{
    guint *widths = g_new0(guint, cols + 1);
    gsize line = 0;

    for (guint c = 0; c < cols; c++)
        widths[c] = 3; /* that of the rule under the header */
    for (guint i = 0; i < cells->len; i++)
        widths[i % cols] = MAX(widths[i % cols], width_of(g_ptr_array_index(cells, i)));
    for (guint c = 0; c < cols; c++)
        line += widths[c] + 3;
    if (line > MAX_LINE)
        memset(widths, 0, sizeof(guint) * cols);
    return widths;
}

static void
append_padded(GString *out, const char *text, guint width)
{
    const guint own = width_of(text);

    g_string_append_printf(out, "%s%*s", text, (int)(MAX(width, own) - own), "");
}

void
pipe_append_table(GString *out, const Table *table, const InlineOptions *inlines)
{
    g_autoptr(Cellmap) map = cellmap_new(table);
    g_autoptr(GPtrArray) cells = cells_markdown(map, inlines);

    if (cells->len == 0)
        return;
    g_autofree guint *widths = column_widths(cells, map->cols);
    for (guint r = 0; r < map->rows; r++) {
        for (guint c = 0; c < map->cols; c++) {
            g_string_append(out, c == 0 ? "| " : " | ");
            append_padded(out, g_ptr_array_index(cells, (gsize)r * map->cols + c), widths[c]);
        }
        g_string_append(out, " |\n");
        for (guint c = 0; c < map->cols && r == 0; c++) {
            g_autofree char *rule = g_strnfill(MAX(widths[c], 3), '-');

            g_string_append_printf(out, c == 0 ? "| %s" : " | %s", rule);
        }
        g_string_append(out, r == 0 ? " |\n" : "");
    }
}
