/* detect/swath.c - lines in pieces that line up, where no rule says that there is a table
 *
 * The page is cut into zones by the gutters between columns of prose. In each
 * zone a swath begins at a strip of several pieces and goes on as long as the
 * strips share white:
 *
 *     Recommended sizes, by effect            a single piece at the top
 *                 1.0    1.1    1.2           pieces: the swath begins
 *     0.99        800    880    960           the white between is shared
 *     Smaller                                 a single piece: one or two may pass
 *     0.50        160    176    192
 *     As the figures show, the size of        too wide for a label: it ends
 *
 * A swath in which tables stand side by side (abreast.c) makes gutters of the white between them,
 * and the page is looked through again.
 */
#include "detect/swath.h"

#include "detect/abreast.h"
#include "detect/brow.h"
#include "detect/gutter.h"
#include "detect/line.h"

#include "pipeline/model/verify.h"

#include <math.h>
#include <string.h>

/* Of an em. */
#define COLUMN_GAP 1.0   /* the widest gap of a strip in pieces; justified lines stay below */
#define SHARED_GAP 0.35  /* what must be left of the white that strips share */
#define STRIP_STEP 2.9   /* baselines of one table are no further apart ... */
#define WIDE_STEP 4.5    /* ... or keep their distance */
#define SECTION_STEP 9.0 /* from row to row over the label of a section */
#define LEADING 1.8      /* from line to line of a paragraph */
#define SAME_EDGE 0.2    /* of lines set to one width */
#define PROSE_LINE 24.0  /* a single piece this long is no label */

#define WIDE_LINES 3  /* widely spaced lines of one paragraph */
#define MIN_LEVEL 3   /* lines level with each other at both sides of white within a table */
#define LEVEL 0.25    /* of a size: baselines of one line */
#define MAX_ROUNDS 4  /* of finding tables side by side; each parts all that it sees */
#define MAX_SINGLES 2 /* strips of one piece between strips of several */

typedef struct {
    double x0, x1;
} White;

/* Does a strip fall into pieces as a row does? Lists and contents entries have a mark or a
 * page number beside one long piece. */
static bool
is_row(const Strips *strips, guint s)
{
    const Strip *strip = strip_at(strips, s);
    double widest = 0, longest = 0;

    if (strip->n < 2 || region_is_caption(strips, s))
        return false;
    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(strips, strip->first + k);

        longest = MAX(longest, bbox_width(piece->bbox));
        if (k > 0)
            widest = MAX(widest, piece->bbox.x0 - piece[-1].bbox.x1);
    }
    if (widest < COLUMN_GAP * strip->size)
        return false;
    if (strip->n == 2) {
        const Piece *mark = strip_piece(strips, strip->first);
        if (bbox_width(mark->bbox) < 2.2 * strip->size &&
            bbox_width(mark[1].bbox) > PROSE_LINE / 2 * strip->size)
            return false;
    }
    return longest < PROSE_LINE * strip->size;
}

/* The white of a strip: everything in the zone that its pieces leave free between them. */
static GArray *
whites_of(const Strips *strips, guint s)
{
    GArray *whites = g_array_new(FALSE, FALSE, sizeof(White));
    const Strip *strip = strip_at(strips, s);

    for (guint k = 1; k < strip->n; k++) {
        const Piece *piece = strip_piece(strips, strip->first + k);
        const White white = { piece[-1].bbox.x1, piece->bbox.x0 };
        g_array_append_val(whites, white);
    }
    return whites;
}

/* What both leave free. A strip says nothing left of its first piece and right of its last. */
static GArray *
shared_white(const GArray *whites, const Strips *strips, guint s)
{
    GArray *shared = g_array_new(FALSE, FALSE, sizeof(White));
    const Strip *strip = strip_at(strips, s);

    for (guint i = 0; i < whites->len; i++) {
        const White *white = &g_array_index(whites, White, i);
        double from = white->x0;

        for (guint k = 0; k <= strip->n; k++) {
            const Piece *piece = k < strip->n ? strip_piece(strips, strip->first + k) : NULL;
            const double to = piece != NULL ? MIN(white->x1, piece->bbox.x0) : white->x1;
            const White left = { from, to };

            if (to - from > SHARED_GAP * strips->em)
                g_array_append_val(shared, left);
            if (piece != NULL)
                from = MAX(from, piece->bbox.x1);
        }
    }
    return shared;
}

