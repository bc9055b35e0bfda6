/* detect/dash.c - dashed and dotted rules
 *
 *     - - - - - - -     1. marks: darker than what lies 2.5 points to either side of them
 *     -------------     2. holes as wide as those of a rule closed, what is short then opened
 *     .............     3. nothing but light may lie beside it: above and below the marks of
 *                          a line of text there are letters
 *     .  .  .   . .     4. the holes must be alike, and the marks not much smaller than them:
 *                          dots of a leader stand further apart
 */
#include "detect/dash.h"

#include <math.h>
#include <string.h>

#include "pipeline/model/brick.h"

/* Points. */
#define CLEAR 2.5 /* light to either side of a mark */
#define MAX_HOLE 4.0
#define MAX_MARK 4.5 /* shorter than digits are tall, which stand in columns */
#define MIN_LENGTH 36.0
#define MAX_WIDTH 2.0 /* of the marks */

#define MIN_STEP 40 /* of 255: dotted rules are thin, but no paler than that */
#define MIN_MARKS 8
#define MIN_INK 0.3   /* of the length; leaders have a quarter or less */
#define MAX_DIRT 0.03 /* of the margins beside it: descenders, crossing rules */
#define ALIKE 0.85    /* of the marks and of the holes */
#define MAX_DASHES 2000

typedef struct {
    const guint8 *origin;
    gssize along, across; /* steps of one pixel */
    int length, width;    /* pixels */
    int skipped;          /* pixels that tighten() took off at its upper or left side */
} Row;

/* Marks the @n pixels at @row that are darker than those @off before and behind them; false
 * when there are none. */
static inline bool
mark_pixels(const guint8 *row, gssize off, int n, guint8 *restrict marks)
{
    guint8 any = 0;

    for (int k = 0; k < n; k++) {
        const guint8 lighter = MIN(row[k - off], row[k + off]);
        const guint8 step = lighter > row[k] ? (guint8)(lighter - row[k]) : 0;

        marks[k] |= step >= MIN_STEP;
        any |= marks[k];
    }
    return any != 0;
}

/* Marks in two rows of piece @p from row @y on; false when there are none. */
static bool
mark_piece(const Shade *shade, Axis axis, int clear, int p, int y, guint8 *marks)
{
    const int first_x = axis == AXIS_V ? clear : 0, first_y = axis == AXIS_H ? clear : 0;
    const int x0 = MAX(p * SHADE_PIECE, first_x);
    const int n = MIN((p + 1) * SHADE_PIECE, shade->width - first_x) - x0;
    const gssize off = axis == AXIS_H ? (gssize)clear * shade->width : clear;
    bool any = false;

    for (int row = MAX(y, first_y); row < MIN(y + 2, shade->height - first_y); row++) {
        const guint8 *v = shade->v + (gsize)row * shade->width + x0;

        if (shade->blank[(gsize)row * shade->pieces + p])
            continue;
        any |= n == SHADE_PIECE ? mark_pixels(v, off, SHADE_PIECE, marks) /* known: is wide */
                                : mark_pixels(v, off, n, marks + x0 % SHADE_PIECE);
    }
    return any;
}

/* Marks, at half the resolution: this does for finding candidates, and costs a quarter. */
static PIX *
mark_mask(const Shade *shade, Axis axis, int clear)
{
    const int width = shade->width / 2, height = shade->height / 2;
    PIX *mask = pixCreate(width, height, 1);

    for (int y = 0; y < height && mask != NULL; y++) {
        l_uint32 *line = pixGetData(mask) + (gsize)y * pixGetWpl(mask);
        const bool dirty = shade_has_ink(shade, 2 * y, MIN(2 * y + 2, shade->height), RASTER_MARKS);

        for (int p = 0; p < shade->pieces && dirty; p++) {
            const int x0 = p * SHADE_PIECE / 2, n = MIN(SHADE_PIECE / 2, width - x0);
            guint8 marks[SHADE_PIECE] = { 0 };

            if (!mark_piece(shade, axis, clear, p, 2 * y, marks))
                continue;
            for (int k = 0; k < n; k++)
                if (marks[2 * k] | marks[2 * k + 1])
                    SET_DATA_BIT(line, x0 + k);
        }
    }
    return mask;
}

/* The lightest and the darkest of the marks' places, halfway between: what is darker is ink. */
static int
threshold(const Row *row)
{
    int low = 255, high = 0;

    for (int i = 0; i < row->length; i++) {
        int darkest = 255;

        for (int k = 0; k < row->width; k++)
            darkest = MIN(darkest, row->origin[i * row->along + k * row->across]);
        low = MIN(low, darkest);
        high = MAX(high, darkest);
    }
    return high - low >= MIN_STEP ? (low + high) / 2 : -1;
}

/* Leaves out of the row what lies beside the marks: components are coarse. */
static void
tighten(Row *row, int ink)
{
    int first = 0, last = row->width - 1, most = 0;
    g_autofree int *counts = g_new0(int, row->width);

    for (int k = 0; k < row->width; k++) {
        for (int i = 0; i < row->length; i++)
            counts[k] += row->origin[i * row->along + k * row->across] <= ink;
        most = MAX(most, counts[k]);
    }
    while (counts[first] * 2 < most)
        first++;
    while (counts[last] * 2 < most)
        last--;
    row->origin += first * row->across;
    row->skipped = first;
    row->width = last - first + 1;
}

