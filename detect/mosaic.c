/* detect/mosaic.c - a page in blocks of 2 points, each of one colour: that of its ground */
#include "detect/mosaic.h"

#include <math.h>
#include <string.h>

#define SAMPLE_ROWS 4
#define SAMPLES (SAMPLE_ROWS * SAMPLE_ROWS) /* of a block; in small ones some are the same */

void
mosaic_free(Mosaic *mosaic)
{
    g_free(mosaic->color);
    g_free(mosaic->patch);
    g_free(mosaic->dirty);
    g_free(mosaic->alike);
    g_free(mosaic->left);
    g_free(mosaic->colors);
    g_free(mosaic->patches);
    g_free(mosaic->white);
    g_free(mosaic->bare);
    g_free(mosaic);
}

/* Which of the samples is of middle lightness? Each is held against all others: compilers make a
 * few wide instructions of that. Of equal ones the first is the darker. */
static int
middle(const l_uint32 *seen)
{
    guint16 keys[SAMPLES], darker[SAMPLES] = { 0 };
    int found = 0;

    for (int i = 0; i < SAMPLES; i++)
        keys[i] = (guint16)(mosaic_lightness(seen[i]) * SAMPLES + i);
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
                origin[(gsize)(i * m->ny / SAMPLE_ROWS) * wpl + k * m->nx / SAMPLE_ROWS] &
                MOSAIC_WHITE;
    for (int i = SAMPLE_ROWS + 1; i < SAMPLES; i += SAMPLE_ROWS + 1)
        differ |= seen[i] ^ seen[0];
    if (differ == 0)
        return seen[0];

    return seen[middle(seen)];
}

void
mosaic_find_color(Mosaic *m, int x, int y)
{
    m->color[y][x] = block_color(m, x, y);
    if (m->patch[y][x] == 0 && mosaic_distance(m->color[y][x], m->paper) <= MOSAIC_ALIKE) {
        m->patch[y][x] = -1;
        m->left[y]--;
    }
}

/* Is row @y of blocks, a dirty one, painted as the one above? */
static bool
compare_rows(const Mosaic *m, int y)
{
    const gsize rows = (gsize)pixGetWpl(m->pix) * sizeof(l_uint32) * (gsize)m->ny;
    const char *data = (const char *)pixGetData(m->pix) + (gsize)y * rows;

    return y > 0 && m->dirty[y - 1] && memcmp(data, data - rows, rows) == 0;
}

/* Has the shade the pixels of the picture? That of a scan is coarser. */
static bool
is_fine(const Mosaic *m, const Shade *shade)
{
    return shade->width == pixGetWidth(m->pix) && shade->height == pixGetHeight(m->pix);
}

/* Is the block at @x, and the one before it, in a piece of a row of pixels that is @even? */
static inline bool
is_as_before(const Mosaic *m, int x, const bool *even)
{
    const int piece = x * m->nx / SHADE_PIECE;

    return x > 0 && even[piece] && (x - 1) * m->nx / SHADE_PIECE == piece &&
           ((x + 1) * m->nx - 1) / SHADE_PIECE == piece;
}

