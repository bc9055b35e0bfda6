/* pipeline/model/verify.c - what must hold for a page after each stage
 *
 * Two passes. The first looks at what others follow blindly: indices, lengths,
 * pointers. The second at values: boxes, texts, shares. Every check is one
 * macro line with the words to say when it does not hold, and names the
 * element by its number.
 */
#include "pipeline/model/verify.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK(verify_error, verify_error)

/* Most cells of one grid, covered or not: guards the map of covered cells. */
#define MAX_CELLS 4000000

/* Leaves the calling function with an error of @code unless @holds. */
#define CHECK(holds, code, ...)                                                                    \
    do {                                                                                           \
        if (!(holds)) {                                                                            \
            g_set_error(error, VERIFY_ERROR, code, __VA_ARGS__);                                   \
            return FALSE;                                                                          \
        }                                                                                          \
    } while (0)

#define SHAPE(holds, ...) CHECK(holds, VERIFY_ERROR_SHAPE, __VA_ARGS__)
#define VALUE(holds, ...) CHECK(holds, VERIFY_ERROR_VALUE, __VA_ARGS__)

static bool
is_measure(double value)
{
    return isfinite(value) && fabs(value) <= VERIFY_MAX_POINTS;
}

static bool
is_box(Bbox box)
{
    return is_measure(box.x0) && is_measure(box.y0) && is_measure(box.x1) && is_measure(box.y1) &&
           box.x0 <= box.x1 && box.y0 <= box.y1;
}

static bool
is_share(double value)
{
    return value >= 0 && value <= 1;
}

/* Does [first, first + n) lie within @len? */
static bool
is_slice(guint first, guint n, guint len)
{
    return first <= len && n <= len - first;
}

static bool
are_edges(const GArray *edges)
{
    for (guint i = 0; i < edges->len; i++) {
        const double edge = g_array_index(edges, double, i);

        if (!is_measure(edge) || (i > 0 && edge < g_array_index(edges, double, i - 1)))
            return FALSE;
    }
    return TRUE;
}

static bool
shape_of_words(const Page *page, GError **error)
{
    for (guint i = 0; i < page->styles->len; i++)
        SHAPE(page_style(page, i)->font != NULL, "style %u has no font name", i);
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        SHAPE(word->text != NULL, "word %u has no text", i);
        SHAPE(g_utf8_validate(word->text, -1, NULL), "word %u is not UTF-8", i);
        SHAPE(word->style < page->styles->len, "word %u has style %u of %u", i, word->style,
              page->styles->len);
        SHAPE(word->link >= -1 && word->link < (gint)page->links->len, "word %u has link %d of %u",
              i, word->link, page->links->len);
    }
    return TRUE;
}

static bool
shape_of_lattices(const Page *page, GError **error)
{
    for (guint i = 0; i < page->lattices->len; i++) {
        const Lattice *lattice = g_ptr_array_index(page->lattices, i);
        const guint n_xs = lattice->xs->len, n_ys = lattice->ys->len;

        SHAPE(n_xs >= 2 && n_ys >= 2, "lattice %u has %u by %u edges", i, n_ys, n_xs);
        SHAPE(n_xs <= VERIFY_MAX_GRID && n_ys <= VERIFY_MAX_GRID,
              "lattice %u has %u by %u edges: too many", i, n_ys, n_xs);
        SHAPE(lattice->h_wall != NULL && lattice->v_wall != NULL, "lattice %u has no walls", i);
    }
    return TRUE;
}

static bool
shape_of_cell(const Page *page, const Table *table, const Cell *cell, guint i, GError **error)
{
    SHAPE(cell->text != NULL && cell->words != NULL, "table %u has a cell without text", i);
    SHAPE(g_utf8_validate(cell->text, -1, NULL), "table %u has a cell that is not UTF-8", i);
    SHAPE(cell->row < table->rows && cell->col < table->cols,
          "table %u has a cell at %u, %u of %u by %u", i, cell->row, cell->col, table->rows,
          table->cols);
    SHAPE(cell->rowspan >= 1 && cell->rowspan <= table->rows - cell->row && cell->colspan >= 1 &&
              cell->colspan <= table->cols - cell->col,
          "table %u: cell %u, %u spans %u by %u", i, cell->row, cell->col, cell->rowspan,
          cell->colspan);
    for (guint k = 0; k < cell->words->len; k++) {
        const guint word = g_array_index(cell->words, guint, k);

        SHAPE(word < page->words->len, "table %u: cell %u, %u has word %u of %u", i, cell->row,
              cell->col, word, page->words->len);
    }
    return TRUE;
}

