/* detect/plate.c - diagrams that a caption names
 *
 *      prose, from margin to margin, ends the search        ...........
 *      [ box ] --> [ box ]      strokes and fills that      |  part   |
 *         |                     touch the band between      |  of it  |
 *      [ box ]                  are the diagram             ...........
 *      Figure 3: a caption      the search begins here
 *
 * First above the caption, where figures have it, then below.
 */
#include "detect/plate.h"

#include "detect/marker.h"

#include <math.h>
#include <string.h>

#define REACH 300.0    /* points: no diagram is further from its caption's far end */
#define NEAR 45.0      /* points: from the caption to the diagram's edge, at most */
#define MIN_PARTS 4    /* strokes and fills: two rules are a table's, or a frame's */
#define MIN_SIDE 30.0  /* points */
#define ASIDE 120.0    /* points: a diagram may be so much wider than its caption, on each side */
#define PROSE_WORDS 7  /* on a row, next to each other: a label has fewer */
#define WORD_SPACE 0.7 /* em */
#define GRID_SHARE 0.5 /* of the diagram: with so much of it in a grid it is a table */
#define PAGE_SHARE 0.8 /* of the page: what is larger is the page's own decoration */

typedef struct {
    Bbox bbox;
} Row; /* of prose */

static gint
compare_words(gconstpointer a, gconstpointer b, gpointer data)
{
    const Page *page = data;
    const guint i = *(const guint *)a, j = *(const guint *)b;
    const Word *p = page_word(page, i), *q = page_word(page, j);
    const glong y = lround(p->baseline / 2), z = lround(q->baseline / 2);

    if (y != z)
        return y < z ? -1 : 1;
    if (p->bbox.x0 != q->bbox.x0)
        return p->bbox.x0 < q->bbox.x0 ? -1 : 1;
    return i < j ? -1 : i > j;
}

/* Rows of PROSE_WORDS and more words that stand next to each other. */
static GArray *
prose_rows(const Page *page, const guint *order, guint n)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(Row));
    guint from = 0;

    for (guint i = 1; i <= n; i++) {
        const Word *last = page_word(page, order[i - 1]);
        const Word *next = i < n ? page_word(page, order[i]) : NULL;
        const double em = page_style(page, last->style)->size;

        if (next != NULL && fabs(next->baseline - last->baseline) < 0.3 * em &&
            next->bbox.x0 - last->bbox.x1 < WORD_SPACE * em)
            continue;
        if (i - from >= PROSE_WORDS) {
            Row row = { BBOX_EMPTY };

            for (guint k = from; k < i; k++)
                row.bbox = bbox_union(row.bbox, page_word(page, order[k])->bbox);
            g_array_append_val(rows, row);
        }
        from = i;
    }
    return rows;
}

/* The band beside @caption, above it or below, up to the next row of prose. */
static Bbox
band_beside(const Page *page, const GArray *rows, Bbox caption, bool above)
{
    Bbox band = { MAX(0, caption.x0 - ASIDE), MAX(0, caption.y0 - REACH),
                  MIN(page->width, caption.x1 + ASIDE), caption.y0 };

    if (!above) {
        band.y0 = caption.y1;
        band.y1 = MIN(page->height, caption.y1 + REACH);
    }
    for (guint i = 0; i < rows->len; i++) {
        const Bbox row = g_array_index(rows, Row, i).bbox;

        if (bbox_overlap_x(row, caption) <= 0 || bbox_overlap_y(row, caption) > 0)
            continue;
        if (above && row.y1 <= caption.y0 + 1)
            band.y0 = MAX(band.y0, row.y1);
        if (!above && row.y0 >= caption.y1 - 1)
            band.y1 = MIN(band.y1, row.y0);
    }
    return band;
}

static void
take_part(Bbox part, Bbox band, Bbox *whole, guint *n)
{
    if (bbox_holds(band, part, 1)) {
        *whole = (*n)++ == 0 ? part
                             : (Bbox){ MIN(whole->x0, part.x0), MIN(whole->y0, part.y0),
                                       MAX(whole->x1, part.x1), MAX(whole->y1, part.y1) };
    }
}