/* Works all colours out, where there is no print to make that dear. */
static void
find_colors(Mosaic *m, const Shade *shade)
{
    const bool fine = is_fine(m, shade);
    g_autofree bool *even = g_new0(bool, pixGetWidth(m->pix) / SHADE_PIECE + 1);

    for (int y = 0; y < m->height; y++) {
        l_uint32 *color = m->color[y];

        if (!m->dirty[y])
            continue;
        if (m->alike[y]) {
            memcpy(color, m->color[y - 1], (gsize)m->width * sizeof *color);
            continue;
        }
        for (int p = 0; fine && p < shade->pieces; p++)
            even[p] = shade_is_flat(shade, p, y * m->ny, (y + 1) * m->ny);
        for (int x = 0; x < m->width; x++)
            if (color[x] == MOSAIC_UNKNOWN)
                color[x] = is_as_before(m, x, even) ? color[x - 1] : block_color(m, x, y);
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
    const int quarter = m->nx / 4, half = m->nx / 2, last = 3 * m->nx / 4;

    for (int y = 0; y < m->height; y++) {
        l_uint32 *color = m->color[y];
        const guint8 *c = counts;

        m->dirty[y] = shade_has_ink(shade, y * m->ny, (y + 1) * m->ny, RASTER_FILLS);
        if (!m->dirty[y]) {
            m->color[y] = m->white;
            continue;
        }
        m->alike[y] = compare_rows(m, y);
        if (m->alike[y]) {
            memcpy(color, m->color[y - 1], (gsize)m->width * sizeof *color);
            continue;
        }
        shade_blanks(shade, y * m->ny, (y + 1) * m->ny, blank);
        count_white(shade, y * m->ny, m->ny, blank, counts);
        for (int x = 0; x < m->width; x++, c += m->nx)
            color[x] = (c[0] + c[quarter] + c[half] + c[last]) * 2 >= SAMPLES ? MOSAIC_WHITE
                                                                              : MOSAIC_UNKNOWN;
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
            if (m->color[y][x] == MOSAIC_UNKNOWN)
                m->color[y][x] = block_color(m, x, y); /* what paper is is not known yet */
            g_array_append_val(rim, m->color[y][x]);
        }

    const l_uint32 *colors = (const l_uint32 *)rim->data;
    const guint tries[] = { 0, rim->len / 5, rim->len / 2, rim->len * 4 / 5 };
    for (guint t = 0; t < G_N_ELEMENTS(tries) && rim->len > 0; t++) {
        guint alike = 0;

        for (guint i = 0; i < rim->len; i++)
            alike += mosaic_distance(colors[i], colors[tries[t]]) <= MOSAIC_ALIKE;
        if (alike * 3 > rim->len * 2)
            return colors[tries[t]];
    }
    return MOSAIC_WHITE;
}

/* Marks the blocks of row @y that have the paper's colour; @white: that is white. How many have
 * not?
 */
static int
find_paper(Mosaic *m, int y, bool white)
{
    const l_uint32 *color = m->color[y];
    gint32 *patch = m->patch[y];
    int others = 0;

    for (int x = 0; x < m->width; x++) {
        const bool near =
            color[x] == MOSAIC_WHITE
                ? white
                : color[x] != MOSAIC_UNKNOWN && mosaic_distance(color[x], m->paper) <= MOSAIC_ALIKE;

        patch[x] = near ? -1 : 0;
        others += !near;
    }
    return others;
}

/* The same for any row; one without others is not dirty from then on. */
static void
find_paper_of_row(Mosaic *m, int y, bool white)
{
    if (!m->dirty[y]) {
        m->patch[y] = m->bare;
    } else if (m->alike[y]) {
        memcpy(m->patch[y], m->patch[y - 1], (gsize)m->width * sizeof *m->bare);
        m->left[y] = m->left[y - 1];
        m->dirty[y] = m->dirty[y - 1];
    } else {
        m->left[y] = find_paper(m, y, white);
        m->dirty[y] = m->left[y] > 0;
    }
}

/* Rows in which nothing is known. */
static void
lay_out_rows(Mosaic *m)
{
    const gsize n = (gsize)m->width * (gsize)m->height;

    m->color = g_new(l_uint32 *, m->height + 1);
    m->patch = g_new(gint32 *, m->height + 1);
    m->colors = g_new(l_uint32, n + 1);
    m->patches = g_new(gint32, n + 1);
    m->white = g_new(l_uint32, m->width + 1);
    m->bare = g_new(gint32, m->width + 1);
    m->dirty = g_malloc((gsize)m->height + 1);
    m->alike = g_malloc0((gsize)m->height + 1);
    m->left = g_new0(int, m->height + 1);
    for (int x = 0; x < m->width; x++) {
        m->white[x] = MOSAIC_WHITE;
        m->bare[x] = -1;
    }
    for (int y = 0; y < m->height; y++) {
        m->color[y] = m->colors + (gsize)y * (gsize)m->width;
        m->patch[y] = m->patches + (gsize)y * (gsize)m->width;
    }
    memset(m->dirty, 1, (gsize)m->height + 1);
}

Mosaic *
mosaic_new(const Raster *raster, const Shade *shade)
{
    Mosaic *m = g_new0(Mosaic, 1);

    m->pix = raster->pix;
    m->nx = MAX(1, (int)lround(MOSAIC_BLOCK * raster->x_dpi / 72));
    m->ny = MAX(1, (int)lround(MOSAIC_BLOCK * raster->y_dpi / 72));
    m->width = pixGetWidth(m->pix) / m->nx;
    m->height = pixGetHeight(m->pix) / m->ny;

    lay_out_rows(m);
    if (is_fine(m, shade))
        find_white(m, shade);
    else
        for (int i = 0; i < m->width * m->height; i++)
            m->colors[i] = MOSAIC_UNKNOWN;

    if (raster->inked != NULL)
        find_colors(m, shade);
    m->paper = paper_color(m);
    const bool white = mosaic_distance(MOSAIC_WHITE, m->paper) <= MOSAIC_ALIKE;
    if (!white)
        memset(m->dirty, 1, (gsize)m->height);
    for (int y = 0; y < m->height; y++)
        find_paper_of_row(m, y, white);
    return m;
}