static bool
shape_of_table(const Page *page, const Table *table, guint i, GError **error)
{
    SHAPE(table->rows >= 1 && table->cols >= 1, "table %u has %u rows and %u columns", i,
          table->rows, table->cols);
    SHAPE(table->rows <= VERIFY_MAX_GRID && table->cols <= VERIFY_MAX_GRID &&
              (guint64)table->rows * table->cols <= MAX_CELLS,
          "table %u has %u rows and %u columns: too many", i, table->rows, table->cols);
    SHAPE(table->header_rows <= table->rows, "table %u has %u header rows of %u", i,
          table->header_rows, table->rows);
    SHAPE(table->xs != NULL && (table->xs->len == 0 || table->xs->len == table->cols + 1),
          "table %u has %u column edges for %u columns", i, table->xs->len, table->cols);

    g_autofree guint8 *covered = g_new0(guint8, (gsize)table->rows * table->cols);
    for (guint c = 0; c < table->cells->len; c++) {
        const Cell *cell = &g_array_index(table->cells, Cell, c);

        if (!shape_of_cell(page, table, cell, i, error))
            return FALSE;
        for (guint row = cell->row; row < cell->row + cell->rowspan; row++) {
            for (guint col = cell->col; col < cell->col + cell->colspan; col++) {
                guint8 *taken = &covered[(gsize)row * table->cols + col];

                SHAPE(!*taken, "table %u: two cells cover row %u, column %u", i, row, col);
                *taken = 1;
            }
        }
    }
    return TRUE;
}

static bool
shape_of_lines(const Page *page, GError **error)
{
    for (guint i = 0; i < page->line_words->len; i++) {
        const guint word = g_array_index(page->line_words, guint, i);

        SHAPE(word < page->words->len, "line_words[%u] is word %u of %u", i, word,
              page->words->len);
    }
    for (guint i = 0; i < page->lines->len; i++) {
        const Line *line = page_line(page, i);

        SHAPE(line->n > 0, "line %u has no words", i);
        SHAPE(is_slice(line->first, line->n, page->line_words->len),
              "line %u has words %u+%u of %u", i, line->first, line->n, page->line_words->len);
        SHAPE(line->style < page->styles->len, "line %u has style %u of %u", i, line->style,
              page->styles->len);
    }
    return TRUE;
}

static bool
shape_of_blocks(const Page *page, GError **error)
{
    for (guint i = 0; i < page->blocks->len; i++) {
        const Block *block = page_block(page, i);

        SHAPE(is_slice(block->first_line, block->n_lines, page->lines->len),
              "block %u has lines %u+%u of %u", i, block->first_line, block->n_lines,
              page->lines->len);
        SHAPE(block->table >= -1 && block->table < (gint)page->tables->len,
              "block %u has table %d of %u", i, block->table, page->tables->len);
        SHAPE(block->picture >= -1 && block->picture < (gint)page->pictures->len,
              "block %u has picture %d of %u", i, block->picture, page->pictures->len);
        SHAPE((block->kind == BLOCK_TABLE) == (block->table >= 0),
              "block %u is a table without one, or the other way round", i);
        SHAPE(block->n_marker == 0 ||
                  (block->n_lines > 0 && block->n_marker <= page_line(page, block->first_line)->n),
              "block %u has a marker of %u words", i, block->n_marker);
    }
    return TRUE;
}

static bool
values_of_words(const Page *page, GError **error)
{
    VALUE(page->number >= 1, "the page has no number");
    VALUE(is_measure(page->width) && is_measure(page->height) && page->width > 0 &&
              page->height > 0,
          "the page measures %g by %g points", page->width, page->height);
    VALUE(page->half <= 2, "the page is half %u of a spread", page->half);
    VALUE(page->turn < 4, "the page is turned by %u quarters", page->turn);
    VALUE(is_measure(page->left) && is_measure(page->top), "the page stands at %g, %g", page->left,
          page->top);
    VALUE(fabs(page->skew_deg) <= 360, "the page is turned by %g degrees", page->skew_deg);
    for (guint i = 0; i < page->styles->len; i++)
        VALUE(is_measure(page_style(page, i)->size) && page_style(page, i)->size >= 0,
              "style %u has size %g", i, page_style(page, i)->size);
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        VALUE(*word->text != '\0', "word %u is empty", i);
        VALUE(is_box(word->bbox), "word %u has no proper box", i);
        VALUE(is_measure(word->baseline), "word %u has baseline %g", i, word->baseline);
        VALUE(is_share(word->confidence), "word %u has confidence %g", i, word->confidence);
        VALUE(word->rotation >= 0 && word->rotation < 360 && word->rotation % 90 == 0,
              "word %u is turned by %d degrees", i, word->rotation);
    }
    for (guint i = 0; i < page->links->len; i++) {
        const Link *link = &g_array_index(page->links, Link, i);

        VALUE(is_box(link->bbox) && is_measure(link->dest_y), "link %u has no proper box", i);
    }
    for (guint i = 0; i < page->tags->len; i++) {
        const Tag *tag = &g_array_index(page->tags, Tag, i);

        VALUE(tag->level <= 6 && (tag->kind == TAG_HEADING) == (tag->level > 0),
              "tag %u has level %u", i, tag->level);
    }
    for (guint i = 0; i < page->images->len; i++)
        VALUE(is_box(g_array_index(page->images, Image, i).bbox), "image %u has no proper box", i);
    return TRUE;
}

