/* detect/row.c - the rows of a table: which text lines are one row
 *
 * A text line is not a row. Labels wrap, their values stand on the first
 * line, the last or between two; cells hold paragraphs. A strip goes on the
 * row above it, or begins one, by the first of these that decides:
 *
 *   a rule lies between                         begins
 *   less than three quarters of a line below    goes on (values half a line lower)
 *   clearly closer than rows of this table are  goes on, unless both have numbers
 *   clearly further than lines of a cell are    begins
 *   a full set of numbers, and the row has one  begins
 *   every piece continues the one above it      goes on
 *
 * A piece continues the one above it in its column when it begins in lower
 * case, or when its first word would not have fitted on the line above: that
 * is why the typesetter broke it there. A section heading is followed by a
 * label that would have fitted.
 */
#include "detect/row.h"

#include <math.h>
#include <string.h>

/* Of the table's width: a rule this long parts rows, a shorter one underlines. */
#define RULE_SHARE 0.6

/* Text lines between two rules of a table whose every row is ruled, on average. */
#define MAX_BAND 6

typedef struct {
    const Strips *strips;
    const Alleys *alleys;
    guint first, end;
    double lead;    /* points from baseline to baseline where lines stand closest */
    double pitch;   /* the same from row to row, of rows of one line */
    double values;  /* usual number of filled columns beside the first */
    bool spaced;    /* rows stand further apart than lines of a cell */
    bool row_ruled; /* most rows have a rule under them */
    bool mixed;     /* some words are in fixed-width type, but not most */
} Body;

static gint
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

double
row_ruled(const Strips *strips, double y0, double y1, double x0, double x1)
{
    double best = 0;

    for (guint i = 0; i < strips->rulings->len; i++) {
        const Ruling *r = &g_array_index(strips->rulings, Ruling, i);
        double sum = 0;

        if (r->axis != AXIS_H || r->at > y1)
            break;
        if (r->at < y0)
            continue;
        for (guint k = i; k < strips->rulings->len; k++) {
            const Ruling *q = &g_array_index(strips->rulings, Ruling, k);
            if (q->axis != AXIS_H || q->at - r->at >= 1.5)
                break;
            sum += MAX(0, span_overlap(q->from, q->to, x0, x1));
        }
        best = MAX(best, sum);
    }
    return best;
}

static double
left(const Body *t)
{
    return g_array_index(t->alleys->inner, double, 0);
}

static double
right(const Body *t)
{
    return g_array_index(t->alleys->inner, double, t->alleys->inner->len - 1);
}

static bool
rule_between(const Body *t, guint a, guint b)
{
    const Bbox above = strip_at(t->strips, a)->bbox, below = strip_at(t->strips, b)->bbox;

    return row_ruled(t->strips, bbox_mid_y(above), bbox_mid_y(below), left(t), right(t)) >
           RULE_SHARE * (right(t) - left(t));
}

static guint
values_of(const Body *t, guint s, bool *data)
{
    const Strip *strip = strip_at(t->strips, s);
    guint n = 0, n_data = 0;

    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(t->strips, strip->first + k);
        if (piece->col0 > 0) {
            n++;
            n_data += piece->data;
        }
    }
    if (data != NULL)
        *data = n > 0 && n_data * 2 >= n;
    return n;
}

static double
distance(const Body *t, guint a, guint b)
{
    return strip_at(t->strips, b)->baseline - strip_at(t->strips, a)->baseline;
}

static bool
is_anchor(const Body *t, guint s)
{
    return values_of(t, s, NULL) * 2 >= t->values && t->values > 0;
}

static bool
begins_lower(const char *text)
{
    return g_unichar_islower(g_utf8_get_char(text));
}

/* Does a line that ends like this want another? */
static bool
is_open(const char *text)
{
    static const char *const words[] = { "and", "or",   "of", "the", "in", "for",
                                         "to",  "with", "by", "a",   "an", "at",
                                         "on",  "from", "&",  "per", NULL };
    const gsize n = strlen(text);

    return n > 0 && (strchr("-,/(", text[n - 1]) != NULL || g_strv_contains(words, text));
}

/* Is this word code among prose? */
static bool
is_code(const Body *t, const Word *word)
{
    return t->mixed && page_style(t->strips->page, word->style)->fixed;
}

