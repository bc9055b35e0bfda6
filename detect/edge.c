/* detect/edge.c - long straight edges: where the page gets darker or lighter
 *
 *     white  ......................        darker
 *     rule   ######################   =>   lighter    both sides of a rule
 *     white  ......................
 *     tint   ::::::::::::::::::::::   =>   darker     the border of a fill
 *
 * so that dark rules, white rules on a coloured ground and borders between two fills are one
 * case. Comparing over two pixels instead of one lets an edge that wanders over a pixel, as in
 * scans, leave a run in one row all the same.
 *
 * Only runs as long as a brick count, and not every pixel has to be looked at to find them: all
 * of them pass one of the places that lie a brick apart.
 *
 *     |      |      |      |      |        places
 *       ==      ===========    ==          runs: the second passes two of them and is kept
 *
 * This leaves what an opening with the brick would, for a fraction of the time. Runs of
 * neighbouring lines that touch are one edge.
 *
 * Two things are as long as the brick that nobody drew. Letters close together make runs, but
 * the gaps between them are grey, and stems stand on them: an edge that fades in and out, or
 * that is thin here and thick there, is text. And where two fills abut off the pixel grid, each
 * covers a share of the pixels between and the paper shines through: at most a quarter of it, as
 * a (1 - a) <= 1/4. Such a seam is not a white rule.
 */
#include "detect/edge.h"

#include <math.h>
#include <stdlib.h>

/* Faintest step that counts, of 255: zebra bands go down to #F5F5F5. Noise of that size is
 * common in scans and photographs but not over a brick's length in one direction. */
#define MIN_STEP 7

/* Points. */
#define LONG 60.0     /* no row of letters is straight and unbroken for so long */
#define STEM 3.0      /* shorter than any stem, longer than serifs are thick */
#define MAX_SMEAR 3.0 /* thickness of one edge: soft in scans, sloped after deskewing */

/* An edge is long for its thickness; the sides of big letters are not. */
#define MIN_ASPECT 5.0

/* Of the light that the paper has more than the fills: a seam lets less through, a white rule
 * of half a pixel more. */
#define SEAM 0.3

/* Edges of one axis that are held at most: hatchings and photographs of buildings. */
#define MAX_EDGES 20000

/* Steps without a hole, along one line of pixels: a row of level ones, a column of upright ones. */
typedef struct {
    int line, from, to; /* to: beyond the last */
    guint leader;       /* of those that touch, the one that stands for all */
} Run;

typedef struct {
    GArray *list; /* Run */
    int *done;    /* of each line, how far its runs are known */
} Runs;

/* Runs that touch, and the lines and pixels that they span. */
typedef struct {
    int first, last, from, to;
} Patch;

/* How to walk through a page along and across one axis. */
typedef struct {
    const guint8 *planes[2];
    bool coloured;        /* the second plane tells something */
    gssize along, across; /* steps of one pixel */
    int length;           /* pixels along the axis */
} Field;

/* A component of a mask, and how to walk it along and across its axis. */
typedef struct {
    const guint8 *planes[2];
    gsize origin;
    gssize along, across; /* steps of one pixel */
    int length, smear;    /* pixels */
    int room;             /* pixels beyond it on either side that are still on the page */
    bool darker;
} Strip;

/* Does the page get darker across @at, or lighter if @sign is negative? */
static inline bool
is_step(const Field *field, gssize at, int sign)
{
    const guint8 *v = field->planes[0] + at, *luma = field->planes[1] + at;

    return sign * (v[-field->across] - v[field->across]) >= MIN_STEP ||
           (field->coloured && sign * (luma[-field->across] - luma[field->across]) >= MIN_STEP);
}

/* The run of steps through pixel @i of those along the axis that begin at @origin; @from gets
 * where it begins. Returns its length. */
static int
run_length(const Field *field, gssize origin, int i, int sign, int *from)
{
    int to = i + 1;

    *from = i;
    while (*from > 0 && is_step(field, origin + (*from - 1) * field->along, sign))
        (*from)--;
    while (to < field->length && is_step(field, origin + to * field->along, sign))
        to++;
    return to - *from;
}

