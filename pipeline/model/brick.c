/* pipeline/model/brick.c - opening and closing by rectangles, a word of dots at a time
 *
 * What lies under a brick of 11 dots lies under two of 8 that overlap, and that under two of 4:
 * each doubling is the picture and itself moved, so a brick of any size takes as many passes as its
 * size has binary digits, and the last one puts it where its middle is:
 *
 *     # # # # # # # #             8
 *           # # # # # # # #       and 8, moved by 3, is 11
 *
 * The passes work on a copy with room around it, where what leaves the picture is kept.
 */
#include "pipeline/model/brick.h"

#include <string.h>

#include "pipeline/model/raster.h"

#define BITS 32 /* of a word, the leftmost dot first */
#define CHUNK 8 /* words: loops of a known length become instructions for several words */

/* A picture in white. */
typedef struct {
    guint32 *data;
    int words, rows;       /* words of a row, in whole chunks, white ones at both ends */
    int left, top;         /* words and rows before those of the picture */
    guint32 *line, *moved; /* room for a row with as much white before and after it */
    int around;
} Sheet;

typedef enum { ALL, ANY } Under; /* dots under the brick: all of them are ink, or any */

static int
whole_chunks(int words)
{
    return (words + CHUNK - 1) / CHUNK * CHUNK;
}

static bool
sheet_init(Sheet *sheet, PIX *pix, int w, int h)
{
    const int wpl = pixGetWpl(pix), height = pixGetHeight(pix);
    const guint32 last =
        pixGetWidth(pix) % BITS == 0
            ? ~0U
            : ~(~0U >> (pixGetWidth(pix) % BITS)); /* what is after it may be ink */

    sheet->left = w / BITS + 1;
    sheet->top = h;
    sheet->words = whole_chunks(wpl + 2 * sheet->left);
    sheet->rows = height + 2 * h;
    sheet->around = whole_chunks(w / BITS + 2);
    sheet->data = g_try_new0(guint32, (gsize)sheet->words * (gsize)sheet->rows);
    if (sheet->data == NULL)
        return false;
    sheet->line = g_new0(guint32, sheet->words + 2 * sheet->around);
    sheet->moved = g_new0(guint32, sheet->words + 2 * sheet->around);
    for (int y = 0; y < height; y++) {
        guint32 *row = sheet->data + (gsize)(sheet->top + y) * (gsize)sheet->words + sheet->left;

        memcpy(row, pixGetData(pix) + (gsize)y * (gsize)wpl, (gsize)wpl * sizeof *row);
        row[wpl - 1] &= last;
    }
    return true;
}

static void
sheet_clear(Sheet *sheet)
{
    g_free(sheet->data);
    g_free(sheet->line);
    g_free(sheet->moved);
}

/* A picture like @pix of what is in its place on @sheet. (nullable) */
static PIX *
sheet_picture(const Sheet *sheet, PIX *pix)
{
    PIX *made = pixCreateTemplate(pix);
    const int wpl = pixGetWpl(pix);

    for (int y = 0; made != NULL && y < pixGetHeight(pix); y++)
        memcpy(pixGetData(made) + (gsize)y * (gsize)wpl,
               sheet->data + (gsize)(sheet->top + y) * (gsize)sheet->words + sheet->left,
               (gsize)wpl * sizeof(guint32));
    if (made != NULL)
        pixSetPadBits(made, 0);
    return made;
}

/* @n words of @line, each with the one @by dots to the right of it: both or either. */
static void
join_moved(guint32 *restrict to, const guint32 *restrict line, int n, int by, Under under)
{
    const guint32 *ahead = line + by / BITS;
    const int bits = by % BITS;

    for (int i = 0; i < n; i += CHUNK) {
        guint32 moved[CHUNK];

        for (int k = 0; k < CHUNK; k++) /* two steps: one of 32 bits is none */
            moved[k] = ahead[i + k] << bits | ahead[i + k + 1] >> 1 >> (BITS - 1 - bits);
        if (under == ALL)
            for (int k = 0; k < CHUNK; k++)
                to[i + k] = line[i + k] & moved[k];
        else
            for (int k = 0; k < CHUNK; k++)
                to[i + k] = line[i + k] | moved[k];
    }
}

