/* detect/confidence.c - how far a table can be trusted, and what speaks against it
 *
 *     Year | Sum   | Share
 *     1990 |   7   |  12 %
 *     1991 | 8   9 |  13 %       crowded: two numbers in one cell
 *     1993 |    11 |    15 %     ragged: out of line
 *
 * Each doubt is the share of words, cells or rows that show it. Columns are
 * aligned at the left, the right, the middle or the decimal point, whichever
 * fits best; what fits none of them is ragged. The confidence is the product
 * of what each doubt leaves over. Cells of another kind than their column are
 * said, but say little: sound tables have remarks among their numbers.
 */
#include "detect/confidence.h"

#include "detect/strip.h"
#include "detect/surround.h"
#include "pipeline/model/datum.h"

#include <math.h>
#include <string.h>

#define CUT_SLACK 1.5   /* points: boxes of glyphs are a little wider than their ink */
#define FAR 1.5         /* ems between words of one cell: justified text stays below */
#define ALIGN_SLACK 0.6 /* ems: brackets and note marks hang out of an alignment by half a one */
#define MIN_ALIGNED 4   /* cells: fewer are in line with anything */
#define TOGETHER 0.15   /* of the rows of the emptier of two columns: these have text in both */
#define WARN_SHARE 0.1  /* of the cells of a column: fewer out of line are not worth a word */

/* A table of fewer rows, or places, is small. */
#define FEW_ROWS 3
#define FEW_PLACES 8

/* How much a doubt takes from the confidence. Chosen so that confidence and F1 rank alike the
 * tables of documents, damaged and not, and of pages typeset for it (docs/confidence.py): rounded
 * from weights that were chosen on four parts of them and tried on the fifth. */
#define CUT_WEIGHT 0.5
#define OUTSIDE_WEIGHT 1.5
#define CROWDED_WEIGHT 3
#define RAGGED_WEIGHT 3
#define TORN_WEIGHT 1.5
#define OPEN_WEIGHT 0.5
#define BESIDE_WEIGHT 0.4
#define RUN_ON_WEIGHT 0.5
#define SMALL_WEIGHT 0.5
#define LEAST 0.2 /* what any doubt alone leaves over */

/* A cell with where its text stands. */
typedef struct {
    const Cell *cell;
    Bbox text; /* around its words */
    double em;
    bool body, filled, crowded;
} Spot;

/* What is gathered of a column. */
typedef struct {
    guint cells, crowded, ragged, cut;
} Column;

static bool
is_alone(const Cell *cell)
{
    return cell->colspan <= 1;
}

/* Are all words of the cell numbers, two or more of them, that make no number together? */
static bool
holds_numbers(const Page *page, const Cell *cell)
{
    if (cell->words->len < 2 || datum_read(cell->text, DATUM_POINT).kind != DATUM_TEXT)
        return false;
    for (guint i = 0; i < cell->words->len; i++) {
        const Word *word = page_word(page, g_array_index(cell->words, guint, i));
        const DatumKind kind = datum_read(word->text, DATUM_POINT).kind;

        if (word->glued || kind == DATUM_TEXT || kind == DATUM_DATE || kind == DATUM_EMPTY)
            return false;
    }
    return true;
}

static Spot
spot_of(const Page *page, const Table *table, const Cell *cell)
{
    Spot spot = { .cell = cell,
                  .body = cell->row >= table->header_rows,
                  .filled = cell->text != NULL && *cell->text != '\0' && cell->words->len > 0 };

    for (guint i = 0; i < cell->words->len; i++) {
        const Word *word = page_word(page, g_array_index(cell->words, guint, i));
        const Word *before =
            i > 0 ? page_word(page, g_array_index(cell->words, guint, i - 1)) : NULL;
        const double y = bbox_mid_y(word->bbox), em = strip_word_size(page, word);

        spot.text = bbox_union(spot.text, word->bbox);
        spot.em = MAX(spot.em, em);
        if (before != NULL && fabs(bbox_mid_y(before->bbox) - y) < 0.4 * em &&
            word->bbox.x0 - before->bbox.x1 > FAR * em && !strip_is_leader(word->text) &&
            !strip_is_leader(before->text))
            spot.crowded = true;
    }
    spot.crowded = spot.body && (spot.crowded || holds_numbers(page, cell));
    return spot;
}

