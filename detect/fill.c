/* detect/fill.c - rectangles of one colour: tints behind code, bands of table rows, boxes
 *
 *   1. The page is cut into blocks of 2 points; each takes the colour of its pixel of middle
 *      lightness. Text covers less than half of most blocks, be it dark on light or light on
 *      dark, so that is the ground's colour. Where it is not white it is worked out when it is
 *      asked for, which for most of what print covers never happens.
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

#include <math.h>
#include <string.h>

#define BLOCK 2.0      /* points */
#define MIN_WIDTH 12.0 /* points: two letters and the room around them */
#define MIN_HEIGHT 6.0 /* points: a row of the smallest print */
#define MIN_COVER 0.5  /* share of its blocks that have its colour; bold print covers a third */

/* Colours are this near or they differ, in their worst channel. Zebra bands are 10 from
 * white, steps of JPEG about 4. */
#define ALIKE 6

/* In blocks. */
#define RAGGED 2   /* rows of one rectangle may differ by it at their ends: letters there */
#define BRIDGE 4   /* rows that large print may take out of a rectangle altogether */
#define LOOK_OUT 4 /* so far beyond a border a gradient has gone on */
#define MAX_FILLS 4000

#define WHITE 0xffffff00
#define UNKNOWN 1u /* a colour that is not worked out yet */
#define SAMPLE_ROWS 4
#define SAMPLES (SAMPLE_ROWS * SAMPLE_ROWS) /* of a block; in small ones some are the same */

typedef struct {
    PIX *pix;        /* lent */
    l_uint32 *color; /* of the ground; 0xRRGGBB00 */
    gint32 *patch;   /* number of its patch, from 1; 0 for none yet, -1 for paper */
    guint8 *dirty;   /* of each row of blocks: 0 where all of it is paper */
    guint8 *alike;   /* of each row of blocks: painted as the one above, as flat tints are */
    int width, height;
    int nx, ny; /* pixels a block */
    l_uint32 paper;
} Mosaic;

/* A rectangle in blocks, x1 and y1 beyond the last, and how many of them have its colour. */
typedef struct {
    int x0, y0, x1, y1;
    int n;
} Part;

static void
mosaic_free(Mosaic *mosaic)
{
    g_free(mosaic->color);
    g_free(mosaic->patch);
    g_free(mosaic->dirty);
    g_free(mosaic->alike);
    g_free(mosaic);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mosaic, mosaic_free)

static inline int
channel(l_uint32 color, int shift)
{
    return color >> shift & 0xff;
}

static int
distance(l_uint32 a, l_uint32 b)
{
    if (a == b)
        return 0;
    const int r = abs(channel(a, L_RED_SHIFT) - channel(b, L_RED_SHIFT));
    const int g = abs(channel(a, L_GREEN_SHIFT) - channel(b, L_GREEN_SHIFT));
    const int blue = abs(channel(a, L_BLUE_SHIFT) - channel(b, L_BLUE_SHIFT));

    return MAX(r, MAX(g, blue));
}

static int
lightness(l_uint32 color)
{
    return 5 * channel(color, L_RED_SHIFT) + 9 * channel(color, L_GREEN_SHIFT) +
           2 * channel(color, L_BLUE_SHIFT);
}

/* Which of the samples is of middle lightness? Each is held against all others: compilers make a
 * few wide instructions of that. Of equal ones the first is the darker. */
static int
middle(const l_uint32 *seen)
{
    guint16 keys[SAMPLES], darker[SAMPLES] = { 0 };
    int found = 0;

    for (int i = 0; i < SAMPLES; i++)
        keys[i] = (guint16)(lightness(seen[i]) * SAMPLES + i);
    for (int k = 0; k < SAMPLES; k++)
        for (int i = 0; i < SAMPLES; i++)
            darker[i] = (guint16)(darker[i] + (keys[k] < keys[i]));
    for (int i = 0; i < SAMPLES; i++)
        if (darker[i] == SAMPLES / 2)
            found = i;
    return found;
}

/* The pixel of middle lightness of the block at (@x, @y). Where a diagonal of its samples is
 * alike, what lies beside it is print at most. */
static l_uint32
block_color(const Mosaic *m, int x, int y)
{
    const gsize wpl = (gsize)pixGetWpl(m->pix);
    const l_uint32 *origin = pixGetData(m->pix) + (gsize)(y * m->ny) * wpl + x * m->nx;
    l_uint32 seen[SAMPLES], differ = 0;

    for (int i = 0; i < SAMPLE_ROWS; i++)
        for (int k = 0; k < SAMPLE_ROWS; k++)
            seen[i * SAMPLE_ROWS + k] =
                origin[(gsize)(i * m->ny / SAMPLE_ROWS) * wpl + k * m->nx / SAMPLE_ROWS] & WHITE;
    for (int i = SAMPLE_ROWS + 1; i < SAMPLES; i += SAMPLE_ROWS + 1)
        differ |= seen[i] ^ seen[0];
    if (differ == 0)
        return seen[0];

    return seen[middle(seen)];
}

