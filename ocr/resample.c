/* ocr/resample.c - grey pictures made smaller or larger, and turned by a few degrees
 *
 * Places are told in sixteenths of a dot, as by Leptonica. Scaling is done down first, where
 * neighbours in a row take the same steps, and then across:
 *
 *     linear: the two dots around a place         area: all dots under it, which are those up to
 *     by how near they are                        its end less those up to its beginning
 *
 *       |    o  |       |                           |   [===|=======|==]    |
 *
 * Dots are in words of four, the leftmost in the highest byte: (x ^ 3) is where that of column x
 * is.
 */
#include "ocr/resample.h"

#include <math.h>
#include <string.h>

#define PARTS 16          /* of a dot */
#define HALF_OF_PARTS 128 /* of 16 by 16, for rounding */
#define FLIP (G_BYTE_ORDER == G_LITTLE_ENDIAN ? 3 : 0)
#define CHUNK 16 /* dots: loops of a known length become instructions for several dots */

#define LINEAR 0.7 /* from there on, as Leptonica has it */

/* Areas, in parts by parts of a dot, for which floats will do: a mean is wrong by 255 / 2^22 at
 * most, and must not be by half of one through the area. Places are rounded, so areas are up to
 * half larger than is asked for. */
#define MAX_AREA 4000

#define MAX_SHRINK 16

/* Less is not turned. */
#define MIN_ANGLE 0.001

#define AHEAD 8 /* rows */
#define RUN 8   /* dots of a row that are turned at once; one degree has 57 without a step */

typedef struct {
    guint8 *data;
    gsize stride;
    int w, h;
} Dots;

static Dots
dots_of(PIX *pix)
{
    return (Dots){ (guint8 *)pixGetData(pix), (gsize)pixGetWpl(pix) * 4, pixGetWidth(pix),
                   pixGetHeight(pix) };
}

static guint8 *
row_at(const Dots *dots, int y)
{
    return dots->data + (gsize)y * dots->stride;
}

/* @x, @y: how much smaller or larger it is than @grey. */
static PIX *
picture_of(PIX *grey, int w, int h, double x, double y)
{
    PIX *made = pixCreate(w, h, 8);

    if (made != NULL) {
        pixCopyResolution(made, grey);
        pixScaleResolution(made, (float)x, (float)y);
    }
    return made;
}

/* Of each two dots beside each other the sum, in two halves of a word. */
static l_uint32
pair_sums(l_uint32 four)
{
    return (four & 0xFF00FF) + (four >> 8 & 0xFF00FF);
}

/* Of four dots of two rows the means, two bytes at the low end. */
static l_uint32
pair_means(l_uint32 upper, l_uint32 lower)
{
    const l_uint32 sums = (pair_sums(upper) + pair_sums(lower)) >> 2;

    return (sums >> 8 & 0xFF00) | (sums & 0xFF);
}

/* Two rows of @n words become one of half as many. */
static void
halve_rows(l_uint32 *restrict to, const l_uint32 *restrict upper, const l_uint32 *restrict lower,
           int n)
{
    int i = 0;

    for (; 2 * i + CHUNK <= n; i += CHUNK / 2)
        for (int k = i; k < i + CHUNK / 2; k++)
            to[k] = pair_means(upper[2 * k], lower[2 * k]) << 16 |
                    pair_means(upper[2 * k + 1], lower[2 * k + 1]);
    for (; 2 * i < n; i++)
        to[i] = pair_means(upper[2 * i], lower[2 * i]) << 16 |
                (2 * i + 1 < n ? pair_means(upper[2 * i + 1], lower[2 * i + 1]) : 0);
}

/* Half of the dots each way. */
static PIX *
halve(PIX *grey)
{
    PIX *made = picture_of(grey, pixGetWidth(grey) / 2, pixGetHeight(grey) / 2, 0.5, 0.5);
    const int wpl = pixGetWpl(grey);

    for (int y = 0; made != NULL && y < pixGetHeight(made); y++) {
        const l_uint32 *upper = pixGetData(grey) + 2 * (gsize)y * (gsize)wpl;
        const int words = pixGetWpl(made);

        /* A last dot that has no other beside it has no word in the row to be. */
        halve_rows(pixGetData(made) + (gsize)y * (gsize)words, upper, upper + wpl,
                   MIN(wpl, 2 * words));
    }
    return made;
}

