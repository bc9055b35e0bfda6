/* detect/setting.c - how a candidate stands among the lines around it */
#include "detect/setting.h"

#include "detect/phrase.h"

#include <math.h>

#define FAR 4.0       /* sizes, between baselines: nothing further down belongs to a heading */
#define HALF_LINE 0.5 /* sizes, between baselines: less is one line */
#define MIN_WORDS 7   /* of text that does not end like a sentence */
#define INDENT 0.7    /* em: less is no indent */
#define MANY_LINES 2  /* of a paragraph: with two, the second shows its margin */
#define WIDE 0.7      /* of the paragraph's width: a longer line may be the end of another */

/* Does @below come under @above, or under it and to the right, as text under a heading that
 * hangs out into the margin? */
static bool
is_under(const Line *above, const Line *below)
{
    return below->baseline - above->baseline > HALF_LINE * above->size &&
           below->bbox.x1 > above->bbox.x0;
}

/* Is it text, and no name, address or label? */
static bool
is_text(const Page *page, const Block *block)
{
    guint n = 0;

    for (guint l = 0; l < block->n_lines; l++)
        n += page_line(page, block->first_line + l)->n;
    if (n >= MIN_WORDS || block->n_lines == 0)
        return n >= MIN_WORDS;

    g_autofree char *last =
        phrase_line(page, page_line(page, block->first_line + block->n_lines - 1), 0);
    return n > 1 && phrase_ends_sentence(last);
}

/* May a heading be over this block? */
static bool
is_worth_a_heading(const Page *page, const Block *block)
{
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
        return is_text(page, block);
    case BLOCK_NOTE:
    case BLOCK_FURNITURE:
        return false;
    default:
        return true;
    }
}

/* Where the second and later lines of a block begin, or its only one. */
static double
margin_of(const Page *page, const Block *block)
{
    return page_line(page, block->first_line + (block->n_lines >= MANY_LINES))->bbox.x0;
}

/* Does more text of the page begin at @x than at @further? */
static bool
is_margin(const Page *page, double x, double further, double em)
{
    guint at = 0, in = 0;

    for (guint b = 0; b < page->blocks->len; b++) {
        const Block *block = page_block(page, b);

        if (block->kind != BLOCK_PARAGRAPH || block->n_lines < MANY_LINES)
            continue;
        const double left = margin_of(page, block);
        at += fabs(left - x) < INDENT * em ? block->n_lines : 0;
        in += fabs(left - further) < INDENT * em ? block->n_lines : 0;
    }
    return at >= in;
}

/* What the block before block @at says of it. */
static void
set_follows(Setting *setting, const Page *page, guint at)
{
    const Block *before = at > 0 ? page_block(page, at - 1) : NULL;

    setting->follows = before == NULL || before->kind != BLOCK_PARAGRAPH || is_text(page, before);
}

/* What block @next, right after it, says of it. */
static void
set_leads(Setting *setting, const Page *page, guint next, const Candidate *candidate)
{
    if (next >= page->blocks->len)
        return;
    const Block *block = page_block(page, next);
    const Line *first = page_line(page, candidate->first);
    const Line *last = page_line(page, candidate->first + candidate->n - 1);
    const double em = MAX(candidate->size, 1);

    if (!is_worth_a_heading(page, block) || block->bbox.y1 <= last->bbox.y1 ||
        block->bbox.y0 - last->baseline >= FAR * em || block->bbox.x1 <= first->bbox.x0)
        return;
    if (bbox_overlap_x(block->bbox, last->bbox) <= 0 &&
        (block->n_lines == 0 || !is_under(last, page_line(page, block->first_line))))
        return;
    setting->leads = true;
    setting->text = block->kind != BLOCK_TABLE && block->kind != BLOCK_PICTURE &&
                    block->kind != BLOCK_CAPTION && block->picture < 0;
    if (block->kind != BLOCK_PARAGRAPH || block->n_lines == 0)
        return;
    const double left = margin_of(page, block), edge = first->bbox.x0 + INDENT * em;

    setting->wide =
        block->n_lines >= MANY_LINES && bbox_width(last->bbox) < WIDE * bbox_width(block->bbox);
    setting->hangs = left > edge && page_line(page, block->first_line)->bbox.x0 > edge &&
                     is_margin(page, first->bbox.x0, left, em);
}

Setting
setting_find(const Page *page, const Candidate *candidate)
{
    Setting setting = { .above = INFINITY, .below = INFINITY };
    const guint end = candidate->first + candidate->n;
    const Line *first = page_line(page, candidate->first), *last = page_line(page, end - 1);
    const double em = MAX(candidate->size, 1);
    const guint next = (guint)(candidate->block - page_block(page, 0)) + 1;

    if (candidate->first > 0) {
        const Line *above = page_line(page, candidate->first - 1);

        if (is_under(above, first))
            setting.above = (first->baseline - above->baseline) / em;
    }
    if (end < page->lines->len && is_under(last, page_line(page, end)))
        setting.below = (page_line(page, end)->baseline - last->baseline) / em;
    set_follows(&setting, page, next - 1);
    set_leads(&setting, page, next, candidate);
    return setting;
}
