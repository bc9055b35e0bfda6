/* detect/edge.c - long straight edges: where the page gets darker or lighter
 *
 *     white  ......................        darker
 *     rule   ######################   =>   lighter    both sides of a rule
 *     white  ......................
 *     tint   ::::::::::::::::::::::   =>   darker     the border of a fill
 *
 * so that dark rules, white rules on a coloured ground and borders between two fills are one
 * case. Comparing over two pixels instead of one lets an edge that wanders over a pixel, as in
 * scans, leave a run in one row all the same.
 *
 * Two things pass the brick that nobody drew. Letters close together make runs, but the gaps
 * between them are grey, and stems stand on them: an edge that fades in and out, or that is
 * thin here and thick there, is text. And where two fills abut off
 * the pixel grid, each covers a share of the pixels between and the paper shines through:
 * at most a quarter of it, as a (1 - a) <= 1/4. Such a seam is not a white rule.
 */
#include "detect/edge.h"

#include <math.h>
#include <string.h>

/* Faintest step that counts, of 255: zebra bands go down to #F5F5F5. Noise of that size is
 * common in scans and photographs but not over a brick's length in one direction. */
#define MIN_STEP 7

/* Points. */
#define LONG 60.0     /* no row of letters is straight and unbroken for so long */
#define STEM 3.0      /* shorter than any stem, longer than serifs are thick */
#define MAX_SMEAR 3.0 /* thickness of one edge: soft in scans, sloped after deskewing */

/* An edge is long for its thickness; the sides of big letters are not. */
#define MIN_ASPECT 5.0

/* Of the light that the paper has more than the fills: a seam lets less through, a white rule
 * of half a pixel more. */
#define SEAM 0.3

/* Edges of one axis that are held at most: hatchings and photographs of buildings. */
#define MAX_EDGES 20000

typedef struct {
    PIX *darker, *lighter;
} Masks;

/* A component of a mask, and how to walk it along and across its axis. */
typedef struct {
    const guint8 *planes[2];
    gsize origin;
    gssize along, across; /* steps of one pixel */
    int length, smear;    /* pixels */
    int room;             /* pixels beyond it on either side that are still on the page */
    bool darker;
} Strip;

/* Bits for one word of the masks: 32 pixels, @a before and @b after them. */
static inline void
compare_words(const guint8 *a, const guint8 *b, int n, l_uint32 *darker, l_uint32 *lighter)
{
    l_uint32 dark = 0, light = 0;

    for (int k = 0; k < n; k++) {
        const int step = a[k] - b[k];

        dark |= (l_uint32)(step >= MIN_STEP) << (31 - k);
        light |= (l_uint32)(step <= -MIN_STEP) << (31 - k);
    }
    *darker |= dark;
    *lighter |= light;
}

static void
compare_plane(const Shade *shade, const guint8 *plane, Axis axis, const Masks *masks)
{
    const int wpl = pixGetWpl(masks->darker);
    const gssize back = axis == AXIS_H ? shade->width : 1;
    const int first_x = axis == AXIS_V, first_y = axis == AXIS_H;

    for (int y = first_y; y < shade->height - first_y; y++) {
        const guint8 *row = plane + (gsize)y * shade->width;
        l_uint32 *darker = pixGetData(masks->darker) + (gsize)y * wpl;
        l_uint32 *lighter = pixGetData(masks->lighter) + (gsize)y * wpl;

        /* The mask of vertical edges is shifted by a pixel: bit x tells of pixel x + 1. */
        for (int x = 0; x < shade->width - 2 * first_x; x += 32) {
            const int n = MIN(32, shade->width - 2 * first_x - x);
            const guint8 *a = row + first_x + x - back, *b = row + first_x + x + back;

            /* Most of a page is blank: whole words without an edge. */
            if (memcmp(a, b, (gsize)n) != 0)
                compare_words(a, b, n, darker + x / 32, lighter + x / 32);
        }
    }
}

static int
step_at(const Strip *strip, int i, int k)
{
    const gssize at = (gssize)strip->origin + i * strip->along + k * strip->across;
    int best = 0;

    for (int p = 0; p < 2 && strip->planes[p] != NULL; p++) {
        const int step =
            strip->planes[p][at - strip->across] - strip->planes[p][at + strip->across];
        best = MAX(best, strip->darker ? step : -step);
    }
    return best;
}

/* Is the step alike all along the edge? Between letters it fades, along a stroke it does not. */
static bool
is_even(const Strip *strip)
{
    guint counts[256] = { 0 };

    for (int i = 0; i < strip->length; i++) {
        int best = 0;

        for (int k = 0; k < strip->smear; k++)
            best = MAX(best, step_at(strip, i, k));
        counts[best]++;
    }

    const guint tenth = (guint)strip->length / 10;
    int weak = 0, strong = 255;
    for (guint seen = counts[0]; weak < 255 && seen <= tenth; seen += counts[weak])
        weak++;
    for (guint seen = counts[255]; strong > 0 && seen <= tenth; seen += counts[strong])
        strong--;
    return weak * 2 >= strong;
}

