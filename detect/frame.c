/* detect/frame.c - regions between level rules of one extent
 *
 *     ------------------------   level      A frame is a run of levels of one
 *       Year    Public Private              extent. Each gap between two of
 *     ------------------------   level      them must hold lines in pieces; a
 *       1996      2667     384              gap of prose ends the run, so that
 *       1997      2746     391              the rule of a running head does
 *     ------------------------   level      not make a table of the page.
 *
 * Prose is a long line that covers the white between the columns above it. The
 * lines of a wrapped cell never do.
 */
#include "detect/frame.h"

#include "detect/brow.h"

#include <math.h>

/* Points. */
#define MIN_LEVEL 45.0   /* shorter level rules underline a label */
#define SAME_EXTENT 8.0  /* ends of rules of one table are this near to each other */
#define LEVEL_GAP 24.0   /* a level may be broken between columns */
#define DOUBLE_RULE 12.0 /* an empty gap up to this is a double rule */
#define MAX_LEVELS 600   /* more are hatching, or lines to write on */

/* Of a size: pieces this far apart are columns. Words of justified lines, and pieces of code
 * set in a tint within a line, stay closer. */
#define COLUMN_GAP 1.15

/* Two columns of prose: so many lines in each, of so many words, and of so much of the width. */
#define COLUMN_LINES 4
#define COLUMN_WORDS 3
#define COLUMN_SHARE 0.33

typedef struct {
    double y, x0, x1;
} Level;

typedef struct {
    double x0, x1;
} White;

static gint
compare_level_y(gconstpointer a, gconstpointer b)
{
    const Level *p = a, *q = b;

    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    return p->x0 < q->x0 ? -1 : p->x0 > q->x0;
}

/* Level rules, those in line and close together as one, top to bottom. */
static GArray *
levels_of(const GArray *rulings)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Level));
    GArray *levels = g_array_new(FALSE, FALSE, sizeof(Level));

    for (guint i = 0; i < rulings->len; i++) {
        const Ruling *r = &g_array_index(rulings, Ruling, i);
        const Level level = { r->at, r->from, r->to };

        if (r->axis == AXIS_H)
            g_array_append_val(all, level);
    }
    g_array_sort(all, compare_level_y);
    /* Rules within a point and a half are one height; then from left to right. */
    for (guint i = 1; i < all->len; i++) {
        Level *level = &g_array_index(all, Level, i);
        if (level->y - level[-1].y < 1.5)
            level->y = level[-1].y;
    }
    g_array_sort(all, compare_level_y);
    for (guint i = 0; i < all->len; i++) {
        const Level *level = &g_array_index(all, Level, i);
        Level *last = levels->len > 0 ? &g_array_index(levels, Level, levels->len - 1) : NULL;

        if (last != NULL && last->y == level->y && level->x0 - last->x1 < LEVEL_GAP)
            last->x1 = MAX(last->x1, level->x1);
        else
            g_array_append_vals(levels, level, 1);
    }
    for (guint i = levels->len; i-- > 0;) {
        const Level *level = &g_array_index(levels, Level, i);
        if (level->x1 - level->x0 < MIN_LEVEL)
            g_array_remove_index(levels, i);
    }
    if (levels->len > MAX_LEVELS)
        g_array_set_size(levels, 0);
    return levels;
}

/* A group is a lone label in the middle, over the labels of columns. */
typedef enum { GAP_EMPTY, GAP_COLUMNS, GAP_GROUP, GAP_SHORT, GAP_PROSE } GapKind;

/* The longest stretch of a strip without a gap as between columns, and its words. */
static Bbox
longest_stretch(const Strips *strips, guint s, guint *n_words, guint *n_data)
{
    const Strip *strip = strip_at(strips, s);
    Bbox best = BBOX_EMPTY, stretch = BBOX_EMPTY;
    guint words = 0, data = 0;

    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(strips, strip->first + k);

        if (k > 0 && piece->bbox.x0 - piece[-1].bbox.x1 > COLUMN_GAP * strip->size) {
            stretch = BBOX_EMPTY;
            words = data = 0;
        }
        stretch = bbox_union(stretch, piece->bbox);
        words += piece->n;
        data += piece->data ? piece->n : 0;
        if (bbox_width(stretch) > bbox_width(best)) {
            best = stretch;
            *n_words = words;
            *n_data = data;
        }
    }
    return best;
}

/* Is this a line of running text? It lies over the white between the columns above it, and
 * where nothing is known of columns yet, it goes from the left edge over most of the width. */