static bool
is_label(const Strips *strips, guint s, Bbox swath)
{
    const Strip *strip = strip_at(strips, s);

    return bbox_width(strip->bbox) < PROSE_LINE * strip->size && !region_is_caption(strips, s) &&
           strip->bbox.x0 > swath.x0 - 2 * strip->size && strip->bbox.x1 < swath.x1 + strip->size;
}

/* Is @b near enough below @a to go on with its table? Rows may be set wide where they keep the
 * distance @pitch that those before have; 0 for none before. */
static bool
follows(const Strips *strips, guint a, guint b, double pitch)
{
    const Strip *above = strip_at(strips, a), *below = strip_at(strips, b);
    const double step = below->baseline - above->baseline, size = MAX(above->size, below->size);

    return step < STRIP_STEP * size ||
           (step < WIDE_STEP * size && (pitch == 0 || fabs(step - pitch) < 0.2 * pitch));
}

/* The strip after the last one of the swath that begins at @s; @whites becomes what its strips
 * share. */
static guint
swath_end(const Strips *strips, guint s, GArray *whites)
{
    g_autoptr(GArray) own = whites_of(strips, s);
    Bbox bbox = strip_at(strips, s)->bbox;
    guint end = s + 1, singles = 0;
    double pitch = 0;

    g_array_set_size(whites, 0);
    g_array_append_vals(whites, own->data, own->len);
    for (guint i = s + 1; i < strips->strips->len && follows(strips, i - 1, i, pitch); i++) {
        if (!is_row(strips, i)) {
            if (++singles > MAX_SINGLES || !is_label(strips, i, bbox))
                break;
            continue;
        }
        g_autoptr(GArray) shared = shared_white(whites, strips, i);
        if (shared->len == 0)
            break;
        g_array_set_size(whites, 0);
        g_array_append_vals(whites, shared->data, shared->len);
        bbox = bbox_union(bbox, strip_at(strips, i)->bbox);
        pitch = strip_at(strips, i)->baseline - strip_at(strips, i - 1)->baseline;
        singles = 0;
        end = i + 1;
    }
    return end;
}

/* Does the strip begin with rows and not with a header of its own? */
static bool
begins_with_data(const Strips *strips, guint s)
{
    const Strip *strip = strip_at(strips, s);
    guint data = 0;

    for (guint k = 1; k < strip->n; k++)
        data += strip_piece(strips, strip->first + k)->data;
    return data * 2 >= strip->n;
}

/* Goes on after section labels set off by more than a line: below them the rows keep the
 * columns of those above. */
static guint
pass_sections(const Strips *strips, guint end, GArray *whites)
{
    const guint n = strips->strips->len;
    guint s = end;

    while (s < n && s - end <= MAX_SINGLES && strip_at(strips, s)->n == 1 &&
           !region_is_caption(strips, s) &&
           bbox_width(strip_at(strips, s)->bbox) < PROSE_LINE / 2 * strips->em)
        s++;
    if (s >= n || s == end || !is_row(strips, s) || !begins_with_data(strips, s) ||
        strip_at(strips, s)->baseline - strip_at(strips, end - 1)->baseline >
            SECTION_STEP * strips->em)
        return end;

    g_autoptr(GArray) below = g_array_new(FALSE, FALSE, sizeof(White));
    const guint next = swath_end(strips, s, below);
    guint shared = 0;
    for (guint i = 0; i < below->len; i++)
        for (guint k = 0; k < whites->len; k++) {
            const White *a = &g_array_index(below, White, i), *b = &g_array_index(whites, White, k);
            if (span_overlap(a->x0, a->x1, b->x0, b->x1) > SHARED_GAP * strips->em) {
                shared++;
                break;
            }
        }
    if (shared < 2 || shared * 4 < 3 * MAX(below->len, whites->len))
        return end;
    g_array_set_size(whites, 0);
    g_array_append_vals(whites, below->data, below->len);
    return next;
}

/* Takes in the labels above, short of what has been found before. */
static void
take_labels(const Page *page, const GArray *blocks, Region *region)
{
    const Bbox grown = brow_above(page, region->bbox);
    double top = grown.y0;

    for (guint i = 0; i < blocks->len; i++) {
        const Bbox block = g_array_index(blocks, Bbox, i);

        if (bbox_overlap_x(block, grown) > 0 && bbox_mid_y(block) < region->bbox.y0)
            top = MAX(top, MIN(block.y1, region->bbox.y0));
    }
    region->bbox.y0 = top;
}

/* Do two strips keep to the edges of one paragraph? */
static bool
same_paragraph(const Strip *a, const Strip *b)
{
    const double em = a->size;

    return fabs(b->size - em) < 0.05 * em && b->baseline - a->baseline < LEADING * em &&
           fabs(b->bbox.x1 - a->bbox.x1) < SAME_EDGE * em &&
           b->bbox.x0 < a->bbox.x0 + SAME_EDGE * em;
}

