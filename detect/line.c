/* detect/line.c - from words to fragments, and from fragments to lines
 *
 * Words are taken from left to right; each joins the open fragment whose right
 * end it follows on the same baseline, or opens one of its own:
 *
 *      Words  are |taken| from       gap > WORD_GAP em: another fragment
 *      [---fragment---]      [frag]
 *
 * Fragments that fell behind by more than a gap are closed, so a page of many
 * words costs words times lines, not words squared.
 */
#include "detect/line.h"

#include "detect/gutter.h"

#include <math.h>
#include <string.h>

#define WORD_GAP 0.75       /* em: justified word spaces stay below, gutters start at about 1 */
#define CODE_GAP 1.15       /* em: a space, and the padding of the box around inline code */
#define BASELINE_SLACK 0.25 /* em: estimated baselines of mixed fonts differ by up to 0.15 */
#define SCRIPT_SIZE                                                                                \
    0.87                  /* of the line's size: what is larger is no script (browsers: 0.83) ...  \
                           */
#define SCRIPT_MIN 0.5    /* ... and what is smaller is text beside a drop cap */
#define SCRIPT_GAP 0.4    /* em: a script touches what it belongs to */
#define DROP_CAP_SIZE 1.8 /* of the text: at least two lines tall */
#define PROSE_GAP 1.5     /* em: and wider than this between two */
#define ROW_SIZE 0.7      /* of the larger: type of other sizes, far apart, is no one line */
#define PROSE_WIDTH 12    /* em: long fragments, they are lines of two columns */
#define NOTE_SIZE 0.9     /* of the long line that it stands beside: a note in the margin */

static void
fragment_clear(gpointer data)
{
    g_clear_pointer(&((Fragment *)data)->words, g_array_unref);
}

static GArray *
fragments_new(void)
{
    GArray *fragments = g_array_new(FALSE, TRUE, sizeof(Fragment));

    g_array_set_clear_func(fragments, fragment_clear);
    return fragments;
}

static double
word_size(const Page *page, const Word *word)
{
    return MAX(1, page_style(page, word->style)->size);
}

static gint
compare_words(gconstpointer a, gconstpointer b, gpointer data)
{
    const Page *page = data;
    const guint i = *(const guint *)a, j = *(const guint *)b;
    const Bbox p = page_word(page, i)->bbox, q = page_word(page, j)->bbox;

    if (p.x0 != q.x0)
        return p.x0 < q.x0 ? -1 : 1;
    if (p.y0 != q.y0)
        return p.y0 < q.y0 ? -1 : 1;
    return i < j ? -1 : i > j;
}

static gint
compare_fragments(gconstpointer a, gconstpointer b)
{
    const Fragment *p = a, *q = b;

    if (p->baseline != q->baseline)
        return p->baseline < q->baseline ? -1 : 1;
    return p->bbox.x0 < q->bbox.x0 ? -1 : p->bbox.x0 > q->bbox.x0;
}

/* Does a word of this size stand on the line as a super- or subscript? */
static bool
is_script_of(Bbox word, double size, const Fragment *fragment)
{
    return size < SCRIPT_SIZE * fragment->size && size > SCRIPT_MIN * fragment->size &&
           bbox_overlap_y(word, fragment->bbox) >= 0.4 * bbox_height(word);
}

/* Is the word in type of fixed width and the fragment's last one not, or the other way round? */
static bool
is_mixed(const Page *page, const Fragment *fragment, const Word *word)
{
    const guint last = g_array_index(fragment->words, guint, fragment->words->len - 1);

    return page_style(page, page_word(page, last)->style)->fixed !=
           page_style(page, word->style)->fixed;
}

/* How well the word goes on where the fragment ends: the gap, or INFINITY. Most fragments are of
 * other lines: what tells that comes first. */
static double
follow_gap(const Page *page, const Fragment *fragment, const Word *word, double size)
{
    const double em = MAX(size, fragment->size), least = MIN(size, fragment->size);
    const double gap = word->bbox.x0 - fragment->bbox.x1;

    if (gap < -0.6 * em || least < SCRIPT_MIN * em)
        return INFINITY; /* overprinted, or beside a drop cap */
    if (fabs(word->baseline - fragment->baseline) <= BASELINE_SLACK * least)
        return gap <= (is_mixed(page, fragment, word) ? CODE_GAP : WORD_GAP) * em ? fabs(gap)
                                                                                  : INFINITY;
    if (gap > SCRIPT_GAP * em)
        return INFINITY;
    if (is_script_of(word->bbox, size, fragment))
        return fabs(gap);
    /* The other way round: the fragment so far is the raised mark before its note. */
    if (fragment->size < SCRIPT_SIZE * size && fragment->size > SCRIPT_MIN * size &&
        bbox_overlap_y(word->bbox, fragment->bbox) >= 0.4 * bbox_height(fragment->bbox))
        return fabs(gap);
    return INFINITY;
}

