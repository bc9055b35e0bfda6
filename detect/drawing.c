/* detect/drawing.c - charts and diagrams drawn with strokes and fills
 *
 * Everything happens on maps of the page with a pixel for 2 points:
 *
 *   1. Ink is where neighbours differ in lightness, so that no ground, white or tinted, counts.
 *   2. Off go words, bitmaps, and straight rules: what is left are curves, slanted lines, arrow
 *      heads, markers. To them are added bare fills: the bars of charts.
 *   3. What is left within a line's height of each other is a cluster.
 *   4. A cluster takes in the rules and bare fills that it touches, those of grids excepted, and
 *      the labels beside it.
 *   5. It is a drawing if it has curves enough, or bars with labels, and words do not cover it:
 *      else it was a text box with round corners, a bullet, a row of coloured bands.
 */
#include "detect/drawing.h"

#include "detect/ruling.h"
#include "detect/tint.h"
#include "pipeline/model/brick.h"

#include <math.h>
#include <string.h>

#define BLOCK 2.0         /* points a map pixel */
#define BITS 32           /* of them in a word, the leftmost first */
#define MIN_CONTRAST 40   /* of 255: what is ink */
#define REACH 12.0        /* points: parts of one drawing are this near, as are text lines */
#define MIN_INK 20        /* map pixels of curves: corners of round boxes have less */
#define MIN_BARS 3        /* bare fills that make up a chart */
#define MIN_LABELS 2      /* words in or beside a chart of bars */
#define MIN_DRAWING 30.0  /* points, either side */
#define TOUCH 4.0         /* points: a rule this near to a drawing belongs to it */
#define LABEL 10.0        /* points: a label this near */
#define MAX_WORDS 0.35    /* of a drawing's area; prose covers half of its own */
#define MAX_DRAWING 0.85  /* of the page: more is the page's own decoration */
#define MAX_PART 0.3      /* of the page: a larger fill is a ground */
#define AXIS_GAP 24.0     /* points: from curves to the axis that they are drawn over */
#define MAX_LINE 5        /* words: a line of more is prose, in a box or not */
#define MAX_LABEL_WORDS 2 /* words in a bar; more stand on a ground */
#define ROUNDS 6          /* rules that touch rules that touch ...: tick, axis, frame */
#define MAX_PARTS 5000    /* charts have hundreds of rules, hatchings thousands */
#define MAX_CLUSTERS 500  /* the largest maps of scattered marks */

typedef struct {
    Bbox bbox;
    guint ink; /* map pixels of curves */
    guint bars;
} Cluster;

static PIX *
map_new(const Page *page)
{
    return pixCreate((int)ceil(page->width / BLOCK), (int)ceil(page->height / BLOCK), 1);
}

/* Map pixels that @b, grown by @grow, touches. */
static void
paint(PIX *map, Bbox b, double grow, int op)
{
    const double width = pixGetWidth(map), height = pixGetHeight(map);

    if (!(b.x0 <= b.x1 && b.y0 <= b.y1))
        return;
    const int x0 = (int)CLAMP(floor((b.x0 - grow) / BLOCK), 0, width);
    const int y0 = (int)CLAMP(floor((b.y0 - grow) / BLOCK), 0, height);
    const int x1 = (int)CLAMP(ceil((b.x1 + grow) / BLOCK), 0, width);
    const int y1 = (int)CLAMP(ceil((b.y1 + grow) / BLOCK), 0, height);

    if (x1 > x0 && y1 > y0)
        pixRasterop(map, x0, y0, x1 - x0, y1 - y0, op, NULL, 0, 0);
}

/* Points of @b that are set in @map. */
static double
area_in(PIX *map, Bbox b)
{
    BOX *box =
        boxCreate((int)floor(b.x0 / BLOCK), (int)floor(b.y0 / BLOCK),
                  MAX(1, (int)(bbox_width(b) / BLOCK)), MAX(1, (int)(bbox_height(b) / BLOCK)));
    int n = 0;

    if (box != NULL)
        pixCountPixelsInRect(map, box, &n, NULL);
    boxDestroy(&box);
    return n * BLOCK * BLOCK;
}