static GArray *
spots_of(const Page *page, const Table *table)
{
    GArray *spots = g_array_new(FALSE, FALSE, sizeof(Spot));

    for (guint i = 0; i < table->cells->len; i++) {
        const Spot spot = spot_of(page, table, &g_array_index(table->cells, Cell, i));
        g_array_append_val(spots, spot);
    }
    return spots;
}

static gint
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* Where the text of a cell ends at the left, in the middle, at the right, and its decimal point;
 * that is guessed from the letters before it, as glyphs have no boxes here. */
static double
anchor(const Spot *spot, guint way)
{
    const char *text = spot->cell->text;
    const char *point = strrchr(text, '.');
    const double n = (double)g_utf8_strlen(text, -1);

    if (way == 0)
        return spot->text.x0;
    if (way == 1)
        return bbox_mid_x(spot->text);
    if (way == 2 || point == NULL || n == 0)
        return spot->text.x1;
    return spot->text.x0 + bbox_width(spot->text) * (double)g_utf8_strlen(text, point - text) / n;
}

/* How many of the spots (pointers to Spot, of one column) stand out of line with the others. */
static guint
count_ragged(const GPtrArray *spots)
{
    guint least = spots->len;

    if (spots->len < MIN_ALIGNED)
        return 0;
    for (guint way = 0; way < 4; way++) {
        g_autoptr(GArray) anchors = g_array_new(FALSE, FALSE, sizeof(double));
        guint off = 0;

        for (guint i = 0; i < spots->len; i++) {
            const double at = anchor(g_ptr_array_index(spots, i), way);
            g_array_append_val(anchors, at);
        }
        g_array_sort(anchors, compare_doubles);
        const double middle = g_array_index(anchors, double, anchors->len / 2);
        for (guint i = 0; i < spots->len; i++) {
            const Spot *spot = g_ptr_array_index(spots, i);
            off += fabs(anchor(spot, way) - middle) > ALIGN_SLACK * spot->em;
        }
        least = MIN(least, off);
    }
    return least;
}

static double
share(guint part, guint whole)
{
    return whole > 0 ? (double)part / whole : 0;
}

/* The first column is not asked: its labels are indented for a reason. */
static double
doubt_ragged(const Table *table, const GArray *spots, Column *columns)
{
    g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    guint ragged = 0, all = 0;

    for (guint c = 0; c < table->cols; c++)
        g_ptr_array_add(held, g_ptr_array_new());
    for (guint i = 0; i < spots->len; i++) {
        Spot *spot = &g_array_index(spots, Spot, i);
        if (spot->body && spot->filled && is_alone(spot->cell) && spot->cell->col > 0)
            g_ptr_array_add(g_ptr_array_index(held, spot->cell->col), spot);
    }
    for (guint c = 1; c < table->cols; c++) {
        const GPtrArray *of_column = g_ptr_array_index(held, c);

        columns[c].ragged = count_ragged(of_column);
        ragged += columns[c].ragged;
        all += of_column->len;
    }
    return share(ragged, all);
}

/* Around the text that stands below the header in each column, and in no other. (transfer full)
 * Bbox, empty for a column without any */
static GArray *
texts_of(const Table *table, const GArray *spots)
{
    GArray *texts = g_array_new(FALSE, TRUE, sizeof(Bbox));

    g_array_set_size(texts, table->cols);
    for (guint i = 0; i < spots->len; i++) {
        const Spot *spot = &g_array_index(spots, Spot, i);
        if (spot->body && spot->filled && is_alone(spot->cell)) {
            Bbox *text = &g_array_index(texts, Bbox, spot->cell->col);
            *text = bbox_union(*text, spot->text);
        }
    }
    return texts;
}

