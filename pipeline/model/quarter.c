/* pipeline/model/quarter.c - pages and what is on them, turned by quarter turns
 *
 *     as shown         turned by 1       A scan that lies on its side is turned once it is
 *     +--------+       +-----+           known which way is up. Whatever the stages find
 *     |  >     |       |^    |           stands on the upright page; what leaves the program
 *     |  >     |  -->  |  ^  |           stands on the page as a viewer shows it.
 *     +--------+       |     |
 *                      +-----+
 */
#include "pipeline/model/quarter.h"

Bbox
quarter_bbox(Bbox b, guint quarters, double width, double height)
{
    switch (quarters % 4) {
    case 1:
        return (Bbox){ height - b.y1, b.x0, height - b.y0, b.x1 };
    case 2:
        return (Bbox){ width - b.x1, height - b.y1, width - b.x0, height - b.y0 };
    case 3:
        return (Bbox){ b.y0, width - b.x1, b.y1, width - b.x0 };
    default:
        return b;
    }
}

void
quarter_word(Word *word, guint quarters, double width, double height)
{
    const bool lies = word->rotation % 180 != 0; /* its baseline is an x */
    const double at = word->baseline;
    const Bbox line = lies ? (Bbox){ at, 0, at, 0 } : (Bbox){ 0, at, 0, at };
    const Bbox turned = quarter_bbox(line, quarters, width, height);

    word->baseline = lies == (quarters % 2 == 0) ? turned.x0 : turned.y0;
    word->bbox = quarter_bbox(word->bbox, quarters, width, height);
    word->rotation = (gint16)((word->rotation + 90 * (gint)(quarters % 4)) % 360);
}

void
quarter_ruling(Ruling *ruling, guint quarters, double width, double height)
{
    const Bbox drawn = ruling->axis == AXIS_H
                           ? (Bbox){ ruling->from, ruling->at, ruling->to, ruling->at }
                           : (Bbox){ ruling->at, ruling->from, ruling->at, ruling->to };
    const Bbox turned = quarter_bbox(drawn, quarters, width, height);

    if (quarters % 2 == 1)
        ruling->axis = ruling->axis == AXIS_H ? AXIS_V : AXIS_H;
    ruling->at = ruling->axis == AXIS_H ? turned.y0 : turned.x0;
    ruling->from = ruling->axis == AXIS_H ? turned.x0 : turned.y0;
    ruling->to = ruling->axis == AXIS_H ? turned.x1 : turned.y1;
}

gint
quarter_compare_rulings(gconstpointer a, gconstpointer b)
{
    const Ruling *p = a, *q = b;

    if (p->axis != q->axis)
        return p->axis < q->axis ? -1 : 1;
    if (p->at != q->at)
        return p->at < q->at ? -1 : 1;
    return p->from < q->from ? -1 : p->from > q->from;
}

void
quarter_page(Page *page, guint quarters)
{
    const double width = page->width, height = page->height;

    for (guint i = 0; i < page->words->len; i++)
        quarter_word(&g_array_index(page->words, Word, i), quarters, width, height);
    for (guint i = 0; i < page->links->len; i++) {
        Link *link = &g_array_index(page->links, Link, i);

        link->bbox = quarter_bbox(link->bbox, quarters, width, height);
    }
    for (guint i = 0; i < page->images->len; i++) {
        Image *image = &g_array_index(page->images, Image, i);

        image->bbox = quarter_bbox(image->bbox, quarters, width, height);
    }
    for (guint i = 0; i < page->choices->len; i++) {
        Choice *choice = &g_array_index(page->choices, Choice, i);

        choice->bbox = quarter_bbox(choice->bbox, quarters, width, height);
    }
    page->width = quarters % 2 == 1 ? height : width;
    page->height = quarters % 2 == 1 ? width : height;
    page->turn = (page->turn + quarters) % 4;
}

static Bbox
moved(Bbox b, double x, double y)
{
    return (Bbox){ b.x0 + x, b.y0 + y, b.x1 + x, b.y1 + y };
}

Bbox
quarter_to_shown(const Page *page, Bbox bbox)
{
    return moved(quarter_bbox(bbox, 4 - page->turn, page->width, page->height), page->left,
                 page->top);
}

Bbox
quarter_from_shown(const Page *page, Bbox bbox)
{
    const bool lies = page->turn % 2 == 1;

    return quarter_bbox(moved(bbox, -page->left, -page->top), page->turn,
                        lies ? page->height : page->width, lies ? page->width : page->height);
}
