/* detect/verdict.c - is a candidate a heading, by how it is set? */
#include "detect/verdict.h"

#include "detect/phrase.h"
#include "detect/rank.h"

#include <math.h>
#include <string.h>

#define LARGER 1.06        /* enough together with weight, capitals or a number */
#define MAX_WORDS 24       /* of a large heading; titles of papers reach it */
#define MAX_BODY_WORDS 14  /* of a heading in the body's size */
#define MAX_NUMBERED 20    /* of one with a section number */
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

bool
verdict_is_never(const Candidate *candidate)
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

    return step > 0 && step < VERDICT_BROKEN_STEP * first->size &&
           fabs(above->size - first->size) < RANK_SIZE_SLACK &&
           page_style(page, above->style)->bold == page_style(page, first->style)->bold;
}

bool
verdict_is_number(const Candidate *candidate, const Candidate *next, MarkBody body)
{
    return phrase_number(candidate->text) > 0 && candidate->size >= VERDICT_CHAPTER * body.size &&
           next != NULL && next->page == candidate->page &&
           next->first == candidate->first + candidate->n &&
           next->size >= VERDICT_LARGE * body.size && has_letters(next->text, 2);
}

bool
verdict_is_heading(const Page *page, const Candidate *candidate, MarkBody body)
{
    const double ratio = body.size > 0 ? candidate->size / body.size : 1;
    const bool bold = candidate->bold && !body.bold;
    const bool offered = candidate->block->kind == BLOCK_HEADING;
    const bool sentence = phrase_last_char(candidate->text) == '.' && candidate->words > 3;
    const bool set_off = bold || candidate->caps || candidate->number > 0;

    if (verdict_is_never(candidate) || is_run_in(page, candidate) || goes_on_above(page, candidate))
        return false;
    if (phrase_is_label(candidate->text))
        return ratio > 1 / LARGER;
    if (ratio >= VERDICT_LARGE)
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