/* Is strip @s, with wide spaces between its words, a line of the paragraph that goes on below it?
 * One of the next lines has fewer of them. */
static bool
begins_paragraph(const Strips *strips, guint s)
{
    const Strip *strip = strip_at(strips, s);

    for (guint k = 0; k < strip->n; k++)
        if (strip_piece(strips, strip->first + k)->data)
            return false;
    for (guint i = s; i + 1 < strips->strips->len && i < s + WIDE_LINES; i++) {
        if (!same_paragraph(strip_at(strips, i), strip_at(strips, i + 1)))
            return false;
        if (strip_at(strips, i + 1)->n < strip->n)
            return true;
    }
    return false;
}

/* As far as anything is measured: a word may reach to the end of that. */
static const Bbox everywhere = { -VERIFY_MAX_POINTS, -VERIFY_MAX_POINTS, VERIFY_MAX_POINTS,
                                 VERIFY_MAX_POINTS };

/* Adds what there is in @zone to @regions; what stands side by side there becomes @gutters instead,
 * and NULL for these takes it as one. */
static void
find_swaths(const Page *page, const GArray *words, const GArray *blocks, Bbox zone, GArray *regions,
            GArray *gutters)
{
    g_autoptr(Strips) strips = strip_find(page, words, zone);
    g_autoptr(GArray) whites = g_array_new(FALSE, FALSE, sizeof(White));
    const guint n = strips->strips->len;

    for (guint s = 0; s < n;) {
        if (!is_row(strips, s)) {
            s++;
            continue;
        }
        guint end = swath_end(strips, s, whites), last = 0;
        while (end != last) {
            last = end;
            end = pass_sections(strips, end, whites);
        }
        const guint after = end;
        while (end > s && begins_paragraph(strips, end - 1))
            end--;
        if (end - s >= 2 && (gutters == NULL || !abreast_part(strips, s, end, gutters))) {
            Region region = { REGION_OPEN, BBOX_EMPTY, -1 };
            for (guint i = s; i < end; i++)
                region.bbox = bbox_union(region.bbox, strip_at(strips, i)->bbox);
            region.bbox = bbox_intersect(bbox_grow(region.bbox, 1), everywhere);
            take_labels(page, blocks, &region);
            g_array_append_val(regions, region);
        }
        s = after;
    }
}

static gint
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* The zones of a page: between the heights where gutters begin or end, from gutter to gutter;
 * what goes on unchanged below is one zone. */
static GArray *
zones_of(const Page *page, const GArray *gutters)
{
    GArray *zones = g_array_new(FALSE, FALSE, sizeof(Bbox));
    g_autoptr(GArray) ys = g_array_new(FALSE, FALSE, sizeof(double));
    const double top = -10, bottom = page->height + 10;

    g_array_append_val(ys, top);
    g_array_append_val(ys, bottom);
    for (guint i = 0; i < gutters->len; i++) {
        const Gutter *gutter = &g_array_index(gutters, Gutter, i);
        g_array_append_val(ys, gutter->bbox.y0);
        g_array_append_val(ys, gutter->bbox.y1);
    }
    g_array_sort(ys, compare_doubles);
    for (guint i = 0; i + 1 < ys->len; i++) {
        const double y0 = g_array_index(ys, double, i), y1 = g_array_index(ys, double, i + 1);
        double x0 = -10;

        if (y1 - y0 < 0.5)
            continue;
        for (guint g = 0; g <= gutters->len; g++) {
            double x = page->width + 10;
            if (g < gutters->len) {
                const Gutter *gutter = &g_array_index(gutters, Gutter, g);
                if (gutter->bbox.y0 > y0 + 0.25 || gutter->bbox.y1 < y1 - 0.25)
                    continue;
                x = bbox_mid_x(gutter->bbox);
            }
            bool grown = false;
            for (guint z = 0; z < zones->len && !grown; z++) {
                Bbox *zone = &g_array_index(zones, Bbox, z);
                if (fabs(zone->x0 - x0) < 1 && fabs(zone->x1 - x) < 1 && fabs(zone->y1 - y0) < 1) {
                    zone->y1 = y1;
                    grown = true;
                }
            }
            const Bbox zone = { x0, y0, x, y1 };
            if (!grown && x > x0)
                g_array_append_val(zones, zone);
            x0 = x;
        }
    }
    return zones;
}