/* Does the lightness differ between the pixels of columns @x0 to @x1, rows @y0 to @y1? */
static bool
is_ink(const Shade *shade, int x0, int x1, int y0, int y1)
{
    int least = 255, most = 0;

    for (int y = y0; y < y1; y++) {
        const guint8 *v = shade->v + (gsize)y * shade->width;

        for (int x = x0; x < x1; x++) {
            least = MIN(least, v[x]);
            most = MAX(most, v[x]);
        }
    }
    return most - least >= MIN_CONTRAST;
}

/* Pixels of the map, one more than it has, in pixels of the raster. */
static int *
map_places(int n, double scale, int limit)
{
    int *places = g_new(int, (gsize)n + 1);

    for (int i = 0; i <= n; i++)
        places[i] = MIN((int)(i * BLOCK / scale), limit);
    return places;
}

/* Do the columns from @x0 to before @x1 lie in one piece? */
static inline bool
is_within(int x0, int x1)
{
    return x1 > x0 && (x1 - 1) / SHADE_PIECE == x0 / SHADE_PIECE;
}

/* Columns of the map by the piece of a row they lie in. */
typedef struct {
    int *first;        /* of each piece, and one more: the first column that begins in it */
    l_uint32 *between; /* those that lie in two, as bits */
} Columns;

static void
columns_init(Columns *columns, const int *xs, int width, const Shade *shade, int words)
{
    int piece = 0;

    columns->first = g_new(int, shade->pieces + 1);
    columns->between = g_new0(l_uint32, words);
    for (int x = 0; x < width; x++) {
        for (; piece <= MIN(xs[x] / SHADE_PIECE, shade->pieces); piece++)
            columns->first[piece] = x;
        if (!is_within(xs[x], xs[x + 1]))
            SET_DATA_BIT(columns->between, x);
    }
    for (; piece <= shade->pieces; piece++)
        columns->first[piece] = width;
}

/* The columns in which there may be ink in rows @y0 to before @y1, as bits. */
static void
find_uneven(const Shade *shade, const Columns *columns, int y0, int y1, l_uint32 *uneven, int words)
{
    memcpy(uneven, columns->between, (gsize)words * sizeof *uneven);
    for (int p = 0; p < shade->pieces; p++)
        if (!shade_is_flat(shade, p, y0, y1))
            for (int x = columns->first[p]; x < columns->first[p + 1]; x++)
                SET_DATA_BIT(uneven, x);
}

/* Ink that is not @known. */
static PIX *
unknown_ink(const Shade *shade, PIX *known)
{
    const int width = pixGetWidth(known), height = pixGetHeight(known), words = pixGetWpl(known);
    g_autofree int *xs = map_places(width, shade->x_scale, shade->width);
    g_autofree int *ys = map_places(height, shade->y_scale, shade->height);
    g_autofree l_uint32 *uneven = g_new(l_uint32, words);
    Columns columns;
    PIX *map = pixCreateTemplate(known);

    columns_init(&columns, xs, width, shade, words);
    for (int y = 0; y < height && map != NULL; y++) {
        const l_uint32 *taken = pixGetData(known) + (gsize)y * (gsize)words;
        l_uint32 *line = pixGetData(map) + (gsize)y * (gsize)words;

        if (!shade_has_ink(shade, ys[y], ys[y + 1], RASTER_ANYTHING))
            continue;
        find_uneven(shade, &columns, ys[y], ys[y + 1], uneven, words);
        for (int i = 0; i < words; i++)
            for (l_uint32 left = uneven[i] & ~taken[i]; left != 0; left &= left - 1) {
                const int bit = __builtin_ctz(left), x = (i + 1) * BITS - 1 - bit;

                if (is_ink(shade, xs[x], xs[x + 1], ys[y], ys[y + 1]))
                    line[i] |= 1U << bit;
            }
    }
    g_free(columns.first);
    g_free(columns.between);
    return map;
}

