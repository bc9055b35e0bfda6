/* detect/stream.c - unruled and half-ruled tables: a region and its words as a table */
#include "detect/stream.h"

#include "detect/boxhead.h"
#include "detect/cell.h"
#include "detect/alley.h"
#include "detect/placement.h"
#include "detect/row.h"

/* One cell being collected. */
static Cell *
cell_at(Table *table, GHashTable *index, guint row, guint col)
{
    const guint key = row * table->cols + col + 1;
    const guint known = GPOINTER_TO_UINT(g_hash_table_lookup(index, GUINT_TO_POINTER(key)));

    if (known > 0)
        return &g_array_index(table->cells, Cell, known - 1);
    Cell *cell = table_add_cell(table, row, col);
    g_hash_table_insert(index, GUINT_TO_POINTER(key), GUINT_TO_POINTER(table->cells->len));
    return cell;
}

static void
add_words(Cell *cell, const Strips *strips, const Piece *piece)
{
    for (guint k = 0; k < piece->n; k++)
        cell_add_word(cell, g_array_index(strips->words, guint, piece->first + k));
}

static void
add_labels(Table *table, const Strips *strips, const GArray *labels)
{
    for (guint i = 0; i < labels->len; i++) {
        const Label *label = &g_array_index(labels, Label, i);
        Cell *cell = table_add_cell(table, label->row0, label->col0);

        cell->rowspan = label->row1 - label->row0 + 1;
        cell->colspan = label->col1 - label->col0 + 1;
        for (guint k = 0; k < label->pieces->len; k++)
            add_words(cell, strips, strip_piece(strips, g_array_index(label->pieces, guint, k)));
    }
}

/* Fills the body; returns the share of its pieces that stand in one column. */
static double
add_body(Table *table, const Strips *strips, guint body, const GArray *rows)
{
    g_autoptr(GHashTable) index = g_hash_table_new(NULL, NULL);
    guint n = 0, clean = 0;

    for (guint s = body; s < strips->strips->len; s++) {
        const Strip *strip = strip_at(strips, s);
        const guint row = table->header_rows + g_array_index(rows, guint, s - body);

        for (guint k = 0; k < strip->n; k++) {
            const Piece *piece = strip_piece(strips, strip->first + k);

            add_words(cell_at(table, index, row, (guint)piece->col0), strips, piece);
            n++;
            clean += piece->col0 == piece->col1 || strip->n == 1;
        }
    }
    return n > 0 ? (double)clean / n : 1;
}

static gint
compare_cells(gconstpointer a, gconstpointer b)
{
    const Cell *p = a, *q = b;

    if (p->row != q->row)
        return p->row < q->row ? -1 : 1;
    return p->col < q->col ? -1 : p->col > q->col;
}

/* The outer edges of each row: halfway between the text of two rows. */
static GArray *
row_edges(const Table *table, const Page *page)
{
    GArray *edges = g_array_new(FALSE, TRUE, sizeof(double));
    g_autofree double *top = g_new(double, table->rows), *bottom = g_new(double, table->rows);

    for (guint r = 0; r < table->rows; r++) {
        top[r] = G_MAXDOUBLE;
        bottom[r] = -G_MAXDOUBLE;
    }
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        for (guint k = 0; k < cell->words->len; k++) {
            const Bbox box = page_word(page, g_array_index(cell->words, guint, k))->bbox;
            top[cell->row] = MIN(top[cell->row], box.y0);
            bottom[cell->row + cell->rowspan - 1] =
                MAX(bottom[cell->row + cell->rowspan - 1], box.y1);
        }
    }
    g_array_set_size(edges, table->rows + 1);
    g_array_index(edges, double, 0) = table->bbox.y0;
    for (guint r = 1; r < table->rows; r++) {
        const double above = bottom[r - 1] < table->bbox.y0 ? top[r] : bottom[r - 1];
        const double below = top[r] > table->bbox.y1 ? bottom[r - 1] : top[r];
        const double at = CLAMP((above + below) / 2, table->bbox.y0, table->bbox.y1);

        g_array_index(edges, double, r) = MAX(at, g_array_index(edges, double, r - 1));
    }
    g_array_index(edges, double, table->rows) = table->bbox.y1;
    return edges;
}