/* What stands at one side of a gutter, line by line. */
typedef struct {
    GArray *baselines; /* double */
    guint lines;
    guint data; /* of them begin with a figure */
    guint next; /* of them begin with the one after that of the line before: years, or ranks */
    double size;
} Side;

/* @fragments by baseline. The lines of one side of @gutter, between @x0 and @x1. */
static Side
side_of(const Page *page, const GArray *fragments, const Gutter *gutter, double x0, double x1)
{
    Side side = { .baselines = g_array_new(FALSE, FALSE, sizeof(double)) };
    double last = -G_MAXDOUBLE;
    guint64 number = 0, before = 0;

    for (guint i = 0; i < fragments->len; i++) {
        const Fragment *fragment = &g_array_index(fragments, Fragment, i);
        const double y = bbox_mid_y(fragment->bbox), x = bbox_mid_x(fragment->bbox);

        if (y < gutter->bbox.y0 || y > gutter->bbox.y1 || x < x0 || x > x1 ||
            fragment->baseline - last < LEVEL * fragment->size)
            continue;
        last = fragment->baseline;
        const char *text = page_word(page, g_array_index(fragment->words, guint, 0))->text;
        g_array_append_val(side.baselines, last);
        side.size = MAX(side.size, fragment->size);
        side.lines++;
        side.data += strip_text_is_data(text);
        before = number;
        if (!g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT, &number, NULL))
            number = 0;
        side.next += number > 1 && number == before + 1;
    }
    return side;
}

/* How many baselines of @a are those of @b, too? */
static guint
n_level(const Side *a, const Side *b)
{
    guint n = 0;

    for (guint i = 0, k = 0; i < a->lines; i++) {
        const double y = g_array_index(a->baselines, double, i);
        while (k < b->lines && g_array_index(b->baselines, double, k) < y - LEVEL * a->size)
            k++;
        n += k < b->lines && g_array_index(b->baselines, double, k) < y + LEVEL * a->size;
    }
    return n;
}

/* Is this white between the columns of one table: the lines at its sides are level, and figures
 * begin at its right that are no labels of rows? */
static bool
is_within_table(const Page *page, const GArray *fragments, const GArray *gutters, guint g)
{
    const Gutter *gutter = &g_array_index(gutters, Gutter, g);
    double x0 = 0, x1 = page->width;

    for (guint i = 0; i < gutters->len; i++) {
        const Gutter *other = &g_array_index(gutters, Gutter, i);
        if (bbox_overlap_y(other->bbox, gutter->bbox) <= 0 || i == g)
            continue;
        if (i < g)
            x0 = MAX(x0, bbox_mid_x(other->bbox));
        else
            x1 = MIN(x1, bbox_mid_x(other->bbox));
    }
    const double x = bbox_mid_x(gutter->bbox);
    Side left = side_of(page, fragments, gutter, x0, x);
    Side right = side_of(page, fragments, gutter, x, x1);
    const guint least = MIN(left.lines, right.lines);
    const guint level = left.lines < right.lines ? n_level(&left, &right) : n_level(&right, &left);
    const bool one = least >= MIN_LEVEL && level * 10 >= least * 9 &&
                     right.data * 3 >= right.lines * 2 && right.next * 2 < right.lines;

    g_array_unref(left.baselines);
    g_array_unref(right.baselines);
    return one;
}

GArray *
swath_find(const Page *page, const bool *taken, const GArray *blocks)
{
    GArray *regions = g_array_new(FALSE, FALSE, sizeof(Region));
    g_autoptr(GArray) fragments = line_fragments(page, taken, NULL);
    g_autoptr(GArray) gutters = gutter_find(fragments, blocks);
    guint found = G_MAXUINT;

    for (guint g = gutters->len; g-- > 0;)
        if (is_within_table(page, fragments, gutters, g))
            g_array_remove_index(gutters, g);
    for (guint round = 0; round < MAX_ROUNDS && found != gutters->len; round++) {
        g_autoptr(GArray) zones = zones_of(page, gutters);

        found = gutters->len;
        g_array_set_size(regions, 0);
        for (guint z = 0; z < zones->len; z++) {
            const Bbox zone = g_array_index(zones, Bbox, z);
            g_autoptr(GArray) words = strip_words(page, zone);

            for (guint i = words->len; i-- > 0;)
                if (taken[g_array_index(words, guint, i)])
                    g_array_remove_index(words, i);
            find_swaths(page, words, blocks, zone, regions,
                        round + 1 < MAX_ROUNDS ? gutters : NULL);
        }
        g_array_sort(gutters, gutter_compare);
    }
    return regions;
}
