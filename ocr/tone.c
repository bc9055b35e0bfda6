/* ocr/tone.c - the tones of a grey page: paper evened, print spread from white to black, ink told
 *
 * Dots are in words of four, the leftmost in the highest byte: (x ^ 3) is where that of column x
 * is. Where it does not matter which of a word's dots is which, rows are taken as they lie in
 * memory.
 */
#include "ocr/tone.h"

#include <math.h>
#include <string.h>

#define WHITE 255
#define TONES 256
#define FLIP (G_BYTE_ORDER == G_LITTLE_ENDIAN ? 3 : 0)
#define CHUNK 16 /* dots: loops of a known length become instructions for several dots */
#define BITS 32  /* of a word of ink, the leftmost dot first */

static guint8 *
row_of(PIX *pix, int y)
{
    return (guint8 *)(pixGetData(pix) + (gsize)y * (gsize)pixGetWpl(pix));
}

static PIX *
like(PIX *pix, int depth)
{
    PIX *made = pixCreate(pixGetWidth(pix), pixGetHeight(pix), depth);

    if (made != NULL)
        pixCopyResolution(made, pix);
    return made;
}

/* Each of @n dots times its factor in parts of 256. What is more than white is white. */
static void
apply_dots(guint8 *restrict to, const guint8 *restrict from, const guint16 *restrict factors, int n)
{
    for (int k = 0; k < n; k++) {
        const guint16 tone = (guint16)(from[k] << 8);
        const guint16 product = (guint16)((guint32)tone * factors[k] >> 16);

        to[k] = (guint8)(product > WHITE ? WHITE : product);
    }
}

static void
apply_row(guint8 *to, const guint8 *from, const guint16 *factors, int n)
{
    int i = 0;

    for (; i + CHUNK <= n; i += CHUNK)
        apply_dots(to + i, from + i, factors + i, CHUNK);
    apply_dots(to + i, from + i, factors + i, n - i);
}

PIX *
tone_apply(PIX *grey, PIX *map, int tile)
{
    PIX *made = like(grey, 8);
    const gsize n = (gsize)pixGetWpl(grey) * 4;
    g_autofree guint16 *factors = g_new0(guint16, n);

    for (int y = 0; made != NULL && y < pixGetHeight(grey); y++) {
        for (gsize x = 0; y % tile == 0 && x < n; x += 4) {
            l_uint32 factor = 0;

            pixGetPixel(map, (int)x / tile, y / tile, &factor);
            factors[x] = factors[x + 1] = factors[x + 2] = factors[x + 3] = (guint16)factor;
        }
        apply_row(row_of(made, y), row_of(grey, y), factors, (int)n);
    }
    if (made != NULL)
        pixSetPadBits(made, 0);
    return made;
}

static void
take_extremes(guint8 *restrict low, guint8 *restrict high, const guint8 *restrict dots, int n)
{
    for (int k = 0; k < n; k++) {
        low[k] = dots[k] < low[k] ? dots[k] : low[k];
        high[k] = dots[k] > high[k] ? dots[k] : high[k];
    }
}

static void
take_row(guint8 *low, guint8 *high, const guint8 *row, int n)
{
    int i = 0;

    for (; i + CHUNK <= n; i += CHUNK)
        take_extremes(low + i, high + i, row + i, CHUNK);
    take_extremes(low + i, high + i, row + i, n - i);
}

/* The darkest and the lightest tone of each whole tile. */
static void
find_extremes(PIX *grey, int tile, PIX *darkest, PIX *lightest)
{
    const gsize n = (gsize)pixGetWpl(grey) * 4;
    g_autofree guint8 *low = g_new(guint8, n), *high = g_new(guint8, n);

    for (int row = 0; row < pixGetHeight(darkest); row++) {
        memset(low, WHITE, n);
        memset(high, 0, n);
        for (int y = row * tile; y < (row + 1) * tile; y++)
            take_row(low, high, row_of(grey, y), (int)n);
        for (int column = 0; column < pixGetWidth(darkest); column++) {
            guint8 least = WHITE, most = 0;

            for (int x = column * tile; x < (column + 1) * tile; x++) {
                least = MIN(least, low[x ^ FLIP]);
                most = MAX(most, high[x ^ FLIP]);
            }
            row_of(darkest, row)[column ^ FLIP] = least;
            row_of(lightest, row)[column ^ FLIP] = most;
        }
    }
}