static bool
is_prose(const Strips *strips, guint s, Bbox area, const GArray *whites)
{
    guint words = 0, data = 0;
    const Bbox stretch = longest_stretch(strips, s, &words, &data);
    const double em = strip_at(strips, s)->size;

    if (words < 6 || data * 3 > words || bbox_width(stretch) < 0.5 * bbox_width(area))
        return false;
    for (guint i = 0; i < whites->len; i++) {
        const White *white = &g_array_index(whites, White, i);
        if (MAX(stretch.x0 - white->x0, white->x1 - stretch.x1) > 0.5 * em)
            return false;
    }
    return whites->len > 0 ||
           (bbox_width(stretch) > 0.65 * bbox_width(area) && stretch.x0 < area.x0 + 3 + 2 * em);
}

/* Lines with long stretches of words, by where they begin. */
typedef struct {
    guint left, right;
} Prose;

/* Counts the long stretches of a line. A column of text is read down, so that the lines of two
 * are not always level with each other. */
static void
count_prose(const Strips *strips, guint s, Bbox area, Prose *prose)
{
    const Strip *strip = strip_at(strips, s);
    const double middle = bbox_mid_x(area), least = COLUMN_SHARE * bbox_width(area);
    guint words = 0, data = 0;
    Bbox stretch = BBOX_EMPTY;

    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(strips, strip->first + k);

        stretch = bbox_union(stretch, piece->bbox);
        words += piece->n;
        data += piece->data;
        if (k + 1 < strip->n && piece[1].bbox.x0 - piece->bbox.x1 <= COLUMN_GAP * strip->size)
            continue;
        if (words >= COLUMN_WORDS && data == 0 && bbox_width(stretch) > least) {
            prose->left += stretch.x0 < area.x0 + 3 + 2 * strip->size && stretch.x1 < middle;
            prose->right += stretch.x0 > middle;
        }
        words = data = 0;
        stretch = BBOX_EMPTY;
    }
}

static bool
is_two_columns(Prose prose, guint lines)
{
    return MIN(prose.left, prose.right) >= COLUMN_LINES && prose.left + prose.right > lines / 2;
}

/* Keeps the white of a strip in pieces in @whites; false where the strip is one piece. */
static bool
take_whites(const Strips *strips, guint s, GArray *whites)
{
    const Strip *strip = strip_at(strips, s);
    bool wide = false;

    for (guint k = 1; k < strip->n; k++) {
        const Piece *piece = strip_piece(strips, strip->first + k);
        const White white = { piece[-1].bbox.x1, piece->bbox.x0 };

        if (white.x1 - white.x0 <= COLUMN_GAP * strip->size)
            continue;
        if (!wide)
            g_array_set_size(whites, 0);
        wide = true;
        g_array_append_val(whites, white);
    }
    return wide;
}

static bool
is_group_label(const Strips *strips, guint s, Bbox frame)
{
    const Strip *strip = strip_at(strips, s);

    return strip->n == 1 && !region_is_caption(strips, s) &&
           strip->bbox.x0 > frame.x0 + 0.2 * bbox_width(frame) &&
           bbox_width(strip->bbox) < 0.4 * bbox_width(frame);
}

static gint
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* The strip with which the labels of another table begin, above the lower rule: set off from the
 * rows before it, and the first of them a label over a group. @n where there are none. */
static guint
next_header(const Strips *strips, Bbox area)
{
    const guint n = strips->strips->len;
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint s = 1; s < n; s++) {
        const double step = strip_at(strips, s)->baseline - strip_at(strips, s - 1)->baseline;
        g_array_append_val(steps, step);
    }
    if (n < 5)
        return n;
    g_array_sort(steps, compare_doubles);
    const double usual = g_array_index(steps, double, steps->len / 2);
    for (guint s = n - 1; s + 4 > n && s > 2; s--)
        if (strip_at(strips, s)->baseline - strip_at(strips, s - 1)->baseline > 1.7 * usual &&
            is_group_label(strips, s, area))
            return s;
    return n;
}

/* What stands between two levels? @whites is the white in the last row above, kept up to date.
 * Where columns are followed by prose, @low is where they end: a table without a last rule. */