/* Does the word stand neither on the line nor beside it? Says so of most lines, in two comparisons
 * of four. */
static inline bool
is_elsewhere(const Fragment *fragment, const Word *word, double size)
{
    return (word->bbox.y1 < fragment->bbox.y0 || word->bbox.y0 > fragment->bbox.y1) &&
           fabs(word->baseline - fragment->baseline) > BASELINE_SLACK * size;
}

static void
fragment_add(Fragment *fragment, const Page *page, guint index)
{
    const Word *word = page_word(page, index);
    const double size = word_size(page, word);
    const double width = bbox_width(fragment->bbox), added = bbox_width(word->bbox);
    const bool fixed = page_style(page, word->style)->fixed;

    if (fragment->words->len == 0) {
        fragment->bbox = word->bbox;
        fragment->baseline = word->baseline;
        fragment->size = size;
        fragment->fixed = fixed;
    } else {
        fragment->fixed =
            (fragment->fixed * width + (fixed ? added : 0)) / MAX(1e-6, width + added);
        if (size < SCRIPT_SIZE * fragment->size) {
            fragment->bbox.x1 = MAX(fragment->bbox.x1, word->bbox.x1);
        } else if (fragment->size < SCRIPT_SIZE * size) {
            fragment->bbox.x1 = MAX(fragment->bbox.x1, word->bbox.x1);
            fragment->bbox.y0 = word->bbox.y0;
            fragment->bbox.y1 = word->bbox.y1;
            fragment->baseline = word->baseline;
            fragment->size = size;
        } else {
            fragment->bbox = bbox_union(fragment->bbox, word->bbox);
        }
    }
    g_array_append_val(fragment->words, index);
}

static guint *
words_by_x(const Page *page, const bool *taken, guint *n)
{
    guint *order = g_new(guint, page->words->len + 1);

    *n = 0;
    for (guint i = 0; i < page->words->len; i++) {
        if (page_word(page, i)->rotation == 0 && (taken == NULL || !taken[i]))
            order[(*n)++] = i;
    }
    g_qsort_with_data(order, (gint)*n, sizeof(guint), compare_words, (gpointer)page);
    return order;
}

/* A drop cap, one letter as tall as two or more lines, begins the line at its top right. */
static void
attach_drop_caps(GArray *fragments, const Page *page)
{
    for (guint i = fragments->len; i-- > 0;) {
        const Fragment *cap = &g_array_index(fragments, Fragment, i);
        Fragment *first = NULL;

        if (cap->words->len != 1)
            continue;
        const guint index = g_array_index(cap->words, guint, 0);
        if (!g_unichar_isupper(g_utf8_get_char(page_word(page, index)->text)) ||
            g_utf8_strlen(page_word(page, index)->text, -1) != 1)
            continue;
        for (guint j = 0; j < fragments->len; j++) {
            Fragment *other = &g_array_index(fragments, Fragment, j);
            const double gap = other->bbox.x0 - cap->bbox.x1;

            if (j != i && cap->size > DROP_CAP_SIZE * other->size && fabs(gap) < other->size &&
                other->holder == cap->holder && other->baseline < cap->baseline + 1 &&
                bbox_mid_y(other->bbox) > cap->bbox.y0 &&
                (first == NULL || other->baseline < first->baseline))
                first = other;
        }
        if (first == NULL)
            continue;
        g_array_prepend_val(first->words, index);
        first->bbox.x0 = cap->bbox.x0;
        g_array_remove_index(fragments, i);
    }
}

GArray *
line_fragments(const Page *page, const bool *taken, const gint *holders)
{
    g_autoptr(GArray) fragments = fragments_new();
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint));
    guint n;
    g_autofree guint *order = words_by_x(page, taken, &n);

    for (guint k = 0; k < n; k++) {
        const Word *word = page_word(page, order[k]);
        const double size = word_size(page, word);
        const gint holder = holders != NULL ? holders[order[k]] : -1;
        gint best = -1;
        double best_gap = INFINITY;

        for (guint o = 0; o < open->len;) {
            const guint at = g_array_index(open, guint, o);
            const Fragment *fragment = &g_array_index(fragments, Fragment, at);

            if (word->bbox.x0 - fragment->bbox.x1 > 2 * MAX(fragment->size, size)) {
                g_array_remove_index_fast(open, o);
                continue;
            }
            o++;
            if (fragment->holder != holder || is_elsewhere(fragment, word, size))
                continue;
            const double gap = follow_gap(page, fragment, word, size);
            if (gap < best_gap || (gap == best_gap && best >= 0 && at < (guint)best)) {
                best = (gint)at;
                best_gap = gap;
            }
        }
        if (best < 0) {
            Fragment added = { .holder = holder };

            added.words = g_array_new(FALSE, FALSE, sizeof(guint));
            best = (gint)fragments->len;
            g_array_append_val(fragments, added);
            g_array_append_val(open, best);
        }
        fragment_add(&g_array_index(fragments, Fragment, best), page, order[k]);
    }
    g_array_sort(fragments, compare_fragments);
    attach_drop_caps(fragments, page);
    return g_steal_pointer(&fragments);
}