static void
finish(Table *table, const Page *page, const Alleys *alleys)
{
    g_autoptr(GArray) ys = row_edges(table, page);

    g_array_sort(table->cells, compare_cells);
    for (guint i = 0; i < table->cells->len; i++) {
        Cell *cell = &g_array_index(table->cells, Cell, i);

        cell->bbox = (Bbox){ g_array_index(alleys->xs, double, cell->col),
                             g_array_index(ys, double, cell->row),
                             g_array_index(alleys->xs, double, cell->col + cell->colspan),
                             g_array_index(ys, double, cell->row + cell->rowspan) };
        cell_finish(cell, page);
    }
    g_array_append_vals(table->xs, alleys->xs->data, alleys->xs->len);
}

/* Points that a word may reach over a separator that stands between it and the next. */
#define SEPARATOR_SLACK 1.0

/* Where @piece is to be cut for a separator at @x that falls between two of its words; 0 for
 * nowhere. */
static guint
word_behind(const Strips *strips, const Piece *piece, double x)
{
    for (guint k = 1; k < piece->n; k++) {
        const Word *word = strip_word(strips, piece, k);

        if (!word->glued && word->bbox.x0 >= x - SEPARATOR_SLACK &&
            strip_word(strips, piece, k - 1)->bbox.x1 <= x + SEPARATOR_SLACK)
            return k;
    }
    return 0;
}

/* Columns that the user parts may stand no further apart than words. */
static void
cut_at(Strips *strips, const GArray *columns, guint from)
{
    for (guint s = from; s < strips->strips->len; s++) {
        const guint first = strip_at(strips, s)->first;

        for (guint i = first; i < first + strip_at(strips, s)->n; i++)
            for (guint c = 0; c < columns->len; c++) {
                const guint k =
                    word_behind(strips, strip_piece(strips, i), g_array_index(columns, double, c));
                if (k > 0) {
                    strip_cut(strips, i, k);
                    break;
                }
            }
    }
}

/* The first strip below the header, with all pieces cut at @columns but for labels that may span
 * them: those above the last line of the header. */
static guint
header_end(const Page *page, const GArray *words, Bbox region, const GArray *columns,
           Strips *strips)
{
    if (columns == NULL)
        return boxhead_end(strips, region);

    g_autoptr(Strips) all = strip_find(page, words, region);
    cut_at(all, columns, 0);
    const guint body = boxhead_end(all, region);
    cut_at(strips, columns, body > 0 ? body - 1 : 0);
    return body;
}

Table *
stream_table(const Page *page, const GArray *words, Bbox region, const GArray *columns)
{
    g_autoptr(Strips) strips = strip_find(page, words, region);
    const guint n = strips->strips->len;

    if (n == 0)
        return NULL;

    /* Labels over groups hide the white that parts columns, so the body alone is asked. */
    guint body = header_end(page, words, region, columns, strips);
    g_autoptr(Alleys) alleys = alley_find(strips, n - body >= 2 ? body : 0, n, region, columns);
    placement_make(strips, alleys, body);

    Table *table = table_new(page->number, region, TABLE_STREAM);
    guint header_rows = 0;
    g_autoptr(GArray) labels = boxhead_find(strips, alleys, 0, body, &header_rows);
    g_autoptr(GArray) rows = row_find(strips, alleys, body, n);
    table->cols = alley_n_cols(alleys);
    table->header_rows = header_rows;
    table->rows = header_rows + (rows->len > 0 ? g_array_index(rows, guint, rows->len - 1) + 1 : 0);
    add_labels(table, strips, labels);
    const double clean = add_body(table, strips, body, rows);
    finish(table, page, alleys);
    table->confidence = clean * alleys->support;
    return table;
}
