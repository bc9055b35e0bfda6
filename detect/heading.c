/* detect/heading.c - which lines are headings, and their levels
 *
 * An outline that agrees with the pages decides (detect/outline.h). Then only
 * candidates set exactly like its headings are added: what a book leaves out
 * of its outline is set like what it has in it, or is no heading.
 *
 * An outline may also stop at the chapters: where it names only a part of what
 * is set like headings, the rest is added at the levels below.
 *
 * Without one, each candidate is judged by how it is set (detect/verdict.h).
 * The styles of those that remain are ranked: larger before smaller, bold
 * before light, capitals before small letters; a section number says its own
 * level.
 */
#include "detect/heading.h"

#include "detect/outline.h"
#include "detect/phrase.h"
#include "detect/rank.h"
#include "detect/verdict.h"

#include <math.h>
#include <string.h>

#define OUTLINE_AGREES 0.5 /* of its entries found: the others may be unnumbered or figures */
#define OUTLINE_COVERS 0.5 /* of the headings by look; below, it has a part of them only */
#define MIN_HEADINGS 5     /* by look: of fewer, some may be chance */
#define KICKER_STEP 1.15   /* of its size: the title under it is larger, beyond rounding */
#define KICKER_GAP 2.2     /* of the title's size, between baselines */
#define MIN_BOOK 8         /* pages: shorter ones have their title above the text */
#define MAX_TITLE_PAGE 120 /* words beside titles: a notice of rights, an address */

/* The styles of the headings marked so far, each with its deepest level. */
static GArray *
styles_of_marked(const Document *document, const MarkTable *marks)
{
    GArray *styles = g_array_new(FALSE, TRUE, sizeof(HeadingStyle));

    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = mark_page(document, p);

        for (guint l = 0; l < page->lines->len; l++) {
            const Mark *mark = mark_at(marks, p, l);
            Candidate one = { .page = p, .first = l, .n = 1 };

            if (mark->kind != MARK_HEADING || mark->continues)
                continue;
            candidate_measure(page, &one);

            HeadingStyle *style = rank_find(styles, &one);
            if (style == NULL) {
                HeadingStyle added = rank_style(&one);

                added.level = mark->level;
                g_array_append_val(styles, added);
            } else {
                style->level = MAX(style->level, mark->level);
            }
            candidate_clear(&one);
        }
    }
    return styles;
}

/* Is it the title of the document? No outline has it, and no heading is as large. */
static bool
is_title(const Page *page, const Candidate *candidate, const GArray *styles,
         const VerdictBasis *basis)
{
    if (page->number != 1 || candidate->block->kind != BLOCK_HEADING ||
        !verdict_is_heading(page, candidate, basis))
        return false;
    for (guint i = 0; i < styles->len; i++)
        if (g_array_index(styles, HeadingStyle, i).size > candidate->size - RANK_SIZE_SLACK)
            return false;
    return true;
}

/* Adds what is set like the headings that the outline has. */
static void
add_by_style(const Document *document, MarkTable *marks)
{
    g_auto(VerdictBasis) basis = { 0 };
    g_autoptr(GArray) styles = styles_of_marked(document, marks);
    g_autoptr(GArray) candidates = candidate_find(document, marks);

    verdict_basis_init(&basis, document, marks);
    for (guint i = 0; i < candidates->len; i++) {
        const Candidate *candidate = &g_array_index(candidates, Candidate, i);
        const HeadingStyle *style = rank_find(styles, candidate);

        if (is_title(mark_page(document, candidate->page), candidate, styles, &basis))
            candidate_mark(candidate, marks, 1);
        if (style == NULL || style->color != candidate->color || verdict_is_never(candidate))
            continue;
        /* Bold lines in the body's size are as often labels: those must be offered as well. */
        if (verdict_is_heading(mark_page(document, candidate->page), candidate, &basis))
            candidate_mark(candidate, marks, style->level);
    }
}

/* No level is skipped on the way down; on the way up a heading finds its elders. */
static void
close_gaps(const Document *document, MarkTable *marks)
{
    guint stack[RANK_MAX_LEVEL + 1] = { 0 }, depth = 0;

    for (guint p = 0; p < document->pages->len; p++) {
        for (guint l = 0; l < mark_page(document, p)->lines->len; l++) {
            Mark *mark = mark_at(marks, p, l);

            if (mark->kind != MARK_HEADING)
                continue;
            if (!mark->continues) {
                while (depth > 0 && stack[depth - 1] >= mark->level)
                    depth--;
                if (depth < RANK_MAX_LEVEL)
                    stack[depth++] = mark->level;
            }
            mark->level = depth;
        }
    }
}

/* Is @line, which is no heading, a number in a heading's type? An outline has only the titles. */
static bool
is_loose_label(const Mark *mark, const Line *line, MarkBody body)
{
    return mark->kind == MARK_BODY && line->size >= VERDICT_LARGE * body.size;
}

#define SPELLED                                                                                    \
    "^((chapter|part) )?(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"          \
    "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"                               \
    "(twenty|thirty|forty|fifty)([ -](one|two|three|four|five|six|seven|eight|nine))?)$"