static bool
is_mixed(const Strips *strips)
{
    guint fixed = 0;

    for (guint i = 0; i < strips->words->len; i++) {
        const Word *word = page_word(strips->page, g_array_index(strips->words, guint, i));
        fixed += page_style(strips->page, word->style)->fixed;
    }
    return fixed > 0 && fixed * 2 < strips->words->len;
}

/* Is @below the next line of the text that @above is a line of? */
static bool
continues(const Body *t, const Piece *above, const Piece *below, bool strict)
{
    const Word *last = strip_word(t->strips, above, above->n - 1);
    const Word *next = strip_word(t->strips, below, 0);
    const double limit = g_array_index(t->alleys->inner, double, 2 * above->col0 + 1);
    const double space = 0.25 * t->strips->em;

    if (is_open(last->text))
        return true;
    if (above->data && below->data)
        return false;
    /* Code is not broken over lines as prose is: where it follows code it is another piece. */
    if (is_code(t, last) && is_code(t, next))
        return false;
    /* A bracket goes with what it explains. */
    if (begins_lower(next->text) || (*next->text == '(' && !below->data && !above->data))
        return true;
    if (strict || below->data || above->bold != below->bold)
        return false;
    /* Labels hang: only the first line of one begins further left than the line above. */
    if (above->col0 == 0 && below->bbox.x0 < above->bbox.x0 - 0.4 * t->strips->em)
        return false;
    /* Where the column holds nothing longer, the line above may be full for no reason. */
    return above->bbox.x1 + space + bbox_width(next->bbox) > limit + 1 && above->n > 1;
}

/* The lowest piece of column @col in strips [@from, @before). */
static const Piece *
lowest(const Body *t, guint from, guint before, gint col)
{
    for (guint s = before; s-- > from;) {
        const Strip *strip = strip_at(t->strips, s);
        for (guint k = 0; k < strip->n; k++) {
            const Piece *piece = strip_piece(t->strips, strip->first + k);
            if (piece->col0 <= col && piece->col1 >= col)
                return piece;
        }
    }
    return NULL;
}

/* Are there several rows between two rules, in most places? Each has its numbers, or a label
 * that is not the next line of the one above. */
static bool
bands_hold_rows(const Body *t)
{
    guint bands = 1, rows = 0;
    bool had_data = false;
    guint from = t->first;

    for (guint s = t->first; s < t->end; s++) {
        bool data = false;
        const bool numbers = values_of(t, s, &data) > 0 && data && is_anchor(t, s);

        if (s > t->first && rule_between(t, s - 1, s)) {
            bands++;
            had_data = false;
            from = s;
        }
        const Piece *first = strip_piece(t->strips, strip_at(t->strips, s)->first);
        const Piece *above = first->col0 == 0 ? lowest(t, from, s, 0) : NULL;
        rows += (numbers && had_data) || (above != NULL && !continues(t, above, first, false));
        had_data = had_data || numbers;
    }
    return rows * 3 > bands;
}

static double
middle_of(GArray *values, double share, double otherwise)
{
    if (values->len == 0)
        return otherwise;
    g_array_sort(values, compare_doubles);
    return g_array_index(values, double, (guint)((values->len - 1) * share));
}

static void
measure(Body *t)
{
    g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(double));
    guint rules = 0;

    for (guint s = t->first; s < t->end; s++) {
        const double n = values_of(t, s, NULL);
        if (n > 0)
            g_array_append_val(counts, n);
    }
    t->values = middle_of(counts, 0.5, 0);
    for (guint s = t->first; s + 1 < t->end; s++) {
        const double step = distance(t, s, s + 1);

        if (step > 0.75 * t->strips->em)
            g_array_append_val(steps, step);
        if (is_anchor(t, s) && is_anchor(t, s + 1) && step > 0.75 * t->strips->em)
            g_array_append_val(rows, step);
        rules += rule_between(t, s, s + 1);
    }
    t->mixed = is_mixed(t->strips);
    t->lead = middle_of(steps, 0.1, 1.2 * t->strips->em);
    t->pitch = middle_of(rows, 0.5, t->lead);
    t->spaced = t->pitch > 1.2 * t->lead;
    t->row_ruled = rules >= 2 && t->end - t->first <= MAX_BAND * (rules + 1) && !bands_hold_rows(t);
}