/* The dots of row @y from left to right, in @room. */
static const guint8 *
row_in_order(const Dots *dots, int y, guint8 *room)
{
    const l_uint32 *words = (const l_uint32 *)row_at(dots, y);
    l_uint32 *to = (l_uint32 *)room;

    for (gsize i = 0; i < dots->stride / 4; i++)
        to[i] = GUINT32_TO_BE(words[i]);
    return room;
}

/* Bytes for such a row, whole chunks, and one more. */
static gsize
room_of(const Dots *dots)
{
    return dots->stride / CHUNK * CHUNK + 2 * CHUNK;
}

/* Both rows, @near of sixteen parts from the first one. */
static void
mix_rows(guint16 *restrict to, const guint8 *restrict upper, const guint8 *restrict lower, gsize n,
         int near)
{
    const guint16 first = (guint16)(PARTS - near), second = (guint16)near;

    for (gsize i = 0; i < n; i += CHUNK)
        for (int k = 0; k < CHUNK; k++)
            to[i + k] = (guint16)(first * upper[i + k] + second * lower[i + k]);
}

/* A dot between two neighbours in a row. */
typedef struct {
    guint32 left;    /* where the first one is */
    guint32 weights; /* parts from the left one, and above them those from the right one */
} Between;

/* Its tone from those of a row, up to PARTS times 255 each. Three products in one: the middle one
 * is the sum wanted, the others stay below and above it. */
static guint8
tone_at(const guint16 *mixed, Between place)
{
    const guint64 pair = mixed[place.left] | (guint32)mixed[place.left + 1] << 16;

    return (guint8)((pair * place.weights + ((guint64)HALF_OF_PARTS << 16)) >> 24);
}

/* NULL, too, where no dots would be left. */
static PIX *
scaled_picture(PIX *grey, double x, double y)
{
    const int w = (int)((float)x * (float)pixGetWidth(grey) + 0.5);
    const int h = (int)((float)y * (float)pixGetHeight(grey) + 0.5);

    return w > 0 && h > 0 ? picture_of(grey, w, h, x, y) : NULL;
}

static PIX *
scale_linear(PIX *grey, double x, double y)
{
    PIX *made = scaled_picture(grey, x, y);

    if (made == NULL)
        return NULL;

    const Dots from = dots_of(grey), to = dots_of(made);
    const int w = to.w, h = to.h;
    const float across = (float)(16. * (float)from.w / (float)w);
    const float down = (float)(16. * (float)from.h / (float)h);
    const gsize n = room_of(&from);
    g_autofree Between *places = g_new0(Between, to.stride);
    g_autofree guint16 *mixed = g_new(guint16, n);
    g_autofree guint8 *upper = g_new0(guint8, n), *lower = g_new0(guint8, n);

    for (int i = 0; i < w; i++) {
        const guint32 at = (guint32)(across * (float)i), near = at % PARTS;

        places[i] = (Between){ at / PARTS, near | (PARTS - near) << 16 };
    }
    for (int row = 0; row < h; row++) {
        const int at = (int)(down * (float)row), top = at / PARTS;
        guint8 *line = row_at(&to, row);

        mix_rows(mixed, row_in_order(&from, top, upper),
                 row_in_order(&from, MIN(top + 1, from.h - 1), lower), n, at % PARTS);
        mixed[from.w] = mixed[from.w - 1];
        for (int i = 0; i < w; i++)
            line[i ^ FLIP] = tone_at(mixed, places[i]);
    }
    return made;
}

/* The dots that one of the result covers in one direction, from the parts @begin to @end. */
typedef struct {
    int begin, end;
} Under;

static Under *
cover(float scale, int n)
{
    Under *under = g_new(Under, n);

    for (int i = 0; i < n; i++) {
        under[i].begin = (int)(scale * (float)i);
        under[i].end = (int)((double)scale * (i + 1.0));
    }
    return under;
}

/* Adds @weight times @row, of @n dots in whole chunks, to @sum. */
static void
add_row(guint16 *restrict sum, const guint8 *restrict row, gsize n, int weight)
{
    const guint16 w = (guint16)weight;

    for (gsize i = 0; i < n; i += CHUNK)
        for (int k = 0; k < CHUNK; k++)
            sum[i + k] = (guint16)(sum[i + k] + w * row[i + k]);
}

