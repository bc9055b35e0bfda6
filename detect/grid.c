/* detect/grid.c - ruled tables: a lattice and the words in it as a table
 *
 * The lattice is copied into a grid of plain arrays that rows can be put into
 * and taken out of:
 *
 *   1. a band whose lines are rows (each line has its numbers) gets a wall,
 *      open where the lattice spans, between every two of them;
 *   2. every position gets its words;
 *   3. empty slivers, and empty rows and columns at the edges, go;
 *   4. text that stands apart on both sides of a missing wall puts it back;
 *   5. positions without a wall between them are joined to rectangles.
 */
#include "detect/grid.h"

#include "detect/alley.h"
#include "detect/placement.h"
#include "detect/cell.h"
#include "detect/row.h"
#include "detect/strip.h"

#include <math.h>
#include <string.h>

/* Of an em: rows and columns without words and narrower than this have no room for any. */
#define SLIVER 0.9

/* A last row over all columns with so many is notes and no total. */
#define NOTE_WORDS 14

typedef struct {
    guint rows, cols;
    GArray *xs, *ys; /* double */
    GArray *above;   /* guint8 [(rows + 1) * cols] walls, as h_wall of a Lattice */
    GArray *before;  /* guint8 [rows * (cols + 1)] walls, as v_wall */
} Grid;

static Grid *
grid_new(const Lattice *lattice)
{
    Grid *grid = g_new0(Grid, 1);

    grid->rows = lattice_n_rows(lattice);
    grid->cols = lattice_n_cols(lattice);
    grid->xs = g_array_copy(lattice->xs);
    grid->ys = g_array_copy(lattice->ys);
    grid->above = g_array_new(FALSE, FALSE, 1);
    grid->before = g_array_new(FALSE, FALSE, 1);
    g_array_append_vals(grid->above, lattice->h_wall, (grid->rows + 1) * grid->cols);
    g_array_append_vals(grid->before, lattice->v_wall, grid->rows * (grid->cols + 1));
    return grid;
}

static void
grid_free(Grid *grid)
{
    g_array_unref(grid->xs);
    g_array_unref(grid->ys);
    g_array_unref(grid->above);
    g_array_unref(grid->before);
    g_free(grid);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Grid, grid_free)

static double
x_at(const Grid *grid, guint i)
{
    return g_array_index(grid->xs, double, i);
}

static double
y_at(const Grid *grid, guint i)
{
    return g_array_index(grid->ys, double, i);
}

static bool
wall_above(const Grid *grid, guint row, guint col)
{
    return g_array_index(grid->above, guint8, row * grid->cols + col) != 0;
}

static bool
wall_before(const Grid *grid, guint row, guint col)
{
    return g_array_index(grid->before, guint8, row * (grid->cols + 1) + col) != 0;
}

/* The interval of @edges that @at lies in, -1 for none. */
static gint
slot(const GArray *edges, double at)
{
    guint low = 0, high = edges->len - 1;

    if (!(at >= g_array_index(edges, double, 0) && at <= g_array_index(edges, double, high)))
        return -1;
    while (high - low > 1) {
        const guint mid = (low + high) / 2;

        if (g_array_index(edges, double, mid) <= at)
            low = mid;
        else
            high = mid;
    }
    return (gint)low;
}

/* Cuts row @row at @y. Where @open, the two halves of a column stay one cell. */
static void
cut_row(Grid *grid, guint row, double y, const bool *open)
{
    g_autofree guint8 *walls = g_new(guint8, grid->cols + 1);

    for (guint c = 0; c < grid->cols; c++)
        walls[c] = !open[c];
    g_array_insert_vals(grid->above, (row + 1) * grid->cols, walls, grid->cols);
    memcpy(walls, grid->before->data + row * (grid->cols + 1), grid->cols + 1);
    g_array_insert_vals(grid->before, (row + 1) * (grid->cols + 1), walls, grid->cols + 1);
    g_array_insert_val(grid->ys, row + 1, y);
    grid->rows++;
}

