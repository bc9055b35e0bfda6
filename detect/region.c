/* detect/region.c - where tables may be: lattices and frames of rules
 *
 *     ------------------------   level      A frame is a run of levels of one
 *       Year    Public Private              extent. Each gap between two of
 *     ------------------------   level      them must hold lines in pieces; a
 *       1996      2667     384              gap of prose ends the run, so that
 *       1997      2746     391              the rule of a running head does
 *     ------------------------   level      not make a table of the page.
 */
#include "detect/region.h"

#include <math.h>
#include <string.h>

/* Points. */
#define MIN_LEVEL 45.0    /* shorter level rules underline a label */
#define SAME_EXTENT 8.0   /* ends of rules of one table are this near to each other */
#define LEVEL_GAP 24.0    /* a level may be broken between columns */
#define DOUBLE_RULE 12.0  /* an empty gap up to this is a double rule */
#define MAX_LEVELS 600    /* more are hatching, or lines to write on */

/* Of an em: pieces this far apart are columns and not words of a wide line. */
#define COLUMN_GAP 0.9

typedef struct {
    double y, x0, x1;
} Level;

bool
region_is_caption(const Strips *strips, guint s)
{
    static const char *const names[] = { "table", "tab.", "figure", "fig.", "exhibit", "chart",
                                         "box", "graph", "map", "tableau", "tabelle", NULL };
    const Piece *piece = strip_piece(strips, strip_at(strips, s)->first);
    const char *text = strip_word(strips, piece, 0)->text;
    g_autofree char *lower = g_utf8_strdown(text, -1);

    if (!g_strv_contains(names, lower) || g_unichar_islower(g_utf8_get_char(text)))
        return false;
    const char *next = piece->n > 1 ? strip_word(strips, piece, 1)->text
                       : strip_at(strips, s)->n > 1 ? strip_word(strips, piece + 1, 0)->text
                                                    : "";
    for (const char *p = next; *p != '\0'; p++)
        if (g_ascii_isdigit(*p))
            return true;
    return g_ascii_isupper(next[0]) && strspn(next, "IVXLABCDEF.-:") == strlen(next);
}

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

/* A line of running text: one long piece of many words. */
static bool
is_prose(const Strips *strips, guint s, double width)
{
    const Strip *strip = strip_at(strips, s);

    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(strips, strip->first + k);
        if (piece->n >= 6 && bbox_width(piece->bbox) > 0.65 * width)
            return true;
    }
    return false;
}

/* What stands between two levels? Where columns are followed by prose, @low is where they end:
 * a table without a last rule. */