/* What the rows under @under come to, column by column. */
static void
sum_rows(guint16 *sum, const Dots *from, Under under, guint8 *room)
{
    const gsize n = room_of(from);
    const int first = under.begin / PARTS, last = under.end / PARTS;

    memset(sum, 0, n * sizeof *sum);
    for (int y = first; y <= last; y++) {
        const int begin = MAX(under.begin, y * PARTS), end = MIN(under.end, (y + 1) * PARTS);

        if (end > begin)
            add_row(sum, row_in_order(from, y, room), n, end - begin);
    }
}

/* All of @sum up to the part @at of it; @upto has those up to each dot. */
static int
upto_part(const int *upto, const guint16 *sum, int at)
{
    return upto[at / PARTS] + (at % PARTS) * sum[at / PARTS];
}

/* What the dots of a row of the result, @n of them, come to. */
static void
sum_columns(int *tones, const guint16 *sum, const int *upto, const Under *columns, int n)
{
    int end = 0, upto_end = 0;

    for (int i = 0; i < n; i++) {
        const Under column = columns[i];
        const int upto_begin = column.begin == end ? upto_end : upto_part(upto, sum, column.begin);

        end = column.end;
        upto_end = upto_part(upto, sum, end);
        tones[i] = upto_end - upto_begin;
    }
}

/* The means of @n such sums, in whole chunks, over areas of which @shares and @share tell one
 * through their width and height. */
static void
set_means(guint8 *restrict line, const int *restrict tones, const float *restrict shares, int n,
          float share)
{
    for (int i = 0; i < n; i += CHUNK)
        for (int k = i; k < i + CHUNK; k++) {
            /* Half a tone more: a quotient that comes out whole stays so. */
            const float rounded = (float)(tones[k] + HALF_OF_PARTS) + 0.5f;

            line[k] = (guint8)(int)(rounded * shares[k] * share);
        }
}

/* Sums of @n dots, and of all before each. */
static void
sum_up(int *upto, const guint16 *sum, int n)
{
    int all = 0;

    for (int x = 0; x < n; x++) {
        upto[x] = all;
        all += PARTS * sum[x];
    }
}

/* Room for a row on its way. */
typedef struct {
    guint8 *row;
    guint16 *sum;
    int *upto, *tones;
    guint8 *means;
} Room;

static void
room_clear(Room *room)
{
    g_free(room->row);
    g_free(room->sum);
    g_free(room->upto);
    g_free(room->tones);
    g_free(room->means);
}

/* @n dots of row @y of @to. */
static void
scale_row(const Dots *to, int y, const Dots *from, Under under, const Under *columns,
          const float *shares, int n, Room *room)
{
    const Dots means = { room->means, to->stride, to->w, 1 };

    sum_rows(room->sum, from, under, room->row);
    sum_up(room->upto, room->sum, from->w);
    sum_columns(room->tones, room->sum, room->upto, columns, n);
    set_means(room->means, room->tones, shares, n, 1.0f / (float)(under.end - under.begin));
    row_in_order(&means, 0, row_at(to, y)); /* what puts dots in order puts them back */
}

static PIX *
scale_area(PIX *grey, double x, double y)
{
    PIX *made = scaled_picture(grey, x, y);

    if (made == NULL)
        return NULL;

    const Dots from = dots_of(grey), to = dots_of(made);
    const int w = to.w, h = to.h;
    g_autofree Under *columns = cover((float)(16. * (float)from.w / (float)w), w);
    g_autofree Under *rows = cover((float)(16. * (float)from.h / (float)h), h);
    g_autofree float *shares = g_new0(float, room_of(&to));
    Room room = { g_new0(guint8, room_of(&from)), g_new(guint16, room_of(&from)),
                  g_new(int, from.w), g_new0(int, room_of(&to)), g_new0(guint8, room_of(&to)) };
    int inside = w;

    for (int i = 0; i < w; i++)
        shares[i] = 1.0f / (float)(columns[i].end - columns[i].begin);
    while (inside > 0 && columns[inside - 1].end / PARTS > from.w - 2)
        inside--;
    for (int row = 0; row < h; row++) {
        guint8 *line = row_at(&to, row);
        const guint8 *edge = row_at(&from, rows[row].begin / PARTS);
        const int n = rows[row].end / PARTS > from.h - 2 ? 0 : inside;

        if (n > 0)
            scale_row(&to, row, &from, rows[row], columns, shares, n, &room);
        /* Where the picture ends is the dot there, as Leptonica has it. */
        for (int i = n; i < w; i++)
            line[i ^ FLIP] = edge[(columns[i].begin / PARTS) ^ FLIP];
    }
    room_clear(&room);
    return made;
}

