/* detect/row.c - the rows of a table: which text lines are one row
 *
 * A text line is not a row. Labels wrap, their values stand on the first
 * line, the last or between two; cells hold paragraphs. So all ways to part
 * the strips into rows are weighed against each other, by what is odd about
 * each row and each border between two, and the least odd one is taken:
 *
 *     Repairs to the                  joined: the label goes on in lower case
 *       northern pier         310     parted: a label stands without values, and
 *     Oil                     122             values stand without a label
 *
 *   in a row    two numbers in one column, a line that would have fitted on
 *               the one above it, lines further apart than those of a cell
 *   a row       without label or without values; cells that are not level
 *               at the top, or the foot, or the middle
 *   a border    through words that go on below it, between lines closer than
 *               rows are, where most rows have a rule and here is none
 *
 * A table sets its cells level in one way, so the weighing is done three
 * times, and the best of the three is it. That is what tells a section over a
 * row from a label of two lines with its values on the second: elsewhere in the
 * table labels end below their values, or begin above them. A rule over the
 * whole width parts rows in any case.
 *
 * Costs are by tenths of what a second number in one cell costs; results hardly
 * change when one of them is a half more or less.
 */
#include "detect/row.h"

#include "detect/wrap.h"

#include <math.h>
#include <string.h>

/* Of the table's width: a rule this long parts rows, a shorter one underlines. */
#define RULE_SHARE 0.6

/* Of the distance of lines in a cell: where no column has a line within so much, a row ends. */
#define ROW_GAP 1.25

/* Lines of one row: more are no cell of a table. */
#define MAX_ROW_LINES 80

/* Of an em: baselines closer than this are of lines beside each other. */
#define MIN_STEP 0.75

/* A section has rows under it: where more than one row in so many is a label alone, these are
 * lines of labels, and such a row costs more. */
#define SECTION_ROWS 3
#define RARE_SECTION 1.6

/* Of a column: so few say nothing on how its entries begin. */
#define MIN_ENTRIES 4
#define MIN_CODED 3 /* where some are code */

