/* ocr/pitch.c - type of fixed width, told by the distances of its letters
 *
 *      | d | e | f |   | f | ( | x | ) | : |     cells: all of one width
 *        .   .   .       .   .   .   .   .       middles of letters: near those of cells
 *                    ^ an empty cell: a space
 *
 * 1. For each line the pitch is sought at which the middles of its letters fall
 *    together best when the line is wound around a roll of that size
 *    (ocr/roll.h). Where all fall on nearly one place, and most words have as
 *    many letters as cells, the line is of fixed width.
 * 2. A line too short to tell is so when it fits into the cells of one that is:
 *    the next line above or below, or one on the same fill. Code begins all
 *    its lines in one column or whole cells to the right of it.
 * 3. In such lines an empty cell is a space, and nothing else is: words are
 *    joined and parted by that, letter by cell, where the count comes out.
 *    Quotes of such type are straight; one that was read twice has one cell.
 */
#include "ocr/pitch.h"

#include <math.h>
#include <string.h>

#include "ocr/blob.h"
#include "ocr/quote.h"
#include "ocr/roll.h"

/* Widths of fixed type in parts of the size: Courier and DejaVu have 0.60, the narrowest 0.50; the
 * size itself is known to a tenth. */
#define MIN_PITCH_EM 0.45
#define MAX_PITCH_EM 0.70

/* Letters of a line that tells by itself, and how well they agree. A regular line of prose has
 * less than 0.75 at its best pitch. */
#define MIN_LETTERS 12
#define MIN_AGREEMENT 0.84
#define MIN_MATCH 0.6 /* of the letters: in words that have as many as cells */
#define MANY_LETTERS 20
#define DISPLAY_SIZE 24.0   /* points: titles, of which a few letters agree by chance */
#define MIN_MATCH_MANY 0.25 /* so many agree by chance in no prose; signs of code are misread */
#define MAX_FITTED 60       /* letters; a code of 60 tells */

/* Lines that follow another: letters off the middle of their cells, in parts of the pitch, and how
 * far apart the lines may be in parts of the size. */
#define MAX_OFF 0.26
#define MIN_FITTING 0.85
#define NEXT_LINE_EM 2.9 /* one blank line between */
#define NEXT_LINE_MATCH 0.75

/* Rows of ink that belong to a line, in parts of the size over and under the baseline: an
 * underscore is in, the capitals of the next line are not. */
#define OVER_EM 0.85
#define UNDER_EM 0.28

#define SPECK_EM 0.07 /* full stops have 0.1 and more */

/* A letter that reaches over the edge of its cell by less than this is in one cell. */
#define CELL_SLACK 0.25

/* The confidence of words that do not fit their cells, at most. */
#define MISCOUNTED 0.6

#define MAX_CELLS 1000 /* of a line; a page has not so many */

typedef struct {
    guint line;
    guint first, n; /* into the order of words */
    double size, baseline;
    Bbox box;
    GArray *blobs;        /* Bbox */
    gint fill;            /* that it stands on, -1 for none */
    double pitch, origin; /* of a line of fixed width: the left edge of a cell; else 0 */
} Row;

static void
row_clear(gpointer data)
{
    g_array_unref(((Row *)data)->blobs);
}

static const Reading *
reading_at(const GArray *readings, const GArray *order, guint i)
{
    return &g_array_index(readings, Reading, g_array_index(order, guint, i));
}

static int
by_line(gconstpointer a, gconstpointer b, gpointer data)
{
    const GArray *readings = data;
    const Reading *one = &g_array_index(readings, Reading, *(const guint *)a);
    const Reading *other = &g_array_index(readings, Reading, *(const guint *)b);

    if (one->line != other->line)
        return one->line < other->line ? -1 : 1;
    if (one->ink.x0 != other->ink.x0)
        return one->ink.x0 < other->ink.x0 ? -1 : 1;
    return (*(const guint *)a > *(const guint *)b) - (*(const guint *)a < *(const guint *)b);
}

static int
by_value(gconstpointer a, gconstpointer b)
{
    const double one = *(const double *)a, other = *(const double *)b;

    return (one > other) - (one < other);
}

