/* ocr/number.c - numbers checked against their ink
 *
 *     ####  ####        ##
 *        #     #       # #     three large pieces: digits
 *       #     #          #     one small one at their foot, between the
 *      #     #    ##     #     second and the third: a point, and as it does
 *      #     #    ##     #     not hang below the foot, no comma
 *
 * Numbers read as letters are told by their columns: what stands alone and is
 * made of O, I and l, with numbers straight above and below, is a number.
 */
#include "ocr/number.h"

#include <math.h>
#include <string.h>

#define MAX_DIGITS 15
#define WHITE 255

/* Parts of the height of a digit. */
#define MIN_DIGIT 0.75 /* old-style figures are lower, and are not checked */
#define MAX_POINT 0.36
#define MIN_POINT 0.06
#define FOOT_SLACK 0.12
#define COMMA_DROP 0.08

/* How far above and below its neighbours in a column may stand, in its heights, and how many of
 * them count. */
#define COLUMN_REACH 6.0
#define MIN_WITNESSES 2

/* A sign stands this near to its digits, in heights of a digit, and this far from what is before
 * it; a dash between two numbers has a space on both sides. */
#define SIGN_NEAR 0.25
#define SIGN_CLEAR 0.6

/* What is looked at before a number for its sign: so many heights of a digit, which hold a sign and
 * white before it; and so near, in points, is its own ink. */
#define LEAD_CLEAR 1.3
#define LEAD_SLACK 0.3

typedef struct {
    int x, y, w, h;
} Piece;

static int
by_middle(gconstpointer a, gconstpointer b)
{
    const Piece *one = a, *other = b;
    const int one_x = 2 * one->x + one->w, other_x = 2 * other->x + other->w;

    return (one_x > other_x) - (one_x < other_x);
}

/* Digits, points and commas only? *digits gets their number. */
static bool
is_number(const char *text, guint *digits)
{
    *digits = 0;
    for (const char *c = text; *c != '\0'; c++) {
        if (g_ascii_isdigit(*c))
            (*digits)++;
        else if (*c != '.' && *c != ',')
            return false;
    }
    return *digits > 0 && *digits <= MAX_DIGITS && g_ascii_isdigit(*text);
}

/* The pieces of ink of a word, from left to right; NULL when there are none. */
static GArray *
find_pieces(const Reading *reading, const Raster *clean)
{
    BOX *box = raster_box(clean, bbox_grow(reading->ink, 0.5));
    g_autoptr(PIX) word = box != NULL ? pixClipRectangle(clean->pix, box, NULL) : NULL;
    float darkest = WHITE;

    boxDestroy(&box);
    if (word == NULL || pixGetRankValueMasked(word, NULL, 0, 0, 1, 0.02f, &darkest, NULL) != 0)
        return NULL;
    g_autoptr(PIX) ink = pixThresholdToBinary(word, (WHITE + (int)darkest) / 2);
    g_autoptr(BOXA) boxes = ink != NULL ? pixConnCompBB(ink, 8) : NULL;
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(Piece));

    for (int i = 0; boxes != NULL && i < boxaGetCount(boxes); i++) {
        Piece piece;

        boxaGetBoxGeometry(boxes, i, &piece.x, &piece.y, &piece.w, &piece.h);
        g_array_append_val(pieces, piece);
    }
    g_array_sort(pieces, by_middle);
    return pieces;
}

/* Does a digit stand over or under the piece @i? Then it is the end of a broken stroke. */
static bool
touches_digit(const GArray *pieces, guint i, double high)
{
    const Piece *small = &g_array_index(pieces, Piece, i);

    for (guint k = i > 0 ? i - 1 : 0; k < MIN(i + 2, pieces->len); k++) {
        const Piece *piece = &g_array_index(pieces, Piece, k);
        const int shared = MIN(small->x + small->w, piece->x + piece->w) - MAX(small->x, piece->x);

        if (k != i && piece->h >= high && 4 * shared > small->w)
            return true;
    }
    return false;
}

/* What the pieces of a number say: one character a piece, '0' for a digit, else '.' or ','; NULL
 * where they are not digits and points. */
static char *
pattern_of(const GArray *pieces)
{
    GString *pattern = g_string_new(NULL);
    int high = 0, foot = 0;

    for (guint i = 0; i < pieces->len; i++) {
        const Piece *piece = &g_array_index(pieces, Piece, i);

        if (piece->h > high) {
            high = piece->h;
            foot = piece->y + piece->h;
        }
    }
    for (guint i = 0; i < pieces->len; i++) {
        const Piece *piece = &g_array_index(pieces, Piece, i);
        const int drop = piece->y + piece->h - foot;
        const int side = MAX(piece->w, piece->h);

        if (piece->h >= MIN_DIGIT * high) {
            g_string_append_c(pattern, '0');
        } else if (side < MIN_POINT * high || touches_digit(pieces, i, MIN_DIGIT * high)) {
            continue;
        } else if (side <= MAX_POINT * high + 1 && drop >= -MAX(1, FOOT_SLACK * high)) {
            g_string_append_c(pattern, drop > MAX(1, COMMA_DROP * high) ? ',' : '.');
        } else {
            g_string_free(pattern, TRUE);
            return NULL;
        }
    }
    return g_string_free(pattern, FALSE);
}

