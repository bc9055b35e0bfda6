/* ocr/border.c - what a scanner sees beside the page: black borders, punch holes
 *
 * Looked for at 75 dpi, where a point is about a dot, among what is nearly black and solid:
 *
 *     ############              a piece that reaches the edge of the picture and nowhere goes
 *     ##                        far into the page is border
 *     ##   ~~~~~~~~~
 *     ##   ~~~~~~~~~
 *     ## # ~~~~~~~~~            a disc near an edge is a hole
 *     ##   ~~~~~~~~~
 */
#include "ocr/border.h"

#include <math.h>

#include "ocr/resample.h"
#include "ocr/scan.h"
#include "ocr/tone.h"
#include "pipeline/model/brick.h"

#define LOOK_DPI 75

/* Of 255: the lid of a scanner, or nothing at all, is darker than print on paper. */
#define BLACK 80

#define SOLID_PX 5     /* at LOOK_DPI: thicker than any stroke of a letter up to 24 points */
#define MAX_REACH 0.15 /* of the shorter side: how far a border comes in */
#define MAX_LIGHT 0.01 /* share of what is light in it: letters cover a tenth */

/* Holes have 5 to 8 mm (ISO 838: 6), in dots at LOOK_DPI. */
#define MIN_HOLE_PX 13
#define MAX_HOLE_PX 26
#define MAX_OBLONG 1.25 /* torn a little */
#define MIN_ROUND 0.7   /* share of its box; a disc has 0.79, a square 1 */
#define MAX_ROUND 0.9

/* Dots that become grey where black meets paper, at LOOK_DPI. */
#define RIM_PX 5

static PIX *
smaller(const Raster *scan)
{
    const double x_dpi = MIN(scan->x_dpi, SCAN_SKETCH_DPI),
                 y_dpi = MIN(scan->y_dpi, SCAN_SKETCH_DPI);
    g_autoptr(PIX) small = scan_small(scan);

    return small != NULL ? resample_scale(small, MIN(1, LOOK_DPI / x_dpi), MIN(1, LOOK_DPI / y_dpi))
                         : NULL;
}

/* Is there something light in @piece, which stands at (@x, @y) of @black? */
static bool
has_letters(PIX *piece, PIX *black, int x, int y)
{
    g_autoptr(PIX) filled = brick_close(piece, 2 * SOLID_PX + 1, 2 * SOLID_PX + 1);
    int all = 0, light = 0;

    if (filled == NULL || pixCountPixels(filled, &all, NULL) != 0)
        return true;
    /* What is filled and not black. */
    pixRasterop(filled, 0, 0, pixGetWidth(filled), pixGetHeight(filled), PIX_DST & PIX_NOT(PIX_SRC),
                black, x, y);
    return pixCountPixels(filled, &light, NULL) != 0 || light > MAX_LIGHT * all;
}

static bool
is_hole(PIX *piece, const Bbox *middle, int x, int y)
{
    const int w = pixGetWidth(piece), h = pixGetHeight(piece);
    float share = 0;

    return MIN(w, h) >= MIN_HOLE_PX && MAX(w, h) <= MAX_HOLE_PX &&
           MAX(w, h) <= MAX_OBLONG * MIN(w, h) && pixForegroundFraction(piece, &share) == 0 &&
           share >= MIN_ROUND && share <= MAX_ROUND &&
           !bbox_holds_point(*middle, x + w / 2.0, y + h / 2.0);
}

/* Does @piece reach an edge of the picture of @width and @height, and stay out of its @middle? */
static bool
is_border(PIX *piece, const Bbox *middle, int x, int y, int width, int height)
{
    const int w = pixGetWidth(piece), h = pixGetHeight(piece);
    BOX *box = boxCreate((int)middle->x0 - x, (int)middle->y0 - y, (int)bbox_width(*middle),
                         (int)bbox_height(*middle));
    g_autoptr(PIX) inside = pixClipRectangle(piece, box, NULL); /* NULL: none of it */
    int none = 1;

    boxDestroy(&box);
    if (inside != NULL)
        pixZero(inside, &none);
    return none && (x <= 1 || y <= 1 || x + w >= width - 1 || y + h >= height - 1);
}

/* Of what is @black, the solid pieces that are no part of the page; NULL for none. */
static PIX *
foreign_pieces(PIX *black)
{
    const int width = pixGetWidth(black), height = pixGetHeight(black);
    const double reach = MAX_REACH * MIN(width, height);
    const Bbox middle = { reach, reach, width - reach, height - reach };
    /* Beyond the picture there is no page either: opening must not take that for paper. */
    g_autoptr(PIX) framed =
        pixAddBlackOrWhiteBorder(black, SOLID_PX, SOLID_PX, SOLID_PX, SOLID_PX, L_SET_BLACK);
    g_autoptr(PIX) opened = framed != NULL ? brick_open(framed, SOLID_PX, SOLID_PX) : NULL;
    g_autoptr(PIX) solid = opened != NULL ? pixRemoveBorder(opened, SOLID_PX) : NULL;
    g_autoptr(PIXA) pieces = NULL;
    g_autoptr(BOXA) boxes = solid != NULL ? pixConnComp(solid, &pieces, 4) : NULL;
    g_autoptr(PIX) mask = boxes != NULL ? pixCreateTemplate(solid) : NULL;
    bool found = false;

    for (int i = 0; mask != NULL && i < boxaGetCount(boxes); i++) {
        g_autoptr(PIX) piece = pixaGetPix(pieces, i, L_CLONE);
        int x, y, w, h;

        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if ((!is_hole(piece, &middle, x, y) && !is_border(piece, &middle, x, y, width, height)) ||
            has_letters(piece, black, x, y))
            continue;
        pixRasterop(mask, x, y, w, h, PIX_SRC | PIX_DST, piece, 0, 0);
        found = true;
    }
    return found ? brick_dilate(mask, RIM_PX, RIM_PX) : NULL;
}

PIX *
border_mask(const Raster *scan)
{
    if (!(scan->x_dpi > 0 && scan->y_dpi > 0))
        return NULL;

    g_autoptr(PIX) small = smaller(scan);
    g_autoptr(PIX) black = small != NULL ? tone_ink(small, BLACK) : NULL;
    g_autoptr(PIX) mask = black != NULL ? foreign_pieces(black) : NULL;
    return mask != NULL ? pixScaleToSize(mask, pixGetWidth(scan->pix), pixGetHeight(scan->pix))
                        : NULL;
}