typedef struct {
    const Strips *strips;
    const Alleys *alleys;
    guint first, end;
    double lead;         /* points from baseline to baseline where lines stand closest */
    double pitch;        /* the same from row to row, of rows of one line */
    bool *data;          /* of each column: does it hold numbers? */
    bool *ruled;         /* of each strip from @first: is there a rule between it and the next? */
    WrapColumn *columns; /* for wrap_of() */
    double section;      /* what a row costs that is a label alone */
    bool labelled;       /* most lines with values have a label */
    guint rules;         /* how many of @ruled */
    bool row_ruled;      /* most rows have a rule under them */
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
find_rule(const Body *t, guint s)
{
    const Bbox above = strip_at(t->strips, s)->bbox, below = strip_at(t->strips, s + 1)->bbox;

    return row_ruled(t->strips, bbox_mid_y(above), bbox_mid_y(below), left(t), right(t)) >
           RULE_SHARE * (right(t) - left(t));
}

/* Is there a rule between strip @s and the one above it? */
static bool
is_ruled(const Body *t, guint s)
{
    return t->ruled[s - 1 - t->first];
}

static Wrap
wrap(const Body *t, const Piece *above, const Piece *below)
{
    return wrap_of(t->strips, above, below, &t->columns[below->col0]);
}

static double
distance(const Body *t, guint a, guint b)
{
    return strip_at(t->strips, b)->baseline - strip_at(t->strips, a)->baseline;
}

static double
share_of(GArray *values, double share, double otherwise)
{
    if (values->len == 0)
        return otherwise;
    g_array_sort(values, compare_doubles);
    return g_array_index(values, double, (guint)((values->len - 1) * share));
}

/* Are some words in fixed-width type, but not most? */
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

static bool
begins_capital(const Strips *strips, const Piece *piece)
{
    const Word *word = strip_word(strips, piece, 0);

    return !page_style(strips->page, word->style)->fixed &&
           g_unichar_isupper(g_utf8_get_char(word->text));
}

/* What is counted of a column to know it. */
typedef struct {
    guint lines, numbers, lower, capital;
    guint entries, small; /* lines beside the beginning of a label; of these, in lower case */
} Count;

/* Which columns hold numbers or entries in lower case, and whether values have labels. */
static void
measure_columns(Body *t)
{
    const guint n = alley_n_cols(t->alleys);
    g_autofree Count *counts = g_new0(Count, n);
    const bool mixed = is_mixed(t->strips);
    guint labelled = 0, valued = 0;

    for (guint s = t->first; s < t->end; s++) {
        const Strip *strip = strip_at(t->strips, s);
        const Piece *label = strip_piece(t->strips, strip->first);
        const bool begins = label->col0 == 0 && !wrap_begins_lower(t->strips, label);

        for (guint k = 0; k < strip->n; k++) {
            const Piece *piece = strip_piece(t->strips, strip->first + k);
            Count *count = &counts[piece->col0];

            count->lines++;
            count->numbers += piece->data;
            count->lower += wrap_begins_lower(t->strips, piece);
            count->capital += begins_capital(t->strips, piece);
            count->entries += begins;
            count->small += begins && wrap_begins_lower(t->strips, piece);
        }
        if (strip->n > 1 || label->col0 > 0) {
            valued++;
            labelled += label->col0 == 0;
        }
    }
    for (guint c = 0; c < n; c++) {
        t->data[c] = counts[c].numbers * 2 > counts[c].lines;
        t->columns[c].small =
            counts[c].entries >= MIN_ENTRIES && counts[c].small * 3 > counts[c].entries * 2;
        /* Wrapped entries begin in some other way: where all lines begin so, it says nothing. */
        if (counts[c].lines >= MIN_ENTRIES && counts[c].lower * 10 >= counts[c].lines * 9)
            t->columns[c].small = true;
        /* Nor where those beside labels begin so, or with code, which has no capitals. */
        if (c > 0 && mixed && counts[c].capital == 0 && counts[c].entries >= MIN_CODED)
            t->columns[c].small = true;
        t->columns[c].right = g_array_index(t->alleys->inner, double, 2 * c + 1);
        t->columns[c].label = c == 0;
        t->columns[c].mixed = mixed;
    }
    t->labelled = labelled * 2 > valued;
}

/* Has the strip a line in column @col, and a number in one that holds numbers? */
static bool
look_at(const Body *t, guint s, guint col, bool *number)
{
    const Strip *strip = strip_at(t->strips, s);
    bool line = false;

    *number = false;
    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(t->strips, strip->first + k);

        line = line || piece->col0 == (gint)col;
        *number = *number || (t->data[piece->col0] && piece->data);
    }
    return line;
}

/* Adds the distances of lines that follow each other in column @col to @steps, and the widest of
 * them between two numbers, where a row must end, to @cuts. */
static void
measure_steps(const Body *t, guint col, GArray *steps, GArray *cuts)
{
    const double least = MIN_STEP * t->strips->em;
    gint line = -1, number = -1;
    double widest = 0;

    for (guint s = t->first; s < t->end; s++) {
        bool has_number;
        const bool has_line = look_at(t, s, col, &has_number);

        if (has_line && line >= 0) {
            const double step = distance(t, (guint)line, s);
            if (step > least)
                g_array_append_val(steps, step);
            widest = MAX(widest, step);
        }
        if (has_number) {
            if (number >= 0 && widest > least)
                g_array_append_val(cuts, widest);
            number = (gint)s;
            widest = 0;
        }
        line = has_line ? (gint)s : line;
    }
}

static void
measure(Body *t)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) cuts = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint s = t->first; s + 1 < t->end; s++) {
        const double step = distance(t, s, s + 1);

        if (step > MIN_STEP * t->strips->em)
            g_array_append_val(all, step);
        t->ruled[s - t->first] = find_rule(t, s);
        t->rules += t->ruled[s - t->first];
    }
    measure_columns(t);
    for (guint c = 0; c < alley_n_cols(t->alleys); c++)
        if (!t->data[c])
            measure_steps(t, c, steps, cuts);
    t->lead = share_of(steps, 0.1, share_of(all, 0.1, 1.2 * t->strips->em));
    t->pitch = share_of(cuts, 0.25, t->lead);
}

/* One column of a row that is being put together. */
typedef struct {
    const Piece *last;  /* its lowest line, NULL for none */
    double top, bottom; /* baselines of its first and last line */
} Stack;

typedef enum { ALIGN_TOP, ALIGN_BOTTOM, ALIGN_MIDDLE, N_ALIGNS } Align;

