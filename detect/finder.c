/* detect/finder.c - the tables of a page: where they are and what is in them */
#include "detect/finder.h"

#include "detect/alley.h"
#include "detect/evidence.h"
#include "detect/frame.h"
#include "detect/grid.h"
#include "detect/locator.h"
#include "detect/region.h"
#include "detect/stile.h"
#include "detect/stream.h"
#include "detect/strip.h"
#include "detect/swath.h"
#include "detect/whole.h"

#include <math.h>
#include <string.h>

/* Of the words of a region: a lattice that holds fewer is only a part of the table. */
#define LATTICE_SHARE 0.95

/* Of an em: white that goes through lines of text is a column's edge when it is this wide. */
#define CLEAR_WHITE 1.3

/* Points; an edge that is told and one that is drawn are the same. Less than a letter, so that none
 * stands between them; more than what rounding and a hand with a mouse take off. */
#define TOLD_SLACK 3.0

static guint
held_words(const Page *page, const GArray *words, Bbox box)
{
    guint n = 0;

    for (guint i = 0; i < words->len; i++) {
        const Bbox word = page_word(page, g_array_index(words, guint, i))->bbox;
        n += bbox_holds_point(box, bbox_mid_x(word), bbox_mid_y(word));
    }
    return n;
}

/* The lattice that holds most of the words. */
static gint
lattice_of(const Page *page, const GArray *words)
{
    gint best = -1;
    guint most = 0;

    for (guint i = 0; i < page->lattices->len; i++) {
        const Lattice *lattice = g_ptr_array_index(page->lattices, i);
        const guint n = held_words(page, words, lattice->bbox);

        if (n > most) {
            most = n;
            best = (gint)i;
        }
    }
    return best;
}

static gint
compare_lefts(gconstpointer a, gconstpointer b)
{
    const double x = ((const Bbox *)a)->x0, y = ((const Bbox *)b)->x0;

    return x < y ? -1 : x > y;
}

/* Does white go through a column from top to bottom, with lines on both sides of it? The
 * lines need not be level with each other. */
static bool
is_parted(const Strips *strips, double height)
{
    g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(Bbox));
    Bbox left = BBOX_EMPTY;

    for (guint i = 0; i < strips->pieces->len; i++)
        g_array_append_val(boxes, strip_piece(strips, i)->bbox);
    g_array_sort(boxes, compare_lefts);
    for (guint i = 0; i < boxes->len; i++) {
        const Bbox box = g_array_index(boxes, Bbox, i);

        if (i >= 4 && boxes->len - i >= 4 && box.x0 - left.x1 > CLEAR_WHITE * strips->em) {
            Bbox right = BBOX_EMPTY;
            for (guint k = i; k < boxes->len; k++)
                right = bbox_union(right, g_array_index(boxes, Bbox, k));
            if (bbox_height(left) > 0.6 * height && bbox_height(right) > 0.6 * height)
                return true;
        }
        left = bbox_union(left, box);
    }
    return false;
}

/* Does a column of the lattice hold several, as an unruled table in a frame does? Justified
 * words in a narrow cell stand far apart too, but their gaps do not line up. */
static bool
hides_columns(const Page *page, const Lattice *lattice, const GArray *words)
{
    for (guint c = 0; c + 1 < lattice->xs->len; c++) {
        const Bbox column = { g_array_index(lattice->xs, double, c), lattice->bbox.y0,
                              g_array_index(lattice->xs, double, c + 1), lattice->bbox.y1 };
        g_autoptr(GArray) inside = g_array_new(FALSE, FALSE, sizeof(guint));

        for (guint i = 0; i < words->len; i++) {
            const guint index = g_array_index(words, guint, i);
            const Bbox box = page_word(page, index)->bbox;
            if (box.x0 > column.x0 - 2 && box.x1 < column.x1 + 2)
                g_array_append_val(inside, index);
        }
        g_autoptr(Strips) strips = strip_find(page, inside, column);
        const guint n = strips->strips->len;
        guint several = 0, data = 0;
        if (is_parted(strips, bbox_height(column)))
            return true;
        for (guint s = 0; s < n; s++) {
            const Strip *strip = strip_at(strips, s);
            several += strip->n > 1;
            data += strip->n > 1 && strip_piece(strips, strip->first + strip->n - 1)->data;
        }
        /* In a few lines of words the gaps may line up by chance. */
        if (several < 3 || several * 2 < n || (several < 8 && data * 2 < several))
            continue;
        g_autoptr(Alleys) alleys = alley_find(strips, 0, n, column, NULL);
        if (alley_n_cols(alleys) > 1)
            return true;
    }
    return false;
}