static bool
is_spelled_number(const char *text)
{
    static GRegex *spelled; /* to be made once takes as long as dozens of lines */

    if (spelled == NULL)
        spelled = g_regex_new(SPELLED, G_REGEX_CASELESS, 0, NULL);
    return g_regex_match(spelled, text, 0, NULL);
}

/* Is @text nothing but a number: "3", "Chapter 3", "Part II", or spelled out, "Twenty-one"? */
static bool
is_number(const char *text)
{
    return (*phrase_after_number(text) == '\0' && phrase_number_depth(text) > 0) ||
           is_spelled_number(text);
}

/* "Chapter 3" on a line, its title on the next: one heading, in a document of many pages. */
static void
join_labels(const Document *document, MarkTable *marks)
{
    const MarkBody body = mark_body(document, marks);

    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = mark_page(document, p);

        for (guint l = 0; l + 1 < page->lines->len; l++) {
            const Line *line = page_line(page, l);
            Mark *label = mark_at(marks, p, l);
            const Mark *title = mark_at(marks, p, l + 1);
            g_autofree char *text = phrase_line(page, line, 0);

            if (title->kind != MARK_HEADING || title->continues || !is_number(text))
                continue;
            if (is_loose_label(label, line, body))
                *label = (Mark){ MARK_HEADING, title->level, false };
            if (label->kind != MARK_HEADING)
                continue;
            /* One of the two may have its level by its look only. */
            label->level = MIN(label->level, title->level);
            for (guint k = l + 1; k < page->lines->len; k++) {
                Mark *mark = mark_at(marks, p, k);

                if (mark->kind != MARK_HEADING || (k > l + 1 && !mark->continues))
                    break;
                *mark = (Mark){ MARK_HEADING, label->level, true };
            }
        }
    }
}

/* Does @next, of the same page, go on the title @title below it, although other text was read
 * between? That stands beside the two:
 *
 *     Executive    The year was good,
 *     Summary      and the next will be.
 */
static bool
goes_on_below(const Page *page, const Candidate *title, const Candidate *next, MarkBody body)
{
    const guint end = title->first + title->n;
    const Line *last = page_line(page, end - 1), *first = page_line(page, next->first);
    const double step = first->baseline - last->baseline, size = MAX(title->size, next->size);

    if (next->first <= end || title->bold != next->bold ||
        MIN(title->size, next->size) < MAX(VERDICT_CHAPTER * body.size, 0.9 * size) ||
        fabs(first->bbox.x0 - last->bbox.x0) > 0.2 * size || step <= 0 ||
        step > VERDICT_BROKEN_STEP * size)
        return false;
    for (guint l = end; l < next->first; l++)
        if (bbox_overlap_x(page_line(page, l)->bbox, bbox_union(last->bbox, first->bbox)) > 0)
            return false;
    return true;
}

static void
join_broken(const Document *document, const GPtrArray *headings, MarkBody body, MarkTable *marks)
{
    for (guint i = 1; i < headings->len; i++) {
        const Candidate *title = g_ptr_array_index(headings, i - 1);
        const Candidate *next = g_ptr_array_index(headings, i);

        if (next->page != title->page ||
            !goes_on_below(mark_page(document, next->page), title, next, body))
            continue;
        const guint level = mark_at(marks, title->page, title->first)->level;
        for (guint l = 0; l < next->n; l++)
            *mark_at(marks, next->page, next->first + l) = (Mark){ MARK_HEADING, level, true };
    }
}

static void
forget_headings(const Document *document, MarkTable *marks)
{
    for (guint p = 0; p < document->pages->len; p++)
        for (guint l = 0; l < mark_page(document, p)->lines->len; l++)
            if (mark_at(marks, p, l)->kind == MARK_HEADING)
                *mark_at(marks, p, l) = (Mark){ MARK_BODY };
}

/* Words on the page that are not of a candidate. */
static guint
words_beside(const Page *page, guint p, const GPtrArray *headings)
{
    guint n = 0;

    for (guint l = 0; l < page->lines->len; l++)
        n += page_line(page, l)->n;
    for (guint i = 0; i < headings->len; i++) {
        const Candidate *heading = g_ptr_array_index(headings, i);

        if (heading->page == p)
            n -= MIN(n, heading->words);
    }
    return n;
}

/* A book opens with a page of its own for its title, in type that nothing else in it has: with
 * that ranked, chapters would be sections. The largest there is the title, the rest (author,
 * edition, publisher) are no headings. */
static void
set_title_page(const Document *document, GPtrArray *headings, MarkTable *marks)
{
    const Candidate *title = NULL;

    if (document->pages->len < MIN_BOOK || headings->len == 0 ||
        words_beside(mark_page(document, 0), 0, headings) > MAX_TITLE_PAGE)
        return;
    for (guint i = 0; i < headings->len; i++) {
        const Candidate *heading = g_ptr_array_index(headings, i);

        if (heading->page == 0 && (title == NULL || heading->size > title->size + RANK_SIZE_SLACK))
            title = heading;
    }
    if (title == NULL)
        return;
    for (guint i = headings->len; i-- > 0;)
        if (((const Candidate *)g_ptr_array_index(headings, i))->page == 0)
            g_ptr_array_remove_index(headings, i);
    candidate_mark(title, marks, 1);
}

