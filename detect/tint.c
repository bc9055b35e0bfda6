/* detect/tint.c - small boxes painted behind words of inline code
 *
 *      +---------+              Where code stands below code, as in the column of a table, the
 *      | [:a:]   |              boxes touch: what is painted is then one stack (or several, where
 *      | [:bc:]  +--+           the widths differ), and its strokes run on from box to box.
 *      | [:defg:]   |           A stack is told from a listing by its width: the code fills it
 *      +------------+           from side to side, but for the padding.
 */
#include "detect/tint.h"

#include <math.h>

#define MAX_HEIGHT 2.2 /* of the type's size: one line and its padding */
#define MAX_BOX 60.0   /* points: no line is higher */
#define MAX_BOXES 200  /* more are a pattern */
#define SLACK 5.0      /* points: fills and strokes are measured apart, and padded */

/* Of the type's size. */
#define PADDING 0.8  /* between the code and the sides of its box */
#define ONE_LINE 0.3 /* baselines of one line differ by less */
#define ONE_PIECE 1  /* words of one box are no further apart */

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

/* Does the code in @box, all of @size, fill it from side to side? Each line begins at its left
 * side, one reaches its right, and there is no hole in any. Words come in reading order. */
static bool
is_stack(const Page *page, Bbox box, double size)
{
    const Word *last = NULL;
    double reach = box.x0;
    guint lines = 0;

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        if (!bbox_holds_point(box, bbox_mid_x(word->bbox), bbox_mid_y(word->bbox)))
            continue;
        const bool begins = last == NULL || fabs(word->baseline - last->baseline) > ONE_LINE * size;
        const double hole = word->bbox.x0 - (begins ? box.x0 : last->bbox.x1);

        if (fabs(hole) > (begins ? PADDING : ONE_PIECE) * size)
            return false;
        lines += begins;
        reach = MAX(reach, word->bbox.x1);
        last = word;
    }
    return box.x1 - reach < PADDING * size && bbox_height(box) < lines * MAX_HEIGHT * size;
}

GArray *
tint_code_boxes(const Page *page)
{
    GArray *boxes = g_array_new(FALSE, FALSE, sizeof(Bbox));

    if (page->fills->len > MAX_BOXES || !is_mixed(page))
        return boxes;
    for (guint i = 0; i < page->fills->len; i++) {
        const Bbox box = g_array_index(page->fills, Fill, i).bbox;
        const double size = fixed_size(page, box);

        if (size > 0 &&
            (bbox_height(box) < MIN(MAX_HEIGHT * size, MAX_BOX) || is_stack(page, box, size)))
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

/* How far @ruling is an edge of boxes, from @reached on: to the end of the first that goes on. */
static double
follow(const GArray *boxes, const Ruling *ruling, double reached)
{
    const bool flat = ruling->axis == AXIS_H;

    for (guint i = 0; i < boxes->len; i++) {
        const Bbox b = g_array_index(boxes, Bbox, i);
        const double from = flat ? b.x0 : b.y0, to = flat ? b.x1 : b.y1;
        const double low = flat ? b.y0 : b.x0, high = flat ? b.y1 : b.x1;
        const bool beside = fabs(ruling->at - low) < SLACK || fabs(ruling->at - high) < SLACK;
        const bool seam = flat && ruling->at > low && ruling->at < high;

        if (reached > from - SLACK && reached < to && (beside || seam))
            return to;
    }
    return reached;
}

bool
tint_is_edge(const GArray *boxes, const Ruling *ruling)
{
    double reached = ruling->from, before;

    do {
        before = reached;
        reached = follow(boxes, ruling, reached);
    } while (reached > before);
    return reached > ruling->from && ruling->to < reached + SLACK;
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