/* Works the colour out. */
static void
find_color(Mosaic *m, int i)
{
    m->color[i] = block_color(m, i % m->width, i / m->width);
    if (distance(m->color[i], m->paper) <= ALIKE)
        m->patch[i] = -1;
}

static inline l_uint32
color_at(Mosaic *m, int i)
{
    if (m->color[i] == UNKNOWN)
        find_color(m, i);
    return m->color[i];
}

/* Is row @y of blocks, a dirty one, painted as the one above? */
static bool
compare_rows(const Mosaic *m, int y)
{
    const gsize rows = (gsize)pixGetWpl(m->pix) * sizeof(l_uint32) * (gsize)m->ny;
    const char *data = (const char *)pixGetData(m->pix) + (gsize)y * rows;

    return y > 0 && m->dirty[y - 1] && memcmp(data, data - rows, rows) == 0;
}

/* Works all colours out, where there is no print to make that dear. */
static void
find_colors(Mosaic *m)
{
    for (int y = 0; y < m->height; y++) {
        l_uint32 *color = m->color + y * m->width;

        if (!m->dirty[y])
            continue;
        if (m->alike[y]) {
            memcpy(color, color - m->width, (gsize)m->width * sizeof *color);
            continue;
        }
        for (int x = 0; x < m->width; x++)
            if (color[x] == UNKNOWN)
                color[x] = block_color(m, x, y);
    }
}

/* Of each column, how many of the sampled pixels of the blocks from row @y on are white. */
static void
count_white(const Shade *shade, int y, int ny, const guint8 *blank, guint8 *counts)
{
    for (int p = 0; p < shade->pieces; p++) {
        guint8 white[SHADE_PIECE];

        memset(white, blank[p] ? SAMPLE_ROWS : 0, SHADE_PIECE);
        for (int i = 0; i < SAMPLE_ROWS && !blank[p]; i++) {
            const int row = y + i * ny / SAMPLE_ROWS;
            const guint8 *v = shade->v + (gsize)row * shade->width + p * SHADE_PIECE;

            for (int k = 0; k < SHADE_PIECE; k++)
                white[k] = (guint8)(white[k] + (v[k] == 255));
        }
        memcpy(counts + p * SHADE_PIECE, white, SHADE_PIECE);
    }
}

/* Finds the white blocks. Nothing is lighter, so half of the samples are enough. */
static void
find_white(Mosaic *m, const Shade *shade)
{
    g_autofree guint8 *blank = g_malloc((gsize)shade->pieces);
    g_autofree guint8 *counts = g_malloc((gsize)shade->pieces * SHADE_PIECE);
    g_autofree l_uint32 *white = g_new(l_uint32, (gsize)m->width + 1);
    const int quarter = m->nx / 4, half = m->nx / 2, last = 3 * m->nx / 4;

    for (int x = 0; x < m->width; x++)
        white[x] = WHITE;
    for (int y = 0; y < m->height; y++) {
        l_uint32 *color = m->color + y * m->width;
        const guint8 *c = counts;

        m->dirty[y] = shade_has_ink(shade, y * m->ny, (y + 1) * m->ny, RASTER_FILLS);
        if (!m->dirty[y]) {
            memcpy(color, white, (gsize)m->width * sizeof *color);
            continue;
        }
        m->alike[y] = compare_rows(m, y);
        if (m->alike[y]) {
            memcpy(color, color - m->width, (gsize)m->width * sizeof *color);
            continue;
        }
        shade_blanks(shade, y * m->ny, (y + 1) * m->ny, blank);
        count_white(shade, y * m->ny, m->ny, blank, counts);
        for (int x = 0; x < m->width; x++, c += m->nx)
            color[x] = (c[0] + c[quarter] + c[half] + c[last]) * 2 >= SAMPLES ? WHITE : UNKNOWN;
    }
}

/* The colour all around the page: tints may cover most of it, but rarely go to its edge. White
 * where a third or more of the rim has other colours. */
static l_uint32
paper_color(Mosaic *m)
{
    const int last = m->height - 1;
    g_autoptr(GArray) rim = g_array_new(FALSE, FALSE, sizeof(l_uint32));

    for (int y = 0; y < m->height && m->width > 0; y++)
        for (int x = 0; x < m->width; x += y == 0 || y == last ? 1 : MAX(1, m->width - 1)) {
            const l_uint32 color = color_at(m, y * m->width + x);
            g_array_append_val(rim, color);
        }

    const l_uint32 *colors = (const l_uint32 *)rim->data;
    const guint tries[] = { 0, rim->len / 5, rim->len / 2, rim->len * 4 / 5 };
    for (guint t = 0; t < G_N_ELEMENTS(tries) && rim->len > 0; t++) {
        guint alike = 0;

        for (guint i = 0; i < rim->len; i++)
            alike += distance(colors[i], colors[tries[t]]) <= ALIKE;
        if (alike * 3 > rim->len * 2)
            return colors[tries[t]];
    }
    return WHITE;
}