static void
drop_row(Grid *grid, guint row)
{
    /* Of the two lines that bound the row, the wall of either counts. */
    for (guint c = 0; c < grid->cols; c++) {
        guint8 *upper = &g_array_index(grid->above, guint8, row * grid->cols + c);
        *upper = *upper | g_array_index(grid->above, guint8, (row + 1) * grid->cols + c);
    }
    g_array_remove_range(grid->above, (row + 1) * grid->cols, grid->cols);
    g_array_remove_range(grid->before, row * (grid->cols + 1), grid->cols + 1);
    /* A row at the top goes with its upper edge, any other with its lower one. */
    g_array_remove_index(grid->ys, row == 0 ? 0 : row + (row + 1 == grid->rows));
    grid->rows--;
}

static void
drop_col(Grid *grid, guint col)
{
    g_autoptr(GArray) above = g_array_new(FALSE, FALSE, 1), before = g_array_new(FALSE, FALSE, 1);

    for (guint r = 0; r <= grid->rows; r++)
        for (guint c = 0; c < grid->cols; c++)
            if (c != col)
                g_array_append_vals(above, grid->above->data + r * grid->cols + c, 1);
    for (guint r = 0; r < grid->rows; r++)
        for (guint c = 0; c <= grid->cols; c++) {
            guint8 wall = g_array_index(grid->before, guint8, r * (grid->cols + 1) + c);

            if (c == col + 1)
                continue;
            if (c == col)
                wall |= g_array_index(grid->before, guint8, r * (grid->cols + 1) + c + 1);
            g_array_append_val(before, wall);
        }
    g_array_unref(grid->above);
    g_array_unref(grid->before);
    grid->above = g_steal_pointer(&above);
    grid->before = g_steal_pointer(&before);
    g_array_remove_index(grid->xs, col == 0 ? 0 : col + (col + 1 == grid->cols));
    grid->cols--;
}

/* The words whose middle lies in row @row. (transfer full) guint */
static GArray *
row_words(const Grid *grid, const Page *page, const GArray *words, guint row)
{
    GArray *inside = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < words->len; i++) {
        const guint index = g_array_index(words, guint, i);
        const Bbox box = page_word(page, index)->bbox;

        if (slot(grid->ys, bbox_mid_y(box)) == (gint)row && slot(grid->xs, bbox_mid_x(box)) >= 0)
            g_array_append_val(inside, index);
    }
    return inside;
}

/* Of a column: so many numbers below each other, and most of its lines, are no cell. */
#define STACKED_NUMBERS 3

/* Does a column beside the first hold numbers below each other? */
static bool
stacks_numbers(const Strips *strips, guint cols)
{
    g_autofree guint *data = g_new0(guint, cols), *lines = g_new0(guint, cols);

    for (guint i = 0; i < strips->pieces->len; i++) {
        const Piece *piece = strip_piece(strips, i);

        lines[piece->col0]++;
        data[piece->col0] += piece->data;
    }
    for (guint c = 1; c < cols; c++)
        if (data[c] >= STACKED_NUMBERS && data[c] * 4 >= lines[c] * 3)
            return true;
    return false;
}

/* Do the strips of a band, in the rows proposed, each fill the columns that the band fills,
 * with numbers of their own? Then they are rows without rules; a wrapped label beside one
 * number is a cell of two lines. So is a band that has numbers below each other. */
static bool
are_rows(const Strips *strips, const GArray *rows, guint cols)
{
    const guint n = g_array_index(rows, guint, rows->len - 1) + 1;
    g_autofree guint *data = g_new0(guint, n), *filled = g_new0(guint, n);
    g_autofree bool *seen = g_new0(bool, cols);
    guint full = 0, used = 0;

    if (n >= 2 && stacks_numbers(strips, cols))
        return true;
    for (guint s = 0; s < rows->len; s++)
        for (guint k = 0; k < strip_at(strips, s)->n; k++) {
            const Piece *piece = strip_piece(strips, strip_at(strips, s)->first + k);
            const guint row = g_array_index(rows, guint, s);

            filled[row]++;
            data[row] += piece->data && piece->col0 > 0;
            used += !seen[piece->col0];
            seen[piece->col0] = true;
        }
    for (guint r = 0; r < n; r++)
        full += data[r] > 0 && data[r] * 2 + 1 >= filled[r] && filled[r] * 4 >= used * 3;
    return n >= 2 && full >= 2 && full * 3 >= n * 2;
}