static bool
in_lattice(const GPtrArray *lattices, Bbox b)
{
    for (guint i = 0; i < lattices->len; i++)
        if (bbox_holds(((const Lattice *)g_ptr_array_index(lattices, i))->bbox, b, TOUCH))
            return true;
    return false;
}

static Bbox
ruling_bbox(const Ruling *r)
{
    const double half = r->width / 2;

    return r->axis == AXIS_H ? (Bbox){ r->from, r->at - half, r->to, r->at + half }
                             : (Bbox){ r->at - half, r->from, r->at + half, r->to };
}

static guint
words_in(const Page *page, Bbox area)
{
    guint n = 0;

    for (guint i = 0; i < page->words->len; i++) {
        const Bbox b = page_word(page, i)->bbox;
        n += bbox_holds_point(area, bbox_mid_x(b), bbox_mid_y(b));
    }
    return n;
}

static bool
in_bitmap(const GArray *bitmaps, Bbox b)
{
    for (guint i = 0; i < bitmaps->len; i++)
        if (bbox_share(b, g_array_index(bitmaps, Picture, i).bbox) > 0.5)
            return true;
    return false;
}

/* Is it part of something else: of a grid, of a photograph, of the page's own frame? */
static bool
is_taken(const Page *page, const DrawingContext *context, Bbox b)
{
    return in_lattice(context->lattices, b) || bbox_width(b) > 0.8 * page->width ||
           bbox_height(b) > 0.8 * page->height || in_bitmap(context->bitmaps, bbox_grow(b, 0.1));
}

/* Fills that text does not stand in: bars, slices, legends. */
static GArray *
bare_fills(const Page *page, const DrawingContext *context)
{
    g_autoptr(GArray) code = tint_code_boxes(page);
    GArray *bare = g_array_new(FALSE, FALSE, sizeof(Bbox));

    for (guint i = 0; i < page->fills->len; i++) {
        const Bbox b = g_array_index(page->fills, Fill, i).bbox;

        if (!is_taken(page, context, b) && bbox_area(b) < MAX_PART * page->width * page->height &&
            words_in(page, b) <= MAX_LABEL_WORDS && !tint_is_box(code, b))
            g_array_append_val(bare, b);
    }
    return bare;
}

/* What may be taken into a cluster: rules and bare fills. */
static GArray *
loose_parts(const Page *page, const DrawingContext *context, const GArray *bare)
{
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(Bbox));

    g_array_append_vals(parts, bare->data, bare->len);
    g_autoptr(GArray) rulings = tint_other_rulings(page);
    for (guint i = 0; i < rulings->len; i++) {
        const Bbox b = ruling_bbox(&g_array_index(rulings, Ruling, i));

        if (!is_taken(page, context, b))
            g_array_append_val(parts, b);
    }
    return parts;
}

static bool
touch(Bbox a, Bbox b)
{
    return bbox_overlap_x(a, b) >= -TOUCH && bbox_overlap_y(a, b) >= -TOUCH;
}

/* Is @part a rule as long as a side of @area and a little way off it: an axis or a frame? */
static bool
is_axis(Bbox area, Bbox part)
{
    const double x = bbox_overlap_x(area, part), y = bbox_overlap_y(area, part);
    const double width = bbox_width(area), height = bbox_height(area);

    return (y > 0.6 * height && bbox_height(part) < 1.6 * height && bbox_width(part) < TOUCH &&
            x > -AXIS_GAP) ||
           (x > 0.6 * width && bbox_width(part) < 1.6 * width && bbox_height(part) < TOUCH &&
            y > -AXIS_GAP);
}