/* Marks the blocks of row @y that have the paper's colour; @white: that is white. Are there others?
 */
static bool
find_paper(Mosaic *m, int y, bool white)
{
    const l_uint32 *color = m->color + y * m->width;
    gint32 *patch = m->patch + y * m->width;
    bool others = false;

    for (int x = 0; x < m->width; x++) {
        const bool near = color[x] == WHITE
                              ? white
                              : color[x] != UNKNOWN && distance(color[x], m->paper) <= ALIKE;

        patch[x] = near ? -1 : 0;
        others |= !near;
    }
    return others;
}

/* The same for any row; one without others is not dirty from then on. */
static void
find_paper_of_row(Mosaic *m, int y, bool white)
{
    const gsize size = (gsize)m->width * sizeof *m->patch;
    gint32 *patch = m->patch + y * m->width;

    if (!m->dirty[y]) {
        memset(patch, 0xFF, size); /* -1 */
    } else if (m->alike[y]) {
        memcpy(patch, patch - m->width, size);
        m->dirty[y] = m->dirty[y - 1];
    } else {
        m->dirty[y] = find_paper(m, y, white);
    }
}

static Mosaic *
mosaic_new(const Raster *raster, const Shade *shade)
{
    Mosaic *m = g_new0(Mosaic, 1);

    m->pix = raster->pix;
    m->nx = MAX(1, (int)lround(BLOCK * raster->x_dpi / 72));
    m->ny = MAX(1, (int)lround(BLOCK * raster->y_dpi / 72));
    m->width = pixGetWidth(m->pix) / m->nx;
    m->height = pixGetHeight(m->pix) / m->ny;

    const int n = m->width * m->height;
    m->color = g_new(l_uint32, (gsize)n + 1);
    m->patch = g_new(gint32, (gsize)n + 1);
    m->dirty = g_malloc((gsize)m->height + 1);
    m->alike = g_malloc0((gsize)m->height + 1);
    memset(m->dirty, 1, (gsize)m->height + 1);
    if (shade->width == pixGetWidth(m->pix) && shade->height == pixGetHeight(m->pix))
        find_white(m, shade);
    else /* a scan's shade is coarser */
        for (int i = 0; i < n; i++)
            m->color[i] = UNKNOWN;

    if (raster->inked != NULL)
        find_colors(m);
    m->paper = paper_color(m);
    const bool white = distance(WHITE, m->paper) <= ALIKE;
    if (!white)
        memset(m->dirty, 1, (gsize)m->height);
    for (int y = 0; y < m->height; y++)
        find_paper_of_row(m, y, white);
    return m;
}

/* Is the block at (@x, @y) the inside of something flat? Blocks on borders have mixed colours;
 * and what is not paper does not differ from white by as little as 2 where paper is white. */
static bool
is_seed(Mosaic *m, int x, int y)
{
    const int i = y * m->width + x;
    if (m->patch[i] != 0 || x + 1 >= m->width || y + 1 >= m->height)
        return false;

    const int beside[] = { i + 1, i + m->width, i + m->width + 1 };
    for (guint k = 0; k < G_N_ELEMENTS(beside); k++)
        if (m->color[beside[k]] == WHITE && m->patch[beside[k]] == -1)
            return false;
    for (guint k = 0; k < G_N_ELEMENTS(beside); k++)
        if (distance(color_at(m, i), color_at(m, beside[k])) > 2 || m->patch[i] != 0)
            return false;
    return true;
}

/* May the block be numbered as one of @color? */
static inline bool
is_free(Mosaic *m, int i, l_uint32 color)
{
    if (m->patch[i] != 0)
        return false;
    const l_uint32 own = color_at(m, i); /* which may turn out to be the paper's */

    return (own == color || distance(own, color) <= ALIKE) && m->patch[i] == 0;
}

/* Pushes the first block of each run of free ones in row @y from @x0 to before @x1. */
static void
push_runs(Mosaic *m, int y, int x0, int x1, l_uint32 color, GArray *pending)
{
    bool before = false;

    for (int i = y * m->width + x0; i < y * m->width + x1; i++) {
        const bool here = is_free(m, i, color);

        if (here && !before)
            g_array_append_val(pending, i);
        before = here;
    }
}