static void
cut_band(Grid *grid, const Page *page, const GArray *words, guint row)
{
    g_autoptr(GArray) inside = row_words(grid, page, words, row);
    if (inside->len < 4 || grid->cols < 2)
        return;

    const Bbox band = { x_at(grid, 0), y_at(grid, row) + 2.5, x_at(grid, grid->cols),
                        y_at(grid, row + 1) - 2.5 };
    g_autoptr(Strips) strips = strip_find(page, inside, band);
    const guint n = strips->strips->len;
    if (n < 2)
        return;

    g_autoptr(GArray) inner = g_array_copy(grid->xs);
    g_array_remove_index(inner, grid->cols);
    g_array_remove_index(inner, 0);
    g_autoptr(Alleys) alleys = alley_find(strips, 0, n, band, inner);
    placement_make(strips, alleys, 0);
    g_autoptr(GArray) rows = row_find(strips, alleys, 0, n);
    if (!are_rows(strips, rows, grid->cols))
        return;

    g_autofree bool *open = g_new0(bool, grid->cols);
    for (guint s = n - 1; s > 0; s--) {
        if (g_array_index(rows, guint, s) == g_array_index(rows, guint, s - 1))
            continue;
        const double y = (strip_at(strips, s - 1)->bbox.y1 + strip_at(strips, s)->bbox.y0) / 2;
        if (y > y_at(grid, row) && y < y_at(grid, row + 1))
            cut_row(grid, row, y, open);
    }
}

/* Where a row without a wall between two columns has text standing apart on both sides of
 * their border, the wall is only not drawn. */
static void
part_apart(Grid *grid, const Page *page, const GArray *words, guint row)
{
    g_autoptr(GArray) inside = row_words(grid, page, words, row);
    const Bbox band = { x_at(grid, 0), y_at(grid, row), x_at(grid, grid->cols),
                        y_at(grid, row + 1) };
    g_autoptr(Strips) strips = strip_find(page, inside, band);

    for (guint s = 0; s < strips->strips->len; s++) {
        const Strip *strip = strip_at(strips, s);
        for (guint k = 1; k < strip->n; k++) {
            const Piece *piece = strip_piece(strips, strip->first + k);
            const double left = piece[-1].bbox.x1, right = piece->bbox.x0;

            for (guint c = 1; c < grid->cols && right - left > 0.8 * strips->em; c++)
                if (x_at(grid, c) > left - 1 && x_at(grid, c) < right + 1)
                    g_array_index(grid->before, guint8, row * (grid->cols + 1) + c) = 1;
        }
    }
}

/* Words of each position. (transfer full) guint arrays by row, then column */
static GPtrArray *
fill(const Grid *grid, const Page *page, const GArray *words)
{
    GPtrArray *held = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);

    for (guint i = 0; i < grid->rows * grid->cols; i++)
        g_ptr_array_add(held, g_array_new(FALSE, FALSE, sizeof(guint)));
    for (guint i = 0; i < words->len; i++) {
        const guint index = g_array_index(words, guint, i);
        const Bbox box = page_word(page, index)->bbox;
        const gint row = slot(grid->ys, bbox_mid_y(box)), col = slot(grid->xs, bbox_mid_x(box));

        if (row >= 0 && col >= 0)
            g_array_append_val(
                (GArray *)g_ptr_array_index(held, (guint)row * grid->cols + (guint)col), index);
    }
    return held;
}