/* Are the areas small enough for floats? */
static bool
is_small_step(double x, double y)
{
    return (PARTS / x + 1) * (PARTS / y + 1) < MAX_AREA;
}

PIX *
resample_scale(PIX *pix, double across, double down)
{
    /* A factor that is nearly a half is one: Leptonica has floats. */
    const float x = (float)across, y = (float)down;
    const bool grey = pixGetDepth(pix) == 8 && pixGetColormap(pix) == NULL;

    if (!(MAX(x, y) < LINEAR))
        return grey && MAX(x, y) < 2 ? scale_linear(pix, x, y) : pixScaleGeneral(pix, x, y, 0, 0);
    if (!grey)
        return pixScaleAreaMap(pix, x, y);
    if (x == 0.5f && y == 0.5f)
        return halve(pix);
    if (x == 0.25f && y == 0.25f) {
        g_autoptr(PIX) half = halve(pix);

        return half != NULL ? halve(half) : NULL;
    }
    return is_small_step(x, y) && x != 0.125f ? scale_area(pix, x, y) : pixScaleAreaMap(pix, x, y);
}

/* Where the @n squares of @by dots begin that are spread over @length of them. */
static int *
spread(int length, int n, int by)
{
    int *begins = g_new(int, n);
    const float ratio = (float)length / (float)n;

    for (int i = 0; i < n; i++)
        begins[i] = MIN((int)(ratio * (float)i), length - by);
    return begins;
}

PIX *
resample_shrink(PIX *grey, int by)
{
    const Dots from = dots_of(grey);
    const float scale = 1.0f / (float)by, share = (float)(1. / (float)(by * by));
    const int w = (int)(scale * (float)from.w + 0.5), h = (int)(scale * (float)from.h + 0.5);

    if (by == 2 || by == 4)
        return resample_scale(grey, scale, scale);
    if (by < 2)
        return pixCopy(NULL, grey);
    if (by > MAX_SHRINK || from.w < by || from.h < by)
        return pixScaleSmooth(grey, scale, scale);

    PIX *made = picture_of(grey, MAX(1, w), MAX(1, h), scale, scale);
    if (made == NULL)
        return NULL;
    const Dots to = dots_of(made);
    const gsize n = room_of(&from);
    g_autofree int *columns = spread(from.w, to.w, by), *rows = spread(from.h, to.h, by);
    g_autofree guint16 *sum = g_new(guint16, n);
    g_autofree guint8 *room = g_new0(guint8, n);

    for (int row = 0; row < to.h; row++) {
        guint8 *line = row_at(&to, row);

        memset(sum, 0, n * sizeof *sum);
        for (int y = rows[row]; y < rows[row] + by; y++)
            add_row(sum, row_in_order(&from, y, room), n, 1);
        for (int i = 0; i < to.w; i++) {
            int all = 0;

            for (int k = 0; k < by; k++)
                all += sum[columns[i] + k];
            line[i ^ FLIP] = (guint8)(int)((float)all * share);
        }
    }
    return made;
}

/* All dots from left to right, and room for those that look further. */
static guint8 *
in_order(PIX *grey)
{
    const Dots from = dots_of(grey);
    guint8 *dots = g_try_malloc(from.stride * (gsize)from.h + CHUNK);

    for (int y = 0; dots != NULL && y < from.h; y++)
        row_in_order(&from, y, dots + (gsize)y * from.stride);
    return dots;
}

/* What is turned. */
typedef struct {
    const guint8 *dots; /* in order */
    gsize stride;
    int w, h, mid_x, mid_y;
    guint8 paper;
} Source;

/* Where the dots of a row come from, in parts from the middle. */
typedef struct {
    int *x, *y;
    float *cosines, *sines; /* of columns: the same for all rows */
} Places;

static void
set_places(const Places *places, int w, float sine, float cosine)
{
    int *restrict x = places->x, *restrict y = places->y;
    const float *restrict cosines = places->cosines, *restrict sines = places->sines;

    for (int i = 0; i < w; i += RUN)
        for (int k = i; k < i + RUN; k++) {
            x[k] = (int)(cosines[k] - sine);
            y[k] = (int)(cosine + sines[k]);
        }
}

