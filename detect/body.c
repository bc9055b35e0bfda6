/* detect/body.c - the type that most of a page is set in */
#include "detect/body.h"

#include <math.h>

#define N_SIZES 400 /* half points */

/* A larger size with so much of the page is its body, even where long footnotes have more. */
#define BODY_SHARE 0.4  /* of the most common size's glyphs, ... */
#define BODY_GLYPHS 400 /* ... and some ten lines */

static double
body_size(const double *glyphs)
{
    guint best = 0;

    for (guint i = 1; i < N_SIZES; i++) {
        if (glyphs[i] > glyphs[best])
            best = i;
    }
    for (guint i = N_SIZES - 1; i > best; i--) {
        if (glyphs[i] >= BODY_SHARE * glyphs[best] && glyphs[i] >= BODY_GLYPHS)
            return i / 2.0;
    }
    return glyphs[best] > 0 ? best / 2.0 : 10;
}

Body
body_find(const Page *page, const bool *taken)
{
    Body stats = { 0 };
    double prose[N_SIZES] = { 0 }, all[N_SIZES] = { 0 };
    double bold = 0, fixed = 0, total = 0;

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        const Style *style = page_style(page, word->style);
        const double len = (double)g_utf8_strlen(word->text, -1);
        const guint half = (guint)CLAMP(round(style->size * 2), 0, N_SIZES - 1);

        if (word->rotation != 0 || (taken != NULL && taken[i]))
            continue;
        all[half] += len;
        prose[half] += style->fixed ? 0 : len;
        bold += style->bold ? len : 0;
        fixed += style->fixed ? len : 0;
        total += len;
    }
    stats.body_bold = bold > 0.6 * total;
    /* A page of listings has at least a page number in another type; a typewritten one has none. */
    stats.body_fixed = fixed >= total && total > 0;
    stats.body_size = body_size(stats.body_fixed ? all : prose);
    stats.bottom = page->height * 0.45;
    return stats;
}
