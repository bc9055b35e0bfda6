/* detect/label.c - the labels of a picture that stand just outside of it
 *
 *        100 +----------------+                beside: short, at the height of the
 *         50 |   ###     ###  | o one          frame, and no lines of prose above or
 *          0 +----------------+ o two          below it that it could be the end of
 *              Jan   Feb  Mar                  below: a row of several, not one line,
 *                                              which would be a caption or text
 *
 * First a frame grows to the words in it that reach over its edge; then labels
 * are taken, nearest first round by round, as a legend has entries and an axis
 * a title under its numbers.
 */
#include "detect/label.h"

#include "detect/line.h"

#include <math.h>

#define NEAR 1.6        /* em: from the frame, or from a label that was taken */
#define MAX_WIDTH 9.0   /* em: longer is text */
#define LARGER 1.02     /* of the body size: headings beside a picture are no labels ... */
#define ALIKE 1.25      /* ... unless the words in it are nearly of that size */
#define MIN_FRAME 50.0  /* points: smaller ones are icons, with what they stand for beside them */
#define WIDE_SPACE 2.2  /* em: justified lines of narrow columns have such word spaces */
#define ROW_GAP 1.5     /* em: between the labels of a row, at the least */
#define PROSE_WIDTH 9.0 /* em: such a line over or under a short one makes it a paragraph's end */
#define PROSE_STEP 2.6  /* line heights to it, at the most */
#define ROUNDS 6        /* of labels beside labels, and of pieces beside pieces of a row */
#define MAX_PIECES 60   /* of a row, and of those at its height: more are a pattern */

static Fragment *
fragment_at(GArray *fragments, guint i)
{
    return &g_array_index(fragments, Fragment, i);
}

static Bbox *
frame_at(GArray *frames, guint i)
{
    return &g_array_index(frames, Bbox, i);
}

/* The fragment and its neighbours on the row, with no more than wide word spaces between: a line
 * of justified text falls into several fragments. */
static Bbox
row_of(GArray *fragments, guint i)
{
    const Fragment *self = fragment_at(fragments, i);
    Bbox row = self->bbox;
    bool more = self->holder < 0;

    for (guint round = 0; round < ROUNDS && more; round++) {
        more = false;
        for (gint step = -1; step <= 1; step += 2) {
            for (gint j = (gint)i + step;
                 j >= 0 && j < (gint)fragments->len && ABS(j - (gint)i) < MAX_PIECES; j += step) {
                const Fragment *other = fragment_at(fragments, (guint)j);
                const double gap = MAX(other->bbox.x0 - row.x1, row.x0 - other->bbox.x1);

                if (fabs(other->baseline - self->baseline) > 0.3 * self->size)
                    break;
                if (other->holder < 0 && gap > -self->size && gap < WIDE_SPACE * self->size &&
                    !bbox_holds(row, other->bbox, 0.01)) {
                    row = bbox_union(row, other->bbox);
                    more = true;
                }
            }
        }
    }
    return row;
}

/* Does a line of prose stand right over or under the fragment? @rows: as of row_of() */
static bool
is_of_prose(GArray *fragments, const Bbox *rows, guint i)
{
    const Fragment *self = fragment_at(fragments, i);
    const double reach = PROSE_STEP * bbox_height(self->bbox);

    for (gint step = -1; step <= 1; step += 2) {
        for (gint j = (gint)i + step; j >= 0 && j < (gint)fragments->len; j += step) {
            const Fragment *other = fragment_at(fragments, (guint)j);

            if (fabs(other->baseline - self->baseline) > reach)
                break;
            if (other->holder < 0 && bbox_overlap_x(rows[j], self->bbox) > 0 &&
                bbox_width(rows[j]) > PROSE_WIDTH * other->size)
                return true;
        }
    }
    return false;
}

/* Next to the frame and at its height, where numbers of an axis may reach over its end by half a
 * line; or within it, once it has grown. */
static bool
is_beside(const Fragment *fragment, Bbox frame)
{
    const Bbox b = fragment->bbox;
    const double gap = MAX(b.x0 - frame.x1, frame.x0 - b.x1);
    const double over = gap > -fragment->size ? fragment->size / 2 : 0;

    return gap < NEAR * fragment->size && bbox_mid_y(b) > frame.y0 - over &&
           bbox_mid_y(b) < frame.y1 + over;
}