static guint
count_zeros(const char *pattern)
{
    guint n = 0;

    for (; *pattern != '\0'; pattern++)
        n += *pattern == '0' ? 1 : 0;
    return n;
}

/* @text with the points of @pattern where it has none; both have the same number of digits. */
static char *
with_points(const char *text, const char *pattern)
{
    GString *number = g_string_new(NULL);

    while (*text != '\0' || *pattern != '\0') {
        if (*text != '\0' && !g_ascii_isdigit(*text)) {
            /* Which of the two signs it is, Tesseract knows better. */
            g_string_append_c(number, *text++);
            while (*pattern != '\0' && *pattern != '0')
                pattern++;
        } else if (*pattern != '\0' && *pattern != '0') {
            /* A mark at the end may be a speck. */
            if (*text != '\0')
                g_string_append_c(number, *pattern);
            pattern++;
        } else {
            g_string_append_c(number, *text++);
            pattern++;
        }
    }
    return g_string_free(number, FALSE);
}

NumberState
number_check(Reading *reading, const Raster *clean)
{
    guint digits;

    if (reading->rotation != 0 || !is_number(reading->text, &digits))
        return NUMBER_NONE;

    g_autoptr(GArray) pieces = find_pieces(reading, clean);
    g_autofree char *pattern = pieces != NULL ? pattern_of(pieces) : NULL;
    if (pattern == NULL || *pattern != '0')
        return NUMBER_NONE;
    if (count_zeros(pattern) != digits)
        return NUMBER_WRONG;

    char *better = with_points(reading->text, pattern);
    g_free(reading->text);
    reading->text = better;
    return NUMBER_RIGHT;
}

/* Letters that digits are taken for, and nothing else; *text gets the digits. (transfer full) */
static char *
digits_for(const char *text)
{
    if (*text == '\0' || strlen(text) > 3 || strspn(text, "OoIl|") != strlen(text))
        return NULL;

    char *digits = g_strdup(text);
    for (char *c = digits; *c != '\0'; c++)
        *c = *c == 'O' || *c == 'o' ? '0' : '1';
    return digits;
}

/* How many of the words straight above and below are numbers, and how many are not. */
static void
ask_column(const GArray *readings, const Reading *word, guint *numbers, guint *others)
{
    const double reach = COLUMN_REACH * bbox_height(word->ink);

    *numbers = *others = 0;
    for (guint i = 0; i < readings->len; i++) {
        const Reading *other = &g_array_index(readings, Reading, i);

        if (other == word || bbox_overlap_x(other->ink, word->ink) <= 0 ||
            fabs(other->baseline - word->baseline) > reach ||
            bbox_overlap_y(other->ink, word->ink) > 0)
            continue;
        if (number_is_figure(other->text))
            (*numbers)++;
        else
            (*others)++;
    }
}

bool
number_is_in_column(const GArray *readings, const Reading *reading)
{
    guint numbers, others;

    ask_column(readings, reading, &numbers, &others);
    return numbers >= MIN_WITNESSES && numbers > 2 * others;
}

bool
number_is_figure(const char *text)
{
    return strpbrk(text, "0123456789") != NULL && strspn(text, ENGINE_FIGURES) == strlen(text);
}

/* The first piece of ink in @area, from the left; *n gets how many there are. */
static Bbox
first_piece(Bbox area, const Raster *ink, guint *n)
{
    BOX *box = raster_box(ink, area);
    g_autoptr(PIX) place = box != NULL ? pixClipRectangle(ink->pix, box, NULL) : NULL;
    g_autoptr(BOXA) boxes = place != NULL ? pixConnCompBB(place, 8) : NULL;
    int left = 0, top = 0;
    Bbox first = BBOX_EMPTY;

    if (box != NULL)
        boxGetGeometry(box, &left, &top, NULL, NULL);
    boxDestroy(&box);
    *n = boxes != NULL ? (guint)boxaGetCount(boxes) : 0;
    for (guint i = 0; i < *n; i++) {
        int x, y, w, h;

        boxaGetBoxGeometry(boxes, (int)i, &x, &y, &w, &h);
        const Bbox piece = raster_to_points(ink, left + x, top + y, w, h);
        if (i == 0 || piece.x0 < first.x0)
            first = piece;
    }
    return first;
}

/* What may be a sign or a point: the lone piece of ink right before @reading, or the first of its
 * own, which Tesseract has in its box and not in its text. */