/* Takes the run through the step at pixel @i of line @line, unless it is known or short. @done: of
 * each line, how far runs are known. */
static inline void
take_run(const Field *field, int line, int i, int sign, int brick, Runs *runs)
{
    const gssize origin = line * field->across;
    int from;

    if (i < runs->done[line] || !is_step(field, origin + i * field->along, sign))
        return;
    const int length = run_length(field, origin, i, sign, &from);
    runs->done[line] = from + length;
    if (length >= brick) {
        const Run run = { line, from, from + length, runs->list->len };
        g_array_append_val(runs->list, run);
    }
}

/* Takes the runs through pixel @i of line @line, of either kind. At most pixels is none. */
static inline void
take_runs(const Field *field, int line, int i, int brick, Runs *darker, Runs *lighter)
{
    const gssize at = line * field->across + i * field->along;
    const guint8 *v = field->planes[0] + at, *luma = field->planes[1] + at;

    if (abs(v[-field->across] - v[field->across]) < MIN_STEP &&
        (!field->coloured || abs(luma[-field->across] - luma[field->across]) < MIN_STEP))
        return;
    take_run(field, line, i, 1, brick, darker);
    take_run(field, line, i, -1, brick, lighter);
}

/* Takes the upright runs that pass row @y: none is where all is white. */
static void
take_passing(const Shade *shade, const Field *field, int y, int brick, Runs *darker, Runs *lighter)
{
    const guint8 *blank = shade->blank + (gsize)y * shade->pieces;
    const guint8 *flat = shade->flat + (gsize)y * shade->pieces;

    for (int p = 0; p < shade->pieces; p++) {
        const int x0 = MAX(1, p * SHADE_PIECE), x1 = MIN((p + 1) * SHADE_PIECE, shade->width - 1);

        if (blank[p] && (p == 0 || blank[p - 1]) && (p + 1 == shade->pieces || blank[p + 1]))
            continue;
        /* Within what is flat nothing changes but at its ends. */
        for (int x = x0; x < x1; x += flat[p] && x == x0 ? MAX(1, x1 - 1 - x0) : 1)
            take_runs(field, x, y, brick, darker, lighter);
    }
}

/* Finds the runs of steps along @axis that are @brick pixels long or longer. */
static void
find_runs(const Shade *shade, Axis axis, int brick, Runs *darker, Runs *lighter)
{
    const bool flat = axis == AXIS_H;
    const Field field = { { shade->v, shade->luma != NULL ? shade->luma : shade->v },
                          shade->luma != NULL,
                          flat ? 1 : shade->width,
                          flat ? shade->width : 1,
                          flat ? shade->width : shade->height };

    for (int y = 1; flat && y < shade->height - 1; y++)
        for (int x = brick - 1; x < shade->width && (shade->dirty[y - 1] || shade->dirty[y + 1]);
             x += brick)
            take_runs(&field, y, x, brick, darker, lighter);
    for (int y = brick - 1; !flat && y < shade->height; y += brick)
        if (shade->dirty[y])
            take_passing(shade, &field, y, brick, darker, lighter);
}

static int
compare_runs(gconstpointer a, gconstpointer b)
{
    const Run *r = a, *s = b;

    return r->line != s->line ? r->line - s->line : r->from - s->from;
}

/* The run that stands for those that @i touches. */
static guint
leader(Run *runs, guint i)
{
    while (runs[i].leader != i)
        i = runs[i].leader = runs[runs[i].leader].leader;
    return i;
}

/* Joins runs of neighbouring lines that touch, also at their corners. */
static void
join_runs(GArray *list)
{
    Run *runs = (Run *)(void *)list->data;
    guint above = 0; /* the first of the line before that may touch */

    g_array_sort(list, compare_runs);
    for (guint i = 0; i < list->len; i++)
        runs[i].leader = i;
    for (guint i = 0; i < list->len; i++) {
        while (runs[above].line < runs[i].line - 1 ||
               (runs[above].line == runs[i].line - 1 && runs[above].to < runs[i].from))
            above++;
        for (guint k = above; runs[k].line == runs[i].line - 1 && runs[k].from <= runs[i].to; k++) {
            const guint a = leader(runs, i), b = leader(runs, k);

            runs[MAX(a, b)].leader = MIN(a, b);
        }
    }
}