static bool
row_is_empty(const Grid *grid, const GPtrArray *held, guint row)
{
    for (guint c = 0; c < grid->cols; c++)
        if (((GArray *)g_ptr_array_index(held, row * grid->cols + c))->len > 0)
            return false;
    return true;
}

static bool
col_is_empty(const Grid *grid, const GPtrArray *held, guint col)
{
    for (guint r = 0; r < grid->rows; r++)
        if (((GArray *)g_ptr_array_index(held, r * grid->cols + col))->len > 0)
            return false;
    return true;
}

/* Drops what holds no word: slivers anywhere, and whole rows and columns at the edges. */
static void
trim(Grid *grid, const Page *page, const GArray *words)
{
    g_autoptr(GPtrArray) held = fill(grid, page, words);
    const double sliver = SLIVER * strip_usual_size(page, words);

    for (guint r = grid->rows; r-- > 0 && grid->rows > 1;) {
        const bool edge = r == 0 || r + 1 == grid->rows;

        if (!row_is_empty(grid, held, r) || !(edge || y_at(grid, r + 1) - y_at(grid, r) < sliver))
            continue;
        drop_row(grid, r);
        g_ptr_array_remove_range(held, r * grid->cols, grid->cols);
    }
    for (guint c = grid->cols; c-- > 0 && grid->cols > 1;) {
        const bool edge = c == 0 || c + 1 == grid->cols;

        if (!col_is_empty(grid, held, c) || !(edge || x_at(grid, c + 1) - x_at(grid, c) < sliver))
            continue;
        for (guint r = grid->rows; r-- > 0;)
            g_ptr_array_remove_index(held, r * grid->cols + c);
        drop_col(grid, c);
    }
}

/* The columns that a cell at (row, col) covers, then its rows, as far as no wall stands. */
static void
extend(const Grid *grid, const bool *taken, guint row, guint col, guint *rowspan, guint *colspan)
{
    guint w = 1, h = 1;

    while (col + w < grid->cols && !wall_before(grid, row, col + w) &&
           !taken[row * grid->cols + col + w])
        w++;
    for (; row + h < grid->rows; h++) {
        bool joined = true;

        for (guint c = col; c < col + w && joined; c++)
            joined = !wall_above(grid, row + h, c) && !taken[(row + h) * grid->cols + c] &&
                     (c == col || !wall_before(grid, row + h, c));
        /* A wider open space below belongs to another cell. */
        joined = joined && (col == 0 || wall_before(grid, row + h, col)) &&
                 (col + w == grid->cols || wall_before(grid, row + h, col + w));
        if (!joined)
            break;
    }
    *colspan = w;
    *rowspan = h;
}

static void
add_cell(Table *table, const Grid *grid, const GPtrArray *held, bool *taken, guint row, guint col)
{
    guint rowspan, colspan;

    extend(grid, taken, row, col, &rowspan, &colspan);
    Cell *cell = table_add_cell(table, row, col);
    cell->rowspan = rowspan;
    cell->colspan = colspan;
    cell->bbox = (Bbox){ x_at(grid, col), y_at(grid, row), x_at(grid, col + colspan),
                         y_at(grid, row + rowspan) };
    for (guint r = row; r < row + rowspan; r++)
        for (guint c = col; c < col + colspan; c++) {
            const GArray *words = g_ptr_array_index(held, r * grid->cols + c);

            taken[r * grid->cols + c] = true;
            for (guint i = 0; i < words->len; i++)
                cell_add_word(cell, g_array_index(words, guint, i));
        }
}

/* Does a text begin as captions do: "Table 3", "Exhibit B.4"? */
static bool
is_title(const char *text)
{
    static const char *const names[] = { "table ", "exhibit ", "figure ", "chart ", "box " };

    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_ascii_strncasecmp(text, names[i], strlen(names[i])) == 0) {
            const char *number = text + strlen(names[i]);
            return g_ascii_isdigit(number[0]) ||
                   (g_ascii_isupper(number[0]) && !g_ascii_isalpha(number[1]));
        }
    return false;
}