static GapKind
gap_kind(const Page *page, const Level *above, const Level *below, GArray *whites, double *low)
{
    const Bbox area = { MIN(above->x0, below->x0) - 3, above->y, MAX(above->x1, below->x1) + 3,
                        below->y };
    g_autoptr(GArray) words = strip_words(page, area);
    g_autoptr(Strips) strips = strip_find(page, words, area);
    const guint n = strips->strips->len;
    const guint other = next_header(strips, area);
    guint columns = 0, wrapped = 0;
    Prose prose = { 0 };

    *low = 0;
    if (n == 0)
        return below->y - above->y <= DOUBLE_RULE ? GAP_EMPTY : GAP_PROSE;
    for (guint s = 0; s < n; s++) {
        if (s == other || region_is_caption(strips, s) || is_prose(strips, s, area, whites)) {
            /* The rule of a running head is further from what comes below it. */
            const bool near = strip_at(strips, 0)->bbox.y0 - above->y < 2.2 * strips->em;
            if (near && columns >= 2 && columns * 2 >= s - wrapped && !is_two_columns(prose, s))
                *low = strip_at(strips, s - 1)->bbox.y1 + 1;
            return GAP_PROSE;
        }
        count_prose(strips, s, area, &prose);
        if (take_whites(strips, s, whites))
            columns++;
        else if (columns > 0)
            wrapped++; /* another line of a cell, or a section */
    }
    if (is_two_columns(prose, n))
        return GAP_PROSE;
    if (columns > 0 && columns * 2 >= n - wrapped)
        return GAP_COLUMNS;
    if (n == 1 && strip_at(strips, 0)->bbox.x0 > area.x0 + 0.2 * bbox_width(area))
        return GAP_GROUP;
    /* A section of a table stands close to its rules; a heading between two tables does not. */
    if (strip_at(strips, 0)->bbox.y0 - above->y > 1.1 * strip_at(strips, 0)->size)
        return GAP_PROSE;
    return n <= 3 ? GAP_SHORT : GAP_PROSE;
}

static bool
same_extent(const Level *a, const Level *b)
{
    return fabs(a->x0 - b->x0) < SAME_EXTENT && fabs(a->x1 - b->x1) < SAME_EXTENT;
}

/* The next level below of the same extent; -1 where another one gets in the way. */
static gint
next_level(const GArray *levels, guint i)
{
    const Level *level = &g_array_index(levels, Level, i);

    for (guint k = i + 1; k < levels->len; k++) {
        const Level *next = &g_array_index(levels, Level, k);

        if (same_extent(level, next))
            return (gint)k;
        if (span_overlap(level->x0, level->x1, next->x0, next->x1) > 0 &&
            (next->x0 < level->x0 - SAME_EXTENT || next->x1 > level->x1 + SAME_EXTENT))
            return -1;
    }
    return -1;
}

/* Follows levels from @i down as long as there are columns between them. */
static void
follow(const Page *page, const GArray *levels, guint i, bool *used, GArray *regions)
{
    g_autoptr(GArray) chain = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GArray) kinds = g_array_new(FALSE, FALSE, sizeof(GapKind));

    g_autoptr(GArray) whites = g_array_new(FALSE, FALSE, sizeof(White));
    double low = 0;

    g_array_append_val(chain, i);
    for (gint at = (gint)i, next; (next = next_level(levels, (guint)at)) >= 0; at = next) {
        const GapKind kind = gap_kind(page, &g_array_index(levels, Level, at),
                                      &g_array_index(levels, Level, next), whites, &low);
        if (kind == GAP_PROSE)
            break;
        const guint k = (guint)next;
        g_array_append_val(chain, k);
        g_array_append_val(kinds, kind);
    }
    /* A title between rules at the top, or a note at the bottom, is not a row. */
    guint first = 0, last = kinds->len;
    while (first < last && g_array_index(kinds, GapKind, first) != GAP_COLUMNS &&
           g_array_index(kinds, GapKind, first) != GAP_GROUP)
        first++;
    while (last > first && g_array_index(kinds, GapKind, last - 1) != GAP_COLUMNS)
        last--;
    if (first == last && low == 0)
        return;

    Region region = { REGION_FRAME, BBOX_EMPTY, -1 };
    for (guint k = first; k <= last; k++) {
        const guint at = g_array_index(chain, guint, k);
        const Level *level = &g_array_index(levels, Level, at);
        const Bbox line = { level->x0, level->y - 0.5, level->x1, level->y + 0.5 };

        used[at] = true;
        region.bbox = bbox_union(region.bbox, line);
    }
    if (last == kinds->len)
        region.bbox.y1 = MAX(region.bbox.y1, low);
    g_array_append_val(regions, region);
}

GArray *
frame_find(const Page *page)
{
    GArray *regions = g_array_new(FALSE, FALSE, sizeof(Region));
    const Bbox all = { 0, 0, page->width, page->height };
    g_autoptr(GArray) words = strip_words(page, all);
    g_autoptr(GArray) rulings = strip_rulings(page, words, all);
    g_autoptr(GArray) levels = levels_of(rulings);
    g_autofree bool *used = g_new0(bool, levels->len + 1);

    for (guint i = 0; i < levels->len; i++)
        if (!used[i])
            follow(page, levels, i, used, regions);
    /* Not every table begins and ends with a rule. */
    for (guint i = 0; i < regions->len; i++) {
        Region *region = &g_array_index(regions, Region, i);
        region->bbox = brow_below(page, brow_above(page, region->bbox));
    }
    return regions;
}
