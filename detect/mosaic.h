/* detect/mosaic.h - a page in blocks of 2 points, each of one colour: that of its ground
 *
 * A block takes the colour of its pixel of middle lightness. Text covers less than half of most
 * blocks, be it dark on light or light on dark. Where it is not white it is worked out when it is
 * asked for, which for most of what print covers never happens: ask by mosaic_color().
 *
 * Space: blocks, from the top left.
 */
#pragma once

#include "detect/shade.h"
#include "pipeline/model/raster.h"

#define MOSAIC_BLOCK 2.0        /* points */
#define MOSAIC_WHITE 0xffffff00 /* 0xRRGGBB00, as all colours here */
#define MOSAIC_UNKNOWN 1u       /* a colour that is not worked out yet */

/* Colours are this near or they differ, in their worst channel. Zebra bands are 10 from
 * white, steps of JPEG about 4. */
#define MOSAIC_ALIKE 6

typedef struct {
    PIX *pix;         /* lent */
    l_uint32 **color; /* of the ground, row by row; 0xRRGGBB00 */
    gint32 **patch;   /* number of its patch, from 1; 0 for none yet, -1 for paper */
    guint8 *dirty;    /* of each row of blocks: 0 where all of it is paper */
    guint8 *alike;    /* of each row of blocks: painted as the one above, as flat tints are */
    int *left;        /* of each row of blocks: how many have no number */
    l_uint32 *colors; /* all rows, but for white ones, which are one */
    gint32 *patches;  /* the same for rows of paper */
    l_uint32 *white;
    gint32 *bare;
    int width, height;
    int nx, ny; /* pixels a block */
    l_uint32 paper;
} Mosaic;

/* @raster: 32 bpp, lent as long as the mosaic is there. @shade: its. */
Mosaic *mosaic_new(const Raster *raster, const Shade *shade);
void mosaic_free(Mosaic *mosaic);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mosaic, mosaic_free)

/* Works out the colour of a block that is MOSAIC_UNKNOWN; one of the paper's is paper from then on.
 */
void mosaic_find_color(Mosaic *mosaic, int x, int y);

static inline l_uint32
mosaic_color(Mosaic *mosaic, int x, int y)
{
    if (mosaic->color[y][x] == MOSAIC_UNKNOWN)
        mosaic_find_color(mosaic, x, y);
    return mosaic->color[y][x];
}

static inline int
mosaic_channel(l_uint32 color, int shift)
{
    return color >> shift & 0xff;
}

/* Of the channel in which they differ most. */
static inline int
mosaic_distance(l_uint32 a, l_uint32 b)
{
    if (a == b)
        return 0;
    const int r = abs(mosaic_channel(a, L_RED_SHIFT) - mosaic_channel(b, L_RED_SHIFT));
    const int g = abs(mosaic_channel(a, L_GREEN_SHIFT) - mosaic_channel(b, L_GREEN_SHIFT));
    const int blue = abs(mosaic_channel(a, L_BLUE_SHIFT) - mosaic_channel(b, L_BLUE_SHIFT));

    return MAX(r, MAX(g, blue));
}

/* 0 to 4080. */
static inline int
mosaic_lightness(l_uint32 color)
{
    return 5 * mosaic_channel(color, L_RED_SHIFT) + 9 * mosaic_channel(color, L_GREEN_SHIFT) +
           2 * mosaic_channel(color, L_BLUE_SHIFT);
}