/* Is there ink beside the row, in the margins of @clear pixels but for the nearest? */
static bool
is_clear(const Row *row, int clear, int ink)
{
    int dirt = 0, seen = 0;

    for (int k = 2; k <= clear; k++)
        for (int i = 0; i < row->length; i++) {
            const guint8 *p = row->origin + i * row->along;

            dirt += (p[-k * row->across] <= ink) + (p[(row->width - 1 + k) * row->across] <= ink);
            seen += 2;
        }
    return dirt <= MAX_DIRT * seen;
}

static int
compare_ints(gconstpointer a, gconstpointer b)
{
    const int x = *(const int *)a, y = *(const int *)b;

    return x < y ? -1 : x > y;
}

/* Are nearly all of @lengths within a pixel, or a sixth, of their median? @median gets it. */
static bool
are_alike(GArray *lengths, int *median)
{
    guint alike = 0;

    g_array_sort(lengths, compare_ints);
    *median = g_array_index(lengths, int, lengths->len / 2);
    for (guint i = 0; i < lengths->len; i++)
        alike += abs(g_array_index(lengths, int, i) - *median) <= MAX(1, *median / 6);
    return alike >= ALIKE * lengths->len;
}

/* Equal marks at equal distances, of which none is @max pixels long? */
static bool
is_regular(const Row *row, int ink, int max)
{
    g_autoptr(GArray) holes = g_array_new(FALSE, FALSE, sizeof(int));
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(int));
    bool dark = false;
    int run = 0, mark, hole;

    for (int i = 0; i <= row->length; i++) {
        bool here = false;

        for (int k = 0; k < row->width && !here && i < row->length; k++)
            here = row->origin[i * row->along + k * row->across] <= ink;
        if (i == row->length || (here != dark && run > 0)) {
            if (run < i) /* the first is cut off */
                g_array_append_val(dark ? marks : holes, run);
            run = 0;
        }
        dark = here;
        run++;
    }
    return marks->len >= MIN_MARKS && holes->len > 0 && are_alike(marks, &mark) &&
           are_alike(holes, &hole) && mark < max && mark >= MIN_INK * (mark + hole);
}

GArray *
dash_find(const Shade *shade, Axis axis, PIXA *steps)
{
    const bool flat = axis == AXIS_H;
    const double scale = flat ? shade->x_scale : shade->y_scale;
    const double scale_across = flat ? shade->y_scale : shade->x_scale;
    const int clear = MAX(2, (int)lround(CLEAR / scale_across));
    const int hole = MAX(2, (int)lround(MAX_HOLE / scale / 2)) + 1;
    const int length = MAX(hole + 1, (int)lround(MIN_LENGTH / scale / 2));
    GArray *edges = g_array_new(FALSE, FALSE, sizeof(Edge));

    if (steps == NULL && !shade_has_ink(shade, 0, shade->height, RASTER_MARKS))
        return edges;
    g_autoptr(PIX) marks = mark_mask(shade, axis, clear);
    l_int32 none = 0;
    if (marks != NULL && pixZero(marks, &none) == 0 && none) {
        if (steps != NULL)
            pixaAddPix(steps, marks, L_CLONE);
        return edges;
    }
    g_autoptr(PIX) closed =
        marks != NULL ? brick_close(marks, flat ? hole : 1, flat ? 1 : hole) : NULL;
    g_autoptr(PIX) opened =
        closed != NULL ? brick_open(closed, flat ? length : 1, flat ? 1 : length) : NULL;
    g_autoptr(BOXA) boxes = opened != NULL ? pixConnCompBB(opened, 8) : NULL;
    if (boxes == NULL) {
        g_array_unref(edges);
        return NULL;
    }
    if (steps != NULL)
        pixaAddPix(steps, opened, L_CLONE);

    for (int i = 0; i < boxaGetCount(boxes) && edges->len < MAX_DASHES; i++) {
        int x, y, w, h;

        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        x *= 2, y *= 2, w *= 2, h *= 2;

        Row row = { shade->v + (gsize)y * shade->width + x,
                    flat ? 1 : shade->width,
                    flat ? shade->width : 1,
                    flat ? w : h,
                    flat ? h : w,
                    0 };
        const int room = flat ? MIN(y, shade->height - y - h) : MIN(x, shade->width - x - w);
        const int ink =
            row.width * scale_across <= 2 * MAX_WIDTH && room > clear ? threshold(&row) : -1;
        if (ink < 0)
            continue;
        tighten(&row, ink);
        if (row.width * scale_across > MAX_WIDTH || !is_clear(&row, clear, ink) ||
            !is_regular(&row, ink, (int)(MAX_MARK / scale)))
            continue;
        const double start = (flat ? x : y) * scale;
        const Edge edge = { ((flat ? y : x) + row.skipped + row.width / 2.0) * scale_across, start,
                            start + row.length * scale };
        g_array_append_val(edges, edge);
    }
    return edges;
}
