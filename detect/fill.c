/* detect/fill.c - rectangles of one colour: tints behind code, bands of table rows, boxes
 *
 *   1. The page is cut into blocks of the colour of their ground (detect/mosaic.h).
 *   2. Blocks of one colour that touch are a patch, unless they have the paper's colour.
 *   3. A patch is read row by row. Rows that reach equally far left and right make up a
 *      rectangle, holes in them are text:
 *
 *          ##########      #### ####      a header row and a stub
 *          ###  #####      #########      column: two rectangles
 *          #### ## ##      ###
 *                          ## .
 *
 *   4. The borders are moved to the pixel where the colour ends, and the colour beyond is
 *      looked at: where it goes on changing, the patch is a step of a gradient.
 */
#include "detect/fill.h"

#include "detect/mosaic.h"

#include <stdlib.h>

#define MIN_WIDTH 12.0 /* points: two letters and the room around them */
#define MIN_HEIGHT 6.0 /* points: a row of the smallest print */
#define MIN_COVER 0.5  /* share of its blocks that have its colour; bold print covers a third */

/* In blocks. */
#define RAGGED 2   /* rows of one rectangle may differ by it at their ends: letters there */
#define BRIDGE 4   /* rows that large print may take out of a rectangle altogether */
#define LOOK_OUT 4 /* so far beyond a border a gradient has gone on */
#define MAX_FILLS 4000

/* A rectangle in blocks, x1 and y1 beyond the last, and how many of them have its colour. */
typedef struct {
    int x0, y0, x1, y1;
    int n;
} Part;

/* Is the block at (@x, @y) the inside of something flat? Blocks on borders have mixed colours;
 * and what is not paper does not differ from white by as little as 2 where paper is white. */
static bool
is_seed(Mosaic *m, int x, int y)
{
    static const int beside[][2] = { { 1, 0 }, { 0, 1 }, { 1, 1 } };

    if (m->patch[y][x] != 0 || x + 1 >= m->width || y + 1 >= m->height)
        return false;
    for (guint k = 0; k < G_N_ELEMENTS(beside); k++) {
        const int x1 = x + beside[k][0], y1 = y + beside[k][1];

        if (m->color[y1][x1] == MOSAIC_WHITE && m->patch[y1][x1] == -1)
            return false;
    }
    for (guint k = 0; k < G_N_ELEMENTS(beside); k++)
        if (mosaic_distance(mosaic_color(m, x, y),
                            mosaic_color(m, x + beside[k][0], y + beside[k][1])) > 2 ||
            m->patch[y][x] != 0)
            return false;
    return true;
}

/* May the block be numbered as one of @color? */
static inline bool
is_free(Mosaic *m, int x, int y, l_uint32 color)
{
    if (m->patch[y][x] != 0)
        return false;
    const l_uint32 own = mosaic_color(m, x, y); /* which may turn out to be the paper's */

    return (own == color || mosaic_distance(own, color) <= MOSAIC_ALIKE) && m->patch[y][x] == 0;
}

typedef struct {
    int x, y;
} Tile;

/* Pushes the first block of each run of free ones in row @y from @x0 to before @x1. */
static void
push_runs(Mosaic *m, int y, int x0, int x1, l_uint32 color, GArray *pending)
{
    const gint32 *patch = m->patch[y];
    bool before = false;

    if (m->left[y] == 0)
        return;
    for (int x = x0; x < x1; x++) {
        const bool here = patch[x] == 0 && is_free(m, x, y, color);

        if (here && !before) {
            const Tile tile = { x, y };
            g_array_append_val(pending, tile);
        }
        before = here;
    }
}

/* Numbers the free blocks in a row with the one at (@x, @y): from the first to before *@end.
 * Returns the first. */
static int
number_run(Mosaic *m, int x, int y, l_uint32 color, gint32 number, int *end)
{
    int x0 = x, x1 = x;

    while (x1 < m->width && is_free(m, x1, y, color))
        m->patch[y][x1++] = number;
    while (x1 > x && x0 > 0 && is_free(m, x0 - 1, y, color))
        m->patch[y][--x0] = number;
    m->left[y] -= x1 - x0;
    *end = x1;
    return x0;
}

