/* pipeline/pdf_hidden.c - words that are in the text layer but not to be seen
 *
 * A word in the colour of what is behind it shows as a box of one colour:
 *
 *     white on white      white on a bar       white on white, under black text
 *     .............       #############        ......#........
 *     .............       #.#.#.#...###        .####.#.##.##..
 *     .............       #.#...#.#####        ......#..#.....
 *      0 % other            70 % other             20 % other
 *
 * so the share of pixels that are of another colour decides, with a threshold
 * between what strokes cover at most and what they leave at least.
 */
#include "pipeline/pdf_hidden.h"

#include "pipeline/pdf_ink.h"
#include "pipeline/pdf_watermark.h"

#include <math.h>
#include <string.h>

#define NEARLY_WHITE 0xE8 /* each channel at least */
#define OTHER 32          /* channels further apart than this: another colour */
#define MIN_OTHER 0.35    /* share of the box; bold capitals leave 0.5, text in it covers 0.3 */
#define LOOK_DPI 72.0     /* strokes of 6 point type are half a pixel, enough for a share */
#define BACKGROUND 0.9    /* of the page: an image this large may be the scan under its text */

/* Words drawn twice for boldness are this near each other, in parts of their height. */
#define TWICE 0.15

static void
remove_marked(Page *page, const bool *hidden)
{
    guint kept = 0;
    bool after_hidden = false;

    for (guint i = 0; i < page->words->len; i++) {
        Word *word = &g_array_index(page->words, Word, i);

        if (hidden[i]) {
            g_clear_pointer(&word->text, g_free);
            after_hidden = true;
            continue;
        }
        Word moved = *word;
        if (after_hidden)
            moved.glued = false;
        after_hidden = false;
        word->text = NULL;
        g_array_index(page->words, Word, kept++) = moved;
    }
    g_array_set_size(page->words, kept);
}

static int
compare_tops(gconstpointer a, gconstpointer b, gpointer data)
{
    const Page *page = data;
    const guint i = *(const guint *)a, k = *(const guint *)b;
    const double x = page_word(page, i)->bbox.y0, y = page_word(page, k)->bbox.y0;

    return x != y ? (x > y) - (x < y) : (i > k) - (i < k);
}

static bool
is_twin(const Word *a, const Word *b, double slack)
{
    return fabs(a->bbox.x0 - b->bbox.x0) <= slack && fabs(a->bbox.x1 - b->bbox.x1) <= slack &&
           fabs(a->bbox.y1 - b->bbox.y1) <= slack && strcmp(a->text, b->text) == 0;
}

/* Of twins the later one goes. */
static void
mark_twins(Page *page, bool *hidden)
{
    const guint n = page->words->len;
    g_autofree guint *order = g_new(guint, n);

    for (guint i = 0; i < n; i++)
        order[i] = i;
    g_qsort_with_data(order, (gint)n, sizeof *order, compare_tops, page);

    for (guint i = 0; i < n; i++) {
        const Word *word = page_word(page, order[i]);
        const double slack =
            TWICE * (word->rotation % 180 == 0 ? bbox_height(word->bbox) : bbox_width(word->bbox));

        for (guint k = i + 1; k < n && !hidden[order[i]]; k++) {
            if (page_word(page, order[k])->bbox.y0 - word->bbox.y0 > slack)
                break;
            if (is_twin(word, page_word(page, order[k]), slack))
                hidden[MAX(order[i], order[k])] = true;
        }
    }
}

static bool
is_suspect(const Page *page, const Word *word)
{
    const guint32 color = page_style(page, word->style)->color;

    return (color >> 16) >= NEARLY_WHITE && (color >> 8 & 0xFF) >= NEARLY_WHITE &&
           (color & 0xFF) >= NEARLY_WHITE;
}

static bool
has_background(const Page *page)
{
    const Bbox whole = { 0, 0, page->width, page->height };

    for (guint i = 0; i < page->images->len; i++)
        if (bbox_share(whole, g_array_index(page->images, Image, i).bbox) >= BACKGROUND)
            return true;
    return false;
}

/* Does an image lie under @bbox, so that ink alone says nothing of what is behind it? */
static bool
is_on_image(const Page *page, Bbox bbox)
{
    for (guint i = 0; i < page->images->len; i++)
        if (!bbox_is_empty(bbox_intersect(bbox, g_array_index(page->images, Image, i).bbox)))
            return true;
    return false;
}

/* @picture: of @area, at LOOK_DPI, which is a pixel a point. */
static bool
is_seen(const Word *word, guint32 color, PIX *picture, Bbox area)
{
    const int width = pixGetWidth(picture), height = pixGetHeight(picture);
    const int x0 = CLAMP((int)floor(word->bbox.x0 - area.x0), 0, width - 1);
    const int y0 = CLAMP((int)floor(word->bbox.y0 - area.y0), 0, height - 1);
    const int x1 = CLAMP((int)ceil(word->bbox.x1 - area.x0), x0 + 1, width);
    const int y1 = CLAMP((int)ceil(word->bbox.y1 - area.y0), y0 + 1, height);
    guint other = 0;

    for (int y = y0; y < y1; y++) {
        const l_uint32 *row = pixGetData(picture) + (gsize)y * (gsize)pixGetWpl(picture);
        for (int x = x0; x < x1; x++)
            other += pdf_ink_is_other(row[x] >> 8, color, OTHER);
    }
    return other >= MIN_OTHER * (x1 - x0) * (y1 - y0);
}

/* Marks what ink alone tells of. *asked: of which words it tells nothing. Returns the box around
 * those. */
static Bbox
mark_by_ink(const PdfInk *ink, const Page *page, bool *hidden, bool *asked)
{
    Bbox area = BBOX_EMPTY;

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        double other;

        if (!is_suspect(page, word))
            continue;
        asked[i] =
            is_on_image(page, word->bbox) ||
            !pdf_ink_share(ink, word->bbox, page_style(page, word->style)->color, OTHER, &other);
        if (asked[i])
            area = bbox_union(area, word->bbox);
        else if (other < MIN_OTHER)
            hidden[i] = true;
    }
    return bbox_intersect(area, (Bbox){ 0, 0, page->width, page->height });
}

static void
mark_unseen(Pdf *pdf, const PdfInk *ink, Page *page, bool *hidden)
{
    if (has_background(page))
        return;
    g_autofree bool *asked = g_new0(bool, page->words->len + 1);
    const Bbox area = mark_by_ink(ink, page, hidden, asked);
    if (bbox_is_empty(area))
        return;

    g_autoptr(PIX) picture = pdf_render_area(pdf, page->number, area, LOOK_DPI, NULL);
    if (picture == NULL) {
        page_add_issue(page, "cannot be rendered: white words may be invisible");
        return;
    }
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        if (asked[i] && !is_seen(word, page_style(page, word->style)->color, picture, area))
            hidden[i] = true;
    }
}

void
pdf_hidden_drop(Pdf *pdf, const PdfInk *ink, Page *page)
{
    g_autofree bool *hidden = g_new0(bool, page->words->len + 1);

    mark_twins(page, hidden);
    mark_unseen(pdf, ink, page, hidden);
    pdf_watermark_mark(page, hidden);
    remove_marked(page, hidden);
}
