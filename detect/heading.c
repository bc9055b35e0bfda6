/* detect/heading.c - which lines are headings, and their levels
 *
 * An outline that agrees with the pages decides (detect/outline.h). Then only
 * candidates set exactly like its headings are added: what a book leaves out
 * of its outline is set like what it has in it, or is no heading.
 *
 * Without one, each candidate is judged by what sets it off from the body of
 * the document (size, weight, capitals, a section number) and by what speaks
 * against it (length, a sentence's end, being a caption or a label in a
 * picture). The styles of those that remain are ranked: larger before
 * smaller, bold before light, capitals before small letters; a section number
 * says its own level.
 */
#include "detect/heading.h"

#include "detect/outline.h"
#include "detect/phrase.h"
#include "detect/rank.h"

#include <math.h>
#include <string.h>

#define OUTLINE_AGREES 0.5 /* of its entries found: the others may be unnumbered or figures */
#define LARGE 1.18         /* of the body's size: \large is 1.2, and speaks for itself */
#define LARGER 1.06        /* enough together with weight, capitals or a number */
#define MAX_WORDS 24       /* of a large heading; titles of papers reach it */
#define MAX_BODY_WORDS 14  /* of a heading in the body's size */
#define MAX_NUMBERED 20    /* of one with a section number */
#define CHAPTER_SIZE 1.5   /* of the body's size: a number so large opens a chapter */
#define BROKEN_STEP 1.5    /* of the size, between baselines of one title */
#define MIN_BOOK 8         /* pages: shorter ones have their title above the text */
#define MAX_TITLE_PAGE 120 /* words beside titles: a notice of rights, an address */
#define MIN_CONFIDENCE 0.6 /* less is what a reader made of a picture's texture */
#define RUN_IN_SHORT 0.3   /* of the width of the line below: a line that stops there ended */
#define RUN_IN_STEP 1.8    /* of the size, between baselines: more is a paragraph's gap */

static bool
has_letters(const char *text, guint at_least)
{
    guint n = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        n += g_unichar_isalpha(g_utf8_get_char(p));
    return n >= at_least;
}

/* What no heading is, however it is set. */
static bool
is_never_heading(const Candidate *candidate)
{
    const char *text = candidate->text;
    const gunichar last = phrase_last_char(text);

    return candidate->confidence < MIN_CONFIDENCE ||
           !has_letters(text, candidate->number > 0 ? 1 : 2) || phrase_is_caption(text) ||
           phrase_is_date(text) || strstr(text, "://") != NULL || strstr(text, "www.") != NULL ||
           strchr(text, '@') != NULL || last == ',' || last == ';' || phrase_is_hyphen(last);
}

/* Does bold go on into the line below, and end within it? Then it runs in to its paragraph. */
static bool
is_run_in(const Page *page, const Candidate *candidate)
{
    const guint below = candidate->first + candidate->n;

    if (!candidate->bold || below >= page->lines->len)
        return false;

    const Line *last = page_line(page, below - 1), *next = page_line(page, below);
    if (next->n < 2 || next->baseline - last->baseline > RUN_IN_STEP * last->size ||
        next->baseline <= last->baseline || fabs(next->size - last->size) > RANK_SIZE_SLACK ||
        last->bbox.x1 < next->bbox.x1 - RUN_IN_SHORT * bbox_width(next->bbox))
        return false;
    return page_style(page, page_line_word(page, next, 0)->style)->bold &&
           !page_style(page, page_line_word(page, next, next->n - 1)->style)->bold;
}

/* Does it go on what the line above says, in the same type? */
static bool
goes_on_above(const Page *page, const Candidate *candidate)
{
    if (candidate->first == 0 || !phrase_starts_lower(candidate->text))
        return false;

    const Line *above = page_line(page, candidate->first - 1);
    const Line *first = page_line(page, candidate->first);
    const double step = first->baseline - above->baseline;

    return step > 0 && step < BROKEN_STEP * first->size &&
           fabs(above->size - first->size) < RANK_SIZE_SLACK &&
           page_style(page, above->style)->bold == page_style(page, first->style)->bold;
}

/* The number of a chapter alone, in large type, above its title. */
static bool
is_chapter_number(const Candidate *candidate, const Candidate *next, MarkBody body)
{
    return phrase_number(candidate->text) > 0 && candidate->size >= CHAPTER_SIZE * body.size &&
           next != NULL && next->page == candidate->page &&
           next->first == candidate->first + candidate->n && next->size >= LARGE * body.size &&
           has_letters(next->text, 2);
}