/* Does a word beside the edges of its cell reach over a drawn one, or into the text of the next
 * column? A label that is wider than its column may cross an edge in the white. */
static bool
is_cut(const Table *table, const GArray *texts, const Cell *cell, Bbox word)
{
    const guint next = cell->col + MAX(cell->colspan, 1);

    if (table->method == TABLE_LATTICE)
        return true;
    const Bbox left = cell->col > 0 ? g_array_index(texts, Bbox, cell->col - 1) : BBOX_EMPTY;
    const Bbox right = next < table->cols ? g_array_index(texts, Bbox, next) : BBOX_EMPTY;
    return (!bbox_is_empty(left) && word.x0 < left.x1) ||
           (!bbox_is_empty(right) && word.x1 > right.x0);
}

static double
doubt_cut(const Page *page, const Table *table, const GArray *spots, Column *columns)
{
    g_autoptr(GArray) texts = texts_of(table, spots);
    guint over = 0, all = 0;

    for (guint i = 0; i < spots->len; i++) {
        const Cell *cell = g_array_index(spots, Spot, i).cell;
        for (guint k = 0; k < cell->words->len; k++) {
            const Bbox box = page_word(page, g_array_index(cell->words, guint, k))->bbox;

            all++;
            if (box.x0 >= cell->bbox.x0 - CUT_SLACK && box.x1 <= cell->bbox.x1 + CUT_SLACK)
                continue;
            if (is_cut(table, texts, cell, box)) {
                columns[cell->col].cut++;
                over++;
            }
        }
    }
    return share(over, all);
}

static double
doubt_outside(const Page *page, const Table *table, guint *left)
{
    g_autofree bool *taken = g_new0(bool, page->words->len + 1);
    guint inside = 0;

    *left = 0;
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        for (guint k = 0; k < cell->words->len; k++)
            taken[g_array_index(cell->words, guint, k)] = true;
    }
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        if (!bbox_holds_point(table->bbox, bbox_mid_x(word->bbox), bbox_mid_y(word->bbox)))
            continue;
        inside++;
        *left += !taken[i] && !strip_is_leader(word->text) &&
                 strspn(word->text, "-_=") < strlen(word->text);
    }
    return share(*left, inside);
}

/* Of the columns next to each other, the share that hardly ever have text in the same row: one that
 * was torn in two. */
static double
doubt_torn(const Table *table)
{
    const gsize cols = table->cols;
    g_autofree bool *filled = g_new0(bool, table->rows *cols + 1);
    guint torn = 0;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        const bool body = cell->row >= table->header_rows && cell->row < table->rows;

        for (guint c = 0; body && c < cell->colspan && cell->col + c < cols; c++)
            if (cell->words->len > 0)
                filled[cell->row * cols + cell->col + c] = true;
    }
    for (guint c = 0; c + 1 < cols; c++) {
        guint left = 0, right = 0, both = 0;

        for (guint r = 0; r < table->rows; r++) {
            const bool *at = filled + r * cols + c;
            left += at[0];
            right += at[1];
            both += at[0] && at[1];
        }
        torn += left > 0 && right > 0 && both <= TOGETHER * MIN(left, right);
    }
    return cols > 1 ? (double)torn / (double)(cols - 1) : 0;
}

static double
doubt_crowded(const GArray *spots, Column *columns)
{
    guint crowded = 0, all = 0;

    for (guint i = 0; i < spots->len; i++) {
        const Spot *spot = &g_array_index(spots, Spot, i);

        if (!spot->body || !spot->filled || !is_alone(spot->cell))
            continue;
        all++;
        crowded += spot->crowded;
        columns[spot->cell->col].cells++;
        columns[spot->cell->col].crowded += spot->crowded;
    }
    return share(crowded, all);
}

