/* detect/seam.c - rows of a table that fell in two
 *
 *     | 1.2.3 | must be escaped   |        page 1
 *     |       | with a quote.     |        page 2: no label, so it goes on
 *     | 1.2.4 | must be ...       |
 *
 * Within a page that happens where the line of a cell stands a little lower
 * than its neighbours; there the sentence must go on as well.
 */
#include "detect/seam.h"

#include "detect/phrase.h"

#include <string.h>

#define MIN_WORDS 5  /* of a cell that holds sentences */
#define LABELLED 0.8 /* of the rows that have a first cell: less, and an empty one says nothing */

/* The cell that begins at (row, col), NULL for none. */
static Cell *
cell_at(const Table *table, guint row, guint col)
{
    for (guint i = 0; i < table->cells->len; i++) {
        Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row == row && cell->col == col)
            return cell;
    }
    return NULL;
}

static bool
has_text(const Cell *cell)
{
    return cell != NULL && cell->text != NULL && *cell->text != '\0';
}

typedef struct {
    bool labelled; /* its first cell has text */
    bool mixed;    /* its cells are of several pages, or one spans rows or columns */
    guint page;
    guint filled; /* cells with text */
    guint cell;   /* one of those, into the table's cells */
} Row;

/* (transfer full): one for each row of the table */
static Row *
read_rows(const Table *table)
{
    Row *rows = g_new0(Row, table->rows + 1);

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row >= table->rows || !has_text(cell))
            continue;
        Row *row = &rows[cell->row];
        row->labelled = row->labelled || cell->col == 0;
        row->mixed = row->mixed || cell->rowspan > 1 || cell->colspan > 1 ||
                     (row->page != 0 && row->page != cell->page);
        row->page = cell->page;
        row->filled++;
        row->cell = i;
    }
    return rows;
}

/* Does the only text of @below go on a sentence of the cell above it? */
static bool
goes_on(const Table *table, const Row *below)
{
    const Cell *cell = &g_array_index(table->cells, Cell, below->cell);
    const Cell *above = cell_at(table, cell->row - 1, cell->col);

    return below->filled == 1 && has_text(above) && phrase_n_words(above->text) >= MIN_WORDS &&
           !phrase_ends_sentence(above->text);
}

static void
join_runs(GArray *above, const GArray *below, const HyphenDictionary *dictionary)
{
    g_autofree char *left = run_array_text(above);
    g_autofree char *right = run_array_text(below);
    const bool hyphen = phrase_is_hyphen(phrase_last_char(left)) && !hyphen_is_dash(left, right);

    if (hyphen && hyphen_is_soft(dictionary, left, right)) {
        Run *last = &g_array_index(above, Run, above->len - 1);

        *g_utf8_prev_char(last->text + strlen(last->text)) = '\0';
    } else if (!hyphen && *left != '\0') {
        run_array_append(above, " ", NULL);
    }
    for (guint i = 0; i < below->len; i++) {
        const Run *run = &g_array_index(below, Run, i);

        run_array_append(above, run->text, run);
    }
}

/* Moves the text of row @row into the row above and the rows below one up. */
static void
close_row(Table *table, guint row, const HyphenDictionary *dictionary)
{
    for (guint i = table->cells->len; i-- > 0;) {
        Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row < row)
            continue;
        if (cell->row > row) {
            cell->row--;
            continue;
        }
        Cell *above = cell_at(table, row - 1, cell->col);

        if (above == NULL) {
            cell->row--; /* it fills a gap of the row above */
            continue;
        }
        if (has_text(cell)) {
            char *text = g_strjoin(has_text(above) ? " " : "", above->text, cell->text, NULL);

            g_free(above->text);
            above->text = text;
            above->doubt = MAX(above->doubt, cell->doubt);
            if (above->runs != NULL && cell->runs != NULL)
                join_runs(above->runs, cell->runs, dictionary);
        }
        g_array_remove_index(table->cells, i);
    }
    table->rows--;
}

/* Is there nothing in column @col but cells that go over it? */
static bool
is_empty_column(const Table *table, guint col)
{
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (has_text(cell) && cell->col <= col && cell->col + cell->colspan > col &&
            cell->colspan == 1)
            return false;
    }
    return true;
}

static void
remove_column(Table *table, guint col)
{
    for (guint i = table->cells->len; i-- > 0;) {
        Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->col > col)
            cell->col--;
        else if (cell->col + cell->colspan > col && cell->colspan > 1)
            cell->colspan--;
        else if (cell->col == col)
            g_array_remove_index(table->cells, i);
    }
    if (table->xs->len == table->cols + 1)
        g_array_remove_index(table->xs, col == 0 ? 0 : col + 1 < table->cols ? col + 1 : col);
    table->cols--;
}

/* Columns made of white have something in them, or were white between two others. */
static void
drop_empty_columns(Table *table)
{
    if (table->columns_given)
        return;
    for (guint col = table->cols; table->method == TABLE_STREAM && col-- > 0;)
        if (table->cols > 2 && is_empty_column(table, col))
            remove_column(table, col);
}

void
seam_close(Table *table, const HyphenDictionary *dictionary)
{
    drop_empty_columns(table);
    if (table->cols < 2 || table->rows < 3)
        return;

    g_autofree Row *rows = read_rows(table);
    guint n = 0;

    for (guint row = 0; row < table->rows; row++)
        n += rows[row].labelled;
    if (n < LABELLED * table->rows)
        return;
    for (guint row = table->rows; row-- > 1;)
        if (!rows[row].labelled && rows[row - 1].labelled && !rows[row].mixed &&
            !rows[row - 1].mixed && rows[row].filled > 0 &&
            (rows[row].page != rows[row - 1].page || goes_on(table, &rows[row])))
            close_row(table, row, dictionary);
}