/* The boxes around joined runs, in lines and along them. (transfer full) */
static GArray *
join_boxes(GArray *list)
{
    GArray *boxes = g_array_new(FALSE, FALSE, sizeof(Patch));
    Run *runs = (Run *)(void *)list->data;
    g_autofree guint *box_of = g_new(guint, (gsize)list->len + 1);

    join_runs(list);
    for (guint i = 0; i < list->len; i++) {
        const guint first = leader(runs, i); /* which comes before */

        if (first == i) {
            const Patch patch = { runs[i].line, runs[i].line, runs[i].from, runs[i].to };

            box_of[i] = boxes->len;
            g_array_append_val(boxes, patch);
            continue;
        }
        Patch *patch = &g_array_index(boxes, Patch, box_of[first]);
        *patch = (Patch){ MIN(patch->first, runs[i].line), MAX(patch->last, runs[i].line),
                          MIN(patch->from, runs[i].from), MAX(patch->to, runs[i].to) };
    }
    return boxes;
}

static int
step_at(const Strip *strip, int i, int k)
{
    const gssize at = (gssize)strip->origin + i * strip->along + k * strip->across;
    int best = 0;

    for (int p = 0; p < 2 && strip->planes[p] != NULL; p++) {
        const int step =
            strip->planes[p][at - strip->across] - strip->planes[p][at + strip->across];
        best = MAX(best, strip->darker ? step : -step);
    }
    return best;
}

/* Is the step alike all along the edge? Between letters it fades, along a stroke it does not. */
static bool
is_even(const Strip *strip)
{
    guint counts[256] = { 0 };

    for (int i = 0; i < strip->length; i++) {
        int best = 0;

        for (int k = 0; k < strip->smear; k++)
            best = MAX(best, step_at(strip, i, k));
        counts[best]++;
    }

    const guint tenth = (guint)strip->length / 10;
    int weak = 0, strong = 255;
    for (guint seen = counts[0]; weak < 255 && seen <= tenth; seen += counts[weak])
        weak++;
    for (guint seen = counts[255]; strong > 0 && seen <= tenth; seen += counts[strong])
        strong--;
    return weak * 2 >= strong;
}

/* Is it the upper or lower side of a row of letters? Going in from a line there is paper soon,
 * from a tint there is none; from letters there is where they end in a serif or a bar, and
 * none where they stand on a stem. */
static bool
is_letters(const Strip *strip, int depth)
{
    const gssize in = strip->darker ? strip->across : -strip->across;
    int thin = 0;

    if (strip->room <= depth)
        return false;
    for (int i = 0; i < strip->length; i++) {
        const guint8 *p = strip->planes[0] + strip->origin + i * strip->along +
                          (strip->darker ? 0 : strip->smear - 1) * strip->across;
        const int outside = p[-in];
        int k = 0, inside = outside;

        /* Down to the darkest of the edge itself, then on until it is light again. */
        for (; k <= strip->smear; k++)
            inside = MIN(inside, p[k * in]);
        while (k <= depth && p[k * in] * 2 < outside + inside)
            k++;
        thin += k <= depth;
    }
    return thin * 8 > strip->length && thin * 8 < strip->length * 7;
}

/* Is it one side of a faint light line, one or two pixels wide, between two fills alike? */
static bool
is_seam(const Strip *strip)
{
    const int samples = MIN(strip->length, 16);
    int seams = 0;

    if (strip->room < 3)
        return false;
    for (int s = 0; s < samples; s++) {
        const guint8 *p =
            strip->planes[0] + strip->origin + (gssize)(strip->length * s / samples) * strip->along;
        const int a = p[-3 * strip->across], b = p[(strip->smear + 2) * strip->across];
        int top = 0, bottom = 255;

        for (int k = -2; k <= strip->smear + 1; k++) {
            top = MAX(top, p[k * strip->across]);
            bottom = MIN(bottom, p[k * strip->across]);
        }
        seams += abs(a - b) < MIN_STEP && bottom > MIN(a, b) - MIN_STEP && top > MAX(a, b) &&
                 top - MAX(a, b) < SEAM * (255 - a);
    }
    return seams * 2 > samples;
}