static bool
gutter_between(const GArray *gutters, const Fragment *left, const Fragment *right)
{
    const double mid = left->bbox.x1, end = right->bbox.x0;

    for (guint i = 0; i < gutters->len; i++) {
        const Bbox g = g_array_index(gutters, Gutter, i).bbox;

        if (bbox_mid_x(g) >= mid - 1 && bbox_mid_x(g) <= end + 1 &&
            (bbox_overlap_y(g, left->bbox) > 0 || bbox_overlap_y(g, right->bbox) > 0))
            return true;
    }
    return false;
}

/* May these stand on one line, @left ending before @right begins? */
static bool
are_one_line(const Fragment *left, const Fragment *right, const GArray *gutters)
{
    const double em = MAX(left->size, right->size);
    const double gap = right->bbox.x0 - left->bbox.x1;
    const double limit = PROSE_WIDTH * em;

    if (left->holder != right->holder || gap < -0.6 * em)
        return false;
    if (gap > PROSE_GAP * em && MIN(left->size, right->size) < ROW_SIZE * em)
        return false;
    if (fabs(left->baseline - right->baseline) > BASELINE_SLACK * MIN(left->size, right->size) &&
        !(gap < WORD_GAP * em && (is_script_of(right->bbox, right->size, left) ||
                                  is_script_of(left->bbox, left->size, right))))
        return false;
    if (gap > PROSE_GAP * em && bbox_width(left->bbox) > limit &&
        right->size < NOTE_SIZE * left->size)
        return false;
    if (gap > PROSE_GAP * em && bbox_width(left->bbox) > limit && bbox_width(right->bbox) > limit &&
        left->fixed < 0.5)
        return false;
    return !gutter_between(gutters, left, right);
}

static void
fragment_merge(Fragment *line, const Fragment *next)
{
    const double a = bbox_width(line->bbox), b = bbox_width(next->bbox);

    line->fixed = (line->fixed * a + next->fixed * b) / MAX(1e-6, a + b);
    if (next->size > line->size / SCRIPT_SIZE) {
        line->bbox.y0 = next->bbox.y0;
        line->bbox.y1 = next->bbox.y1;
        line->baseline = next->baseline;
        line->size = next->size;
    } else if (next->size >= SCRIPT_SIZE * line->size) {
        line->bbox = bbox_union(line->bbox, next->bbox);
        if (b > a) {
            line->size = next->size;
            line->baseline = next->baseline;
        }
    }
    line->bbox.x1 = MAX(line->bbox.x1, next->bbox.x1);
    g_array_append_vals(line->words, next->words->data, next->words->len);
}

static gint
compare_left(gconstpointer a, gconstpointer b)
{
    const Fragment *p = *(Fragment *const *)a, *q = *(Fragment *const *)b;

    if (p->bbox.x0 != q->bbox.x0)
        return p->bbox.x0 < q->bbox.x0 ? -1 : 1;
    return p->baseline < q->baseline ? -1 : p->baseline > q->baseline;
}

GArray *
line_join(const GArray *fragments, const GArray *gutters)
{
    g_autoptr(GArray) lines = fragments_new();
    g_autofree const Fragment **order = g_new(const Fragment *, fragments->len + 1);

    for (guint i = 0; i < fragments->len; i++)
        order[i] = &g_array_index(fragments, Fragment, i);
    qsort(order, fragments->len, sizeof(*order), compare_left);

    for (guint i = 0; i < fragments->len; i++) {
        Fragment *best = NULL;

        for (guint l = 0; l < lines->len; l++) {
            Fragment *line = &g_array_index(lines, Fragment, l);

            if (are_one_line(line, order[i], gutters) &&
                (best == NULL || line->bbox.x1 > best->bbox.x1))
                best = line;
        }
        if (best != NULL) {
            fragment_merge(best, order[i]);
            continue;
        }
        Fragment added = *order[i];
        added.words = g_array_copy(added.words);
        g_array_append_val(lines, added);
    }
    g_array_sort(lines, compare_fragments);
    return g_steal_pointer(&lines);
}
