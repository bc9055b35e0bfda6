/* ocr/stand.c - how the letters of one word stand on the page
 *
 *      ##      o <- dots and the tails of the line above: an empty row parts
 *      ##           them from the letters
 *      #####   ##
 *      ##  ##  ##   from the fullest row they go on without a break up to
 *      ##  ##  ##   the top, and down to the foot
 *      #####   ##
 *
 * What counts as ink is half of the way from the paper to the darkest dot of
 * the word, so that grey and coloured type is as large as black.
 *
 * The size is the height from foot to top divided by what such letters have of
 * an em. The weight is that of the strokes that rows cut across, summed in
 * tones: at 200 dpi a stem is three dots, and half a dot is the difference that
 * counts.
 */
#include "ocr/stand.h"

#include <string.h>

/* Parts of an em, middling for Times (0.66, 0.45), Helvetica (0.72, 0.52), DejaVu (0.73, 0.55). */
#define TALL_EM 0.71
#define SHORT_EM 0.50

#define MIN_SIZE 3.0
#define MAX_SIZE 200.0

/* Points around the box, which may cut ink. */
#define ROW_MARGIN 1.0

/* Fainter than this is no letter, of 255. */
#define MIN_CONTRAST 40

/* Longer runs of ink are bars, bowls or letters that touch, not stems; parts of an em. */
#define MAX_STEM_EM 0.33
#define MIN_STEM_RUNS 8

/* Spaces are 0.25 em, in tight lines 0.2; letters stand 0.05 to 0.12 em apart, in fixed width
 * up to 0.18. */
#define MIN_SPACE_EM 0.20
#define SPACE_TO_OTHERS 1.8

#define WHITE 255

#define CHUNK 16 /* dots: loops of a known length become instructions for several dots */

/* What the letters of a word reach to. */
typedef struct {
    bool tall; /* as high as capitals */
    bool low;  /* under the baseline */
    bool told; /* the height of its letters is known */
} Shape;

/* The dots of a word and around it, from left to right. */
typedef struct {
    guint8 *tones;
    int x, y; /* of the first one, on the page */
    int w, h;
    int stride;    /* of rows, in whole chunks; what is behind them is white */
    int top, foot; /* rows: those of the word */
    int darkest, level;
} Dots;

static void
dots_clear(Dots *dots)
{
    g_free(dots->tones);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Dots, dots_clear)

static Shape
word_shape(const char *text)
{
    Shape shape = { 0 };
    int letters = 0;
    bool plain = false, t = false;

    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);

        if (g_unichar_isupper(c) || g_unichar_isdigit(c) || (c < 128 && strchr("bdfhkl", (int)c)))
            shape.tall = true;
        if (c < 128 && strchr("acemnorsuvwxzgpqy", (int)c))
            plain = true;
        if (c < 128 && strchr("gpqyjQ,;()[]{}/|@$_", (int)c))
            shape.low = true;
        letters += g_unichar_isalnum(c) ? 1 : 0;
        t |= c == 't';
        /* Signs taller than capitals, or of no certain height, spoil short words. */
        if (c > 127 ? !g_unichar_isalpha(c) : strchr("()[]{}/|\\@$'\"*^`", (int)c) != NULL)
            letters--;
    }
    /* A t stands somewhere between. */
    shape.told = letters > 0 && (shape.tall || (plain && !t));
    return shape;
}

static const guint8 *
row_of(const Dots *dots, int y)
{
    return dots->tones + y * dots->stride;
}

/* The dots in @box, a box of @pix. */
static Dots
take_dots(PIX *pix, BOX *box)
{
    Dots dots = { .darkest = WHITE };

    boxGetGeometry(box, &dots.x, &dots.y, &dots.w, &dots.h);
    dots.stride = (dots.w + CHUNK - 1) / CHUNK * CHUNK;
    dots.tones = g_malloc((gsize)dots.stride * (gsize)dots.h);
    for (int y = 0; y < dots.h; y++) {
        const l_uint32 *line = pixGetData(pix) + (gsize)(dots.y + y) * (gsize)pixGetWpl(pix);
        guint8 *to = dots.tones + y * dots.stride;

        for (int x = 0; x < dots.w; x++)
            to[x] = GET_DATA_BYTE(line, dots.x + x);
        memset(to + dots.w, WHITE, (gsize)(dots.stride - dots.w));
    }
    return dots;
}

static int
darkest_of(const Dots *dots)
{
    guint8 darkest[CHUNK];
    int least = WHITE;

    memset(darkest, WHITE, sizeof darkest);
    for (int i = 0; i < dots->stride * dots->h; i += CHUNK)
        for (int k = 0; k < CHUNK; k++)
            darkest[k] = dots->tones[i + k] < darkest[k] ? dots->tones[i + k] : darkest[k];
    for (int k = 0; k < CHUNK; k++)
        least = MIN(least, darkest[k]);
    return least;
}