static double
join_cost(const Body *t, const Piece *above, const Piece *below)
{
    const bool number = t->data[below->col0];

    if (number && above->data && below->data)
        return 6;
    switch (wrap(t, above, below)) {
    case WRAP_PLAINLY:
        return 0;
    case WRAP_PERHAPS:
        return number ? 3 : 0.5;
    case WRAP_HARDLY:
        return number ? 3 : 1.3;
    default:
        return number ? 3 : below->col0 == 0 ? 2.5 : 1.5;
    }
}

static double
part_cost(const Body *t, const Piece *above, const Piece *below)
{
    if (t->data[below->col0])
        return 0;
    switch (wrap(t, above, below)) {
    case WRAP_PLAINLY:
        return 2.5;
    case WRAP_PERHAPS:
        return 0.3;
    default:
        return 0;
    }
}

static double
join_spacing(const Body *t, double step)
{
    return CLAMP(10 * (step / t->lead - 1.08), 0, 5);
}

static double
part_spacing(const Body *t, double step)
{
    return CLAMP(10 * (0.95 - step / t->pitch), 0, 4);
}

/* What it costs to add strip @s to the row that @stacks hold. */
static double
grow_cost(const Body *t, const Stack *stacks, guint s)
{
    const Strip *strip = strip_at(t->strips, s);
    double cost = 0, spacing = 0;

    if (is_ruled(t, s))
        return 1000;
    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(t->strips, strip->first + k);
        const Stack *stack = &stacks[piece->col0];

        if (stack->last == NULL || stack->last->strip == s)
            continue;
        cost += join_cost(t, stack->last, piece);
        spacing = MAX(spacing, join_spacing(t, strip->baseline - stack->bottom));
    }
    return cost + (t->row_ruled ? 0 : spacing);
}

static bool
fills_all(const Body *t, guint s)
{
    const guint n = alley_n_cols(t->alleys);

    return n > 2 && strip_at(t->strips, s)->n >= n;
}

/* What it costs to begin a row with strip @s, below the one that @stacks hold. */
static double
begin_cost(const Body *t, const Stack *stacks, guint s, guint full)
{
    const Strip *strip = strip_at(t->strips, s);
    /* Where the line before filled every column, too, the label tells. */
    const bool whole = full > 0 && fills_all(t, s);
    double cost = 0, spacing = 0;

    if (is_ruled(t, s))
        return 0;
    if (distance(t, s - 1, s) < 0.75 * strip->size)
        cost += 8;
    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(t->strips, strip->first + k);
        const Stack *stack = &stacks[piece->col0];

        if (stack->last == NULL)
            continue;
        if (!whole || piece->col0 == 0)
            cost += part_cost(t, stack->last, piece);
        spacing = MAX(spacing, part_spacing(t, strip->baseline - stack->bottom));
    }
    return cost + spacing + (t->row_ruled ? 4 : 0);
}

/* What is odd about a row by itself, beside how its cells are set. */
static double
row_cost(const Body *t, const Stack *stacks, guint full)
{
    const guint n = alley_n_cols(t->alleys);
    guint values = 0;

    for (guint c = 1; c < n; c++)
        values += stacks[c].last != NULL;
    double cost = 0.2 + (full > 1 ? 2.5 * (full - 1) : 0);
    if (values == 0)
        cost += t->section;
    else if (stacks[0].last == NULL && t->labelled)
        cost += 2;
    return cost;
}

static double
align_cost(const Body *t, const Stack *stacks, Align align)
{
    const guint n = alley_n_cols(t->alleys);
    const double slack = 0.3 * t->strips->em;
    double top = G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
    guint off = 0;

    for (guint c = 0; c < n; c++)
        if (stacks[c].last != NULL) {
            top = MIN(top, stacks[c].top);
            bottom = MAX(bottom, stacks[c].bottom);
        }
    for (guint c = 0; c < n; c++) {
        const Stack *stack = &stacks[c];

        if (stack->last == NULL)
            continue;
        const double by = align == ALIGN_TOP      ? stack->top - top
                          : align == ALIGN_BOTTOM ? bottom - stack->bottom
                                                  : (stack->top + stack->bottom - top - bottom) / 2;
        off += fabs(by) > slack;
    }
    return MIN(1.2 * off, 4);
}

/* Rows that a strip may end, each with the least that all rows up to it cost. */
typedef struct {
    double cost;
    guint from; /* where the last row begins */
} Best;

