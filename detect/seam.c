/* detect/seam.c - rows of a joined table that a page broke in two
 *
 *     | 1.2.3 | must be escaped   |        page 1
 *     |       | with a quote.     |        page 2: no label, so it goes on
 *     | 1.2.4 | must be ...       |
 */
#include "detect/seam.h"

#include "detect/phrase.h"

#include <string.h>

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

/* For each row whether its first cell has text, and the page of its cells: 0 when it has none,
 * or they are of several, or one spans rows. */
static void
read_rows(const Table *table, bool *labelled, guint *pages)
{
    g_autofree bool *mixed = g_new0(bool, table->rows + 1);

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row >= table->rows || !has_text(cell))
            continue;
        labelled[cell->row] = labelled[cell->row] || cell->col == 0;
        mixed[cell->row] = mixed[cell->row] || cell->rowspan > 1 || cell->colspan > 1 ||
                           (pages[cell->row] != 0 && pages[cell->row] != cell->page);
        pages[cell->row] = cell->page;
    }
    for (guint row = 0; row < table->rows; row++)
        if (mixed[row])
            pages[row] = 0;
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
            if (above->runs != NULL && cell->runs != NULL)
                join_runs(above->runs, cell->runs, dictionary);
        }
        g_array_remove_index(table->cells, i);
    }
    table->rows--;
}

void
seam_close(Table *table, const HyphenDictionary *dictionary)
{
    if (table->parts->len < 2 || table->cols < 2 || table->rows < 3)
        return;

    g_autofree bool *labelled = g_new0(bool, table->rows + 1);
    g_autofree guint *pages = g_new0(guint, table->rows + 1);
    guint n = 0;

    read_rows(table, labelled, pages);
    for (guint row = 0; row < table->rows; row++)
        n += labelled[row];
    if (n < LABELLED * table->rows)
        return;
    for (guint row = table->rows; row-- > 1;)
        if (!labelled[row] && labelled[row - 1] && pages[row] != 0 && pages[row - 1] != 0 &&
            pages[row] != pages[row - 1])
            close_row(table, row, dictionary);
}
