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

/* What the letters of a word reach to. */
typedef struct {
    bool tall; /* as high as capitals */
    bool low;  /* under the baseline */
    bool told; /* the height of its letters is known */
} Shape;

/* The dots of a word. */
typedef struct {
    guint32 *data;
    int wpl;
    int x0, x1;    /* columns, the last one not included */
    int y0, y1;    /* rows: those that may be the word's */
    int top, foot; /* rows: those that are */
    int darkest, level;
} Dots;

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

static int
tone_at(const Dots *dots, int x, int y)
{
    return GET_DATA_BYTE(dots->data + (gsize)y * (gsize)dots->wpl, x);
}

static int
count_ink(const Dots *dots, int y)
{
    int n = 0;

    for (int x = dots->x0; x < dots->x1; x++)
        n += tone_at(dots, x, y) <= dots->level ? 1 : 0;
    return n;
}

/* The dots in @box and their unbroken rows; false when there is no ink. */
static bool
find_dots(const Raster *clean, Bbox box, Dots *dots)
{
    BOX *place = raster_box(clean, bbox_grow(box, ROW_MARGIN));
    int w, h;

    if (place == NULL)
        return false;
    *dots =
        (Dots){ .data = pixGetData(clean->pix), .wpl = pixGetWpl(clean->pix), .darkest = WHITE };
    boxGetGeometry(place, &dots->x0, &dots->y0, &w, &h);
    boxDestroy(&place);
    dots->x1 = dots->x0 + w;
    dots->y1 = dots->y0 + h;
    for (int y = dots->y0; y < dots->y1 && dots->darkest > 0; y++) {
        for (int x = dots->x0; x < dots->x1; x++)
            dots->darkest = MIN(dots->darkest, tone_at(dots, x, y));
    }
    dots->level = (WHITE + dots->darkest) / 2;
    if (dots->darkest > WHITE - MIN_CONTRAST)
        return false;

    /* The fullest row is one of letters, whatever else reaches into the box. */
    int most = 0;
    for (int y = dots->y0; y < dots->y1; y++) {
        const int n = count_ink(dots, y);

        if (n >= most) {
            most = n;
            dots->top = dots->foot = y;
        }
    }
    while (dots->top > dots->y0 && count_ink(dots, dots->top - 1) > 0)
        dots->top--;
    while (dots->foot < dots->y1 - 1 && count_ink(dots, dots->foot + 1) > 0)
        dots->foot++;
    return dots->foot > dots->top;
}

/* The middle thickness of what rows cut across, in dots; 0 where there is too little. */
static double
stem_width(const Dots *dots, double longest)
{
    double sum = 0;
    guint runs = 0;

    for (int y = dots->top; y <= dots->foot; y++) {
        double dark = 0;
        int length = 0;

        for (int x = dots->x0; x <= dots->x1; x++) {
            const int tone = x < dots->x1 ? tone_at(dots, x, y) : WHITE;

            /* The grey on both sides of a stroke is part of its width. */
            dark += (WHITE - tone) / (double)(WHITE - dots->darkest);
            if (tone <= dots->level) {
                length++;
                continue;
            }
            if (length > 0 && length <= longest) {
                sum += dark;
                runs++;
            }
            length = 0;
            dark = (WHITE - tone) / (double)(WHITE - dots->darkest);
        }
    }
    return runs >= MIN_STEM_RUNS ? sum / runs : 0;
}

Stand
stand_measure(const char *text, Bbox box, double baseline, const Raster *clean)
{
    const Shape shape = word_shape(text);
    const Stand nothing = { .baseline = baseline };
    Stand stand = nothing;
    Dots dots;

    if (!shape.told || !find_dots(clean, box, &dots))
        return nothing;

    const double to_points = 72 / clean->y_dpi;
    if (!shape.low)
        stand.baseline = (dots.foot + 1) * to_points;
    stand.size = (stand.baseline - dots.top * to_points) / (shape.tall ? TALL_EM : SHORT_EM);
    if (!(stand.size >= MIN_SIZE && stand.size <= MAX_SIZE))
        return nothing;

    const double em = raster_to_pixels(clean, stand.size);
    stand.stem = stem_width(&dots, MAX_STEM_EM * em) / em;
    return stand;
}

static bool
is_empty_column(const Dots *dots, int x)
{
    for (int y = dots->top; y <= dots->foot; y++) {
        if (tone_at(dots, x, y) <= dots->level)
            return false;
    }
    return true;
}

bool
stand_find_gap(Bbox box, double size, const Raster *clean, double *x)
{
    int widest = 0, second = 0, run = 0, end = 0;
    bool begun = false;
    Dots dots;

    if (!find_dots(clean, box, &dots))
        return false;
    for (int column = dots.x0; column < dots.x1; column++) {
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
    *x = raster_to_points(clean, end - widest / 2.0, 0, 0, 0).x0;
    return widest >= MIN_SPACE_EM * raster_to_pixels(clean, size) &&
           widest >= SPACE_TO_OTHERS * second;
}
