/* ocr/speck.c - specks of a black and white scan
 *
 * Faxes and old copies are peppered. The dots would be read as stops and
 * accents, and a line of text takes up those above and below it.
 */
#include "ocr/speck.h"

/* Inches: a third of the dot of an i in print of 6 points. */
#define SPECK 0.003

/* A square inch; clean print has none of a single dot, a fax through a bad line hundreds. */
#define MANY 20.0

/* @pix without pieces of ink up to @size; *n gets their number. (transfer full) */
static PIX *
without_pieces(PIX *pix, int size, int *n)
{
    g_autoptr(BOXA) all = pixConnCompBB(pix, 8);
    g_autoptr(BOXA) large =
        all != NULL ? boxaSelectBySize(all, size, size, L_SELECT_IF_EITHER, L_SELECT_IF_GT, NULL)
                    : NULL;

    if (large == NULL)
        return NULL;
    *n = boxaGetCount(all) - boxaGetCount(large);
    return pixSelectBySize(pix, size, size, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GT, NULL);
}

PIX *
speck_remove(PIX *pix, double dpi)
{
    const int size = MAX(1, (int)(SPECK * dpi));
    const double square_inches = pixGetWidth(pix) / dpi * pixGetHeight(pix) / dpi;
    int n = 0;
    g_autoptr(PIX) clean = without_pieces(pix, size, &n);

    if (clean == NULL || n < MANY * square_inches)
        return clean != NULL ? pixClone(pix) : NULL;

    /* The same in white: holes in letters. */
    pixInvert(clean, clean);
    PIX *whole = without_pieces(clean, size, &n);
    if (whole != NULL)
        pixInvert(whole, whole);
    return whole;
}