static guint
count_words(const char *text)
{
    guint n = *text != '\0';

    for (const char *c = text; *c != '\0'; c++)
        n += *c == ' ';
    return n;
}

/* The cell that makes up a whole row, NULL for none. */
static const Cell *
sole_cell(const Table *table, guint row)
{
    const Cell *cell = table_cell(table, row, 0);

    return cell != NULL && cell->row == row && cell->rowspan == 1 && cell->colspan == table->cols
               ? cell
               : NULL;
}

static void
remove_row(Table *table, guint row)
{
    for (guint i = table->cells->len; i-- > 0;) {
        Cell *cell = &g_array_index(table->cells, Cell, i);
        if (cell->row == row)
            g_array_remove_index(table->cells, i);
        else if (cell->row > row)
            cell->row--;
    }
    table->rows--;
}

/* A title or notes set in the same box are not rows of the table. */
static void
drop_title_and_notes(Table *table)
{
    const Cell *cell;

    while (table->cols > 1 && table->rows > 2 && (cell = sole_cell(table, 0)) != NULL &&
           is_title(cell->text)) {
        table->bbox.y0 = cell->bbox.y1;
        remove_row(table, 0);
    }
    while (table->cols > 1 && table->rows > 2 &&
           (cell = sole_cell(table, table->rows - 1)) != NULL &&
           count_words(cell->text) >= NOTE_WORDS) {
        table->bbox.y1 = cell->bbox.y0;
        remove_row(table, table->rows - 1);
    }
    g_array_index(table->parts, TablePart, 0).bbox = table->bbox;
}

/* Rows at the top that are labels: those above the first with numbers beside its first cell. */
static guint
header_rows(const Table *table)
{
    for (guint row = 0; row < table->rows; row++) {
        guint n = 0, data = 0;

        for (guint i = 0; i < table->cells->len; i++) {
            const Cell *cell = &g_array_index(table->cells, Cell, i);
            if (cell->row <= row && cell->row + cell->rowspan > row && cell->col > 0 &&
                *cell->text != '\0') {
                n++;
                data += strip_text_is_data(cell->text);
            }
        }
        if (n > 0 && data * 2 >= n)
            return row;
    }
    return table->rows > 1 ? 1 : 0;
}

Table *
grid_table(const Page *page, const Lattice *lattice, const GArray *words)
{
    g_autoptr(Grid) grid = grid_new(lattice);

    for (guint r = grid->rows; r-- > 0;)
        cut_band(grid, page, words, r);
    trim(grid, page, words);
    for (guint r = 0; r < grid->rows; r++)
        part_apart(grid, page, words, r);

    g_autoptr(GPtrArray) held = fill(grid, page, words);
    guint filled = 0;
    for (guint i = 0; i < held->len; i++)
        filled += ((GArray *)g_ptr_array_index(held, i))->len > 0;
    if (filled == 0)
        return NULL;

    const Bbox bbox = { x_at(grid, 0), y_at(grid, 0), x_at(grid, grid->cols),
                        y_at(grid, grid->rows) };
    Table *table = table_new(page->number, bbox, TABLE_LATTICE);
    g_autofree bool *taken = g_new0(bool, (gsize)grid->rows * grid->cols);
    table->rows = grid->rows;
    table->cols = grid->cols;
    for (guint r = 0; r < grid->rows; r++)
        for (guint c = 0; c < grid->cols; c++)
            if (!taken[r * grid->cols + c])
                add_cell(table, grid, held, taken, r, c);
    for (guint i = 0; i < table->cells->len; i++)
        cell_finish(&g_array_index(table->cells, Cell, i), page);
    g_array_append_vals(table->xs, grid->xs->data, grid->xs->len);
    drop_title_and_notes(table);
    table->header_rows = header_rows(table);
    table->confidence = MIN(1, 0.5 + (double)filled / held->len);
    return table;
}
