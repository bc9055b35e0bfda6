/* detect/join.c - tables that go on over pages
 *
 *     | Island | Ships | Share |        page 1
 *     | Arnsay |     7 |       |
 *     |  continued on next page |       dropped
 *     ---------------------------
 *     |   Table 1 (continued)   |       dropped        page 2
 *     | Island | Ships | Share |        said before: dropped
 *     | Corran |    12 |  22.0 |
 *
 * Parts belong together when their columns do (detect/track.h), or when rows at
 * the top of the lower part say the same as those of the upper one: its header
 * again. Where the lower part has another header, it is another table; but the
 * finder takes the first row of a part without a header for one when it can,
 * so a header has to look like one: words above numbers, other type than the rows
 * below it, a rule under it, or a tint behind it, that they have not.
 */
#include "detect/join.h"

#include "detect/phrase.h"
#include "detect/sequel.h"
#include "detect/track.h"
#include "pipeline/model/datum.h"

#include <math.h>
#include <string.h>

#define MAX_HEADER 8 /* rows: more than this is no header that repeats */
#define EDGE_SLACK                                                                                 \
    3.0                 /* points that drawn edges move by from part to part: the width of a rule  \
                         */
#define RULE_SHARE 0.6  /* of the table's width: a rule of the table, not of a cell */
#define SIZE_SLACK 0.25 /* points between sizes of type that are one */

static bool
has_text(const Cell *cell)
{
    return cell->text != NULL && *cell->text != '\0';
}

/* The cells that begin in each row, those with text only: a row is what they say, in order. */
static char *
row_text(const Table *table, guint row)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row != row || !has_text(cell))
            continue;
        g_autofree char *key = sequel_key(cell->text);
        if (*key != '\0')
            g_string_append_printf(text, "%s\n", key);
    }
    return g_string_free(text, FALSE);
}

/* What the rows from @first to @end say, column by column: a label on two lines is the same
 * whether it was taken for one row or for two. */
static char *
header_text(const Table *table, guint first, guint end)
{
    g_autofree GString **columns = g_new0(GString *, table->cols + 1);
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row < first || cell->row >= end || cell->col >= table->cols || !has_text(cell))
            continue;
        g_autofree char *key = sequel_key(cell->text);
        if (columns[cell->col] == NULL)
            columns[cell->col] = g_string_new(NULL);
        g_string_append(columns[cell->col], key);
    }
    for (guint c = 0; c < table->cols; c++) {
        g_string_append_printf(text, "%s\n", columns[c] != NULL ? columns[c]->str : "");
        if (columns[c] != NULL)
            g_string_free(columns[c], TRUE);
    }
    return g_string_free(text, FALSE);
}

guint
join_header_rows(const Table *above, const Table *below, guint first)
{
    guint n = 0;
    bool any = false;

    /* A table of one row repeated is no header: something must be left below it. */
    for (; n < MAX_HEADER && n < above->rows && first + n + 1 < below->rows; n++) {
        g_autofree char *a = row_text(above, n);
        g_autofree char *b = row_text(below, first + n);

        if (strcmp(a, b) != 0)
            break;
        any = any || *a != '\0';
    }
    if (any)
        return n;
    if (above->header_rows == 0 || below->header_rows <= first || above->cols != below->cols ||
        below->header_rows >= below->rows)
        return 0;
    g_autofree char *a = header_text(above, 0, above->header_rows);
    g_autofree char *b = header_text(below, first, below->header_rows);
    return strcmp(a, b) == 0 && strspn(a, "\n") < strlen(a) ? below->header_rows - first : 0;
}

/* The only text of a row; NULL where it has none, or several. */
static const char *
lone_text(const Table *table, guint row)
{
    const char *text = NULL;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row > row || cell->row + cell->rowspan <= row || !has_text(cell))
            continue;
        if (text != NULL)
            return NULL;
        text = cell->text;
    }
    return text;
}

/* Does a title stand in the first row, which says nothing of going on? */
static bool
has_own_title(const Table *table)
{
    const char *text = lone_text(table, 0);

    return text != NULL && phrase_is_caption(text) && !sequel_is_said(text);
}

static bool
says_sequel(const Table *table, guint row)
{
    const char *text = lone_text(table, row);

    return text != NULL && sequel_is_said(text);
}