/* The same for rows under each other. */
static void
join_rows(guint32 *restrict to, const guint32 *restrict from, int n, Under under)
{
    for (int i = 0; i < n; i += CHUNK) {
        if (under == ALL)
            for (int k = 0; k < CHUNK; k++)
                to[i + k] &= from[i + k];
        else
            for (int k = 0; k < CHUNK; k++)
                to[i + k] |= from[i + k];
    }
}

/* Puts what is in @line into @row, @by dots to the right. */
static void
move_right(guint32 *row, const guint32 *line, int n, int by)
{
    const guint32 *behind = line - by / BITS;
    const int bits = by % BITS;

    for (int i = 0; i < n; i += CHUNK)
        for (int k = 0; k < CHUNK; k++)
            row[i + k] = behind[i + k] >> bits | behind[i + k - 1] << 1 << (BITS - 1 - bits);
}

static bool
is_blank(const guint32 *row, int n)
{
    guint32 any = 0;

    for (int i = 0; i < n; i += CHUNK)
        for (int k = 0; k < CHUNK; k++)
            any |= row[i + k];
    return any == 0;
}

/* Each dot becomes what @w dots beside each other are, from @before dots left of it on. */
static void
pass_across(Sheet *sheet, int w, int before, Under under)
{
    for (int y = 0; y < sheet->rows; y++) {
        guint32 *row = sheet->data + (gsize)y * (gsize)sheet->words;
        guint32 *line = sheet->line + sheet->around, *other = sheet->moved + sheet->around;

        if (is_blank(row, sheet->words))
            continue;
        memcpy(line, row, (gsize)sheet->words * sizeof *row);
        for (int size = 1, more; size < w; size += more) {
            guint32 *joined = other;

            more = MIN(size, w - size);
            join_moved(joined, line, sheet->words, more, under);
            other = line;
            line = joined;
        }
        move_right(row, line, sheet->words, before);
    }
}

/* The same down, from @before dots above it on. */
static void
pass_down(Sheet *sheet, int h, int before, Under under)
{
    const gsize words = (gsize)sheet->words;

    for (int size = 1, more; size < h; size += more) {
        more = MIN(size, h - size);
        for (int y = 0; y < sheet->rows - more; y++)
            join_rows(sheet->data + (gsize)y * words, sheet->data + (gsize)(y + more) * words,
                      sheet->words, under);
        if (under == ALL) /* with the white below */
            memset(sheet->data + (gsize)(sheet->rows - more) * words, 0,
                   (gsize)more * words * sizeof *sheet->data);
    }
    memmove(sheet->data + (gsize)before * words, sheet->data,
            (gsize)(sheet->rows - before) * words * sizeof *sheet->data);
    memset(sheet->data, 0, (gsize)before * words * sizeof *sheet->data);
}

/* The middle of a brick of an even size is right of its middle, and below, as Leptonica has it. */
static void
erode(Sheet *sheet, int w, int h)
{
    if (w > 1)
        pass_across(sheet, w, w / 2, ALL);
    if (h > 1)
        pass_down(sheet, h, h / 2, ALL);
}

static void
dilate(Sheet *sheet, int w, int h)
{
    if (w > 1)
        pass_across(sheet, w, w - 1 - w / 2, ANY);
    if (h > 1)
        pass_down(sheet, h, h - 1 - h / 2, ANY);
}

PIX *
brick_dilate(PIX *pix, int w, int h)
{
    Sheet sheet;

    if (!sheet_init(&sheet, pix, w, h))
        return NULL;
    dilate(&sheet, w, h);
    PIX *made = sheet_picture(&sheet, pix);
    sheet_clear(&sheet);
    return made;
}

PIX *
brick_open(PIX *pix, int w, int h)
{
    Sheet sheet;

    if (!sheet_init(&sheet, pix, w, h))
        return NULL;
    erode(&sheet, w, h);
    dilate(&sheet, w, h);
    PIX *made = sheet_picture(&sheet, pix);
    sheet_clear(&sheet);
    return made;
}

PIX *
brick_close(PIX *pix, int w, int h)
{
    Sheet sheet;

    if (!sheet_init(&sheet, pix, w, h))
        return NULL;
    dilate(&sheet, w, h);
    erode(&sheet, w, h);
    PIX *made = sheet_picture(&sheet, pix);
    sheet_clear(&sheet);
    return made;
}
