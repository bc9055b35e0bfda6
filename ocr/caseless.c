/* ocr/caseless.c - pages in scripts without capitals */
#include "ocr/caseless.h"

#include <stdlib.h>
#include <string.h>

#include "ocr/lift.h"
#include "ocr/patch.h"
#include "ocr/reading.h"
#include "ocr/scan.h"

#define MIN_CONFIDENCE 0.3 /* of what has no letter: less is what is read into specks */
#define MIN_RULE 72.0      /* points: no word of Devanagari has so long a headline */
#define OVER 1.3           /* a stroke of a word may be longer than the box it was read in */

/* The rulings that are too long to be strokes of letters. (transfer full) */
static GArray *
long_rulings(const GArray *rulings)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(Ruling));

    for (guint i = 0; i < rulings->len; i++) {
        const Ruling ruling = g_array_index(rulings, Ruling, i);

        if (ruling.to - ruling.from >= MIN_RULE)
            g_array_append_val(found, ruling);
    }
    return found;
}

/* Characters that stand side by side without spaces, and their marks. */
static bool
is_unspaced(gunichar c)
{
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* Tesseract tells words of such scripts, whose readers see none. */
static void
glue(GArray *words, const GArray *readings)
{
    for (guint i = 1; i < words->len && words->len == readings->len; i++) {
        Word *word = &g_array_index(words, Word, i);
        const char *before = g_array_index(words, Word, i - 1).text;
        const gunichar last = g_utf8_get_char(g_utf8_prev_char(before + strlen(before)));

        word->glued = g_array_index(readings, Reading, i).line ==
                          g_array_index(readings, Reading, i - 1).line &&
                      is_unspaced(last) && is_unspaced(g_utf8_get_char(word->text));
    }
}

static gint
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double
median(double *values, guint n)
{
    qsort(values, n, sizeof *values, compare_doubles);
    return values[n / 2];
}

/* Do the words, which are in the order of reading, follow each other from right to left? */
static bool
runs_left(const Reading *line, guint n)
{
    guint left = 0;

    for (guint i = 1; i < n; i++)
        left += bbox_mid_x(line[i].ink) < bbox_mid_x(line[i - 1].ink);
    return 2 * left > n - 1;
}

/* Takes from one of two neighbours what it has of the other. */
static void
part(double *left_x0, double *left_x1, double *right_x0, double *right_x1)
{
    if (*left_x1 <= *right_x0)
        return;
    if (*right_x0 > *left_x0)
        *left_x1 = *right_x0;
    else if (*left_x1 < *right_x1)
        *right_x0 = *left_x1;
}

/* Where Tesseract parts joined letters or a row of signs into words, it only guesses how far each
 * goes: some seem to go on under their neighbours, some to stand higher. All of one line get its
 * baseline and height, and none goes further than to where the next begins. */
static void
settle_line(Reading *line, guint n)
{
    g_autofree double *tops = g_new(double, n);
    g_autofree double *feet = g_new(double, n);
    g_autofree double *baselines = g_new(double, n);
    const bool left = runs_left(line, n);

    for (guint i = 0; i < n; i++) {
        if (line[i].rotation != 0)
            return;
        tops[i] = line[i].ink.y0;
        feet[i] = line[i].ink.y1;
        baselines[i] = line[i].baseline;
    }
    const double top = median(tops, n), foot = median(feet, n), baseline = median(baselines, n);
    for (guint i = 0; i < n; i++) {
        Bbox *ink = &line[i].ink;

        ink->y0 = top;
        ink->y1 = foot;
        line[i].baseline = baseline;
        if (i > 0 && left)
            part(&line[i].ink.x0, &line[i].ink.x1, &line[i - 1].ink.x0, &line[i - 1].ink.x1);
        else if (i > 0)
            part(&line[i - 1].ink.x0, &line[i - 1].ink.x1, &line[i].ink.x0, &line[i].ink.x1);
    }
}

GArray *
caseless_page(Engine *engine, const Raster *scan, const Page *page, GArray *styles, GError **error)
{
    g_autoptr(Raster) clean = scan_clean(scan, SCAN_CASELESS, error);

    if (clean == NULL)
        return NULL;
    g_autoptr(GArray) rulings = long_rulings(page->rulings);
    lift_rulings(clean, rulings);
    g_autoptr(GArray) words = engine_read(engine, clean->pix, clean->x_dpi, ENGINE_PAGE, error);
    if (words == NULL)
        return NULL;

    g_autoptr(GArray) all = reading_array_new(), readings = reading_array_new();
    patch_take(all, words, clean, 0, 0, 1);
    for (guint i = 0; i < all->len; i++) {
        Reading *reading = &g_array_index(all, Reading, i);

        if (reading->confidence >= MIN_CONFIDENCE || reading_letters(reading->text) > 0)
            reading_move(readings, reading, reading->line);
    }
    for (guint i = 0, n; i < readings->len; i += n) {
        for (n = 1; i + n < readings->len && g_array_index(readings, Reading, i + n).line ==
                                                 g_array_index(readings, Reading, i).line;)
            n++;
        settle_line(&g_array_index(readings, Reading, i), n);
    }
    GArray *set = reading_set(readings, clean, styles);
    glue(set, readings);
    return set;
}

bool
caseless_is_vertical(const GArray *words)
{
    guint unspaced = 0, turned = 0;

    for (guint i = 0; i < words->len; i++) {
        const Word *word = &g_array_index(words, Word, i);
        const bool counts = is_unspaced(g_utf8_get_char(word->text));

        unspaced += counts;
        turned += counts && word->rotation != 0;
    }
    return turned > unspaced / 2;
}

/* Is the ruling a part of this word? */
static bool
is_stroke_of(const Ruling *ruling, const Word *word)
{
    const bool level = ruling->axis == AXIS_H;
    const Bbox at = level ? (Bbox){ ruling->from, ruling->at, ruling->to, ruling->at }
                          : (Bbox){ ruling->at, ruling->from, ruling->at, ruling->to };

    return bbox_holds_point(word->bbox, bbox_mid_x(at), bbox_mid_y(at)) &&
           ruling->to - ruling->from <=
               OVER * (level ? bbox_width(word->bbox) : bbox_height(word->bbox));
}

void
caseless_drop_strokes(GArray *rulings, const GArray *words)
{
    guint kept = 0;

    for (guint i = 0; i < rulings->len; i++) {
        const Ruling ruling = g_array_index(rulings, Ruling, i);
        bool stroke = false;

        for (guint k = 0; k < words->len && ruling.to - ruling.from < MIN_RULE && !stroke; k++)
            stroke = is_stroke_of(&ruling, &g_array_index(words, Word, k));
        if (!stroke)
            g_array_index(rulings, Ruling, kept++) = ruling;
    }
    g_array_set_size(rulings, kept);
}