/* The middle of @values, sorting them; 0 for none. */
static double
median(GArray *values)
{
    g_array_sort(values, by_value);
    return values->len > 0 ? g_array_index(values, double, values->len / 2) : 0;
}

/* The fill that holds @box, the smallest one; -1 for none. */
static gint
fill_around(const GArray *fills, Bbox box)
{
    gint best = -1;

    for (guint i = 0; fills != NULL && i < fills->len; i++) {
        const Bbox fill = g_array_index(fills, Fill, i).bbox;

        if (bbox_holds_point(fill, bbox_mid_x(box), bbox_mid_y(box)) &&
            bbox_overlap_x(fill, box) > 0.9 * bbox_width(box) &&
            (best < 0 || bbox_area(fill) < bbox_area(g_array_index(fills, Fill, best).bbox)))
            best = (gint)i;
    }
    return best;
}

/* The row of @n words from @first on in @order. */
static Row
row_of(const GArray *readings, const GArray *order, guint first, guint n, const Raster *clean)
{
    g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) feet = g_array_new(FALSE, FALSE, sizeof(double));
    Row row = { .first = first, .n = n, .fill = -1, .box = BBOX_EMPTY };

    row.line = reading_at(readings, order, first)->line;
    for (guint i = first; i < first + n; i++) {
        const Reading *reading = reading_at(readings, order, i);
        const Stand stand = reading_stand(reading, clean);

        if (stand.size > 0)
            g_array_append_val(sizes, stand.size);
        g_array_append_val(feet, stand.baseline);
        row.box = bbox_union(row.box, reading->ink);
    }
    row.size = median(sizes);
    row.baseline = median(feet);
    return row;
}

/* Takes out blobs smaller than a full stop. */
static void
drop_specks(GArray *blobs, double size)
{
    guint kept = 0;

    for (guint i = 0; i < blobs->len; i++) {
        const Bbox blob = g_array_index(blobs, Bbox, i);

        if (MAX(bbox_width(blob), bbox_height(blob)) >= size)
            g_array_index(blobs, Bbox, kept++) = blob;
    }
    g_array_set_size(blobs, kept);
}

/* The lines of upright words, in the order of their numbers. */
static GArray *
find_rows(const GArray *readings, const GArray *order, const Raster *clean, const GArray *fills)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(Row));
    g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(double));

    g_array_set_clear_func(rows, row_clear);
    for (guint first = 0, n; first < order->len; first += n) {
        const guint line = reading_at(readings, order, first)->line;

        for (n = 1; first + n < order->len && reading_at(readings, order, first + n)->line == line;)
            n++;
        const Row row = row_of(readings, order, first, n, clean);
        if (row.size > 0)
            g_array_append_val(sizes, row.size);
        g_array_append_val(rows, row);
    }

    const double usual = median(sizes);
    for (guint i = 0; i < rows->len; i++) {
        Row *row = &g_array_index(rows, Row, i);
        const double em = row->size > 0 ? row->size : usual;

        row->blobs = blob_find(clean, (Bbox){ row->box.x0 - 1, row->baseline - OVER_EM * em,
                                              row->box.x1 + 1, row->baseline + UNDER_EM * em });
        drop_specks(row->blobs, SPECK_EM * em);
        row->fill = fill_around(fills, row->box);
        row->size = em;
    }
    return rows;
}

/* The first and last cell of ink. */
static void
cells_of(Bbox blob, double pitch, double origin, glong *from, glong *to)
{
    const double left = (blob.x0 - origin) / pitch, right = (blob.x1 - origin) / pitch;

    if (right - left < 1 + CELL_SLACK) {
        *from = *to = (glong)floor((left + right) / 2);
        return;
    }
    *from = (glong)floor(left + CELL_SLACK);
    *to = (glong)ceil(right - CELL_SLACK) - 1;
}