static bool
values_of_drawings(const Page *page, GError **error)
{
    for (guint i = 0; i < page->rulings->len; i++) {
        const Ruling *ruling = &g_array_index(page->rulings, Ruling, i);

        VALUE(is_measure(ruling->at) && is_measure(ruling->from) && is_measure(ruling->to) &&
                  is_measure(ruling->width) && ruling->from <= ruling->to && ruling->width >= 0,
              "ruling %u goes from %g to %g at %g", i, ruling->from, ruling->to, ruling->at);
    }
    for (guint i = 0; i < page->fills->len; i++)
        VALUE(is_box(g_array_index(page->fills, Fill, i).bbox), "fill %u has no proper box", i);
    for (guint i = 0; i < page->pictures->len; i++)
        VALUE(is_box(g_array_index(page->pictures, Picture, i).bbox),
              "picture %u has no proper box", i);
    for (guint i = 0; i < page->choices->len; i++)
        VALUE(is_box(g_array_index(page->choices, Choice, i).bbox), "choice %u has no proper box",
              i);
    for (guint i = 0; i < page->lattices->len; i++) {
        const Lattice *lattice = g_ptr_array_index(page->lattices, i);

        VALUE(is_box(lattice->bbox), "lattice %u has no proper box", i);
        VALUE(are_edges(lattice->xs) && are_edges(lattice->ys), "lattice %u has edges out of order",
              i);
    }
    return TRUE;
}

static bool
values_of_tables(const Page *page, GError **error)
{
    for (guint i = 0; i < page->tables->len; i++) {
        const Table *table = g_ptr_array_index(page->tables, i);

        VALUE(is_box(table->bbox), "table %u has no proper box", i);
        VALUE(is_share(table->confidence), "table %u has confidence %g", i, table->confidence);
        VALUE(are_edges(table->xs), "table %u has column edges out of order", i);
        for (guint c = 0; c < table->cells->len; c++) {
            const Cell *cell = &g_array_index(table->cells, Cell, c);

            VALUE(is_box(cell->bbox), "table %u: cell %u, %u has no proper box", i, cell->row,
                  cell->col);
        }
        for (guint k = 0; k < table->parts->len; k++)
            VALUE(is_box(g_array_index(table->parts, TablePart, k).bbox),
                  "table %u: part %u has no proper box", i, k);
    }
    return TRUE;
}

/* Every word in one line at most, every line and table in one block at most. */
static bool
values_of_lines(const Page *page, GError **error)
{
    g_autofree guint8 *word_seen = g_new0(guint8, page->words->len);
    g_autofree guint8 *line_seen = g_new0(guint8, page->lines->len);
    g_autofree guint8 *table_seen = g_new0(guint8, page->tables->len);

    for (guint i = 0; i < page->line_words->len; i++) {
        const guint word = g_array_index(page->line_words, guint, i);

        VALUE(!word_seen[word]++, "word %u is in a line twice", word);
    }
    for (guint i = 0; i < page->lines->len; i++) {
        const Line *line = page_line(page, i);

        VALUE(is_box(line->bbox) && is_measure(line->baseline) && is_measure(line->size),
              "line %u has no proper box", i);
    }
    for (guint i = 0; i < page->blocks->len; i++) {
        const Block *block = page_block(page, i);

        VALUE(is_box(block->bbox), "block %u has no proper box", i);
        for (guint k = 0; k < block->n_lines; k++)
            VALUE(!line_seen[block->first_line + k]++, "line %u is in a block twice",
                  block->first_line + k);
        VALUE(block->table < 0 || !table_seen[block->table]++, "table %d is in a block twice",
              block->table);
    }
    return TRUE;
}

bool
verify_page(const Page *page, StageId after, GError **error)
{
    if (!shape_of_words(page, error) || !shape_of_lattices(page, error))
        return FALSE;
    for (guint i = 0; i < page->tables->len; i++)
        if (!shape_of_table(page, g_ptr_array_index(page->tables, i), i, error))
            return FALSE;
    if (!shape_of_lines(page, error) || !shape_of_blocks(page, error))
        return FALSE;

    SHAPE(after >= STAGE_LAYOUT ||
              (page->lines->len == 0 && page->blocks->len == 0 && page->tables->len == 0),
          "lines, tables or blocks before the layout stage");
    SHAPE(after >= STAGE_DETECT || (page->rulings->len == 0 && page->lattices->len == 0),
          "rulings or lattices before the detect stage");
    return values_of_words(page, error) && values_of_drawings(page, error) &&
           values_of_tables(page, error) && values_of_lines(page, error);
}