static void
take_in_parts(Cluster *cluster, const GArray *parts)
{
    const bool large = MIN(bbox_width(cluster->bbox), bbox_height(cluster->bbox)) >= MIN_DRAWING;
    const Bbox curves = cluster->bbox;
    bool grown = true;

    for (int round = 0; round < ROUNDS && grown; round++) {
        grown = false;
        for (guint i = 0; i < parts->len; i++) {
            const Bbox b = g_array_index(parts, Bbox, i);

            if (!bbox_holds(cluster->bbox, b, 0) &&
                (touch(cluster->bbox, b) || (large && is_axis(curves, b)))) {
                cluster->bbox = (Bbox){ MIN(cluster->bbox.x0, b.x0), MIN(cluster->bbox.y0, b.y0),
                                        MAX(cluster->bbox.x1, b.x1), MAX(cluster->bbox.y1, b.y1) };
                grown = true;
            }
        }
    }
}

/* Do two words stand in one line, a word space apart? */
static bool
in_line(const Word *a, const Word *b)
{
    return a->rotation == b->rotation && fabs(a->baseline - b->baseline) < 1 &&
           fabs(b->bbox.x0 - a->bbox.x1) < bbox_height(b->bbox);
}

/* A number that stands alone: no part of a caption. */
static bool
is_scale(const Page *page, guint i)
{
    const Word *word = page_word(page, i);

    return g_ascii_isdigit(word->text[0]) && (i == 0 || !in_line(page_word(page, i - 1), word)) &&
           (i + 1 == page->words->len || !in_line(word, page_word(page, i + 1)));
}

/* Numbers and turned words beside the drawing, and what stands at the left of its scale. */
static void
take_in_labels(Cluster *cluster, const Page *page)
{
    const Bbox area = cluster->bbox;

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        const Bbox b = word->bbox;
        const double dx = -bbox_overlap_x(area, b), dy = -bbox_overlap_y(area, b);
        const bool beside = b.x1 <= area.x0 && bbox_mid_y(b) > area.y0 && bbox_mid_y(b) < area.y1;

        if (dx > LABEL || dy > LABEL || (dx > 0 && dy > 0))
            continue;
        if (word->rotation != 0 || is_scale(page, i) || beside)
            cluster->bbox = bbox_union(cluster->bbox, b);
    }
}

/* Do most words in @area stand in lines of prose? */
static bool
holds_prose(const Page *page, Bbox area)
{
    guint words = 0, prose = 0, line = 0;
    const Word *before = NULL;

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        const Bbox b = word->bbox;
        if (!bbox_holds_point(area, bbox_mid_x(b), bbox_mid_y(b)))
            continue;

        line = before != NULL && in_line(before, word) ? line + 1 : 1;
        words++;
        if (line > MAX_LINE)
            prose += line == MAX_LINE + 1 ? line : 1;
        before = word;
    }
    return prose * 2 > words;
}

static bool
is_drawing(const Cluster *cluster, const Page *page, const GPtrArray *lattices, PIX *words)
{
    const Bbox b = cluster->bbox;

    if (bbox_width(b) < MIN_DRAWING || bbox_height(b) < MIN_DRAWING || in_lattice(lattices, b) ||
        bbox_area(b) > MAX_DRAWING * page->width * page->height ||
        area_in(words, b) > MAX_WORDS * bbox_area(b) || holds_prose(page, b))
        return false;
    return cluster->ink >= MIN_INK ||
           (cluster->bars >= MIN_BARS && words_in(page, b) >= MIN_LABELS);
}

/* Joins clusters that touch, over and over, as a joined one may touch more. */
static void
join_clusters(GArray *clusters)
{
    for (guint i = 0; i < clusters->len; i++)
        for (guint k = clusters->len; k-- > 0;) {
            Cluster *a = &g_array_index(clusters, Cluster, i);
            const Cluster b = g_array_index(clusters, Cluster, k);

            if (k == i || !touch(a->bbox, b.bbox))
                continue;
            *a = (Cluster){ bbox_union(a->bbox, b.bbox), a->ink + b.ink, a->bars + b.bars };
            g_array_remove_index(clusters, k);
            if (k < i)
                i--;
            k = clusters->len;
        }
}