/* The share of letters in words that have as many letters as cells. */
static double
match_of(const Row *row, const GArray *readings, const GArray *order, double pitch, double origin)
{
    double all = 0, matching = 0;

    for (guint i = row->first; i < row->first + row->n; i++) {
        const Reading *reading = reading_at(readings, order, i);
        const glong n = g_utf8_strlen(reading->text, -1);
        glong low = G_MAXLONG, high = G_MINLONG;

        for (guint k = 0; k < row->blobs->len; k++) {
            const Bbox blob = g_array_index(row->blobs, Bbox, k);
            glong from, to;

            if (bbox_mid_x(blob) < reading->ink.x0 || bbox_mid_x(blob) > reading->ink.x1)
                continue;
            cells_of(blob, pitch, origin, &from, &to);
            low = MIN(low, from);
            high = MAX(high, to);
        }
        all += (double)n;
        /* Two words that were read as one have a cell more. */
        matching += high >= low && (high - low + 1 == n || (n > 5 && high - low == n)) ? n : 0;
    }
    return all > 0 ? matching / all : 0;
}

/* Figures are of one width in nearly all type, so a row of numbers tells nothing. */
static bool
has_letters(const Row *row, const GArray *readings, const GArray *order)
{
    guint letters = 0, digits = 0;

    for (guint i = row->first; i < row->first + row->n; i++) {
        for (const char *p = reading_at(readings, order, i)->text; *p != '\0';
             p = g_utf8_next_char(p)) {
            letters += g_unichar_isalpha(g_utf8_get_char(p)) ? 1 : 0;
            digits += g_unichar_isdigit(g_utf8_get_char(p)) ? 1 : 0;
        }
    }
    return letters > 0 && letters >= digits;
}

/* Sets the row in cells when it tells that it is of fixed width. */
static void
fit_row(Row *row, const GArray *readings, const GArray *order)
{
    g_autofree double *middles = g_new(double, row->blobs->len + 1);
    guint n = 0;
    double pitch = 0, phase = 0;

    for (guint i = 0; i < row->blobs->len; i++) {
        const Bbox blob = g_array_index(row->blobs, Bbox, i);

        if (bbox_width(blob) <= MAX_PITCH_EM * row->size)
            middles[n++] = bbox_mid_x(blob);
    }
    if (n < (row->size > DISPLAY_SIZE ? MANY_LETTERS : MIN_LETTERS) || row->size <= 0 ||
        !has_letters(row, readings, order))
        return;

    const guint few = MIN(n, MAX_FITTED / 2), many = MIN(n, MAX_FITTED);
    if (roll_find_pitch(middles, few, MIN_PITCH_EM * row->size, MAX_PITCH_EM * row->size, &pitch,
                        &phase) < MIN_AGREEMENT)
        return;
    if (many > few &&
        roll_find_pitch(middles, many, 0.98 * pitch, 1.02 * pitch, &pitch, &phase) < MIN_AGREEMENT)
        return;
    if (n > many &&
        roll_find_pitch(middles, n, 0.99 * pitch, 1.01 * pitch, &pitch, &phase) < MIN_AGREEMENT)
        return;
    if (match_of(row, readings, order, pitch, phase - pitch / 2) <
        (n >= MANY_LETTERS ? MIN_MATCH_MANY : MIN_MATCH))
        return;
    row->pitch = pitch;
    row->origin = phase - pitch / 2;
}

/* Does the row fit into the cells of @other? */
static bool
fits(const Row *row, const Row *other, const GArray *readings, const GArray *order, double match)
{
    guint letters = 0, fitting = 0;

    for (guint i = 0; i < row->blobs->len; i++) {
        const Bbox blob = g_array_index(row->blobs, Bbox, i);
        const double at = (bbox_mid_x(blob) - other->origin) / other->pitch;

        if (bbox_width(blob) > (1 + CELL_SLACK) * other->pitch)
            continue;
        letters++;
        fitting += fabs(at - floor(at) - 0.5) <= MAX_OFF ? 1 : 0;
    }
    return letters > 0 && fitting >= MIN_FITTING * letters &&
           match_of(row, readings, order, other->pitch, other->origin) >= match;
}

static void
follow(Row *row, const Row *other)
{
    row->pitch = other->pitch;
    row->origin = other->origin;
}

static int
by_baseline(gconstpointer a, gconstpointer b)
{
    const Row *one = a, *other = b;

    if (one->baseline != other->baseline)
        return one->baseline < other->baseline ? -1 : 1;
    return (one->line > other->line) - (one->line < other->line);
}

