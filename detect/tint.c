/* detect/tint.c - small boxes painted behind words of inline code */
#include "detect/tint.h"

#include <math.h>

#define MAX_HEIGHT 2.2 /* of the type's size: one line and its padding */
#define MAX_BOX 60.0   /* points: no line is higher */
#define MAX_BOXES 200  /* more are a pattern */
#define SLACK 5.0      /* points: fills and strokes are measured apart, and padded */

/* The size of the type in @box when all of it is of fixed width, else 0. */
static double
fixed_size(const Page *page, Bbox box)
{
    double size = 0;

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        const Style *style = page_style(page, word->style);

        if (!bbox_holds_point(box, bbox_mid_x(word->bbox), bbox_mid_y(word->bbox)))
            continue;
        if (!style->fixed)
            return 0;
        size = MAX(size, style->size);
    }
    return size;
}

/* Does the page have words of fixed width as well as others? */
static bool
is_mixed(const Page *page)
{
    bool fixed = false, other = false;

    for (guint i = 0; i < page->words->len && !(fixed && other); i++)
        if (page_style(page, page_word(page, i)->style)->fixed)
            fixed = true;
        else
            other = true;
    return fixed && other;
}

GArray *
tint_code_boxes(const Page *page)
{
    GArray *boxes = g_array_new(FALSE, FALSE, sizeof(Bbox));

    if (page->fills->len > MAX_BOXES || !is_mixed(page))
        return boxes;
    for (guint i = 0; i < page->fills->len; i++) {
        const Bbox box = g_array_index(page->fills, Fill, i).bbox;
        const double size = bbox_height(box) < MAX_BOX ? fixed_size(page, box) : 0;

        if (size > 0 && bbox_height(box) < MAX_HEIGHT * size)
            g_array_append_val(boxes, box);
    }
    return boxes;
}

bool
tint_is_box(const GArray *boxes, Bbox bbox)
{
    for (guint i = 0; i < boxes->len; i++) {
        const Bbox b = g_array_index(boxes, Bbox, i);

        if (b.x0 == bbox.x0 && b.y0 == bbox.y0 && b.x1 == bbox.x1 && b.y1 == bbox.y1)
            return true;
    }
    return false;
}

bool
tint_is_edge(const GArray *boxes, const Ruling *ruling)
{
    const bool flat = ruling->axis == AXIS_H;

    for (guint i = 0; i < boxes->len; i++) {
        const Bbox b = g_array_index(boxes, Bbox, i);
        const double from = flat ? b.x0 : b.y0, to = flat ? b.x1 : b.y1;
        const double low = flat ? b.y0 : b.x0, high = flat ? b.y1 : b.x1;

        if (ruling->from > from - SLACK && ruling->to < to + SLACK &&
            (fabs(ruling->at - low) < SLACK || fabs(ruling->at - high) < SLACK))
            return true;
    }
    return false;
}

GArray *
tint_other_rulings(const Page *page)
{
    g_autoptr(GArray) boxes = tint_code_boxes(page);
    GArray *others = g_array_new(FALSE, TRUE, sizeof(Ruling));

    for (guint i = 0; i < page->rulings->len; i++) {
        const Ruling *ruling = &g_array_index(page->rulings, Ruling, i);

        if (!tint_is_edge(boxes, ruling))
            g_array_append_vals(others, ruling, 1);
    }
    return others;
}