/* Numbers the blocks of the patch around @seed, run by run; returns the box they lie in. */
static Part
flood(Mosaic *m, int seed, gint32 number, GArray *pending)
{
    const l_uint32 color = color_at(m, seed);
    Part box = { m->width, m->height, 0, 0, 0 };

    g_array_append_val(pending, seed);
    while (pending->len > 0) {
        const int at = g_array_index(pending, int, pending->len - 1);
        const int y = at / m->width, row = y * m->width;
        int x0 = at - row, x1 = x0;

        g_array_set_size(pending, pending->len - 1);
        while (x1 < m->width && is_free(m, row + x1, color))
            m->patch[row + x1++] = number;
        if (x1 == x0)
            continue; /* met from the other side */
        while (x0 > 0 && is_free(m, row + x0 - 1, color))
            m->patch[row + --x0] = number;
        box = (Part){ MIN(box.x0, x0), MIN(box.y0, y), MAX(box.x1, x1), MAX(box.y1, y + 1),
                      box.n + x1 - x0 };
        if (y > 0)
            push_runs(m, y - 1, x0, x1, color, pending);
        if (y + 1 < m->height)
            push_runs(m, y + 1, x0, x1, color, pending);
    }
    return box;
}

/* The parts of a patch: rows that reach equally far. */
static void
cut_patch(const Mosaic *m, Part box, gint32 number, GArray *parts)
{
    const guint first = parts->len;

    for (int y = box.y0; y < box.y1; y++) {
        const gint32 *row = m->patch + y * m->width;
        Part line = { m->width, y, 0, y + 1, 0 };

        for (int x = box.x0; x < box.x1; x++)
            if (row[x] == number) {
                line.x0 = MIN(line.x0, x);
                line.x1 = x + 1;
                line.n++;
            }

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
 * @s of 16 places along it; -1 when that is off the page. */
static int
beyond(const Mosaic *m, const Part *part, int side, int s, int out)
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
    return x < 0 || y < 0 || x >= m->width || y >= m->height ? -1 : y * m->width + x;
}

/* Does the colour go on changing beyond a border, the same way and slowly? */
static bool
is_gradient(Mosaic *m, const Part *part, l_uint32 color)
{
    for (int side = 0; side < 4; side++) {
        int changing = 0, seen = 0;

        for (int s = 0; s < 16; s++) {
            const int near = beyond(m, part, side, s, 2), far = beyond(m, part, side, s, LOOK_OUT);
            if (near < 0 || far < 0)
                continue;
            const int to_near = lightness(color_at(m, near)) - lightness(color);
            const int on = lightness(color_at(m, far)) - lightness(m->color[near]);

            seen++;
            changing += distance(m->color[near], color) < 4 * ALIKE &&
                        distance(m->color[far], m->color[near]) < 4 * ALIKE && abs(on) >= 16 &&
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
            l_uint32 here = 0;

            pixGetPixel(pix, flat ? at : other, flat ? other : at, &here);
            if (distance(here, color) > 2 * ALIKE)
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
                   (guint32)channel(color, L_RED_SHIFT) << 16 |
                       (guint32)channel(color, L_GREEN_SHIFT) << 8 |
                       (guint32)channel(color, L_BLUE_SHIFT) };
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
            pixSetPixel(pix, x, y, color_at(m, y * m->width + x));
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
    g_autoptr(GArray) pending = g_array_new(FALSE, FALSE, sizeof(int));
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(Part));
    gint32 number = 0;

    if (steps != NULL)
        add_step(steps, mosaic);
    for (int y = 0; y < mosaic->height && fills->len < MAX_FILLS; y++)
        for (int x = 0; x < mosaic->width && mosaic->dirty[y]; x++) {
            if (!is_seed(mosaic, x, y))
                continue;
            const l_uint32 color = color_at(mosaic, y * mosaic->width + x);
            const Part box = flood(mosaic, y * mosaic->width + x, ++number, pending);

            g_array_set_size(parts, 0);
            if ((box.x1 - box.x0) * BLOCK >= MIN_WIDTH && (box.y1 - box.y0) * BLOCK >= MIN_HEIGHT)
                cut_patch(mosaic, box, number, parts);
            for (guint i = 0; i < parts->len; i++) {
                const Part *p = &g_array_index(parts, Part, i);
                const int area = (p->x1 - p->x0) * (p->y1 - p->y0);

                if ((p->x1 - p->x0) * BLOCK < MIN_WIDTH || (p->y1 - p->y0) * BLOCK < MIN_HEIGHT ||
                    p->n < MIN_COVER * area || is_gradient(mosaic, p, color))
                    continue;
                const Fill fill = part_fill(raster, mosaic, p, color);
                g_array_append_val(fills, fill);
            }
        }
    g_array_sort(fills, compare_fills);
    return fills;
}