/* The strokes and fills of the band, as one box; empty where they are no diagram. */
static Bbox
diagram_in(const Page *page, Bbox band, const GArray *grids)
{
    Bbox whole = BBOX_EMPTY;
    guint n = 0;

    for (guint i = 0; i < page->rulings->len; i++) {
        const Ruling *r = &g_array_index(page->rulings, Ruling, i);
        const double half = r->width / 2;
        const Bbox part = r->axis == AXIS_H ? (Bbox){ r->from, r->at - half, r->to, r->at + half }
                                            : (Bbox){ r->at - half, r->from, r->at + half, r->to };

        take_part(part, band, &whole, &n);
    }
    for (guint i = 0; i < page->fills->len; i++)
        take_part(g_array_index(page->fills, Fill, i).bbox, band, &whole, &n);
    if (n < MIN_PARTS || bbox_width(whole) < MIN_SIDE || bbox_height(whole) < MIN_SIDE ||
        bbox_area(whole) > PAGE_SHARE * page->width * page->height)
        return BBOX_EMPTY;
    for (guint i = 0; i < grids->len; i++) {
        if (bbox_area(bbox_intersect(g_array_index(grids, Bbox, i), whole)) >
            GRID_SHARE * bbox_area(whole))
            return BBOX_EMPTY;
    }
    return whole;
}

/* Does a caption of a figure begin with word @i of the rows? */
static bool
begins_caption(const Page *page, const guint *order, guint n, guint i)
{
    const Word *word = page_word(page, order[i]);
    const Word *next = i + 1 < n ? page_word(page, order[i + 1]) : NULL;
    const Word *last = i > 0 ? page_word(page, order[i - 1]) : NULL;

    if (!g_str_has_prefix(word->text, "Fig") || next == NULL ||
        fabs(next->baseline - word->baseline) > 2 || !marker_is_caption(word->text, next->text))
        return false;
    return last == NULL || fabs(last->baseline - word->baseline) > 2 ||
           word->bbox.x0 - last->bbox.x1 > 3 * page_style(page, word->style)->size;
}

/* The words of the row that begins with word @i, up to a wide gap. */
static Bbox
caption_row(const Page *page, const guint *order, guint n, guint i)
{
    Bbox row = page_word(page, order[i])->bbox;

    for (guint k = i + 1; k < n; k++) {
        const Word *last = page_word(page, order[k - 1]), *word = page_word(page, order[k]);

        if (fabs(word->baseline - last->baseline) > 2 ||
            word->bbox.x0 - last->bbox.x1 > 2 * page_style(page, word->style)->size)
            break;
        row = bbox_union(row, word->bbox);
    }
    return row;
}

/* Does a picture that was found otherwise stand next to the caption? Then it is that. */
static bool
has_picture(const GArray *pictures, Bbox caption)
{
    for (guint i = 0; i < pictures->len; i++) {
        const Bbox b = g_array_index(pictures, Picture, i).bbox;

        if (bbox_overlap_y(b, bbox_grow(caption, NEAR)) > 0 &&
            bbox_overlap_x(b, bbox_grow(caption, NEAR)) > 0)
            return true;
    }
    return false;
}

GArray *
plate_find(const Page *page, const GArray *grids, const GArray *pictures)
{
    GArray *plates = g_array_new(FALSE, FALSE, sizeof(Bbox));
    g_autofree guint *order = g_new(guint, page->words->len + 1);
    guint n = 0;

    for (guint i = 0; i < page->words->len; i++) {
        if (page_word(page, i)->rotation == 0 && isfinite(page_word(page, i)->baseline))
            order[n++] = i;
    }
    g_qsort_with_data(order, (gint)n, sizeof(guint), compare_words, (gpointer)page);
    g_autoptr(GArray) rows = prose_rows(page, order, n);
    for (guint i = 0; i < n; i++) {
        if (!begins_caption(page, order, n, i))
            continue;
        const Bbox caption = caption_row(page, order, n, i);
        if (has_picture(pictures, caption))
            continue;
        Bbox found = diagram_in(page, band_beside(page, rows, caption, true), grids);

        if (bbox_is_empty(found) || caption.y0 - found.y1 > NEAR) {
            found = diagram_in(page, band_beside(page, rows, caption, false), grids);
            if (bbox_is_empty(found) || found.y0 - caption.y1 > NEAR)
                continue;
        }
        g_array_append_val(plates, found);
    }
    return plates;
}