/* Does what the runs of @patch span look like an edge? */
static bool
is_edge(const Shade *shade, Axis axis, bool darker, const Patch *patch)
{
    const bool flat = axis == AXIS_H;
    const double scale = flat ? shade->x_scale : shade->y_scale;
    const double scale_across = flat ? shade->y_scale : shade->x_scale;
    const int x = flat ? patch->from : patch->first, y = flat ? patch->first : patch->from;
    const int n_lines = flat ? shade->height : shade->width;
    const Strip strip = { { shade->v, shade->luma },
                          (gsize)y * shade->width + x,
                          flat ? 1 : shade->width,
                          flat ? shade->width : 1,
                          patch->to - patch->from,
                          patch->last + 1 - patch->first,
                          MIN(patch->first, n_lines - 1 - patch->last),
                          darker };
    const double length = strip.length * scale, smear = strip.smear * scale_across;
    const int depth = MAX(2, (int)lround(STEM / scale_across));

    return smear <= MAX_SMEAR && length >= MIN_ASPECT * smear &&
           (length >= LONG || (is_even(&strip) && !(flat && is_letters(&strip, depth)))) &&
           !is_seam(&strip);
}

/* A picture of the runs. */
static void
add_step(PIXA *steps, const Shade *shade, Axis axis, const GArray *list)
{
    PIX *pix = pixCreate(shade->width, shade->height, 1);

    for (guint i = 0; pix != NULL && i < list->len; i++) {
        const Run *run = &g_array_index(list, Run, i);

        if (axis == AXIS_H)
            pixRasterop(pix, run->from, run->line, run->to - run->from, 1, PIX_SET, NULL, 0, 0);
        else
            pixRasterop(pix, run->line, run->from, 1, run->to - run->from, PIX_SET, NULL, 0, 0);
    }
    if (pix != NULL)
        pixaAddPix(steps, pix, L_INSERT);
}

/* Appends the edges that runs make up. */
static void
add_edges(const Shade *shade, GArray *list, Axis axis, bool darker, GArray *edges, PIXA *steps)
{
    const double scale = axis == AXIS_H ? shade->x_scale : shade->y_scale;
    const double scale_across = axis == AXIS_H ? shade->y_scale : shade->x_scale;
    g_autoptr(GArray) boxes = join_boxes(list);

    if (steps != NULL)
        add_step(steps, shade, axis, list);
    for (guint i = 0; i < boxes->len && edges->len < MAX_EDGES; i++) {
        const Patch *patch = &g_array_index(boxes, Patch, i);
        const double smear = (patch->last + 1 - patch->first) * scale_across;
        const Edge edge = { patch->first * scale_across + smear / 2, patch->from * scale,
                            patch->from * scale + (patch->to - patch->from) * scale };

        if (is_edge(shade, axis, darker, patch))
            g_array_append_val(edges, edge);
    }
}

GArray *
edge_find(const Shade *shade, Axis axis, PIXA *steps)
{
    const double scale = axis == AXIS_H ? shade->x_scale : shade->y_scale;
    const int brick = MAX(2, (int)lround(EDGE_MIN_LENGTH / scale));
    const gsize n_lines = (gsize)MAX(shade->width, shade->height);
    GArray *edges = g_array_new(FALSE, FALSE, sizeof(Edge));
    g_autoptr(GArray) dark = g_array_new(FALSE, FALSE, sizeof(Run));
    g_autoptr(GArray) light = g_array_new(FALSE, FALSE, sizeof(Run));
    g_autofree int *dark_done = g_new0(int, n_lines), *light_done = g_new0(int, n_lines);
    Runs darker = { dark, dark_done }, lighter = { light, light_done };

    find_runs(shade, axis, brick, &darker, &lighter);
    add_edges(shade, dark, axis, true, edges, steps);
    add_edges(shade, light, axis, false, edges, steps);
    return edges;
}