/* Is @candidate a few words in smaller type right above the title @next? They name a series or a
 * part of the whole; a heading would have text under it, or smaller headings.
 *
 *     Annual Report
 *     A GOOD YEAR FOR BEETLES
 */
static bool
is_kicker(const Page *page, const Candidate *candidate, const Candidate *next)
{
    if (next->page != candidate->page || next->first != candidate->first + candidate->n ||
        next->size < KICKER_STEP * candidate->size || candidate->n > 1 || candidate->number > 0 ||
        phrase_number(candidate->text) > 0)
        return false;

    const Line *line = page_line(page, candidate->first), *title = page_line(page, next->first);
    const double step = title->baseline - line->baseline;

    return step > 0 && step < KICKER_GAP * next->size &&
           bbox_overlap_x(line->bbox, title->bbox) > 0;
}

static void
drop_kickers(const Document *document, GPtrArray *headings)
{
    for (guint i = headings->len; i-- > 1;) {
        const Candidate *candidate = g_ptr_array_index(headings, i - 1);

        if (is_kicker(mark_page(document, candidate->page), candidate,
                      g_ptr_array_index(headings, i)))
            g_ptr_array_remove_index(headings, i - 1);
    }
}

/* The candidates that are headings by how they are set. (transfer container) */
static GPtrArray *
find_by_look(const Document *document, const GArray *candidates, const VerdictBasis *basis)
{
    GPtrArray *headings = g_ptr_array_new();

    for (guint i = 0; i < candidates->len; i++) {
        Candidate *candidate = &g_array_index(candidates, Candidate, i);
        const Candidate *next = i + 1 < candidates->len ? candidate + 1 : NULL;

        if (verdict_is_heading(mark_page(document, candidate->page), candidate, basis) ||
            verdict_is_number(candidate, next, basis))
            g_ptr_array_add(headings, candidate);
    }
    drop_kickers(document, headings);
    return headings;
}

static bool
is_marked(const Candidate *heading, const MarkTable *marks)
{
    return mark_at(marks, heading->page, heading->first)->kind == MARK_HEADING;
}

/* Does the outline name only a part of what is set as a heading, the chapters of a book? */
static bool
is_shallow(const GPtrArray *headings, const MarkTable *marks)
{
    guint named = 0;

    for (guint i = 0; i < headings->len; i++)
        named += is_marked(g_ptr_array_index(headings, i), marks);
    return headings->len >= MIN_HEADINGS && named < OUTLINE_COVERS * headings->len;
}

/* How many levels the outline puts its headings below where their looks do, most of them. */
static gint
level_shift(const GPtrArray *headings, const MarkTable *looks, const MarkTable *marks)
{
    guint counts[2 * RANK_MAX_LEVEL + 1] = { 0 }, best = RANK_MAX_LEVEL;

    for (guint i = 0; i < headings->len; i++) {
        const Candidate *heading = g_ptr_array_index(headings, i);
        const guint look = mark_at(looks, heading->page, heading->first)->level;
        const guint named = mark_at(marks, heading->page, heading->first)->level;

        if (is_marked(heading, marks))
            counts[MIN(RANK_MAX_LEVEL + named - look, 2 * RANK_MAX_LEVEL)]++;
    }
    for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
        if (counts[i] > counts[best])
            best = i;
    return (gint)best - RANK_MAX_LEVEL;
}

/* Adds the headings that the outline leaves out, at levels that go with its own. */
static void
add_by_look(const Document *document, GPtrArray *headings, MarkTable *marks)
{
    g_autoptr(MarkTable) looks = mark_table_new(document);

    set_title_page(document, headings, marks);
    rank_headings(headings, looks);
    const gint shift = level_shift(headings, looks, marks);
    for (guint i = 0; i < headings->len; i++) {
        const Candidate *heading = g_ptr_array_index(headings, i);
        const gint look = (gint)mark_at(looks, heading->page, heading->first)->level;

        if (!is_marked(heading, marks))
            candidate_mark(heading, marks, (guint)CLAMP(look + shift, 1, RANK_MAX_LEVEL));
    }
}

void
heading_mark(const Document *document, MarkTable *marks)
{
    g_auto(VerdictBasis) basis = { 0 };
    g_autoptr(GArray) candidates = candidate_find(document, marks);

    verdict_basis_init(&basis, document, marks);
    g_autoptr(GPtrArray) headings = find_by_look(document, candidates, &basis);
    if (outline_mark(document, marks) < OUTLINE_AGREES) {
        forget_headings(document, marks);
        set_title_page(document, headings, marks);
        rank_headings(headings, marks);
        join_broken(document, headings, basis.body, marks);
    } else if (is_shallow(headings, marks)) {
        add_by_look(document, headings, marks);
    } else {
        add_by_style(document, marks);
    }
    if (document->pages->len > 1)
        join_labels(document, marks);
    close_gaps(document, marks);
}