static void G_GNUC_PRINTF(2, 3) warn(GPtrArray *warnings, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_ptr_array_add(warnings, g_strdup_vprintf(format, args));
    va_end(args);
}

static const char *
plural(guint n)
{
    return n == 1 ? "" : "s";
}

static void
warn_columns(const Table *table, const Column *columns, const GArray *kinds, GPtrArray *warnings)
{
    for (guint c = 0; c < table->cols; c++) {
        const Column *column = &columns[c];
        const DatumColumn *kind = &g_array_index(kinds, DatumColumn, c);

        if (column->cut > 0)
            warn(warnings, "%u word%s reach%s over a cell edge in column %u", column->cut,
                 plural(column->cut), column->cut == 1 ? "es" : "", c + 1);
        if (column->crowded > 0)
            warn(warnings, "%u of %u cells of column %u look like two cells in one",
                 column->crowded, column->cells, c + 1);
        if (kind->odd > 0)
            warn(warnings, "%u of %u cells of column %u are not of its kind (%s)", kind->odd,
                 kind->values, c + 1, datum_kind_name(kind->kind));
        if (column->ragged > WARN_SHARE * column->cells)
            warn(warnings, "%u of %u cells of column %u are out of line", column->ragged,
                 column->cells, c + 1);
    }
}

static void
warn_table(const Doubts *doubts, guint left, GPtrArray *warnings)
{
    if (left > 0)
        warn(warnings, "%u word%s inside the table %s in no cell", left, plural(left),
             left == 1 ? "is" : "are");
    if (doubts->torn > 0)
        warn(warnings, "two columns beside each other have no row in common: they may be one");
    if (doubts->open > 0)
        warn(warnings, "a line right outside the table falls into its columns");
    if (doubts->beside > WARN_SHARE)
        warn(warnings, "words stand right beside the table");
    if (doubts->run_on > WARN_SHARE)
        warn(warnings, "rules go on outside the table");
}

Doubts
confidence_doubts(const Page *page, const Table *table, GPtrArray *warnings)
{
    g_autoptr(GArray) spots = spots_of(page, table);
    g_autoptr(GArray) kinds = datum_columns(table);
    g_autofree Column *columns = g_new0(Column, table->cols + 1);
    const Surround around = surround_find(page, table);
    const bool stream = table->method == TABLE_STREAM;
    guint left;
    const Doubts doubts = {
        .cut = doubt_cut(page, table, spots, columns),
        .outside = doubt_outside(page, table, &left),
        .crowded = doubt_crowded(spots, columns),
        .ragged = doubt_ragged(table, spots, columns),
        .torn = doubt_torn(table),
        .open = around.open,
        .beside = around.beside,
        .run_on = around.run_on,
        .small =
            stream && (table->rows <= FEW_ROWS || (guint64)table->rows * table->cols <= FEW_PLACES),
    };

    if (warnings != NULL) {
        warn_columns(table, columns, kinds, warnings);
        warn_table(&doubts, left, warnings);
    }
    return doubts;
}

void
confidence_settle(const Page *page, Table *table)
{
    const Doubts d = confidence_doubts(page, table, table->warnings);
    const double left[] = { 1 - CUT_WEIGHT * d.cut,         1 - OUTSIDE_WEIGHT * d.outside,
                            1 - CROWDED_WEIGHT * d.crowded, 1 - RAGGED_WEIGHT * d.ragged,
                            1 - TORN_WEIGHT * d.torn,       1 - OPEN_WEIGHT * d.open,
                            1 - BESIDE_WEIGHT * d.beside,   1 - RUN_ON_WEIGHT * d.run_on,
                            1 - SMALL_WEIGHT * d.small };

    table->confidence = 1;
    for (guint i = 0; i < G_N_ELEMENTS(left); i++)
        table->confidence *= MAX(left[i], LEAST);
}