/* Makes holes where both are nearer to each other than @least. */
static void
drop_low_contrast(PIX *darkest, PIX *lightest, int least)
{
    for (int y = 0; y < pixGetHeight(darkest); y++) {
        guint8 *dark = row_of(darkest, y), *light = row_of(lightest, y);

        for (int x = 0; x < pixGetWidth(darkest); x++)
            if (light[x ^ FLIP] - dark[x ^ FLIP] < least)
                dark[x ^ FLIP] = light[x ^ FLIP] = 0;
    }
}

/* A tone for every tile, from one for each whole one. Takes @tones. (nullable) */
static PIX *
smoothed(PIX *tones, int smooth)
{
    const int w = pixGetWidth(tones), h = pixGetHeight(tones);
    g_autoptr(PIX) owned = tones;

    pixFillMapHoles(owned, w, h, L_FILL_BLACK);
    return smooth > 0 ? pixBlockconv(owned, MIN(smooth, (w - 1) / 2), MIN(smooth, (h - 1) / 2))
                      : pixClone(owned);
}

/* Those at the right and at the foot, which are not whole, are as those beside them; no tone is 0,
 * which is a hole. (nullable) */
static PIX *
with_edges(PIX *tones)
{
    PIX *all = pixExtendByReplication(tones, 1, 1);

    if (all != NULL)
        pixAddConstantGray(all, 1);
    return all;
}

/* From black to white in @steps: what each tone becomes, told once for each number of steps. */
typedef struct {
    guint8 tones[TONES][TONES];
    bool told[TONES];
} Ramps;

static const guint8 *
ramp_of(Ramps *ramps, int steps)
{
    const float factor = (float)(255. / (float)steps);
    guint8 *tones = ramps->tones[steps];

    for (int i = 0; !ramps->told[steps] && i < TONES; i++)
        tones[i] = i < steps ? (guint8)lround(factor * (float)i) : WHITE;
    ramps->told[steps] = true;
    return tones;
}

/* For each tone the one that it becomes when @dark becomes black and @light white. */
static void
set_tones(guint8 *tones, Ramps *ramps, int dark, int light)
{
    memset(tones, 0, (gsize)dark);
    memcpy(tones + dark, ramp_of(ramps, light - dark), (gsize)(TONES - dark));
}

static void
spread_dots(guint8 *row, int begin, int end, const guint8 *tones)
{
    for (int x = begin; x < end; x++)
        row[x ^ FLIP] = tones[row[x ^ FLIP]];
}

/* The columns from @begin to @end of a row. Most of a page is white, and stays so. */
static void
spread_row(l_uint32 *row, int begin, int end, const guint8 *tones)
{
    const int first = (begin + 3) / 4, last = end / 4;

    if (first >= last) {
        spread_dots((guint8 *)row, begin, end, tones);
        return;
    }
    spread_dots((guint8 *)row, begin, 4 * first, tones);
    for (int i = first; i < last; i++) {
        const l_uint32 four = row[i];

        if (four != G_MAXUINT32)
            row[i] = (l_uint32)tones[four >> 24] << 24 | (l_uint32)tones[four >> 16 & WHITE] << 16 |
                     (l_uint32)tones[four >> 8 & WHITE] << 8 | tones[four & WHITE];
    }
    spread_dots((guint8 *)row, 4 * last, end, tones);
}

