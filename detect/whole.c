/* detect/whole.c - what is known of a page as a whole while tables are sought on it */
#include "detect/whole.h"

#include "detect/strip.h"
#include "detect/tint.h"

#include <math.h>

#define UNKNOWN (-1.0)

static Whole *innermost;

void
whole_open(Whole *whole, const Page *page)
{
    *whole = (Whole){ page, NULL, UNKNOWN, innermost };
    innermost = whole;
}

void
whole_close(Whole *whole)
{
    g_assert(innermost == whole);
    innermost = whole->outer;
    g_clear_pointer(&whole->code, g_array_unref);
}

GArray *
whole_code_boxes(const Page *page)
{
    if (innermost == NULL || innermost->page != page)
        return tint_code_boxes(page);
    if (innermost->code == NULL)
        innermost->code = tint_code_boxes(page);
    return g_array_ref(innermost->code);
}

/* The usual space between words of running text on the page, of an em. Asked for every region
 * of a page, so counted in steps of a hundredth and not sorted. */
static double
usual_space(const Page *page)
{
    guint counts[65] = { 0 }, n = 0;

    for (guint i = 0; i + 1 < page->words->len; i++) {
        const Word *a = page_word(page, i), *b = page_word(page, i + 1);
        const double gap = (b->bbox.x0 - a->bbox.x1) / strip_word_size(page, a);

        if (!b->glued && fabs(a->baseline - b->baseline) < 1 && gap > 0.1 && gap < 0.645) {
            counts[(guint)(gap * 100 + 0.5)]++;
            n++;
        }
    }
    for (guint i = 0, sum = 0; n > 0 && i < G_N_ELEMENTS(counts); i++) {
        sum += counts[i];
        if (sum * 2 > n)
            return i / 100.0;
    }
    return 0.25;
}

double
whole_word_space(const Page *page)
{
    if (innermost == NULL || innermost->page != page)
        return usual_space(page);
    if (innermost->space == UNKNOWN)
        innermost->space = usual_space(page);
    return innermost->space;
}