/* @lattice with a column at its left, or a row at its top, up to where @bbox begins: labels
 * that stand outside the grid. (transfer full) */
static Lattice *
widened(const Lattice *lattice, Bbox bbox)
{
    const bool left = bbox.x0 < lattice->bbox.x0 - 3, up = bbox.y0 < lattice->bbox.y0 - 3;
    g_autoptr(GArray) xs = g_array_copy(lattice->xs), ys = g_array_copy(lattice->ys);

    if (left)
        g_array_prepend_val(xs, bbox.x0);
    if (up)
        g_array_prepend_val(ys, bbox.y0);
    Lattice *wide = lattice_new((double *)xs->data, xs->len, (double *)ys->data, ys->len);
    const guint rows = lattice_n_rows(wide), cols = lattice_n_cols(wide);
    const guint old_rows = lattice_n_rows(lattice), old_cols = lattice_n_cols(lattice);
    memset(wide->h_wall, 1, (gsize)(rows + 1) * cols);
    memset(wide->v_wall, 1, (gsize)rows * (cols + 1));
    for (guint r = 0; r <= old_rows; r++)
        memcpy(wide->h_wall + (r + up) * cols + left, lattice->h_wall + r * old_cols, old_cols);
    for (guint r = 0; r < old_rows; r++)
        memcpy(wide->v_wall + (r + up) * (cols + 1) + left, lattice->v_wall + r * (old_cols + 1),
               old_cols + 1);
    /* The first column of the grid was open at its left where rules only begin at it. */
    for (guint r = 0; r < rows && left; r++)
        wide->v_wall[r * (cols + 1) + 1] = 1;
    for (guint c = 0; c < cols && up; c++)
        wide->h_wall[cols + c] = 1;
    return wide;
}

/* The grid that makes up the whole region, with the labels outside it; NULL when there is none,
 * or the region is more than that. (transfer full) */
static Lattice *
region_grid(const Page *page, Bbox area, const GArray *words, const FinderOptions *options)
{
    if (options->method == FINDER_STREAM)
        return NULL;
    const gint i = lattice_of(page, words);
    if (i < 0)
        return NULL;
    const Lattice *lattice = g_ptr_array_index(page->lattices, (guint)i);
    Bbox bbox = bbox_intersect(region_of_lattice(page, lattice), bbox_grow(area, 3));
    bbox = bbox_union(bbox, lattice->bbox);
    if (lattice_n_rows(lattice) * lattice_n_cols(lattice) < 2 ||
        held_words(page, words, bbox) < LATTICE_SHARE * words->len)
        return NULL;
    if (options->method != FINDER_LATTICE && hides_columns(page, lattice, words))
        return NULL;
    return widened(lattice, bbox);
}

/* The user's separators that part something in @area; NULL for none. (transfer full) double */
static GArray *
columns_in(Bbox area, const GArray *columns)
{
    GArray *inside = NULL;

    for (guint i = 0; columns != NULL && i < columns->len; i++) {
        const double x = g_array_index(columns, double, i);

        if (x <= area.x0 || x >= area.x1)
            continue;
        if (inside == NULL)
            inside = g_array_new(FALSE, FALSE, sizeof(double));
        g_array_append_val(inside, x);
    }
    return inside;
}

/* Do its columns part where the user says? Then the walls of a grid have nothing against the user,
 * and tell besides which labels span. */
static bool
parts_at(const Table *table, const GArray *columns)
{
    if (columns == NULL)
        return true;
    if (table->cols != columns->len + 1)
        return false;
    for (guint i = 0; i < columns->len; i++)
        if (fabs(g_array_index(table->xs, double, i + 1) - g_array_index(columns, double, i)) >
            TOLD_SLACK)
            return false;
    return true;
}

static Table *
region_table(const Page *page, Bbox area, const FinderOptions *options)
{
    g_autoptr(GArray) words = strip_words(page, area);
    g_autoptr(GArray) columns = columns_in(area, options->columns);
    g_autoptr(Lattice) grid = region_grid(page, area, words, options);
    g_autoptr(Table) ruled = grid != NULL ? grid_table(page, grid, words) : NULL;
    Table *table = ruled != NULL && parts_at(ruled, columns)
                       ? g_steal_pointer(&ruled)
                       : stream_table(page, words, area, columns);

    if (table != NULL)
        table->columns_given = columns != NULL;
    return table;
}