/* Is it the upper or lower side of a row of letters? Going in from a line there is paper soon,
 * from a tint there is none; from letters there is where they end in a serif or a bar, and
 * none where they stand on a stem. */
static bool
is_letters(const Strip *strip, int depth)
{
    const gssize in = strip->darker ? strip->across : -strip->across;
    int thin = 0;

    if (strip->room <= depth)
        return false;
    for (int i = 0; i < strip->length; i++) {
        const guint8 *p = strip->planes[0] + strip->origin + i * strip->along +
                          (strip->darker ? 0 : strip->smear - 1) * strip->across;
        const int outside = p[-in];
        int k = 0, inside = outside;

        /* Down to the darkest of the edge itself, then on until it is light again. */
        for (; k <= strip->smear; k++)
            inside = MIN(inside, p[k * in]);
        while (k <= depth && p[k * in] * 2 < outside + inside)
            k++;
        thin += k <= depth;
    }
    return thin * 8 > strip->length && thin * 8 < strip->length * 7;
}

/* Is it one side of a faint light line, one or two pixels wide, between two fills alike? */
static bool
is_seam(const Strip *strip)
{
    const int samples = MIN(strip->length, 16);
    int seams = 0;

    if (strip->room < 3)
        return false;
    for (int s = 0; s < samples; s++) {
        const guint8 *p =
            strip->planes[0] + strip->origin + (gssize)(strip->length * s / samples) * strip->along;
        const int a = p[-3 * strip->across], b = p[(strip->smear + 2) * strip->across];
        int top = 0, bottom = 255;

        for (int k = -2; k <= strip->smear + 1; k++) {
            top = MAX(top, p[k * strip->across]);
            bottom = MIN(bottom, p[k * strip->across]);
        }
        seams += abs(a - b) < MIN_STEP && bottom > MIN(a, b) - MIN_STEP && top > MAX(a, b) &&
                 top - MAX(a, b) < SEAM * (255 - a);
    }
    return seams * 2 > samples;
}

/* Appends the edges of one mask; false when Leptonica gives up. */
static bool
add_edges(const Shade *shade, PIX *mask, Axis axis, bool darker, GArray *edges, PIXA *steps)
{
    const double scale = axis == AXIS_H ? shade->x_scale : shade->y_scale;
    const double scale_across = axis == AXIS_H ? shade->y_scale : shade->x_scale;
    const int brick = MAX(2, (int)lround(EDGE_MIN_LENGTH / scale));
    const int depth = MAX(2, (int)lround(STEM / scale_across));
    g_autoptr(PIX) opened = axis == AXIS_H ? pixOpenCompBrickDwa(NULL, mask, brick, 1)
                                           : pixOpenCompBrickDwa(NULL, mask, 1, brick);
    g_autoptr(BOXA) boxes = opened != NULL ? pixConnCompBB(opened, 8) : NULL;
    if (boxes == NULL)
        return false;
    if (steps != NULL)
        pixaAddPix(steps, opened, L_CLONE);

    const int n = boxaGetCount(boxes);
    for (int i = 0; i < n && edges->len < MAX_EDGES; i++) {
        int x, y, w, h;

        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        x += axis == AXIS_V; /* see compare_plane() */

        const bool flat = axis == AXIS_H;
        const Strip strip = { { shade->v, shade->luma },
                              (gsize)y * shade->width + x,
                              flat ? 1 : shade->width,
                              flat ? shade->width : 1,
                              flat ? w : h,
                              flat ? h : w,
                              flat ? MIN(y, shade->height - y - h) : MIN(x, shade->width - x - w),
                              darker };
        const double length = strip.length * scale, smear = strip.smear * scale_across;
        const double start = (flat ? x : y) * scale;

        if (smear > MAX_SMEAR || length < MIN_ASPECT * smear ||
            (length < LONG && (!is_even(&strip) || (flat && is_letters(&strip, depth)))) ||
            is_seam(&strip))
            continue;
        Edge edge = { (flat ? y : x) * scale_across + smear / 2, start, start + length };
        g_array_append_val(edges, edge);
    }
    return true;
}

GArray *
edge_find(const Shade *shade, Axis axis, PIXA *steps)
{
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(Edge));
    g_autoptr(PIX) darker = pixCreate(shade->width, shade->height, 1);
    g_autoptr(PIX) lighter = pixCreate(shade->width, shade->height, 1);
    if (darker == NULL || lighter == NULL)
        return NULL;

    const Masks masks = { darker, lighter };
    compare_plane(shade, shade->v, axis, &masks);
    if (shade->luma != NULL)
        compare_plane(shade, shade->luma, axis, &masks);
    if (!add_edges(shade, darker, axis, true, edges, steps) ||
        !add_edges(shade, lighter, axis, false, edges, steps))
        return NULL;
    return g_steal_pointer(&edges);
}
