/* pipeline/model/table.c - grids on the page and the tables made of them */
#include "pipeline/model/table.h"

Lattice *
lattice_new(const double *xs, guint n_xs, const double *ys, guint n_ys)
{
    g_assert(n_xs >= 2 && n_ys >= 2);

    Lattice *lattice = g_new0(Lattice, 1);
    lattice->bbox = (Bbox){ xs[0], ys[0], xs[n_xs - 1], ys[n_ys - 1] };
    lattice->xs = g_array_new(FALSE, FALSE, sizeof(double));
    g_array_append_vals(lattice->xs, xs, n_xs);
    lattice->ys = g_array_new(FALSE, FALSE, sizeof(double));
    g_array_append_vals(lattice->ys, ys, n_ys);
    lattice->h_wall = g_new0(guint8, (gsize)n_ys * (n_xs - 1));
    lattice->v_wall = g_new0(guint8, (gsize)(n_ys - 1) * n_xs);
    return lattice;
}

void
lattice_free(Lattice *lattice)
{
    if (lattice == NULL)
        return;
    g_array_unref(lattice->xs);
    g_array_unref(lattice->ys);
    g_free(lattice->h_wall);
    g_free(lattice->v_wall);
    g_free(lattice);
}

static void
cell_clear(gpointer data)
{
    Cell *cell = data;

    g_free(cell->text);
    g_clear_pointer(&cell->words, g_array_unref);
    g_clear_pointer(&cell->runs, g_array_unref);
}

Table *
table_new(guint page, Bbox bbox, TableMethod method)
{
    Table *table = g_new0(Table, 1);
    TablePart part = { page, bbox };

    table->page = page;
    table->bbox = bbox;
    table->method = method;
    table->confidence = 1;
    table->xs = g_array_new(FALSE, FALSE, sizeof(double));
    table->cells = g_array_new(FALSE, TRUE, sizeof(Cell));
    g_array_set_clear_func(table->cells, cell_clear);
    table->parts = g_array_new(FALSE, FALSE, sizeof(TablePart));
    g_array_append_val(table->parts, part);
    table->warnings = g_ptr_array_new_with_free_func(g_free);
    return table;
}

/* The original may be on a shelf, where g_array_copy() would not find what it looks for. */
static GArray *
copy_words(const GArray *words)
{
    if (words == NULL)
        return NULL;

    GArray *copy = g_array_sized_new(FALSE, FALSE, sizeof(guint), words->len);
    return g_array_append_vals(copy, words->data, words->len);
}

Cell
table_cell_copy(const Cell *cell)
{
    Cell copy = *cell;

    copy.text = g_strdup(cell->text);
    copy.words = copy_words(cell->words);
    copy.runs = cell->runs != NULL ? run_array_copy(cell->runs) : NULL;
    return copy;
}

Table *
table_copy(const Table *table)
{
    Table *copy = table_new(table->page, table->bbox, table->method);

    copy->rows = table->rows;
    copy->cols = table->cols;
    copy->header_rows = table->header_rows;
    copy->columns_given = table->columns_given;
    copy->confidence = table->confidence;
    g_array_append_vals(copy->xs, table->xs->data, table->xs->len);
    g_array_set_size(copy->parts, 0);
    g_array_append_vals(copy->parts, table->parts->data, table->parts->len);
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell cell = table_cell_copy(&g_array_index(table->cells, Cell, i));

        g_array_append_val(copy->cells, cell);
    }
    for (guint i = 0; i < table->warnings->len; i++)
        g_ptr_array_add(copy->warnings, g_strdup(g_ptr_array_index(table->warnings, i)));
    return copy;
}

void
table_free(Table *table)
{
    if (table == NULL)
        return;
    g_array_unref(table->xs);
    g_array_unref(table->cells);
    g_array_unref(table->parts);
    g_ptr_array_unref(table->warnings);
    g_free(table);
}

Cell *
table_add_cell(Table *table, guint row, guint col)
{
    Cell cell = { .row = row, .col = col, .rowspan = 1, .colspan = 1, .page = table->page };

    cell.text = g_strdup("");
    cell.words = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(table->cells, cell);
    return &g_array_index(table->cells, Cell, table->cells->len - 1);
}

const Cell *
table_cell(const Table *table, guint row, guint col)
{
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (row >= cell->row && row < cell->row + cell->rowspan && col >= cell->col &&
            col < cell->col + cell->colspan)
            return cell;
    }
    return NULL;
}

bool
table_has_spans(const Table *table)
{
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->rowspan > 1 || cell->colspan > 1)
            return true;
    }
    return false;
}