/* A table that the user says stands in @area. */
static Table *
area_table(const Page *page, const FinderArea *area, const FinderOptions *options)
{
    FinderOptions how = *options;

    if (area->own) {
        how.method = area->method;
        how.columns = area->columns;
    }
    Table *table = region_table(page, area->bbox, &how);
    if (table == NULL)
        return NULL;
    if (how.method == FINDER_LATTICE && table->method != TABLE_LATTICE)
        g_ptr_array_add(table->warnings,
                        g_strdup("no grid is drawn here: read by its text, not as a lattice"));
    if (area->own && area->header_rows >= 0)
        table->header_rows = MIN((guint)area->header_rows, table->rows);
    return table;
}

/* Are both sides of the grid drawn? Then no rule of its own goes beyond them. */
static bool
is_closed(const Lattice *lattice)
{
    const guint rows = lattice_n_rows(lattice), cols = lattice_n_cols(lattice);
    guint left = 0, right = 0;

    for (guint r = 0; r < rows; r++) {
        left += lattice->v_wall[r * (cols + 1)] != 0;
        right += lattice->v_wall[r * (cols + 1) + cols] != 0;
    }
    return left * 5 >= rows * 4 && right * 5 >= rows * 4;
}

/* Frames that the rules of something else make up: of several grids side by side, or of a grid
 * and the picture next to it. */
static void
drop_chance_frames(const Page *page, GArray *regions)
{
    for (guint k = regions->len; k-- > 0;) {
        const Region *frame = &g_array_index(regions, Region, k);
        guint grids = 0;
        bool beyond = false;

        for (guint i = 0; i < page->lattices->len && frame->kind == REGION_FRAME; i++) {
            const Lattice *lattice = g_ptr_array_index(page->lattices, i);
            const double shared = bbox_area(bbox_intersect(lattice->bbox, frame->bbox));

            if (lattice_n_cols(lattice) < 2 || lattice_n_rows(lattice) < 2 ||
                shared < 0.1 * MIN(bbox_area(lattice->bbox), bbox_area(frame->bbox)))
                continue;
            grids++;
            beyond = beyond || (is_closed(lattice) && (frame->bbox.x0 < lattice->bbox.x0 - 10 ||
                                                       frame->bbox.x1 > lattice->bbox.x1 + 10));
        }
        if (grids > 1 || beyond)
            g_array_remove_index(regions, k);
    }
}

/* Of a frame's words: with so many in a grid the frame adds nothing to it. */
#define GRID_SHARE 0.6

static bool
is_grid(const Page *page, const Region *region)
{
    if (region->kind != REGION_LATTICE)
        return false;
    const Lattice *lattice = g_ptr_array_index(page->lattices, region->lattice);
    if (lattice_n_cols(lattice) < 2 || lattice_n_rows(lattice) < 2)
        return false;
    g_autoptr(GArray) words = strip_words(page, lattice->bbox);
    return !hides_columns(page, lattice, words);
}

/* What two regions that overlap make: the grid alone, or the space of both where the grid is
 * only the ruled part of a table. */
static Region
united(const Page *page, const Region *a, const Region *b)
{
    const Region *grid = is_grid(page, a) ? a : is_grid(page, b) ? b : NULL;
    Region both = { REGION_FRAME, bbox_union(a->bbox, b->bbox), -1 };

    if (grid == NULL)
        return both;
    g_autoptr(GArray) words = strip_words(page, both.bbox);
    const bool whole = held_words(page, words, grid->bbox) >= GRID_SHARE * words->len;
    return whole ? *grid : both;
}

/* Leaves no two regions that overlap. */
static void
unite(const Page *page, GArray *regions)
{
    for (guint i = 0; i < regions->len; i++)
        for (guint k = regions->len; k-- > i + 1;) {
            Region *a = &g_array_index(regions, Region, i);
            const Region *b = &g_array_index(regions, Region, k);
            const double least = MIN(bbox_area(a->bbox), bbox_area(b->bbox));

            if (bbox_area(bbox_intersect(a->bbox, b->bbox)) < 0.3 * least)
                continue;
            *a = united(page, a, b);
            g_array_remove_index(regions, k);
            k = regions->len;
        }
}