/* Numbers the blocks of the patch around (@x, @y), run by run; returns the box they lie in. */
static Part
flood(Mosaic *m, int x, int y, gint32 number, GArray *pending)
{
    const l_uint32 color = mosaic_color(m, x, y);
    const Tile seed = { x, y };
    Part box = { m->width, m->height, 0, 0, 0 };

    g_array_append_val(pending, seed);
    while (pending->len > 0) {
        const Tile at = g_array_index(pending, Tile, pending->len - 1);
        int x1, x0 = number_run(m, at.x, at.y, color, number, &x1);

        g_array_set_size(pending, pending->len - 1);
        if (x1 == x0)
            continue; /* met from the other side */
        box = (Part){ MIN(box.x0, x0), MIN(box.y0, at.y), MAX(box.x1, x1), MAX(box.y1, at.y + 1),
                      box.n + x1 - x0 };
        if (at.y > 0)
            push_runs(m, at.y - 1, x0, x1, color, pending);
        if (at.y + 1 < m->height)
            push_runs(m, at.y + 1, x0, x1, color, pending);
    }
    return box;
}

/* The parts of a patch: rows that reach equally far. */
static void
cut_patch(const Mosaic *m, Part box, gint32 number, GArray *parts)
{
    const guint first = parts->len;

    for (int y = box.y0; y < box.y1; y++) {
        const gint32 *row = m->patch[y];
        Part line = { box.x0, y, box.x1, y + 1, 0 };

        for (int x = box.x0; x < box.x1; x++)
            line.n += row[x] == number;
        while (line.n > 0 && row[line.x0] != number)
            line.x0++;
        while (line.n > 0 && row[line.x1 - 1] != number)
            line.x1--;

        Part *fit = NULL;
        for (guint i = parts->len; i-- > first && fit == NULL && line.n > 0;) {
            Part *p = &g_array_index(parts, Part, i);

            if (y - p->y1 > BRIDGE)
                break;
            if (abs(p->x0 - line.x0) <= RAGGED && abs(p->x1 - line.x1) <= RAGGED)
                fit = p;
        }
        if (fit != NULL)
            *fit = (Part){ MIN(fit->x0, line.x0), fit->y0, MAX(fit->x1, line.x1), y + 1,
                           fit->n + line.n };
        else if (line.n > 0)
            g_array_append_val(parts, line);
    }
}

/* The block @out blocks beyond border @side (0 left, 1 top, 2 right, 3 bottom) of @part, at
 * @s of 16 places along it; false when that is off the page. */
static bool
beyond(const Mosaic *m, const Part *part, int side, int s, int out, Tile *tile)
{
    int x = part->x0 + (part->x1 - part->x0) * (2 * s + 1) / 32;
    int y = part->y0 + (part->y1 - part->y0) * (2 * s + 1) / 32;

    if (side == 0)
        x = part->x0 - out;
    else if (side == 1)
        y = part->y0 - out;
    else if (side == 2)
        x = part->x1 - 1 + out;
    else
        y = part->y1 - 1 + out;
    *tile = (Tile){ x, y };
    return x >= 0 && y >= 0 && x < m->width && y < m->height;
}

/* Does the colour go on changing beyond a border, the same way and slowly? */
static bool
is_gradient(Mosaic *m, const Part *part, l_uint32 color)
{
    for (int side = 0; side < 4; side++) {
        int changing = 0, seen = 0;

        for (int s = 0; s < 16; s++) {
            Tile near, far;

            if (!beyond(m, part, side, s, 2, &near) || !beyond(m, part, side, s, LOOK_OUT, &far))
                continue;
            const l_uint32 close = mosaic_color(m, near.x, near.y),
                           away = mosaic_color(m, far.x, far.y);
            const int to_near = mosaic_lightness(close) - mosaic_lightness(color);
            const int on = mosaic_lightness(away) - mosaic_lightness(close);

            seen++;
            changing += mosaic_distance(close, color) < 4 * MOSAIC_ALIKE &&
                        mosaic_distance(away, close) < 4 * MOSAIC_ALIKE && abs(on) >= 16 &&
                        (to_near > 0) == (on > 0) && to_near != 0;
        }
        if (seen >= 8 && changing * 2 > seen)
            return true;
    }
    return false;
}

static int
compare_ints(gconstpointer a, gconstpointer b)
{
    const int x = *(const int *)a, y = *(const int *)b;

    return x < y ? -1 : x > y;
}

/* The pixel where the colour ends at a border of @part, the middle one of what is found along
 * it. @step: -1 to go left or up, 1 to go right or down. */