/* @curves: ink that is no word and no rule. */
static GArray *
find_clusters(PIX *curves, const GArray *bare)
{
    const int reach = (int)(REACH / BLOCK) | 1;
    g_autoptr(PIX) parts = pixCopy(NULL, curves);
    if (parts == NULL)
        return NULL;

    for (guint i = 0; i < bare->len; i++)
        paint(parts, g_array_index(bare, Bbox, i), 0, PIX_SET);
    g_autoptr(PIX) closed = brick_close(parts, reach, reach);
    g_autoptr(BOXA) boxes = closed != NULL ? pixConnCompBB(closed, 8) : NULL;
    if (boxes == NULL)
        return NULL;

    GArray *clusters = g_array_new(FALSE, FALSE, sizeof(Cluster));
    for (int i = 0; i < boxaGetCount(boxes) && clusters->len < MAX_CLUSTERS; i++) {
        int x, y, w, h;

        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        const Bbox b = { x * BLOCK, y * BLOCK, (x + w) * BLOCK, (y + h) * BLOCK };
        Cluster cluster = { b, (guint)(area_in(curves, b) / (BLOCK * BLOCK)), 0 };

        for (guint k = 0; k < bare->len; k++)
            cluster.bars += bbox_holds(b, g_array_index(bare, Bbox, k), BLOCK);
        if (cluster.ink >= MIN_INK / 4 || cluster.bars > 0)
            g_array_append_val(clusters, cluster);
    }
    return clusters;
}

/* A map of what is no curve: words, bitmaps, straight rules. */
static PIX *
known_map(const Page *page, const DrawingContext *context)
{
    PIX *known = map_new(page);
    if (known == NULL)
        return NULL;

    for (guint i = 0; i < page->words->len; i++)
        paint(known, page_word(page, i)->bbox, 1, PIX_SET);
    for (guint i = 0; i < context->bitmaps->len; i++)
        paint(known, g_array_index(context->bitmaps, Picture, i).bbox, 1, PIX_SET);
    for (guint i = 0; i < page->rulings->len; i++)
        paint(known, ruling_bbox(&g_array_index(page->rulings, Ruling, i)), 1.5, PIX_SET);
    return known;
}

/* A map of what of the page words cover. */
static PIX *
map_of_words(const Page *page)
{
    PIX *map = map_new(page);

    for (guint i = 0; i < page->words->len && map != NULL; i++)
        paint(map, page_word(page, i)->bbox, -BLOCK / 2, PIX_SET);
    return map;
}

GArray *
drawing_find(const Page *page, const DrawingContext *context, const Shade *shade, PIXA *steps,
             GError **error)
{
    g_autoptr(PIX) known = known_map(page, context);
    g_autoptr(PIX) curves = known != NULL ? unknown_ink(shade, known) : NULL;
    l_int32 blank = 0;
    if (curves == NULL || pixZero(curves, &blank) != 0) {
        g_set_error(error, DETECT_ERROR, DETECT_ERROR_LIMIT, "no room for a map of the page");
        return NULL;
    }
    if (steps != NULL)
        pixaAddPix(steps, curves, L_COPY);

    g_autoptr(GArray) bare = bare_fills(page, context);
    GArray *drawings = g_array_new(FALSE, FALSE, sizeof(Bbox));
    if (blank && bare->len == 0)
        return drawings;
    g_autoptr(GArray) parts = loose_parts(page, context, bare);
    g_autoptr(GArray) clusters = find_clusters(curves, bare);
    g_autoptr(PIX) words = clusters != NULL && clusters->len > 0 ? map_of_words(page) : NULL;
    if (words == NULL)
        return drawings;

    for (guint i = 0; i < clusters->len; i++)
        take_in_parts(&g_array_index(clusters, Cluster, i), parts);
    join_clusters(clusters);
    for (guint i = 0; i < clusters->len; i++) {
        Cluster *cluster = &g_array_index(clusters, Cluster, i);

        take_in_labels(cluster, page);
        if (is_drawing(cluster, page, context->lattices, words))
            g_array_append_val(drawings, cluster->bbox);
    }
    return drawings;
}
