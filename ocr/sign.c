/* ocr/sign.c - bullets and leaders, told by their shape
 *
 * A leader is made of dots that are small, alike, on one line and at one
 * distance. The dots over a line of i's are never the last of these for long:
 *
 *     Chapter one . . . . . . . 7        distances  9 9 9 9 9 9
 *     in his initial instinct            distances  5 14 7 4 4 8
 *
 * A bullet is a compact blot without holes, alone before the first word of a
 * line, and it hangs about the middle of small letters where a full stop
 * would stand on the baseline:
 *
 *       ##   ###  #  #
 *      ####   #   ####     the next word, up to 3 em away
 *       ##    #   #  #
 *                          nothing for 1 em on the left
 */
#include "ocr/sign.h"

#include <math.h>
#include <string.h>

/* Dots of leaders, points: those of print of 6 to 16 points. */
#define MIN_DOT 0.4
#define MAX_DOT 2.6
#define MAX_PITCH 13.0
#define MIN_DOTS 5
#define PITCH_TOLERANCE                                                                            \
    0.3 /* of the pitch; at 200 dpi a dot more or less is that of tight dots                       \
         */

/* More small blots than this are a halftone or dirt; leaders are not looked for. */
#define MAX_BLOTS 20000
#define MAX_TEXT_DOTS 200

/* Bullets, in parts of the size of the line. */
#define MIN_BULLET_EM 0.18
#define MAX_BULLET_EM 0.65
#define BULLET_REACH_EM 3.5
#define BULLET_CLEAR_EM 1.0
#define MAX_STRAY 1.6    /* Tesseract's box of a bullet, to its width; that of two letters has 2 */
#define MIN_HANG_EM 0.13 /* of its middle over the baseline; a full stop has 0.05 */
#define MAX_HANG_EM 0.55

/* A disc fills 0.79 of its box, a square all, a letter without a hole 0.6 at most. */
#define MIN_BULLET_FILL 0.70
#define MIN_SQUARE_FILL 0.93

/* A ring is smaller than an o. */
#define MAX_RING_EM 0.44

#define LETTERED 2 /* letters and figures of a word that tells the size of its line */

#define BAND_HEIGHT 12.0 /* points, about a line */

typedef struct {
    int x, y, w, h;
} Blot;

static int
by_row(gconstpointer a, gconstpointer b)
{
    const Blot *one = a, *other = b;
    const int one_y = 2 * one->y + one->h, other_y = 2 * other->y + other->h;

    if (one_y != other_y)
        return one_y < other_y ? -1 : 1;
    return (one->x > other->x) - (one->x < other->x);
}

static int
by_x(gconstpointer a, gconstpointer b)
{
    const Blot *one = a, *other = b;

    return (one->x > other->x) - (one->x < other->x);
}

BOXA *
sign_find_pieces(const Raster *ink)
{
    return pixConnCompBB(ink->pix, 8);
}

/* Those of the pieces whose width and height lie between two lengths in points, by row. */
static GArray *
blots_between(const Raster *ink, BOXA *boxes, double least, double most)
{
    const double low = raster_to_pixels(ink, least), high = raster_to_pixels(ink, most);
    GArray *blots = g_array_new(FALSE, FALSE, sizeof(Blot));

    for (int i = 0; boxes != NULL && i < boxaGetCount(boxes); i++) {
        Blot blot;

        boxaGetBoxGeometry(boxes, i, &blot.x, &blot.y, &blot.w, &blot.h);
        if (MIN(blot.w, blot.h) >= low && MAX(blot.w, blot.h) <= high)
            g_array_append_val(blots, blot);
    }
    g_array_sort(blots, by_row);
    return blots;
}

/* Appends the leaders among @n dots of one row, from left to right. */
static void
split_row(GArray *leaders, const Raster *ink, const Blot *dots, guint n)
{
    const double reach = raster_to_pixels(ink, MAX_PITCH);

    for (guint first = 0, last; first + 1 < n; first = MAX(last, first + 1)) {
        const double pitch = dots[first + 1].x - dots[first].x;

        last = first;
        /* Two dots, or a stop and the dot of an i, set a pitch; who keeps it stays in. */
        while (last + 1 < n && pitch <= reach &&
               fabs(dots[last + 1].x - dots[last].x - pitch) <= MAX(1.5, PITCH_TOLERANCE * pitch))
            last++;
        if (last - first + 1 < MIN_DOTS)
            continue;

        int top = G_MAXINT, foot = 0;
        for (guint i = first; i <= last; i++) {
            top = MIN(top, dots[i].y);
            foot = MAX(foot, dots[i].y + dots[i].h);
        }
        const Leader leader = { .bbox = raster_to_points(
                                    ink, dots[first].x, top,
                                    dots[last].x + dots[last].w - dots[first].x, foot - top),
                                .dots = last - first + 1 };
        g_array_append_val(leaders, leader);
        last++;
    }
}