/* Does every piece of strip @s continue one of the row that began at @from? */
static bool
all_continue(const Body *t, guint from, guint s, bool strict)
{
    const Strip *strip = strip_at(t->strips, s);
    guint n = 0;

    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(t->strips, strip->first + k);
        const Piece *above = lowest(t, from, s, piece->col0);

        if (above == NULL)
            continue;
        n++;
        if (!continues(t, above, piece, strict))
            return false;
    }
    return n > 0;
}

static bool
row_has_anchor(const Body *t, guint from, guint s, bool *data)
{
    for (guint k = from; k < s; k++)
        if (is_anchor(t, k)) {
            values_of(t, k, data);
            return true;
        }
    return false;
}

static bool
shares_column(const Body *t, guint from, guint s)
{
    const Strip *strip = strip_at(t->strips, s);

    for (guint k = 0; k < strip->n; k++)
        if (lowest(t, from, s, strip_piece(t->strips, strip->first + k)->col0) != NULL)
            return true;
    return false;
}

static bool
is_stub_only(const Body *t, guint s)
{
    const Strip *strip = strip_at(t->strips, s);

    return strip->n == 1 && strip_piece(t->strips, strip->first)->col0 == 0;
}

/* Does the strip fill every column, with a label that is not plainly the rest of one? */
static bool
is_whole_row(const Body *t, guint from, guint s)
{
    const guint n = alley_n_cols(t->alleys);
    const Strip *strip = strip_at(t->strips, s);
    const Piece *first = strip_piece(t->strips, strip->first);
    const Piece *above = lowest(t, from, s, 0);

    return n > 2 && strip->n >= n && strip_at(t->strips, from)->n >= n && first->col0 == 0 &&
           values_of(t, s, NULL) + 1 >= n && above != NULL && !continues(t, above, first, true);
}

/* Text beside an empty label, in some of the columns that the row fills, is more of the row. */
static bool
is_more_text(const Body *t, guint from, guint s)
{
    const Strip *strip = strip_at(t->strips, s);
    const guint n = alley_n_cols(t->alleys);

    if (n < 3 || strip->n + 1 >= n || lowest(t, from, s, 0) == NULL)
        return false;
    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(t->strips, strip->first + k);
        const Piece *above = lowest(t, s - 1, s, piece->col0);

        if (piece->col0 == 0 || piece->data || above == NULL || above->data || above->n < 2)
            return false;
    }
    return true;
}

static bool
goes_on(const Body *t, guint from, guint s)
{
    const double step = distance(t, s - 1, s);
    bool data = false, row_data = false;
    const bool anchor = values_of(t, s, &data) * 2 >= t->values && t->values > 0;
    const bool has_anchor = row_has_anchor(t, from, s, &row_data);

    if (rule_between(t, s - 1, s))
        return false;
    if (step < 0.75 * strip_at(t->strips, s)->size && !(anchor && has_anchor))
        return true;
    /* The first line of a label whose values stand between its lines. */
    if (!anchor && s + 1 < t->end && is_anchor(t, s + 1) && !rule_between(t, s, s + 1) &&
        distance(t, s, s + 1) < 0.75 * MIN(step, strip_at(t->strips, s)->size))
        return false;
    /* Rows of numbers have one set each. */
    if (anchor && has_anchor && data && row_data)
        return false;
    if (t->row_ruled)
        return true;
    if (is_whole_row(t, from, s))
        return false;
    if (t->spaced && step < 0.85 * t->pitch)
        return step < 1.15 * t->lead || !shares_column(t, from, s) ||
               all_continue(t, from, s, false);
    if (step > 1.3 * t->lead)
        return false;
    if (is_more_text(t, from, s))
        return true;
    if (anchor && !has_anchor) {
        /* Values on the last line of a label, or the first row under a section. */
        return is_stub_only(t, s - 1) && shares_column(t, from, s) &&
               all_continue(t, from, s, true);
    }
    return all_continue(t, from, s, false);
}

GArray *
row_find(const Strips *strips, const Alleys *alleys, guint first, guint end)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(guint));
    Body t = { .strips = strips, .alleys = alleys, .first = first, .end = end };
    guint row = 0, from = first;

    measure(&t);
    for (guint s = first; s < end; s++) {
        if (s > first && !goes_on(&t, from, s)) {
            row++;
            from = s;
        }
        g_array_append_val(rows, row);
    }
    return rows;
}