static void
take_words(const Table *table, bool *taken)
{
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        for (guint k = 0; k < cell->words->len; k++)
            taken[g_array_index(cell->words, guint, k)] = true;
    }
}

static void
add_believed(const Page *page, const GArray *regions, const FinderOptions *options, bool *taken,
             GPtrArray *tables)
{
    for (guint i = 0; i < regions->len; i++) {
        const Region *region = &g_array_index(regions, Region, i);
        Table *table = region_table(page, region->bbox, options);

        if (table != NULL && evidence_suffices(page, table, region->kind)) {
            take_words(table, taken);
            g_ptr_array_add(tables, table);
        } else {
            table_free(table);
        }
    }
}

static gint
compare_tables(gconstpointer a, gconstpointer b)
{
    const Table *p = *(Table *const *)a, *q = *(Table *const *)b;

    if (p->bbox.y0 != q->bbox.y0)
        return p->bbox.y0 < q->bbox.y0 ? -1 : 1;
    return p->bbox.x0 < q->bbox.x0 ? -1 : p->bbox.x0 > q->bbox.x0;
}

/* Labels of charts and drawings line up as tables do. */
static void
take_pictures(const Page *page, bool *taken)
{
    for (guint p = 0; p < page->pictures->len; p++) {
        const Bbox frame = g_array_index(page->pictures, Picture, p).bbox;

        if (bbox_area(frame) > 0.6 * page->width * page->height)
            continue;
        for (guint i = 0; i < page->words->len; i++) {
            const Bbox box = page_word(page, i)->bbox;
            taken[i] = taken[i] || bbox_holds_point(frame, bbox_mid_x(box), bbox_mid_y(box));
        }
    }
}

static gint
compare_baselines(gconstpointer a, gconstpointer b, gpointer data)
{
    const Page *page = data;
    const guint i = *(const guint *)a, j = *(const guint *)b;
    const double p = page_word(page, i)->baseline, q = page_word(page, j)->baseline;

    return p != q ? (p < q ? -1 : 1) : i < j ? -1 : i > j;
}

/* Of a page's words: with so few in other type, as a page number is, it is typewritten. */
#define OTHER_TYPE 0.1

/* Of the size of code: the numbers of its lines are smaller. */
#define LINE_NUMBER 0.9

/* Are these words of one height in fixed-width type, but for the number of the line before them? */
static bool
is_code_row(const Page *page, const guint *row, guint n)
{
    const Word *number = NULL, *code = NULL;

    for (guint i = 0; i < n; i++) {
        const Word *word = page_word(page, row[i]);
        const bool fixed = page_style(page, word->style)->fixed;

        if (!fixed && (number != NULL || strspn(word->text, "0123456789") != strlen(word->text)))
            return false;
        if (!fixed)
            number = word;
        else if (code == NULL || word->bbox.x0 < code->bbox.x0)
            code = word;
    }
    return code != NULL &&
           (number == NULL || (number->bbox.x1 < code->bbox.x0 &&
                               page_style(page, number->style)->size <
                                   LINE_NUMBER * page_style(page, code->style)->size));
}

/* Rows of nothing but fixed-width type among other type are code, however it lines up. A page
 * of such rows alone is typewritten, and may hold tables. */
static void
take_code(const Page *page, bool *taken)
{
    const guint n = page->words->len;
    g_autofree guint *order = g_new(guint, n + 1);
    g_autoptr(GArray) code = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < n; i++)
        order[i] = i;
    g_qsort_with_data(order, (gint)n, sizeof(guint), compare_baselines, (gpointer)page);
    for (guint from = 0, to; from < n; from = to) {
        const Word *first = page_word(page, order[from]);
        const double slack = 0.3 * page_style(page, first->style)->size;

        for (to = from; to < n && page_word(page, order[to])->baseline <= first->baseline + slack;)
            to++;
        if (is_code_row(page, order + from, to - from))
            g_array_append_vals(code, order + from, to - from);
    }
    if (n - code->len < OTHER_TYPE * n)
        return;
    for (guint i = 0; i < code->len; i++)
        taken[g_array_index(code, guint, i)] = true;
}

/* Of a region: with so much of it in one picture it is the panel around a chart. */
#define CHART_SHARE 0.5

