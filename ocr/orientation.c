/* ocr/orientation.c - which way up is a scanned page? */
#include "ocr/orientation.h"

#include <math.h>

#include "ocr/scan.h"
#include "pipeline/model/brick.h"

/* Letters that speak for one direction, as orientation_weigh() has it. Upright pages of prose have
 * 20 and more, of tables 5 and more, of numbers alone about 0; turned ones the same, elsewhere. */
#define UP_SURE 5.0
#define UP_VERY_SURE 10.0
#define UP_ANYWAY 15.0 /* no page on its side has as much */
#define UP_CLEARLY 2   /* of a page on its side the better of the wrong ways has less */

/* A line to be read: points, but for a length of so many heights. What is longer is cut. */
#define LINE_JOIN 5.0 /* a space of large print */
#define MIN_LINE_HEIGHT 5.0
#define MAX_LINE_HEIGHT 40.0
#define MIN_LINE_LENGTH 3
#define MAX_LINE_LENGTH 30
#define LINE_MARGIN 2.0
#define LINES 4

/* Head down or on its side nothing is read so surely as a word of so many letters. */
#define SURE 0.9
#define WORD_LETTERS 4
#define ENOUGH_LETTERS 12

/* How much the letters of @sketch speak for its being upright: negative for head down. */
static double
weigh_up(PIX *sketch)
{
    float up = 0;

    return sketch != NULL && pixUpDownDetect(sketch, &up, 0, 0, 0) == 0 ? up : 0;
}

/* The same for its being upright once it is turned clockwise. */
static double
weigh_left(PIX *sketch)
{
    g_autoptr(PIX) turned = sketch != NULL ? pixRotate90(sketch, 1) : NULL;

    return weigh_up(turned);
}

void
orientation_weigh(const Raster *scan, double *up, double *left)
{
    g_autoptr(PIX) sketch = scan_sketch(scan);

    *up = weigh_up(sketch);
    *left = weigh_left(sketch);
}

/* What runs across @sketch like lines of print, the longest for their height first. */
static BOXA *
find_lines(PIX *sketch, double dpi)
{
    const double point = dpi / 72;
    g_autoptr(PIX) joined = brick_close(sketch, (int)(LINE_JOIN * point), 1);
    g_autoptr(BOXA) all = joined != NULL ? pixConnCompBB(joined, 8) : NULL;
    g_autoptr(BOXA) lines = boxaCreate(0);

    for (int i = 0; all != NULL && i < boxaGetCount(all); i++) {
        int x, y, w, h;

        boxaGetBoxGeometry(all, i, &x, &y, &w, &h);
        if (h >= MIN_LINE_HEIGHT * point && h <= MAX_LINE_HEIGHT * point &&
            w >= MIN_LINE_LENGTH * h)
            boxaAddBox(lines, boxCreate(x, y, w, h), L_INSERT);
    }
    return boxaSort(lines, L_SORT_BY_ASPECT_RATIO, L_SORT_DECREASING, NULL);
}

/* How long they are together. */
static int
total_length(BOXA *lines)
{
    int total = 0;

    for (int i = 0; lines != NULL && i < boxaGetCount(lines); i++) {
        int w;

        boxaGetBoxGeometry(lines, i, NULL, NULL, &w, NULL);
        total += w;
    }
    return total;
}

/* The lines of @sketch that run across; NULL where more run down, as on a page on its side, whose
 * running head may stand upright. */
static BOXA *
lines_across(PIX *sketch, double dpi)
{
    g_autoptr(PIX) turned = pixRotateOrth(sketch, 1);
    g_autoptr(BOXA) down = turned != NULL ? find_lines(turned, dpi) : NULL;
    g_autoptr(BOXA) across = find_lines(sketch, dpi);

    return total_length(across) > total_length(down) ? g_steal_pointer(&across) : NULL;
}

static guint
letters_of(const char *text)
{
    guint letters = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        letters += g_unichar_isalpha(g_utf8_get_char(p));
    return letters;
}

/* Letters of words that are read surely, and of others. Figures look alike head down. */
static void
count_letters(const GArray *words, guint *sure, guint *unsure)
{
    for (guint i = 0; words != NULL && i < words->len; i++) {
        const EngineWord *word = &g_array_index(words, EngineWord, i);
        const guint letters = letters_of(word->text);

        if (letters >= WORD_LETTERS && word->confidence >= SURE)
            *sure += letters;
        else
            *unsure += letters;
    }
}

/* Do a few of its lines make sense as they stand? */
static bool
reads_upright(Engine *engine, const Raster *scan, PIX *sketch)
{
    const double dpi = MIN(scan->x_dpi, SCAN_SKETCH_DPI);
    g_autoptr(BOXA) lines = lines_across(sketch, dpi);
    guint sure = 0, unsure = 0;

    if (fabs(scan->x_dpi - scan->y_dpi) > 1)
        return false; /* not square yet */
    for (int i = 0; lines != NULL && i < MIN(LINES, boxaGetCount(lines)); i++) {
        int x, y, w, h;

        boxaGetBoxGeometry(lines, i, &x, &y, &w, &h);
        w = MIN(w, MAX_LINE_LENGTH * h);
        const Bbox box = { x * 72 / dpi, y * 72 / dpi, (x + w) * 72 / dpi, (y + h) * 72 / dpi };
        g_autoptr(Raster) line = raster_clip(scan, bbox_grow(box, LINE_MARGIN));
        g_autoptr(GArray) words =
            line != NULL ? engine_read(engine, line->pix, line->x_dpi, ENGINE_LINE, NULL) : NULL;

        count_letters(words, &sure, &unsure);
        if (sure >= ENOUGH_LETTERS && sure > 2 * unsure)
            return true;
    }
    return false;
}

guint
orientation_find(Engine *engine, const Raster *scan)
{
    g_autoptr(PIX) sketch = scan_sketch(scan);
    const double up = weigh_up(sketch);
    guint quarters = 0;

    if (up >= UP_ANYWAY)
        return 0;
    const double left = weigh_left(sketch);
    if (up >= UP_SURE && up > UP_CLEARLY * fabs(left))
        return 0;
    if (sketch != NULL && reads_upright(engine, scan, sketch))
        return 0;
    /* In the sketch letters have dots enough, and it is a fourth of the work. */
    if (sketch != NULL && engine_turn(engine, sketch, MIN(scan->x_dpi, SCAN_SKETCH_DPI), &quarters))
        return quarters;

    /* Without Tesseract's data for it, only clear cases. */
    if (fabs(left) >= UP_VERY_SURE && fabs(left) > 2 * fabs(up))
        return left > 0 ? 1 : 3;
    return up <= -UP_VERY_SURE && -up > 2 * fabs(left) ? 2 : 0;
}