static GapKind
gap_kind(const Page *page, const Level *above, const Level *below, double *low)
{
    const Bbox area = { MIN(above->x0, below->x0) - 3, above->y, MAX(above->x1, below->x1) + 3,
                        below->y };
    g_autoptr(GArray) words = strip_words(page, area);
    g_autoptr(Strips) strips = strip_find(page, words, area);
    const guint n = strips->strips->len;
    guint columns = 0;
    bool wide = false;

    *low = 0;
    if (n == 0)
        return below->y - above->y <= DOUBLE_RULE ? GAP_EMPTY : GAP_PROSE;
    for (guint s = 0; s < n; s++) {
        const Strip *strip = strip_at(strips, s);
        double gap = 0;

        if (region_is_caption(strips, s) || is_prose(strips, s, bbox_width(area))) {
            if (columns >= 2 && columns * 2 >= s)
                *low = strip_at(strips, s - 1)->bbox.y1 + 1;
            return GAP_PROSE;
        }
        for (guint k = 1; k < strip->n; k++) {
            const Piece *piece = strip_piece(strips, strip->first + k);
            gap = MAX(gap, piece->bbox.x0 - piece[-1].bbox.x1);
        }
        columns += gap > COLUMN_GAP * strips->em;
        wide = wide || (strip->n == 1 && bbox_width(strip->bbox) > 0.8 * bbox_width(area));
    }
    if (columns * 2 >= n)
        return GAP_COLUMNS;
    if (n == 1 && strip_at(strips, 0)->bbox.x0 > area.x0 + 0.2 * bbox_width(area) && !wide)
        return GAP_GROUP;
    return n <= 3 && !wide ? GAP_SHORT : GAP_PROSE;
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

    double low = 0;
    g_array_append_val(chain, i);
    for (gint at = (gint)i, next; (next = next_level(levels, (guint)at)) >= 0; at = next) {
        const GapKind kind = gap_kind(page, &g_array_index(levels, Level, at),
                                      &g_array_index(levels, Level, next), &low);
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
region_frames(const Page *page)
{
    GArray *regions = g_array_new(FALSE, FALSE, sizeof(Region));
    const Bbox all = { 0, 0, page->width, page->height };
    g_autoptr(GArray) words = strip_words(page, all);
    g_autoptr(Strips) strips = strip_find(page, words, all);
    g_autoptr(GArray) levels = levels_of(strips->rulings);
    g_autofree bool *used = g_new0(bool, levels->len + 1);

    for (guint i = 0; i < levels->len; i++)
        if (!used[i])
            follow(page, levels, i, used, regions);
    return regions;
}

static bool
in_other_lattice(const Page *page, const Lattice *lattice, Bbox box)
{
    for (guint i = 0; i < page->lattices->len; i++) {
        const Lattice *other = g_ptr_array_index(page->lattices, i);
        if (other != lattice && lattice_n_cols(other) > 1 &&
            bbox_holds_point(other->bbox, bbox_mid_x(box), bbox_mid_y(box)))
            return true;
    }
    return false;
}

/* Takes in labels that stand left of a grid, one beside most of its rows. */
static void
take_stub(const Page *page, const Lattice *lattice, Bbox *bbox)
{
    const Bbox side = { 0, bbox->y0, bbox->x0, bbox->y1 };
    g_autoptr(GArray) words = strip_words(page, side);
    g_autoptr(Strips) strips = strip_find(page, words, side);
    const guint rows = lattice_n_rows(lattice);
    double x0 = bbox->x0;
    guint beside = 0, n = 0;
    gint last = -1;

    if (rows < 3)
        return;
    for (guint s = 0; s < strips->strips->len; s++) {
        const Strip *strip = strip_at(strips, s);
        const Piece *piece = strip_piece(strips, strip->first + strip->n - 1);
        const double y = bbox_mid_y(piece->bbox);
        gint row = 0;

        if (bbox->x0 - piece->bbox.x1 > 16 * strips->em ||
            in_other_lattice(page, lattice, piece->bbox))
            continue;
        n++;
        while (row + 1 < (gint)rows && y > g_array_index(lattice->ys, double, row + 1))
            row++;
        beside += row != last;
        last = row;
        x0 = MIN(x0, piece->bbox.x0);
    }
    /* One label a row: lines of prose beside a grid have a leading of their own. */
    if (beside * 3 >= rows * 2 && n * 2 <= rows * 3 && bbox->x0 - x0 < 0.5 * page->width)
        bbox->x0 = x0 - 1;
}

/* Takes in a line of labels right above a grid, one over most of its columns but for the stub. */
static void
take_labels(const Page *page, const Lattice *lattice, Bbox *bbox)
{
    const double height = g_array_index(lattice->ys, double, 1) - lattice->bbox.y0;
    const Bbox above = { bbox->x0, bbox->y0 - MAX(24, 0.5 * height), bbox->x1, bbox->y0 };
    g_autoptr(GArray) words = strip_words(page, above);
    g_autoptr(Strips) strips = strip_find(page, words, above);
    const guint cols = lattice_n_cols(lattice);

    if (strips->strips->len == 0 || cols < 3)
        return;
    const guint s = strips->strips->len - 1;
    const Strip *strip = strip_at(strips, s);
    if (strip->n + 1 < cols || strip->n > cols || region_is_caption(strips, s) ||
        bbox->y0 - strip->bbox.y1 > 1.2 * strip->size)
        return;
    for (guint k = 0; k < strip->n; k++) {
        const Bbox box = strip_piece(strips, strip->first + k)->bbox;
        const guint c = k + cols - strip->n;

        if (box.x0 < g_array_index(lattice->xs, double, c) - 1 ||
            box.x1 > g_array_index(lattice->xs, double, c + 1) + 1)
            return;
    }
    bbox->y0 = strip->bbox.y0 - 1;
}

Bbox
region_of_lattice(const Page *page, const Lattice *lattice)
{
    Bbox bbox = lattice->bbox;

    if (lattice_n_cols(lattice) > 1) {
        take_stub(page, lattice, &bbox);
        take_labels(page, lattice, &bbox);
    }
    return bbox;
}

GArray *
region_lattices(const Page *page)
{
    GArray *regions = g_array_new(FALSE, FALSE, sizeof(Region));

    for (guint i = 0; i < page->lattices->len; i++) {
        const Lattice *lattice = g_ptr_array_index(page->lattices, i);
        const Region region = { REGION_LATTICE, region_of_lattice(page, lattice), (gint)i };

        g_array_append_val(regions, region);
    }
    return regions;
}