/* Of an area: words cover so much of the tables measured, and less than half of it of charts. */
#define DENSE_TEXT 0.16

static double
text_share(const Page *page, Bbox area)
{
    g_autoptr(GArray) words = strip_words(page, area);
    double sum = 0;

    for (guint i = 0; i < words->len; i++)
        sum += bbox_area(page_word(page, g_array_index(words, guint, i))->bbox);
    return bbox_is_empty(area) ? 0 : sum / bbox_area(area);
}

/* The grid lines of a chart are level rules of one extent, too, and cross. */
static void
drop_charts(const Page *page, GArray *regions)
{
    for (guint k = regions->len; k-- > 0;) {
        const Region *region = &g_array_index(regions, Region, k);

        if (is_grid(page, region) || text_share(page, region->bbox) > DENSE_TEXT)
            continue;
        for (guint p = 0; p < page->pictures->len; p++) {
            const Bbox picture = g_array_index(page->pictures, Picture, p).bbox;
            if (bbox_share(region->bbox, picture) > CHART_SHARE) {
                g_array_remove_index(regions, k);
                break;
            }
        }
    }
}

/* Regions that are mostly words of something else. */
static void
drop_taken(const Page *page, GArray *regions, const bool *taken)
{
    for (guint k = regions->len; k-- > 0;) {
        g_autoptr(GArray) words = strip_words(page, g_array_index(regions, Region, k).bbox);
        guint n = 0;

        for (guint i = 0; i < words->len; i++)
            n += taken[g_array_index(words, guint, i)];
        if (n * 2 > words->len)
            g_array_remove_index(regions, k);
    }
}

static void
detect(const Page *page, const FinderOptions *options, GPtrArray *tables)
{
    g_autofree bool *taken = g_new0(bool, page->words->len + 1);
    g_autoptr(GArray) regions = region_lattices(page);

    if (options->method != FINDER_LATTICE) {
        g_autoptr(GArray) frames = frame_find(page);
        g_autoptr(GArray) stiles = stile_find(page);
        g_array_append_vals(regions, frames->data, frames->len);
        g_array_append_vals(regions, stiles->data, stiles->len);
    }
    locator_take(page, taken);
    drop_taken(page, regions, taken);
    drop_charts(page, regions);
    drop_chance_frames(page, regions);
    unite(page, regions);
    add_believed(page, regions, options, taken, tables);
    if (options->method == FINDER_LATTICE)
        return;

    g_autoptr(GArray) blocks = g_array_new(FALSE, FALSE, sizeof(Bbox));
    for (guint i = 0; i < tables->len; i++)
        g_array_append_val(blocks, ((Table *)g_ptr_array_index(tables, i))->bbox);
    take_pictures(page, taken);
    take_code(page, taken);
    g_autoptr(GArray) open = swath_find(page, taken, blocks);
    add_believed(page, open, options, taken, tables);
}

bool
finder_has_area(const GArray *areas, guint page)
{
    for (guint i = 0; areas != NULL && i < areas->len; i++)
        if (finder_area_is_on(&g_array_index(areas, FinderArea, i), page))
            return true;
    return false;
}

static void
clear_area(gpointer data)
{
    g_clear_pointer(&((FinderArea *)data)->columns, g_array_unref);
}

GArray *
finder_areas_new(void)
{
    GArray *areas = g_array_new(FALSE, TRUE, sizeof(FinderArea));

    g_array_set_clear_func(areas, clear_area);
    return areas;
}

GPtrArray *
finder_tables(const Page *page, const FinderOptions *options)
{
    GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);
    Whole whole;

    whole_open(&whole, page);
    if (!finder_has_area(options->areas, page->number)) {
        FinderOptions found = *options;

        /* With areas given, columns are those of the areas. */
        if (options->areas != NULL)
            found.columns = NULL;
        if (!options->areas_only)
            detect(page, &found, tables);
    } else {
        for (guint i = 0; i < options->areas->len; i++) {
            const FinderArea *area = &g_array_index(options->areas, FinderArea, i);
            Table *table =
                finder_area_is_on(area, page->number) ? area_table(page, area, options) : NULL;
            if (table != NULL)
                g_ptr_array_add(tables, table);
        }
    }
    whole_close(&whole);
    g_ptr_array_sort(tables, compare_tables);
    return tables;
}
