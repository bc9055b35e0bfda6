/* detect/margin.c - where the type areas of facing pages begin
 *
 * Most lines of a book begin at the left margin. So the place where most
 * lines of the even pages begin, and the same of the odd ones, are the
 * margins, or else (in a book of nothing but listings) equally far from them.
 *
 *     even |    x..........      |     odd |  x..........        |
 *          |    x..........      |         |    x........        |
 *          |    x..........      |         |  x..........        |
 */
#include "detect/margin.h"

#include <math.h>

#define MIN_PAGES 4    /* of each side: fewer may hold a title and a table each */
#define MIN_SHARE 0.25 /* of the lines of a side begin at its margin; running text has 0.6 */
#define BIN 0.5        /* points: lines of one margin differ by less */
#define MAX_X 2000     /* points: no page is wider */
#define N_BINS ((guint)(MAX_X / BIN))

typedef struct {
    double x;     /* where most lines begin */
    double share; /* of all lines of that side */
    guint pages;
} Side;

static Side
side_find(const Document *document, guint parity)
{
    g_autofree guint *count = g_new0(guint, N_BINS + 1);
    guint n = 0, best = 0;
    Side side = { 0 };

    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = document_nth(document, p);

        if (page->number % 2 != parity || page->lines->len == 0)
            continue;
        side.pages++;
        for (guint l = 0; l < page->lines->len; l++) {
            const double x = page_line(page, l)->bbox.x0;

            if (x >= 0 && x < MAX_X) {
                count[(guint)(x / BIN)]++;
                n++;
            }
        }
    }
    /* Two bins at a time: a margin may lie on the border of one. */
    for (guint i = 0; i < N_BINS; i++)
        if (count[i] + count[i + 1] > count[best] + count[best + 1])
            best = i;
    if (n > 0) {
        const guint both = count[best] + count[best + 1];

        side.x = both > 0 ? BIN * (best + (double)count[best + 1] / both + 0.5) : 0;
        side.share = (double)both / n;
    }
    return side;
}

double
margin_shift(const Document *document)
{
    const Side even = side_find(document, 0), odd = side_find(document, 1);

    if (even.pages < MIN_PAGES || odd.pages < MIN_PAGES || even.share < MIN_SHARE ||
        odd.share < MIN_SHARE)
        return 0;
    return odd.x - even.x;
}