static Bbox
find_lead(const Reading *reading, const Raster *ink)
{
    const double high = bbox_height(reading->ink);
    const Bbox before = { reading->ink.x0 - LEAD_CLEAR * high, reading->ink.y0,
                          reading->ink.x0 - LEAD_SLACK, reading->ink.y1 + LEAD_SLACK };
    guint n;
    const Bbox lone = first_piece(before, ink, &n);

    if (n == 1 && lone.x0 > before.x0 + LEAD_SLACK)
        return lone;
    return n == 0 ? first_piece(bbox_grow(reading->ink, LEAD_SLACK), ink, &n) : BBOX_EMPTY;
}

/* The sign or point that @piece before digits of height @high is; NULL for neither. */
static const char *
lead_of(Bbox piece, const Reading *reading, double high)
{
    const double w = bbox_width(piece), h = bbox_height(piece);
    const double middle = reading->ink.y1 - bbox_mid_y(piece);

    if (w >= 0.2 * high && w <= 0.9 * high && h <= 0.25 * high && w >= 1.6 * h &&
        middle >= 0.2 * high && middle <= 0.7 * high)
        return "-";
    if (MAX(w, h) <= 0.28 * high && MIN(w, h) >= 0.08 * high &&
        fabs(piece.y1 - reading->ink.y1) <= 0.1 * high && reading->ink.x0 - piece.x1 <= 0.25 * high)
        return ".";
    return NULL;
}

void
number_add_leads(GArray *readings, const Raster *ink)
{
    for (guint i = 0; i < readings->len; i++) {
        Reading *reading = &g_array_index(readings, Reading, i);
        const double high = bbox_height(reading->ink);
        const Bbox piece = reading->rotation == 0 && g_ascii_isdigit(*reading->text) &&
                                   number_is_figure(reading->text)
                               ? find_lead(reading, ink)
                               : BBOX_EMPTY;
        const char *lead = bbox_is_empty(piece) ? NULL : lead_of(piece, reading, high);
        bool read = lead == NULL;

        for (guint k = 0; k < readings->len && !read; k++)
            read = k != i && bbox_holds_point(g_array_index(readings, Reading, k).ink,
                                              bbox_mid_x(piece), bbox_mid_y(piece));
        if (read)
            continue;
        char *text = g_strconcat(lead, reading->text, NULL);
        g_free(reading->text);
        reading->text = text;
        reading->ink.x0 = MIN(reading->ink.x0, piece.x0);
    }
}

void
number_from_letters(GArray *readings)
{
    for (guint i = 0; i < readings->len; i++) {
        Reading *reading = &g_array_index(readings, Reading, i);
        g_autofree char *digits = digits_for(reading->text);

        if (digits == NULL || !number_is_in_column(readings, reading))
            continue;
        g_free(reading->text);
        reading->text = g_steal_pointer(&digits);
    }
}

/* The dashes that @text begins with, in bytes. */
static gsize
count_dashes(const char *text)
{
    const char *at = text;

    while (*at != '\0') {
        const gunichar c = g_utf8_get_char(at);

        if (c != '-' && !(c >= 0x2010 && c <= 0x2015) && c != 0x2212)
            break;
        at = g_utf8_next_char(at);
    }
    return (gsize)(at - text);
}

/* The number whose sign the lone dash @dash is; NULL for none. */
static Reading *
signed_number(GArray *readings, const Reading *dash)
{
    Reading *number = NULL;

    for (guint i = 0; i < readings->len; i++) {
        Reading *other = &g_array_index(readings, Reading, i);
        const double high = bbox_height(other->ink);
        const double gap = other->ink.x0 - dash->ink.x1;

        if (other == dash || other->text == NULL || other->rotation != 0 ||
            bbox_overlap_y(other->ink, dash->ink) <= 0)
            continue;
        if (gap >= -0.1 * high && gap <= SIGN_NEAR * high && g_ascii_isdigit(*other->text))
            number = other;
        else if (bbox_mid_x(other->ink) < bbox_mid_x(dash->ink) &&
                 dash->ink.x0 - other->ink.x1 < SIGN_CLEAR * high)
            return NULL;
    }
    return number;
}

void
number_set_signs(GArray *readings)
{
    guint kept = 0;

    for (guint i = 0; i < readings->len; i++) {
        Reading *reading = &g_array_index(readings, Reading, i);
        const gsize dashes = reading->rotation == 0 ? count_dashes(reading->text) : 0;
        const char *rest = reading->text + dashes;
        Reading *number = dashes > 0 && *rest == '\0' ? signed_number(readings, reading) : NULL;

        if (number != NULL) {
            number->ink.x0 = reading->ink.x0;
            char *text = g_strconcat("-", number->text, NULL);
            g_free(number->text);
            number->text = text;
            g_clear_pointer(&reading->text, g_free);
        } else if (dashes > 0 && g_ascii_isdigit(*rest)) {
            char *text = g_strconcat("-", rest, NULL);
            g_free(reading->text);
            reading->text = text;
        }
    }
    for (guint i = 0; i < readings->len; i++) {
        Reading *reading = &g_array_index(readings, Reading, i);

        if (reading->text != NULL)
            reading_swap(reading, &g_array_index(readings, Reading, kept++));
    }
    g_array_set_size(readings, kept);
}