/* Tries the row with its neighbour in the direction @step. */
static void
follow_next(GArray *rows, guint i, int step, const GArray *readings, const GArray *order)
{
    Row *row = &g_array_index(rows, Row, i);

    for (glong k = (glong)i + step; k >= 0 && k < (glong)rows->len; k += step) {
        const Row *other = &g_array_index(rows, Row, k);
        const bool one_fill = row->fill >= 0 && row->fill == other->fill;
        const double away = fabs(other->baseline - row->baseline);

        if (!one_fill && away > NEXT_LINE_EM * row->size)
            return;
        if (other->pitch == 0 || row->fill != other->fill)
            continue;
        if (fits(row, other, readings, order, one_fill ? MIN_MATCH : NEXT_LINE_MATCH))
            follow(row, other);
        return;
    }
}

/* Sets short lines in the cells of those beside them. */
static void
spread(GArray *rows, const GArray *readings, const GArray *order)
{
    for (guint i = 0; i < rows->len; i++)
        if (g_array_index(rows, Row, i).pitch == 0)
            follow_next(rows, i, -1, readings, order);
    for (guint i = rows->len; i-- > 0;)
        if (g_array_index(rows, Row, i).pitch == 0)
            follow_next(rows, i, 1, readings, order);
}

/* What is in the cells of a line: for each the number of the word (in the row) that has most of
 * it, -1 for an empty one. */
typedef struct {
    gint *word;
    glong first, n; /* cells */
} Cells;

static gint
word_at(const Row *row, const GArray *readings, const GArray *order, double x)
{
    double least = G_MAXDOUBLE;
    gint best = -1;

    for (guint i = 0; i < row->n; i++) {
        const Bbox ink = reading_at(readings, order, row->first + i)->ink;
        const double away = x < ink.x0 ? ink.x0 - x : x > ink.x1 ? x - ink.x1 : 0;

        if (away < least) {
            least = away;
            best = (gint)i;
        }
    }
    return best;
}

/* False where the line is too wide to be one. */
static bool
cells_init(Cells *cells, const Row *row, const GArray *readings, const GArray *order)
{
    glong from, to, last;

    if (row->blobs->len == 0)
        return false;
    cells_of(g_array_index(row->blobs, Bbox, 0), row->pitch, row->origin, &cells->first, &to);
    cells_of(g_array_index(row->blobs, Bbox, row->blobs->len - 1), row->pitch, row->origin, &from,
             &last);
    cells->n = last - cells->first + 1;
    if (cells->n < 1 || cells->n > MAX_CELLS)
        return false;
    cells->word = g_new(gint, cells->n);
    memset(cells->word, -1, (gsize)cells->n * sizeof *cells->word);
    for (guint i = 0; i < row->blobs->len; i++) {
        cells_of(g_array_index(row->blobs, Bbox, i), row->pitch, row->origin, &from, &to);
        for (glong k = MAX(from - cells->first, 0); k <= MIN(to - cells->first, cells->n - 1); k++)
            cells->word[k] = word_at(row, readings, order,
                                     row->origin + ((double)(k + cells->first) + 0.5) * row->pitch);
    }
    return true;
}

/* Appends the letters of @text that fill the cells from @from to @to of the row, as a word. */
static void
add_word(GArray *made, const Row *row, const Reading *model, char *text, glong from, glong to)
{
    Reading word = *model;

    word.text = text;
    word.pitch = row->pitch;
    word.baseline = row->baseline;
    word.ink.x0 = row->origin + (double)from * row->pitch;
    word.ink.x1 = row->origin + (double)(to + 1) * row->pitch;
    g_array_append_val(made, word);
}

/* Keeps the words from @first to @last as they were read, over the cells they are in. They have
 * more letters than cells, or fewer, so some of it is wrong for certain. */
