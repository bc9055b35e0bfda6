/* detect/rank.c - levels of headings, from how they are set and numbered
 *
 * Larger type stands above smaller. Of styles of one size, what is meant to be
 * above differs: some set capitals above bold, some bold above italics, and
 * some the other way round. But a section comes before its first subsection:
 *
 *     CAPITALS     comes first
 *     Bold         is inside
 *     CAPITALS
 *
 * A style that is there only once may be anything (a title, a name); where
 * there are such, bold counts as above light, capitals as above small letters.
 */
#include "detect/rank.h"

#include "detect/contents.h"
#include "detect/phrase.h"

#include <math.h>
#include <stdlib.h>

static bool
same_style(const HeadingStyle *style, const Candidate *candidate)
{
    return fabs(style->size - candidate->size) < RANK_SIZE_SLACK &&
           style->bold == candidate->bold && style->caps == candidate->caps &&
           style->italic == candidate->italic;
}

static gint
compare_styles(gconstpointer a, gconstpointer b)
{
    const HeadingStyle *m = a, *n = b;

    if (fabs(m->size - n->size) >= RANK_SIZE_SLACK)
        return m->size > n->size ? -1 : 1;
    if (m->bold != n->bold)
        return m->bold ? -1 : 1;
    if (m->caps != n->caps)
        return m->caps ? -1 : 1;
    if (m->italic != n->italic)
        return m->italic ? 1 : -1;
    return m->size != n->size ? (m->size > n->size ? -1 : 1) : 0;
}

static gint
compare_first(gconstpointer a, gconstpointer b)
{
    const HeadingStyle *m = a, *n = b;

    return m->first < n->first ? -1 : m->first > n->first;
}

/* Puts styles of one size in the order in which they come, where each comes more than once. */
static void
order_by_place(GArray *styles)
{
    for (guint from = 0, to; from < styles->len; from = to) {
        HeadingStyle *style = &g_array_index(styles, HeadingStyle, from);
        bool often = style->count > 1;

        for (to = from + 1; to < styles->len; to++) {
            const HeadingStyle *next = &g_array_index(styles, HeadingStyle, to);

            if (style->size - next->size >= RANK_SIZE_SLACK)
                break;
            often = often && next->count > 1;
        }
        if (often)
            qsort(style, to - from, sizeof(HeadingStyle), compare_first);
    }
}

HeadingStyle
rank_style(const Candidate *candidate)
{
    return (HeadingStyle){ .size = candidate->size,
                           .bold = candidate->bold,
                           .caps = candidate->caps,
                           .italic = candidate->italic,
                           .color = candidate->color };
}

HeadingStyle *
rank_find(const GArray *styles, const Candidate *candidate)
{
    for (guint i = 0; i < styles->len; i++)
        if (same_style(&g_array_index(styles, HeadingStyle, i), candidate))
            return &g_array_index(styles, HeadingStyle, i);
    return NULL;
}

/* Does the number of a chapter stand alone, right above its title? */
static bool
is_label_of(const Candidate *label, const Candidate *title)
{
    return title->page == label->page && title->first == label->first + label->n &&
           (phrase_is_label(label->text) || phrase_number(label->text) > 0);
}

/* The styles of @headings, ranked. Those of labels and of the title over printed contents, which
 * are often set like nothing else, have no rank. */
static GArray *
rank_styles(const GPtrArray *headings)
{
    GArray *styles = g_array_new(FALSE, TRUE, sizeof(HeadingStyle));

    for (guint i = 0; i < headings->len; i++) {
        const Candidate *heading = g_ptr_array_index(headings, i);
        HeadingStyle *style = rank_find(styles, heading);

        if (contents_is_title(heading->text) ||
            (i + 1 < headings->len && is_label_of(heading, g_ptr_array_index(headings, i + 1))))
            continue;
        if (style == NULL) {
            const HeadingStyle added = rank_style(heading);

            g_array_append_val(styles, added);
            style = &g_array_index(styles, HeadingStyle, styles->len - 1);
            style->first = i;
        }
        style->count++;
        style->numbers[MIN(heading->number, RANK_MAX_LEVEL)]++;
    }
    g_array_sort(styles, compare_styles);
    order_by_place(styles);
    for (guint i = 0; i < styles->len; i++)
        g_array_index(styles, HeadingStyle, i).level = MIN(i + 1, RANK_MAX_LEVEL);
    return styles;
}

/* The level of headings with section numbers of depth 1: that which most numbers agree on. */
static guint
number_base(const GArray *styles)
{
    guint base = 0, most = 0;

    for (guint i = 0; i < styles->len; i++) {
        const HeadingStyle *style = &g_array_index(styles, HeadingStyle, i);

        for (guint d = 1; d <= RANK_MAX_LEVEL; d++)
            if (style->numbers[d] > most) {
                most = style->numbers[d];
                base = style->level > d - 1 ? style->level - (d - 1) : 1;
            }
    }
    return base;
}

/* Ranks the styles of @headings and gives each heading its level. */
void
rank_headings(const GPtrArray *headings, MarkTable *marks)
{
    g_autoptr(GArray) styles = rank_styles(headings);
    const guint base = number_base(styles);
    guint below = 1; /* level of the heading after this one */

    for (guint i = headings->len; i-- > 0;) {
        const Candidate *heading = g_ptr_array_index(headings, i);
        const Candidate *next = i + 1 < headings->len ? g_ptr_array_index(headings, i + 1) : NULL;
        const HeadingStyle *style = rank_find(styles, heading);
        guint level = style != NULL ? style->level : 1;

        if (next != NULL && is_label_of(heading, next))
            level = below;
        else if (heading->number > 0 && base > 0)
            level = base + heading->number - 1;
        else if (contents_is_title(heading->text))
            level = 1;
        below = CLAMP(level, 1, RANK_MAX_LEVEL);
        candidate_mark(heading, marks, below);
    }
}