/* Under the frame, and within its width? */
static bool
is_below(const Fragment *fragment, Bbox frame)
{
    const Bbox b = fragment->bbox;
    const double slack = NEAR * fragment->size;

    return b.y0 >= frame.y1 - fragment->size && b.y0 < frame.y1 + fragment->size &&
           b.x0 > frame.x0 - slack && b.x1 < frame.x1 + slack;
}

/* Is there another on its row, so far from it that both are labels? */
static bool
has_mate(GArray *fragments, guint i, Bbox frame)
{
    const Fragment *self = fragment_at(fragments, i);

    for (gint step = -1; step <= 1; step += 2) {
        for (gint j = (gint)i + step; j >= 0 && j < (gint)fragments->len; j += step) {
            const Fragment *other = fragment_at(fragments, (guint)j);
            const double gap = MAX(other->bbox.x0 - self->bbox.x1, self->bbox.x0 - other->bbox.x1);

            if (fabs(other->baseline - self->baseline) > 0.3 * self->size)
                break;
            if (gap > ROW_GAP * self->size && is_below(other, frame))
                return true;
        }
    }
    return false;
}

static bool
is_label(GArray *fragments, const Bbox *rows, guint i, Bbox frame, double max_size)
{
    const Fragment *fragment = fragment_at(fragments, i);

    if (bbox_width(frame) < MIN_FRAME || bbox_height(frame) < MIN_FRAME ||
        fragment->size > max_size)
        return false;
    if (is_beside(fragment, frame))
        return bbox_width(rows[i]) <= MAX_WIDTH * fragment->size &&
               !is_of_prose(fragments, rows, i);
    return is_below(fragment, frame) && has_mate(fragments, i, frame) &&
           bbox_width(fragment->bbox) < 0.5 * bbox_width(frame);
}

/* The largest that a label of each picture may be: (transfer full) one number a frame */
static double *
max_sizes(GArray *fragments, guint n, double body_size)
{
    double *sizes = g_new0(double, n + 1);
    g_autofree double *widths = g_new0(double, n + 1);

    for (guint i = 0; i < fragments->len; i++) {
        const Fragment *fragment = fragment_at(fragments, i);

        if (fragment->holder < 0)
            continue;
        sizes[fragment->holder] += fragment->size * bbox_width(fragment->bbox);
        widths[fragment->holder] += bbox_width(fragment->bbox);
    }
    for (guint f = 0; f < n; f++)
        sizes[f] = MAX(LARGER * body_size, widths[f] > 0 ? ALIKE * sizes[f] / widths[f] : 0);
    return sizes;
}

void
label_take(GArray *fragments, GArray *frames, double body_size)
{
    g_autofree double *sizes = max_sizes(fragments, frames->len, body_size);
    g_autofree Bbox *rows = g_new(Bbox, fragments->len + 1);
    bool more = frames->len > 0;

    for (guint i = 0; i < fragments->len && more; i++)
        rows[i] = row_of(fragments, i);

    for (guint i = 0; i < fragments->len; i++) {
        const Fragment *fragment = fragment_at(fragments, i);

        if (fragment->holder >= 0)
            *frame_at(frames, (guint)fragment->holder) =
                bbox_union(*frame_at(frames, (guint)fragment->holder), fragment->bbox);
    }
    for (guint round = 0; round < ROUNDS && more; round++) {
        g_autoptr(GArray) before = g_array_copy(frames);

        more = false;
        for (guint i = 0; i < fragments->len; i++) {
            Fragment *fragment = fragment_at(fragments, i);

            for (guint f = 0; f < frames->len && fragment->holder < 0; f++) {
                if (bbox_is_empty(*frame_at(before, f)) ||
                    !is_label(fragments, rows, i, *frame_at(before, f), sizes[f]))
                    continue;
                fragment->holder = (gint)f;
                *frame_at(frames, f) = bbox_union(*frame_at(frames, f), fragment->bbox);
                more = true;
            }
        }
    }
}