static bool
is_heading(const Page *page, const Candidate *candidate, MarkBody body)
{
    const double ratio = body.size > 0 ? candidate->size / body.size : 1;
    const bool bold = candidate->bold && !body.bold;
    const bool offered = candidate->block->kind == BLOCK_HEADING;
    const bool sentence = phrase_last_char(candidate->text) == '.' && candidate->words > 3;
    const bool set_off = bold || candidate->caps || candidate->number > 0;

    if (is_never_heading(candidate) || is_run_in(page, candidate) || goes_on_above(page, candidate))
        return false;
    if (phrase_is_label(candidate->text))
        return ratio > 1 / LARGER;
    if (ratio >= LARGE)
        return candidate->words <= MAX_WORDS && (offered || (candidate->n <= 2 && !sentence));
    const guint max_words = bold && candidate->number > 0 ? MAX_NUMBERED : MAX_BODY_WORDS;
    if (ratio < 1 / LARGER || candidate->words > max_words || sentence || candidate->n > 3)
        return false;
    if (ratio >= LARGER)
        return set_off || offered;
    if (candidate->block->kind == BLOCK_ITEM)
        return bold;
    if (bold)
        return offered || candidate->number > 0;
    if (candidate->caps)
        return offered && candidate->words <= 10;
    return offered && candidate->number >= 2;
}

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
                const HeadingStyle added = { one.size, one.bold, one.caps, one.color, mark->level };

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
is_title(const Page *page, const Candidate *candidate, const GArray *styles, MarkBody body)
{
    if (page->number != 1 || candidate->block->kind != BLOCK_HEADING ||
        !is_heading(page, candidate, body))
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
    const MarkBody body = mark_body(document, marks);
    g_autoptr(GArray) styles = styles_of_marked(document, marks);
    g_autoptr(GArray) candidates = candidate_find(document, marks);

    for (guint i = 0; i < candidates->len; i++) {
        const Candidate *candidate = &g_array_index(candidates, Candidate, i);
        const HeadingStyle *style = rank_find(styles, candidate);

        if (is_title(mark_page(document, candidate->page), candidate, styles, body))
            candidate_mark(candidate, marks, 1);
        if (style == NULL || style->color != candidate->color || is_never_heading(candidate))
            continue;
        /* Bold lines in the body's size are as often labels: those must be offered as well. */
        if (is_heading(mark_page(document, candidate->page), candidate, body))
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
    return mark->kind == MARK_BODY && line->size >= LARGE * body.size;
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

            if (title->kind != MARK_HEADING || title->continues ||
                *phrase_after_number(text) != '\0' || phrase_number_depth(text) == 0)
                continue;
            if (is_loose_label(label, line, body))
                *label = (Mark){ MARK_HEADING, title->level, false };
            if (label->kind != MARK_HEADING)
                continue;
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
        MIN(title->size, next->size) < MAX(CHAPTER_SIZE * body.size, 0.9 * size) ||
        fabs(first->bbox.x0 - last->bbox.x0) > 0.2 * size || step <= 0 || step > BROKEN_STEP * size)
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

/* Judges every candidate by how it is set. */
static void
mark_by_look(const Document *document, MarkTable *marks)
{
    const MarkBody body = mark_body(document, marks);
    g_autoptr(GArray) candidates = candidate_find(document, marks);
    g_autoptr(GPtrArray) headings = g_ptr_array_new();

    for (guint i = 0; i < candidates->len; i++) {
        Candidate *candidate = &g_array_index(candidates, Candidate, i);
        const Candidate *next = i + 1 < candidates->len ? candidate + 1 : NULL;

        if (is_heading(mark_page(document, candidate->page), candidate, body) ||
            is_chapter_number(candidate, next, body))
            g_ptr_array_add(headings, candidate);
    }
    set_title_page(document, headings, marks);
    rank_headings(headings, marks);
    join_broken(document, headings, body, marks);
}

void
heading_mark(const Document *document, MarkTable *marks)
{
    if (outline_mark(document, marks) >= OUTLINE_AGREES) {
        add_by_style(document, marks);
    } else {
        forget_headings(document, marks);
        mark_by_look(document, marks);
    }
    if (document->pages->len > 1)
        join_labels(document, marks);
    close_gaps(document, marks);
}