/* Rows at the top of @below that say that the table goes on. */
static guint
title_rows(const Table *below)
{
    guint n = 0;

    while (n < MAX_HEADER && n + 1 < below->rows && says_sequel(below, n))
        n++;
    return n;
}

/* Drawn edges at the same places, the shift of left and right pages aside. */
static bool
same_edges(const Table *above, const Table *below)
{
    if (above->cols != below->cols || above->xs->len != above->cols + 1 ||
        below->xs->len != below->cols + 1)
        return false;

    const double *a = (const double *)above->xs->data, *b = (const double *)below->xs->data;
    for (guint i = 0; i <= above->cols; i++)
        if (!(fabs((a[i] - a[0]) - (b[i] - b[0])) <= EDGE_SLACK))
            return false;
    return true;
}

/* (transfer full) each column is its own */
static GArray *
one_to_one(guint n)
{
    GArray *columns = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint c = 0; c < n; c++)
        g_array_append_val(columns, c);
    return columns;
}

static GArray *
matched(JoinPart above, JoinPart below)
{
    if (above.table->method == TABLE_LATTICE && below.table->method == TABLE_LATTICE &&
        same_edges(above.table, below.table))
        return one_to_one(above.table->cols);

    g_autoptr(GArray) a = track_find(above.page, above.table);
    g_autoptr(GArray) b = track_find(below.page, below.table);
    return a->len >= b->len ? track_match(a, b) : track_match(b, a);
}

/* How a row looks. */
typedef struct {
    Bbox text;
    const Style *style; /* of its first word */
    bool mixed;         /* has other type, too */
} Look;

static bool
same_type(const Style *a, const Style *b)
{
    return a->bold == b->bold && a->italic == b->italic && strcmp(a->font, b->font) == 0 &&
           fabs(a->size - b->size) <= SIZE_SLACK;
}

static Look
row_look(JoinPart part, guint row)
{
    Look look = { 0 };

    for (guint i = 0; i < part.table->cells->len; i++) {
        const Cell *cell = &g_array_index(part.table->cells, Cell, i);

        if (cell->row != row || cell->page != part.page->number)
            continue;
        for (guint k = 0; k < cell->words->len; k++) {
            const Word *word = page_word(part.page, g_array_index(cell->words, guint, k));
            const Style *style = page_style(part.page, word->style);

            if (look.style == NULL)
                look.style = style;
            look.mixed = look.mixed || !same_type(look.style, style);
            look.text = bbox_union(look.text, word->bbox);
        }
    }
    return look;
}

/* Does a rule run between the two, over most of the table? Rows of a table on its side lie beside
 * each other. */
static bool
ruled_between(JoinPart part, const Look *a, const Look *b)
{
    const bool beside = bbox_overlap_y(a->text, b->text) > 0;
    const Bbox box = part.table->bbox;

    for (guint i = 0; i < part.page->rulings->len; i++) {
        const Ruling *rule = &g_array_index(part.page->rulings, Ruling, i);
        const double p = beside ? bbox_mid_x(a->text) : bbox_mid_y(a->text);
        const double q = beside ? bbox_mid_x(b->text) : bbox_mid_y(b->text);
        const double from = beside ? box.y0 : box.x0, to = beside ? box.y1 : box.x1;

        if ((rule->axis == AXIS_V) == beside && rule->at > MIN(p, q) && rule->at < MAX(p, q) &&
            span_overlap(rule->from, rule->to, from, to) > RULE_SHARE * (to - from))
            return true;
    }
    return false;
}

static bool
is_tinted(JoinPart part, const Look *look)
{
    for (guint i = 0; i < part.page->fills->len; i++)
        if (bbox_holds_point(g_array_index(part.page->fills, Fill, i).bbox, bbox_mid_x(look->text),
                             bbox_mid_y(look->text)))
            return true;
    return false;
}

/* Do words stand above columns of numbers? */
static bool
names_numbers(const Table *table)
{
    g_autoptr(GArray) kinds = datum_columns(table);
    guint named = 0, numbers = 0;

    for (guint c = 0; c < kinds->len; c++) {
        const DatumColumn *column = &g_array_index(kinds, DatumColumn, c);
        const Cell *label = table_cell(table, table->header_rows - 1, c);

        if (column->kind == DATUM_TEXT || column->kind == DATUM_EMPTY)
            continue;
        numbers++;
        named += label != NULL && datum_read(label->text, column->decimal).kind == DATUM_TEXT;
    }
    return named > 0 && named * 2 >= numbers;
}

