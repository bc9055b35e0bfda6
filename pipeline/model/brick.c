/* pipeline/model/brick.c - opening and closing by rectangles, a word of dots at a time */
#include "pipeline/model/brick.h"

#include "pipeline/model/raster.h"

#define LARGEST 15 /* of the compiled sizes that have no gaps below them */
#define WORD 32    /* dots */
#define WAY_IN 2   /* of a closing: there and back */

typedef PIX *(*Step)(PIX *to, PIX *from, l_int32 w, l_int32 h);

/* By @w across and @h down, in steps. Takes @pix. (nullable) */
static PIX *
in_steps(PIX *pix, Step step, int w, int h)
{
    while (pix != NULL && (w > 1 || h > 1)) {
        const int across = CLAMP(w, 1, LARGEST), down = CLAMP(h, 1, LARGEST);
        PIX *next = step(NULL, pix, across, down);

        pixDestroy(&pix);
        pix = next;
        w -= across - 1;
        h -= down - 1;
    }
    return pix;
}

PIX *
brick_dilate(PIX *pix, int w, int h)
{
    return in_steps(pixClone(pix), pixDilateBrickDwa, w, h);
}

PIX *
brick_open(PIX *pix, int w, int h)
{
    return in_steps(in_steps(pixClone(pix), pixErodeBrickDwa, w, h), pixDilateBrickDwa, w, h);
}

PIX *
brick_close(PIX *pix, int w, int h)
{
    const int border = (MAX(w, h) / WAY_IN / WORD + 1) * WORD;
    g_autoptr(PIX) roomy = pixAddBorder(pix, border, 0);
    PIX *closed = roomy != NULL ? in_steps(in_steps(pixClone(roomy), pixDilateBrickDwa, w, h),
                                           pixErodeBrickDwa, w, h)
                                : NULL;
    PIX *same = closed != NULL ? pixRemoveBorder(closed, border) : NULL;

    pixDestroy(&closed);
    return same;
}