static void
spread_tiles(PIX *pix, int tile, PIX *darkest, PIX *lightest)
{
    const int w = pixGetWidth(pix), h = pixGetHeight(pix);
    g_autofree Ramps *ramps = g_new0(Ramps, 1);
    guint8 tones[TONES];

    for (int row = 0; row < pixGetHeight(darkest); row++)
        for (int column = 0; column < pixGetWidth(darkest); column++) {
            const int dark = row_of(darkest, row)[column ^ FLIP];
            const int light = row_of(lightest, row)[column ^ FLIP];

            if (light <= dark)
                continue;
            set_tones(tones, ramps, dark, light);
            for (int y = row * tile; y < MIN((row + 1) * tile, h); y++)
                spread_row((l_uint32 *)row_of(pix, y), column * tile, MIN((column + 1) * tile, w),
                           tones);
        }
}

PIX *
tone_spread(PIX *grey, int tile, int least, int smooth)
{
    const int columns = pixGetWidth(grey) / tile, rows = pixGetHeight(grey) / tile;

    if (columns == 0 || rows == 0) /* one tile, smaller than that */
        return pixContrastNorm(NULL, grey, tile, tile, least, smooth, smooth);

    g_autoptr(PIX) darkest = pixCreate(columns, rows, 8);
    g_autoptr(PIX) lightest = pixCreate(columns, rows, 8);
    if (darkest == NULL || lightest == NULL)
        return NULL;
    find_extremes(grey, tile, darkest, lightest);

    g_autoptr(PIX) all_darkest = with_edges(darkest);
    g_autoptr(PIX) all_lightest = with_edges(lightest);
    if (all_darkest == NULL || all_lightest == NULL)
        return NULL;
    drop_low_contrast(all_darkest, all_lightest, least);

    g_autoptr(PIX) black = smoothed(g_steal_pointer(&all_darkest), smooth);
    g_autoptr(PIX) white = smoothed(g_steal_pointer(&all_lightest), smooth);
    PIX *made = black != NULL && white != NULL ? pixCopy(NULL, grey) : NULL;
    if (made != NULL)
        spread_tiles(made, tile, black, white);
    return made;
}

/* One bit for each of eight dots, the leftmost first: is its tone less than @level? */
static guint32
ink_of(const l_uint32 *words, guint64 level)
{
    const guint64 top = G_GUINT64_CONSTANT(0x8080808080808080);
    const guint64 dots = (guint64)words[0] << 32 | words[1];
    /* A dot's own top bit is set, so nothing is borrowed from the next one. */
    const guint64 not_less = (dots | top) - (level & ~top);
    const guint64 paper = (level & top) == 0 ? dots | not_less : dots & not_less;

    return (guint32)(((~paper & top) >> 7) * G_GUINT64_CONSTANT(0x0102040810204080) >> 56);
}

PIX *
tone_ink(PIX *grey, int level)
{
    PIX *ink = like(grey, 1);
    const guint64 levels = (guint64)level * G_GUINT64_CONSTANT(0x0101010101010101);
    const int wpl = pixGetWpl(grey);
    g_autofree l_uint32 *room = g_new0(l_uint32, wpl + BITS / 4);

    memset(room, WHITE, ((gsize)wpl + BITS / 4) * sizeof *room);
    for (int y = 0; ink != NULL && y < pixGetHeight(grey); y++) {
        l_uint32 *to = (l_uint32 *)row_of(ink, y);

        memcpy(room, row_of(grey, y), (gsize)wpl * sizeof *room);
        for (int i = 0; i < pixGetWpl(ink); i++) {
            const l_uint32 *words = room + i * (BITS / 4);

            to[i] = ink_of(words, levels) << 24 | ink_of(words + 2, levels) << 16 |
                    ink_of(words + 4, levels) << 8 | ink_of(words + 6, levels);
        }
    }
    if (ink != NULL)
        pixSetPadBits(ink, 0);
    return ink;
}