/* The tone of what lies at (@x, @y). */
static guint8
tone_between(const Source *from, int x, int y)
{
    const int left = from->mid_x + (x >> 4), top = from->mid_y + (y >> 4);
    const guint across = x & (PARTS - 1), down = y & (PARTS - 1);

    if (left < 0 || top < 0 || left > from->w - 2 || top > from->h - 2)
        return from->paper;

    const guint8 *dot = from->dots + (gsize)top * from->stride + left, *below = dot + from->stride;
    const guint upper = (PARTS - across) * dot[0] + across * dot[1];
    const guint lower = (PARTS - across) * below[0] + across * below[1];

    return (guint8)(((PARTS - down) * upper + down * lower + HALF_OF_PARTS) / (PARTS * PARTS));
}

/* The same for those of a run that lie beside each other, at @dot and after it. */
static void
run_between(guint8 *restrict to, const guint8 *restrict dot, gsize stride, const int *restrict x,
            const int *restrict y)
{
    const guint8 *restrict below = dot + stride;

    for (int k = 0; k < RUN; k++) {
        const guint16 across = (guint16)(x[k] & (PARTS - 1)), down = (guint16)(y[k] & (PARTS - 1));
        const guint16 upper = (guint16)((PARTS - across) * dot[k] + across * dot[k + 1]);
        const guint16 lower = (guint16)((PARTS - across) * below[k] + across * below[k + 1]);

        to[k] = (guint8)((guint16)((PARTS - down) * upper + down * lower + HALF_OF_PARTS) >> 8);
    }
}

/* Do the dots of a run lie beside each other in one row? Turned by little, most do. */
static bool
is_straight(const Source *from, const int *x, const int *y)
{
    const int left = from->mid_x + (x[0] >> 4), top = from->mid_y + (y[0] >> 4);

    return y[0] >> 4 == y[RUN - 1] >> 4 && (x[RUN - 1] >> 4) - (x[0] >> 4) == RUN - 1 &&
           left >= 0 && top >= 0 && left + RUN - 1 <= from->w - 2 && top <= from->h - 2;
}

static void
turn_row(guint8 *to, int n, const Source *from, const Places *places)
{
    for (int i = 0; i < n; i += RUN) {
        const int *x = places->x + i, *y = places->y + i;

        if (is_straight(from, x, y)) {
            const guint8 *dot = from->dots + (gsize)(from->mid_y + (y[0] >> 4)) * from->stride +
                                from->mid_x + (x[0] >> 4);

            run_between(to + i, dot, from->stride, x, y);
            /* What a later row looks at: memory does not see a slanting line coming. */
            __builtin_prefetch(dot + AHEAD * from->stride);
            continue;
        }
        for (int k = 0; k < RUN; k++)
            to[i + k] = tone_between(from, x[k], y[k]);
    }
}

PIX *
resample_turn(PIX *grey, double angle, guint8 paper)
{
    if (fabs((float)angle) < MIN_ANGLE)
        return pixClone(grey);

    PIX *made = pixCreateTemplate(grey);
    g_autofree guint8 *dots = made != NULL ? in_order(grey) : NULL;
    const int w = pixGetWidth(grey), h = pixGetHeight(grey), n = (w + RUN - 1) / RUN * RUN;
    const Source from = { dots, (gsize)pixGetWpl(grey) * 4, w, h, w / 2, h / 2, paper };
    const float sine = (float)(16. * sin((float)angle)), cosine = (float)(16. * cos((float)angle));
    g_autofree int *x = g_new(int, n), *y = g_new(int, n);
    g_autofree float *cosines = g_new(float, n), *sines = g_new(float, n);
    g_autofree guint8 *line = g_new(guint8, n);
    const Places places = { x, y, cosines, sines };

    if (dots == NULL) {
        pixDestroy(&made);
        return NULL;
    }
    for (int i = 0; i < n; i++) {
        cosines[i] = (float)(i - from.mid_x) * cosine;
        sines[i] = (float)(from.mid_x - i) * sine;
    }
    const Dots to = dots_of(made), turned = { line, to.stride, w, 1 };
    for (int row = 0; row < h; row++) {
        set_places(&places, n, (float)(from.mid_y - row) * sine,
                   (float)(row - from.mid_y) * cosine);
        turn_row(line, n, &from, &places);
        row_in_order(&turned, 0, row_at(&to, row)); /* what puts dots in order puts them back */
    }
    return made;
}