GArray *
sign_find_leaders(const Raster *ink, BOXA *pieces)
{
    g_autoptr(GArray) dots = blots_between(ink, pieces, MIN_DOT, MAX_DOT);
    GArray *leaders = g_array_new(FALSE, FALSE, sizeof(Leader));

    if (dots->len > MAX_BLOTS)
        return leaders;

    for (guint first = 0, n; first < dots->len; first += n) {
        Blot *row = &g_array_index(dots, Blot, first);
        const int middle = 2 * row->y + row->h;

        /* A row is as high as a dot, from the highest on: skew that is left shifts the far end by
         * less. */
        for (n = 1; first + n < dots->len; n++) {
            if (2 * row[n].y + row[n].h - middle > 2 * MAX(row->h, 2))
                break;
        }
        qsort(row, n, sizeof *row, by_x);
        split_row(leaders, ink, row, n);
    }
    return leaders;
}

void
sign_lift_leaders(Raster *clean, const GArray *leaders)
{
    for (guint i = 0; i < leaders->len; i++) {
        /* The grey around a dot is a dot wide. */
        BOX *box = raster_box(clean, bbox_grow(g_array_index(leaders, Leader, i).bbox, 0.5));

        if (box != NULL)
            pixSetInRect(clean->pix, box);
        boxDestroy(&box);
    }
}

static guint
band_of(const GPtrArray *bands, double y)
{
    return (guint)CLAMP(y / BAND_HEIGHT, 0, bands->len - 1);
}

/* For each band of the page, the indices of the readings that reach into it: what stands beside a
 * blot is found without looking at all of the page. */
static GPtrArray *
bands_of(const GArray *readings, double height)
{
    const guint n = (guint)CLAMP(height / BAND_HEIGHT, 0, 10000) + 1;
    GPtrArray *bands = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);

    for (guint i = 0; i < n; i++)
        g_ptr_array_add(bands, g_array_new(FALSE, FALSE, sizeof(guint)));
    for (guint i = 0; i < readings->len; i++) {
        const Bbox ink = bbox_grow(g_array_index(readings, Reading, i).ink, 1);

        for (guint k = band_of(bands, ink.y0); k <= band_of(bands, ink.y1); k++)
            g_array_append_val((GArray *)g_ptr_array_index(bands, k), i);
    }
    return bands;
}

/* The reading on the line with a baseline near to @y that is nearest to @bbox on its left, or
 * else on its right; NULL when none is within @reach em. */
static const Reading *
neighbour(const GArray *readings, const GPtrArray *bands, Bbox bbox, double foot, double reach)
{
    const GArray *near = g_ptr_array_index(bands, band_of(bands, foot));
    const Reading *nearest = NULL;
    double least = G_MAXDOUBLE;

    for (guint i = 0; i < near->len; i++) {
        const Reading *reading = &g_array_index(readings, Reading, g_array_index(near, guint, i));
        const double em = bbox_height(reading->ink) / 0.6;
        const double gap = -bbox_overlap_x(reading->ink, bbox);

        if (reading->rotation == 0 && fabs(reading->baseline - foot) <= 0.25 * em &&
            gap <= reach * em && gap < least) {
            least = gap;
            nearest = reading;
        }
    }
    return nearest;
}

void
sign_add_leaders(GArray *readings, const GArray *leaders)
{
    const double foot =
        leaders->len > 0 ? g_array_index(leaders, Leader, leaders->len - 1).bbox.y1 : 0;
    g_autoptr(GPtrArray) bands = bands_of(readings, foot);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Reading));

    for (guint i = 0; i < leaders->len; i++) {
        const Leader *leader = &g_array_index(leaders, Leader, i);
        const Reading *beside = neighbour(readings, bands, leader->bbox, leader->bbox.y1, 3);

        if (beside == NULL)
            continue;
        const Reading reading = { .text = g_strnfill(MIN(leader->dots, MAX_TEXT_DOTS), '.'),
                                  .ink = leader->bbox,
                                  .baseline = beside->baseline,
                                  .confidence = 1,
                                  .line = beside->line };
        g_array_append_val(found, reading);
    }
    g_array_append_vals(readings, found->data, found->len);
}

/* Where a bullet may stand, and what the words around say about it. */
typedef struct {
    Reading *self;        /* was read there, or NULL */
    const Reading *after; /* the next word on the line */
    bool taken;           /* part of a longer word, or words stand before it */
} Place;

/* The size of type that a word and a bullet, if @spot is one, speak for: a word may be a sign,
 * which is lower than letters. */
static double
type_beside(const Reading *reading, Bbox spot)
{
    const double size = MAX(bbox_width(spot), bbox_height(spot));

    return MAX(bbox_height(reading->ink) / 0.6, size / MAX_BULLET_EM);
}