static int
count_ink(const Dots *dots, int y)
{
    const guint8 *row = row_of(dots, y);
    const guint8 level = (guint8)dots->level;
    int n = 0;

    for (int i = 0; i < dots->stride; i += CHUNK) {
        guint ink = 0; /* GCC 12 adds bytes up wrongly at -O3 */

        for (int k = 0; k < CHUNK; k++)
            ink += row[i + k] <= level;
        n += (int)ink;
    }
    return n;
}

/* The dots in @box and their unbroken rows; false when there is no ink. Clear @dots. */
static bool
find_dots(const Raster *clean, Bbox box, Dots *dots)
{
    BOX *place = raster_box(clean, bbox_grow(box, ROW_MARGIN));

    *dots = (Dots){ 0 };
    if (place == NULL)
        return false;
    *dots = take_dots(clean->pix, place);
    boxDestroy(&place);
    dots->darkest = darkest_of(dots);
    dots->level = (WHITE + dots->darkest) / 2;
    if (dots->darkest > WHITE - MIN_CONTRAST)
        return false;

    /* The fullest row is one of letters, whatever else reaches into the box. */
    int most = 0;
    g_autofree int *ink = g_new(int, dots->h);
    for (int y = 0; y < dots->h; y++) {
        ink[y] = count_ink(dots, y);
        if (ink[y] >= most) {
            most = ink[y];
            dots->top = dots->foot = y;
        }
    }
    while (dots->top > 0 && ink[dots->top - 1] > 0)
        dots->top--;
    while (dots->foot < dots->h - 1 && ink[dots->foot + 1] > 0)
        dots->foot++;
    return dots->foot > dots->top;
}

/* The middle thickness of what rows cut across, in dots; 0 where there is too little. */
static double
stem_width(const Dots *dots, double longest)
{
    gint64 sum = 0;
    int runs = 0;

    for (int y = dots->top; y <= dots->foot; y++) {
        const guint8 *row = row_of(dots, y);
        int dark = 0, length = 0;

        for (int x = 0; x <= dots->w; x++) {
            const int tone = x < dots->w ? row[x] : WHITE;

            /* The grey on both sides of a stroke is part of its width. */
            dark += WHITE - tone;
            if (tone <= dots->level) {
                length++;
                continue;
            }
            if (length > 0 && length <= longest) {
                sum += dark;
                runs++;
            }
            length = 0;
            dark = WHITE - tone;
        }
    }
    return runs >= MIN_STEM_RUNS ? (double)sum / runs / (WHITE - dots->darkest) : 0;
}

/* Size and baseline, and the dots that told them; clear them. */
static Stand
measure(const char *text, Bbox box, double baseline, const Raster *clean, Dots *dots)
{
    const Shape shape = word_shape(text);
    const Stand nothing = { .baseline = baseline };
    Stand stand = nothing;

    if (!shape.told || !find_dots(clean, box, dots))
        return nothing;

    const double to_points = 72 / clean->y_dpi;
    if (!shape.low)
        stand.baseline = (dots->y + dots->foot + 1) * to_points;
    stand.size =
        (stand.baseline - (dots->y + dots->top) * to_points) / (shape.tall ? TALL_EM : SHORT_EM);
    return stand.size >= MIN_SIZE && stand.size <= MAX_SIZE ? stand : nothing;
}

Stand
stand_measure(const char *text, Bbox box, double baseline, const Raster *clean)
{
    g_auto(Dots) dots = { 0 };

    return measure(text, box, baseline, clean, &dots);
}

Stand
stand_weigh(const char *text, Bbox box, double baseline, const Raster *clean)
{
    g_auto(Dots) dots = { 0 };
    Stand stand = measure(text, box, baseline, clean, &dots);
    const double em = raster_to_pixels(clean, stand.size);

    if (em > 0)
        stand.stem = stem_width(&dots, MAX_STEM_EM * em) / em;
    return stand;
}

static bool
is_empty_column(const Dots *dots, int x)
{
    for (int y = dots->top; y <= dots->foot; y++) {
        if (row_of(dots, y)[x] <= dots->level)
            return false;
    }
    return true;
}

bool
stand_find_gap(Bbox box, double size, const Raster *clean, double *x)
{
    int widest = 0, second = 0, run = 0, end = 0;
    bool begun = false;
    g_auto(Dots) dots = { 0 };

    if (!find_dots(clean, box, &dots))
        return false;
    for (int column = 0; column < dots.w; column++) {
        if (is_empty_column(&dots, column)) {
            run++;
            continue;
        }
        if (begun && run > widest) {
            second = widest;
            widest = run;
            end = column;
        } else if (begun) {
            second = MAX(second, run);
        }
        begun = true;
        run = 0;
    }
    *x = raster_to_points(clean, dots.x + end - widest / 2.0, 0, 0, 0).x0;
    return widest >= MIN_SPACE_EM * raster_to_pixels(clean, size) &&
           widest >= SPACE_TO_OTHERS * second;
}