/* Does anything set the header of the part off against the two rows below it? */
static bool
has_own_header(JoinPart part)
{
    const guint n = part.table->header_rows;

    if (n == 0 || n >= part.table->rows)
        return false;
    if (names_numbers(part.table))
        return true;

    const Look header = row_look(part, n - 1), first = row_look(part, n);
    const Look second = n + 1 < part.table->rows ? row_look(part, n + 1) : first;
    if (header.style == NULL || first.style == NULL || second.style == NULL)
        return true; /* nothing to look at: as the finder has it */
    return (!header.mixed && !first.mixed && !same_type(header.style, first.style)) ||
           (ruled_between(part, &header, &first) && !ruled_between(part, &first, &second)) ||
           (is_tinted(part, &header) && !is_tinted(part, &first) && !is_tinted(part, &second));
}

GArray *
join_columns(JoinPart above, JoinPart below)
{
    if (above.table->cols == 0 || below.table->cols == 0 ||
        above.page->number >= below.page->number)
        return NULL;

    const guint titles = title_rows(below.table);
    g_autoptr(GArray) columns = matched(above, below);
    const bool repeated = join_header_rows(above.table, below.table, titles) > 0;
    if (columns == NULL && repeated && above.table->cols == below.table->cols)
        columns = one_to_one(above.table->cols);
    if (!repeated && titles == 0 && (has_own_header(below) || has_own_title(below.table)))
        return NULL;
    return g_steal_pointer(&columns);
}

/* Makes room in @table for the columns that only @wide has. */
static void
spread(Table *table, const Table *wide, const GArray *columns)
{
    for (guint i = 0; i < table->cells->len; i++) {
        Cell *cell = &g_array_index(table->cells, Cell, i);
        const guint last = MIN(cell->col + cell->colspan, columns->len) - 1;

        cell->col = g_array_index(columns, guint, MIN(cell->col, columns->len - 1));
        cell->colspan = MAX(g_array_index(columns, guint, last), cell->col) - cell->col + 1;
    }
    table->cols = wide->cols;
    g_array_set_size(table->xs, 0);
    g_array_append_vals(table->xs, wide->xs->data, wide->xs->len);
}

static void
append_cell(Table *joined, const Cell *cell, guint row, const GArray *columns)
{
    Cell copy = table_cell_copy(cell);

    if (columns != NULL && cell->col < columns->len) {
        const guint last = MIN(cell->col + cell->colspan, columns->len) - 1;

        copy.col = g_array_index(columns, guint, cell->col);
        copy.colspan = g_array_index(columns, guint, last) - copy.col + 1;
    }
    copy.row = row;
    g_array_append_val(joined->cells, copy);
}

/* Rows at the end that say that the table goes on. */
static void
drop_feet(Table *table)
{
    while (table->rows > 1 && says_sequel(table, table->rows - 1)) {
        for (guint i = table->cells->len; i-- > 0;) {
            Cell *cell = &g_array_index(table->cells, Cell, i);

            if (cell->row + 1 == table->rows)
                g_array_remove_index(table->cells, i);
            else if (cell->row + cell->rowspan == table->rows)
                cell->rowspan--;
        }
        table->rows--;
    }
}

void
join_append(Table *above, const Table *below, const GArray *columns)
{
    const guint titles = title_rows(below);
    const guint skip = titles + join_header_rows(above, below, titles);

    drop_feet(above);
    if (below->cols > above->cols)
        spread(above, below, columns);
    const guint rows = above->rows;
    above->rows = rows + below->rows - skip;
    above->confidence = MIN(above->confidence, below->confidence);
    for (guint i = 0; i < below->cells->len; i++) {
        const Cell *cell = &g_array_index(below->cells, Cell, i);

        /* A header cell that spans into the first row kept goes with the header. */
        if (cell->row >= skip)
            append_cell(above, cell, cell->row - skip + rows,
                        below->cols < above->cols ? columns : NULL);
    }
    g_array_append_vals(above->parts, below->parts->data, below->parts->len);
    for (guint i = 0; i < below->warnings->len; i++) {
        const char *warning = g_ptr_array_index(below->warnings, i);

        if (!g_ptr_array_find_with_equal_func(above->warnings, warning, g_str_equal, NULL))
            g_ptr_array_add(above->warnings, g_strdup(warning));
    }
}