static Place
find_place(GArray *readings, GPtrArray *bands, Bbox spot)
{
    const GArray *near = g_ptr_array_index(bands, band_of(bands, bbox_mid_y(spot)));
    Place place = { 0 };
    double least = G_MAXDOUBLE;

    for (guint i = 0; i < near->len && !place.taken; i++) {
        Reading *reading = &g_array_index(readings, Reading, g_array_index(near, guint, i));
        const double em = type_beside(reading, spot);
        const double gap = reading->ink.x0 - spot.x1;

        if (reading->rotation != 0 || bbox_overlap_y(reading->ink, bbox_grow(spot, 0.5)) <= 0)
            continue;
        if (bbox_overlap_x(reading->ink, spot) > 0) {
            place.taken = place.self != NULL || g_utf8_strlen(reading->text, -1) > 2 ||
                          bbox_width(reading->ink) > MAX_STRAY * bbox_width(spot);
            place.self = reading;
        } else if (gap >= 0 && gap < least && gap <= BULLET_REACH_EM * em) {
            least = gap;
            place.after = reading;
        } else if (gap < 0 && spot.x0 - reading->ink.x1 < BULLET_CLEAR_EM * em) {
            place.taken = true;
        }
    }
    return place;
}

/* The size of type of the line of @first: what it tells, or else the next on its line with letters
 * that tells one. 0 for unknown. */
static double
type_of_line(const GArray *readings, const GPtrArray *bands, const Reading *first,
             const Raster *clean)
{
    const GArray *near = g_ptr_array_index(bands, band_of(bands, bbox_mid_y(first->ink)));
    double size = reading_stand(first, clean).size, least = G_MAXDOUBLE;

    if (size > 0 && reading_letters(first->text) >= LETTERED)
        return size;
    for (guint i = 0; i < near->len; i++) {
        const Reading *reading = &g_array_index(readings, Reading, g_array_index(near, guint, i));
        const double gap = reading->ink.x0 - first->ink.x1;

        if (reading->line != first->line || gap < 0 || gap >= least ||
            reading_letters(reading->text) < LETTERED)
            continue;
        const double told = reading_stand(reading, clean).size;
        if (told > 0) {
            size = told;
            least = gap;
        }
    }
    return size;
}

/* The bullet that a blot is when it stands before the line of @after; NULL for none. */
static const char *
bullet_text(const Raster *ink, const Blot *blot, Bbox spot, double em, double baseline)
{
    const double size = MAX(bbox_width(spot), bbox_height(spot));
    const double hang = baseline - bbox_mid_y(spot);

    if (size < MIN_BULLET_EM * em || size > MAX_BULLET_EM * em || hang < MIN_HANG_EM * em ||
        hang > MAX_HANG_EM * em)
        return NULL;

    BOX *box = boxCreate(blot->x, blot->y, blot->w, blot->h);
    g_autoptr(PIX) picture = pixClipRectangle(ink->pix, box, NULL);
    g_autoptr(PIX) filled = picture != NULL ? pixHolesByFilling(picture, 4) : NULL;
    float fill = 0, hole = 0;

    boxDestroy(&box);
    if (filled == NULL)
        return NULL;
    pixForegroundFraction(picture, &fill);
    pixForegroundFraction(filled, &hole);
    if (fill >= MIN_BULLET_FILL && hole < 0.05)
        return fill >= MIN_SQUARE_FILL ? "▪" : "•";
    if (hole >= 0.1 && fill + hole >= MIN_BULLET_FILL && size <= MAX_RING_EM * em)
        return "◦";
    return NULL;
}

void
sign_set_bullets(GArray *readings, const Raster *ink, BOXA *pieces, const Raster *clean)
{
    g_autoptr(GArray) blots = blots_between(ink, pieces, 1.0, 12.0);
    const double height = raster_to_points(ink, 0, 0, 1, pixGetHeight(ink->pix)).y1;
    g_autoptr(GPtrArray) bands = bands_of(readings, height);

    for (guint i = 0; i < blots->len; i++) {
        const Blot *blot = &g_array_index(blots, Blot, i);
        const Bbox spot = raster_to_points(ink, blot->x, blot->y, blot->w, blot->h);

        if (MAX(blot->w, blot->h) > 1.35 * MIN(blot->w, blot->h) + 1)
            continue;
        const Place place = find_place(readings, bands, spot);
        if (place.taken || place.after == NULL)
            continue;

        const double size = type_of_line(readings, bands, place.after, clean);
        const char *text =
            size > 0 ? bullet_text(ink, blot, spot, size, place.after->baseline) : NULL;
        if (text == NULL)
            continue;
        if (place.self != NULL) {
            g_free(place.self->text);
            place.self->text = g_strdup(text);
            place.self->ink = spot;
            place.self->confidence = 1;
            place.self->line = place.after->line;
            place.self->baseline = place.after->baseline;
        } else {
            const Reading reading = { .text = g_strdup(text),
                                      .ink = spot,
                                      .baseline = place.after->baseline,
                                      .confidence = 1,
                                      .line = place.after->line };
            g_array_append_val(readings, reading);
        }
    }
}