static void
keep_words(GArray *made, const Row *row, const Cells *cells, GArray *readings, const GArray *order,
           guint first, guint last, glong from, glong to)
{
    for (guint i = first; i <= last; i++) {
        Reading reading = *reading_at(readings, order, row->first + i);
        g_autoptr(GString) text = g_string_new(NULL);
        glong low = to + 1, high = from;

        reading.confidence = MIN(reading.confidence, MISCOUNTED);
        quote_append(text, reading.text);
        for (glong k = from; k <= to; k++) {
            if (cells->word[k] == (gint)i) {
                low = MIN(low, k);
                high = MAX(high, k);
            }
        }
        if (low <= high) {
            add_word(made, row, &reading, g_strdup(text->str), low + cells->first,
                     high + cells->first);
        } else {
            reading.text = g_strdup(text->str);
            g_array_append_val(made, reading);
        }
    }
}

/* Sets the words from @first to @last of the row into the cells from @from to @to, both included,
 * that begin and end with them. */
static void
set_words(GArray *made, bool *gone, const Row *row, const Cells *cells, GArray *readings,
          const GArray *order, guint first, guint last, glong from, glong to)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Reading model = *reading_at(readings, order, row->first + first);
    glong filled = 0;

    for (guint i = first; i <= last; i++) {
        const Reading *reading = reading_at(readings, order, row->first + i);

        gone[g_array_index(order, guint, row->first + i)] = true;
        quote_append(text, reading->text);
        model.confidence = MIN(model.confidence, reading->confidence);
    }
    for (glong k = from; k <= to; k++)
        filled += cells->word[k] >= 0 ? 1 : 0;
    quote_merge(text, filled);
    if (filled != g_utf8_strlen(text->str, -1)) {
        keep_words(made, row, cells, readings, order, first, last, from, to);
        return;
    }

    const char *at = text->str;
    for (glong k = from; k <= to;) {
        const char *end = at;
        glong stop = k;

        for (; stop <= to && cells->word[stop] >= 0; stop++)
            end = g_utf8_next_char(end);
        add_word(made, row, &model, g_strndup(at, (gsize)(end - at)), k + cells->first,
                 stop - 1 + cells->first);
        at = end;
        for (k = stop; k <= to && cells->word[k] < 0;)
            k++;
    }
}

/* Parts and joins the words of a row of fixed width; the new ones go to @made. */
static void
settle_row(GArray *made, bool *gone, const Row *row, GArray *readings, const GArray *order)
{
    Cells cells;

    if (!cells_init(&cells, row, readings, order))
        return;

    /* What stands between two empty cells at which words end as well belongs together. */
    glong from = 0, next;
    for (glong k = 0; k < cells.n; k = next) {
        for (next = k + 1; next < cells.n && cells.word[next] < 0;)
            next++;
        if (next < cells.n && (next == k + 1 || cells.word[next] == cells.word[k]))
            continue;
        set_words(made, gone, row, &cells, readings, order, (guint)cells.word[from],
                  (guint)cells.word[k], from, k);
        from = next;
    }
    g_free(cells.word);
}

void
pitch_settle(GArray *readings, const Raster *clean, const GArray *fills)
{
    g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < readings->len; i++)
        if (g_array_index(readings, Reading, i).rotation == 0)
            g_array_append_val(order, i);
    g_array_sort_with_data(order, by_line, readings);

    g_autoptr(GArray) rows = find_rows(readings, order, clean, fills);
    for (guint i = 0; i < rows->len; i++)
        fit_row(&g_array_index(rows, Row, i), readings, order);
    g_array_sort(rows, by_baseline);
    spread(rows, readings, order);

    g_autoptr(GArray) made = g_array_new(FALSE, FALSE, sizeof(Reading));
    g_autofree bool *gone = g_new0(bool, readings->len + 1);
    for (guint i = 0; i < rows->len; i++) {
        const Row *row = &g_array_index(rows, Row, i);

        if (row->pitch > 0)
            settle_row(made, gone, row, readings, order);
    }
    guint kept = 0;
    for (guint i = 0; i < readings->len; i++) {
        Reading *reading = &g_array_index(readings, Reading, i);

        if (!gone[i])
            reading_swap(reading, &g_array_index(readings, Reading, kept++));
    }
    g_array_set_size(readings, kept);
    g_array_append_vals(readings, made->data, made->len);
}