static int
border(PIX *pix, const Mosaic *m, const Part *part, l_uint32 color, Axis across, int step)
{
    const bool flat = across == AXIS_V; /* the border is vertical: go along rows */
    const int unit = flat ? m->nx : m->ny, limit = flat ? pixGetWidth(pix) : pixGetHeight(pix);
    const int low = flat ? part->x0 : part->y0, high = flat ? part->x1 : part->y1;
    const int start = step < 0 ? MIN(low + 1, high - 1) * unit : MAX(high - 1, low + 1) * unit - 1;
    const int from = flat ? part->y0 : part->x0, to = flat ? part->y1 : part->x1;
    int ends[16], n = 0;

    for (int s = 0; s < 16; s++) {
        const int other = (from * 32 + (to - from) * (2 * s + 1)) * (flat ? m->ny : m->nx) / 32;
        int at = start;

        for (; at >= 0 && at < limit && abs(at - start) <= 3 * unit; at += step) {
            const int x = flat ? at : other, y = flat ? other : at;

            if (mosaic_distance(pixGetData(pix)[(gsize)y * (gsize)pixGetWpl(pix) + x], color) >
                2 * MOSAIC_ALIKE)
                break;
        }
        if (at != start && abs(at - start) <= 3 * unit)
            ends[n++] = at;
    }
    if (n == 0)
        return (step < 0 ? low : high) * unit;
    qsort(ends, (size_t)n, sizeof *ends, compare_ints);
    return step < 0 ? ends[n / 2] + 1 : ends[n / 2];
}

static Fill
part_fill(const Raster *raster, const Mosaic *m, const Part *part, l_uint32 color)
{
    const int x0 = border(raster->pix, m, part, color, AXIS_V, -1);
    const int x1 = border(raster->pix, m, part, color, AXIS_V, 1);
    const int y0 = border(raster->pix, m, part, color, AXIS_H, -1);
    const int y1 = border(raster->pix, m, part, color, AXIS_H, 1);

    return (Fill){ raster_to_points(raster, x0, y0, x1 - x0, y1 - y0),
                   (guint32)mosaic_channel(color, L_RED_SHIFT) << 16 |
                       (guint32)mosaic_channel(color, L_GREEN_SHIFT) << 8 |
                       (guint32)mosaic_channel(color, L_BLUE_SHIFT) };
}

static int
compare_fills(gconstpointer a, gconstpointer b)
{
    const Bbox s = ((const Fill *)a)->bbox, t = ((const Fill *)b)->bbox;

    if (s.y0 != t.y0)
        return s.y0 < t.y0 ? -1 : 1;
    return s.x0 < t.x0 ? -1 : s.x0 > t.x0;
}

static void
add_step(PIXA *steps, Mosaic *m)
{
    PIX *pix = pixCreate(m->width, m->height, 32);

    for (int y = 0; pix != NULL && y < m->height; y++)
        for (int x = 0; x < m->width; x++)
            pixSetPixel(pix, x, y, mosaic_color(m, x, y));
    if (pix != NULL)
        pixaAddPix(steps, pix, L_INSERT);
}

GArray *
fill_find(const Raster *raster, const Shade *shade, PIXA *steps)
{
    GArray *fills = g_array_new(FALSE, FALSE, sizeof(Fill));

    if (pixGetDepth(raster->pix) != 32 || !(raster->x_dpi > 0) || !(raster->y_dpi > 0))
        return fills;

    g_autoptr(Mosaic) mosaic = mosaic_new(raster, shade);
    g_autoptr(GArray) pending = g_array_new(FALSE, FALSE, sizeof(Tile));
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(Part));
    gint32 number = 0;

    if (steps != NULL)
        add_step(steps, mosaic);
    for (int y = 0; y < mosaic->height && fills->len < MAX_FILLS; y++)
        for (int x = 0; x < mosaic->width && mosaic->left[y] > 0; x++) {
            if (!is_seed(mosaic, x, y))
                continue;
            const l_uint32 color = mosaic_color(mosaic, x, y);
            const Part box = flood(mosaic, x, y, ++number, pending);

            g_array_set_size(parts, 0);
            if ((box.x1 - box.x0) * MOSAIC_BLOCK >= MIN_WIDTH &&
                (box.y1 - box.y0) * MOSAIC_BLOCK >= MIN_HEIGHT)
                cut_patch(mosaic, box, number, parts);
            for (guint i = 0; i < parts->len; i++) {
                const Part *p = &g_array_index(parts, Part, i);
                const int area = (p->x1 - p->x0) * (p->y1 - p->y0);

                if ((p->x1 - p->x0) * MOSAIC_BLOCK < MIN_WIDTH ||
                    (p->y1 - p->y0) * MOSAIC_BLOCK < MIN_HEIGHT || p->n < MIN_COVER * area ||
                    is_gradient(mosaic, p, color))
                    continue;
                const Fill fill = part_fill(raster, mosaic, p, color);
                g_array_append_val(fills, fill);
            }
        }
    g_array_sort(fills, compare_fills);
    return fills;
}
