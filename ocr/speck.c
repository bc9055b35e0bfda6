/* ocr/speck.c - specks of a black and white scan
 *
 * Faxes and old copies are peppered. The dots would be read as stops and
 * accents, and a line of text takes up those above and below it.
 */
#include "ocr/speck.h"

#include "pipeline/model/brick.h"

#define BITS 32 /* of a word of dots, the leftmost first */

/* Inches: a third of the dot of an i in print of 6 points. */
#define SPECK 0.003

/* A square inch; clean print has none of a single dot, a fax through a bad line hundreds. */
#define MANY 20.0

typedef struct {
    int x, y;
} Dot;

/* A piece of ink that is followed dot by dot. */
typedef struct {
    Dot dots[SPECK_MAX_SIZE * SPECK_MAX_SIZE];
    guint n;
    int x0, y0, x1, y1;
} Piece;

static bool
is_ink(PIX *pix, int x, int y)
{
    return x >= 0 && y >= 0 && x < pixGetWidth(pix) && y < pixGetHeight(pix) &&
           GET_DATA_BIT(pixGetData(pix) + (gsize)y * (gsize)pixGetWpl(pix), x) != 0;
}

/* False when the piece has become larger than @size. */
static bool
take_dot(Piece *piece, int x, int y, int size)
{
    for (guint i = 0; i < piece->n; i++)
        if (piece->dots[i].x == x && piece->dots[i].y == y)
            return true;
    piece->x0 = MIN(piece->x0, x);
    piece->y0 = MIN(piece->y0, y);
    piece->x1 = MAX(piece->x1, x);
    piece->y1 = MAX(piece->y1, y);
    if (piece->x1 - piece->x0 >= size || piece->y1 - piece->y0 >= size)
        return false;
    piece->dots[piece->n++] = (Dot){ x, y };
    return true;
}

/* The piece of ink that the dot at (@x, @y) belongs to; false when it is larger than @size. */
static bool
follow_piece(PIX *pix, int x, int y, int size, Piece *piece)
{
    *piece = (Piece){ .x0 = x, .y0 = y, .x1 = x, .y1 = y };
    take_dot(piece, x, y, size);
    for (guint i = 0; i < piece->n; i++) {
        const Dot dot = piece->dots[i];

        for (int row = dot.y - 1; row <= dot.y + 1; row++)
            for (int column = dot.x - 1; column <= dot.x + 1; column++)
                if (is_ink(pix, column, row) && !take_dot(piece, column, row, size))
                    return false;
    }
    return true;
}

/* Dots of @pix that are in no run of more than @size dots, across or down: all those of specks, and
 * few others. */
static PIX *
find_short(PIX *pix, int size)
{
    g_autoptr(PIX) across = brick_open(pix, size + 1, 1);
    g_autoptr(PIX) down = brick_open(pix, 1, size + 1);
    g_autoptr(PIX) rest = across != NULL && down != NULL ? pixSubtract(NULL, pix, across) : NULL;

    return rest != NULL ? pixSubtract(NULL, rest, down) : NULL;
}

PIX *
speck_drop(PIX *pix, int size)
{
    g_autoptr(PIX) some = find_short(pix, size);
    PIX *clean = some != NULL ? pixCopy(NULL, pix) : NULL;
    const gsize wpl = (gsize)pixGetWpl(pix);
    Piece piece;

    for (int y = 0; clean != NULL && y < pixGetHeight(pix); y++) {
        for (gsize i = 0; i < wpl; i++) {
            l_uint32 word = pixGetData(some)[(gsize)y * wpl + i];

            for (; word != 0; word &= word - 1) {
                const int x = (int)i * BITS + BITS - 1 - __builtin_ctz(word);

                if (is_ink(clean, x, y) && follow_piece(clean, x, y, size, &piece))
                    for (guint k = 0; k < piece.n; k++)
                        pixSetPixel(clean, piece.dots[k].x, piece.dots[k].y, 0);
            }
        }
    }
    return clean;
}

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
    return speck_drop(pix, size);
}

PIX *
speck_remove(PIX *pix, double dpi)
{
    const int size = CLAMP((int)(SPECK * dpi), 1, SPECK_MAX_SIZE);
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