static void
push(const Body *t, Stack *stacks, guint s)
{
    const Strip *strip = strip_at(t->strips, s);

    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(t->strips, strip->first + k);
        Stack *stack = &stacks[piece->col0];

        if (stack->last == NULL)
            stack->top = strip->baseline;
        stack->bottom = strip->baseline;
        stack->last = piece;
    }
}

static double
best_rows(const Body *t, Align align, Best *best)
{
    const guint n = t->end - t->first, cols = alley_n_cols(t->alleys);
    g_autofree Stack *stacks = g_new(Stack, cols);

    for (guint i = 0; i <= n; i++)
        best[i].cost = G_MAXDOUBLE;
    best[0].cost = 0;
    for (guint i = 0; i < n; i++) {
        double grown = 0;
        guint full = 0;

        memset(stacks, 0, cols * sizeof *stacks);
        for (guint j = i; j < n && j - i < MAX_ROW_LINES; j++) {
            const guint s = t->first + j;

            if (j > i)
                grown += grow_cost(t, stacks, s);
            if (grown > 500)
                break;
            push(t, stacks, s);
            full += fills_all(t, s);
            double cost =
                best[i].cost + grown + row_cost(t, stacks, full) + align_cost(t, stacks, align);
            if (j + 1 < n)
                cost += begin_cost(t, stacks, s + 1, full);
            if (cost < best[j + 1].cost)
                best[j + 1] = (Best){ cost, i };
        }
    }
    return best[n].cost;
}

/* The best of all ways to part the strips: the row of each, from 0. Returns how many rows. */
static guint
part(const Body *t, GArray *rows)
{
    const guint n = t->end - t->first;
    g_autofree Best *best = g_new(Best, n + 1);
    double least = G_MAXDOUBLE;

    for (Align align = 0; align < N_ALIGNS; align++) {
        const double cost = best_rows(t, align, best);

        if (cost >= least)
            continue;
        least = cost;
        memset(rows->data, 0, n * sizeof(guint));
        for (guint i = n; i > 0; i = best[i].from)
            g_array_index(rows, guint, best[i].from) = best[i].from > 0;
    }
    for (guint i = 1; i < n; i++)
        g_array_index(rows, guint, i) += g_array_index(rows, guint, i - 1);
    return g_array_index(rows, guint, n - 1) + 1;
}

/* Do the rules part all rows? Lines of one row are never further apart than in its longest cell. */
static bool
is_row_ruled(const Body *t)
{
    guint gaps = 0;

    for (guint s = t->first; s + 1 < t->end; s++)
        gaps += !t->ruled[s - t->first] && distance(t, s, s + 1) > ROW_GAP * t->lead;
    return t->rules >= 2 && gaps * 3 <= t->rules + 1;
}

/* Rows that are a label alone. */
static guint
count_sections(const Body *t, const GArray *rows)
{
    guint n = 0;
    bool alone = true;

    for (guint s = t->first; s < t->end; s++) {
        const guint row = g_array_index(rows, guint, s - t->first);
        const Strip *strip = strip_at(t->strips, s);

        alone = alone && strip->n == 1 && strip_piece(t->strips, strip->first)->col0 == 0;
        if (s + 1 == t->end || g_array_index(rows, guint, s + 1 - t->first) != row) {
            n += alone;
            alone = true;
        }
    }
    return n;
}

GArray *
row_find(const Strips *strips, const Alleys *alleys, guint first, guint end)
{
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(guint));
    if (first >= end)
        return rows;

    const guint n = end - first, cols = alley_n_cols(alleys);
    g_autofree bool *data = g_new0(bool, cols), *ruled = g_new0(bool, n);
    g_autofree WrapColumn *columns = g_new0(WrapColumn, cols);
    Body t = { .strips = strips,
               .alleys = alleys,
               .first = first,
               .end = end,
               .data = data,
               .ruled = ruled,
               .columns = columns,
               .section = 0.7 };

    measure(&t);
    g_array_set_size(rows, n);
    const guint bands = t.rules + 1;
    t.row_ruled = is_row_ruled(&t);
    guint parted = part(&t, rows);
    /* Not where many rows must begin without a rule all the same. */
    if (t.row_ruled && parted > bands + bands / 3) {
        t.row_ruled = false;
        parted = part(&t, rows);
    }
    if (count_sections(&t, rows) * SECTION_ROWS > parted) {
        t.section = RARE_SECTION;
        part(&t, rows);
    }
    return rows;
}
