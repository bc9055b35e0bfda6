/* detect/lattice.c - grids from rulings that cross
 *
 *      --+-----+-----      1. rulings that cross or meet form a group
 *        |     |           2. each group becomes a grid, see detect/mesh.c
 *      --+-----+-----      3. what has fewer than two cells, lies open all around, holds as
 *        |     |              good as no words or much else than words, goes
 *      --+-----+-----      4. so does a grid inside a larger one, or the larger one, when
 *                             it has fewer cells
 */
#include "detect/lattice.h"

#include "detect/mesh.h"
#include "detect/tint.h"
#include <math.h>
#include <string.h>

/* Points. */
#define REACH 3.0       /* rulings that fall this much short of each other still meet */
#define MIN_CELL 4.0    /* nearer to a line of the grid, a ruling is part of it */
#define WORD_SPACE 4.5  /* the next word of the line, and the margin of a tint behind the last */
#define MIN_COLUMN 10.0 /* a digit and its margins: half of the columns narrower are bars */
#define MIN_BAND                                                                                   \
    72.0 /* a grid of one column is bands over a whole table: words in boxes aren't                \
          */

/* Of the outline, how much may be open: the corner over a stub, but no more. */
#define MAX_OPEN 0.3

/* Of the cells, how many must hold words. Forms and time tables are half empty, the boxes
 * between a chart's gridlines wholly. */
#define MIN_FILLED 0.15

/* Rulings within its cells: links are underlined, but frames around charts hold their lines. */
#define MIN_LOOSE 4
#define MAX_LOOSE 2

/* Of the columns, more than this many hold words. Bars of a chart make a grid with its lines in
 * which every other column is the gap between two bars. */
#define MIN_COLUMNS 0.5

/* A page has at most this many of each axis that take part, the longest: pages with more are
 * hatched drawings. */
#define MAX_RULINGS 1500

typedef struct {
    const Ruling *ruling;
    guint group; /* index of another piece, itself for the root */
} Piece;

static guint
root(GArray *pieces, guint i)
{
    Piece *p = &g_array_index(pieces, Piece, i);

    while (p->group != i) {
        Piece *up = &g_array_index(pieces, Piece, p->group);
        p->group = up->group;
        i = p->group;
        p = &g_array_index(pieces, Piece, i);
    }
    return i;
}

static bool
meet(const Ruling *h, const Ruling *v)
{
    return v->at >= h->from - REACH && v->at <= h->to + REACH && h->at >= v->from - REACH &&
           h->at <= v->to + REACH;
}

static int
compare_lengths(gconstpointer a, gconstpointer b)
{
    const Ruling *r = *(const Ruling *const *)a, *s = *(const Ruling *const *)b;
    const double x = s->to - s->from - (r->to - r->from);

    if (x != 0)
        return x < 0 ? -1 : 1;
    return r < s ? -1 : r > s; /* both are in one array: the order of the page */
}

/* The pieces of all rulings of an axis that may take part. */
static void
add_pieces(const GArray *rulings, Axis axis, GArray *pieces)
{
    g_autoptr(GPtrArray) chosen = g_ptr_array_new();

    for (guint i = 0; i < rulings->len; i++) {
        const Ruling *r = &g_array_index(rulings, Ruling, i);

        if (r->axis == axis && r->to > r->from)
            g_ptr_array_add(chosen, (gpointer)r);
    }
    if (chosen->len > MAX_RULINGS) {
        g_ptr_array_sort(chosen, compare_lengths);
        g_ptr_array_set_size(chosen, MAX_RULINGS);
    }
    for (guint i = 0; i < chosen->len; i++) {
        Piece piece = { g_ptr_array_index(chosen, i), pieces->len };
        g_array_append_val(pieces, piece);
    }
}

/* Groups of rulings that meet: GArrays of Ruling. */
static GPtrArray *
group_rulings(const GArray *rulings)
{
    GPtrArray *groups = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(Piece));

    add_pieces(rulings, AXIS_H, pieces);
    const guint n_h = pieces->len;
    add_pieces(rulings, AXIS_V, pieces);

    for (guint i = 0; i < n_h; i++)
        for (guint k = n_h; k < pieces->len; k++)
            if (meet(g_array_index(pieces, Piece, i).ruling,
                     g_array_index(pieces, Piece, k).ruling)) {
                const guint a = root(pieces, i), b = root(pieces, k);
                g_array_index(pieces, Piece, MAX(a, b)).group = MIN(a, b);
            }

    g_autofree GArray **of_root = g_new0(GArray *, pieces->len + 1);
    for (guint i = 0; i < pieces->len; i++) {
        const guint r = root(pieces, i);

        if (of_root[r] == NULL) {
            of_root[r] = g_array_new(FALSE, FALSE, sizeof(Ruling));
            g_ptr_array_add(groups, of_root[r]);
        }
        g_array_append_val(of_root[r], *g_array_index(pieces, Piece, i).ruling);
    }
    return groups;
}

/* Index of the interval of @lines that holds @at; -1 for none. */
static int
interval(const GArray *lines, double at)
{
    const double *p = (const double *)lines->data;
    guint low = 0, high = lines->len - 1;

    if (at < p[0] || at >= p[high])
        return -1;
    while (high - low > 1) {
        const guint middle = (low + high) / 2;

        if (p[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return (int)low;
}

/* Gives every cell the number of its region, the cells that no wall parts; returns how many. */
static guint
number_regions(const Lattice *lattice, guint *region)
{
    const guint rows = lattice_n_rows(lattice), cols = lattice_n_cols(lattice);
    g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint));
    guint n = 0;

    memset(region, 0xff, sizeof *region * rows * cols);
    for (guint start = 0; start < rows * cols; start++) {
        if (region[start] != G_MAXUINT)
            continue;
        region[start] = n;
        g_array_append_val(todo, start);
        while (todo->len > 0) {
            const guint cell = g_array_index(todo, guint, todo->len - 1);
            const guint r = cell / cols, c = cell % cols;
            const struct {
                bool open;
                guint cell;
            } next[] = {
                { r > 0 && !lattice->h_wall[r * cols + c], cell - cols },
                { r + 1 < rows && !lattice->h_wall[(r + 1) * cols + c], cell + cols },
                { c > 0 && !lattice->v_wall[r * (cols + 1) + c], cell - 1 },
                { c + 1 < cols && !lattice->v_wall[r * (cols + 1) + c + 1], cell + 1 },
            };

            g_array_set_size(todo, todo->len - 1);
            for (guint k = 0; k < G_N_ELEMENTS(next); k++)
                if (next[k].open && region[next[k].cell] == G_MAXUINT) {
                    region[next[k].cell] = n;
                    g_array_append_val(todo, next[k].cell);
                }
        }
        n++;
    }
    return n;
}

/* What words say of a grid. */
typedef struct {
    guint regions, columns; /* that hold words */
    guint running_on;       /* rows beside which a line of text goes on, a word space away */
} Content;

static Content
count_content(const Lattice *lattice, const Page *page, const guint *region, guint n_regions)
{
    const guint rows = lattice_n_rows(lattice), cols = lattice_n_cols(lattice);
    g_autofree guint8 *regions = g_new0(guint8, n_regions);
    g_autofree guint8 *columns = g_new0(guint8, cols);
    g_autofree guint8 *running = g_new0(guint8, rows);
    Content content = { 0, 0, 0 };

    for (guint i = 0; i < page->words->len; i++) {
        const Bbox b = page_word(page, i)->bbox;
        const int r = interval(lattice->ys, bbox_mid_y(b));
        const int c = interval(lattice->xs, bbox_mid_x(b));

        if (r >= 0 && c >= 0) {
            guint8 *filled = regions + region[(guint)r * cols + (guint)c];

            content.regions += !*filled;
            content.columns += !columns[c];
            *filled = columns[c] = 1;
        } else if (r >= 0 && (fabs(lattice->bbox.x0 - b.x1) < WORD_SPACE ||
                              fabs(b.x0 - lattice->bbox.x1) < WORD_SPACE)) {
            content.running_on += !running[r];
            running[r] = 1;
        }
    }
    return content;
}

/* Edges of the outline through which a cell lies open: undrawn, and the rulings along the cell
 * do not both end there either. Boxes of different widths that touch leave many. */
static guint
count_open(const Lattice *lattice)
{
    const guint rows = lattice_n_rows(lattice), cols = lattice_n_cols(lattice);
    const guint8 *h = lattice->h_wall, *v = lattice->v_wall;
    guint open = 0;

    for (guint c = 0; c < cols; c++) {
        const guint8 *last = v + (rows - 1) * (cols + 1);

        open += !h[c] && !(v[c] && v[c + 1]);
        open += !h[rows * cols + c] && !(last[c] && last[c + 1]);
    }
    for (guint r = 0; r < rows; r++) {
        open += !v[r * (cols + 1)] && !(h[r * cols] && h[(r + 1) * cols]);
        open +=
            !v[r * (cols + 1) + cols] && !(h[r * cols + cols - 1] && h[(r + 1) * cols + cols - 1]);
    }
    return open;
}

/* Rulings within cells, away from all lines of the grid. */
static guint
count_loose(const Lattice *lattice, const GArray *rulings)
{
    guint loose = 0;

    for (guint i = 0; i < rulings->len; i++) {
        const Ruling *r = &g_array_index(rulings, Ruling, i);
        const bool flat = r->axis == AXIS_H;
        const GArray *along = flat ? lattice->xs : lattice->ys;
        const GArray *across = flat ? lattice->ys : lattice->xs;
        const int place = interval(across, r->at);

        loose += place >= 0 && interval(along, (r->from + r->to) / 2) >= 0 &&
                 r->at - g_array_index(across, double, place) > MIN_CELL &&
                 g_array_index(across, double, place + 1) - r->at > MIN_CELL;
    }
    return loose;
}

/* Columns too narrow for a digit and its margins. */
static guint
count_narrow(const GArray *xs)
{
    guint n = 0;

    for (guint i = 1; i < xs->len; i++)
        n += g_array_index(xs, double, i) - g_array_index(xs, double, i - 1) < MIN_COLUMN;
    return n;
}

/* Is a wall of row @r (or column @r, when @down) drawn at its @k-th line? */
static bool
is_drawn(const Lattice *lattice, bool down, guint r, guint k)
{
    return down ? lattice->h_wall[k * lattice_n_cols(lattice) + r]
                : lattice->v_wall[r * (lattice_n_cols(lattice) + 1) + k];
}

/* Boxes that strokes join, as in a chart of steps: each row, or each column, has either its
 * two outer walls or strokes between them.
 *
 *     +---+   +---+
 *     |   |---|   |
 *     +---+   +---+
 */
static bool
is_chain(const Lattice *lattice, bool down)
{
    const guint n = down ? lattice_n_cols(lattice) : lattice_n_rows(lattice);
    const guint last = down ? lattice_n_rows(lattice) : lattice_n_cols(lattice);
    guint strokes = 0;

    for (guint r = 0; r < n; r++) {
        const bool box = is_drawn(lattice, down, r, 0) && is_drawn(lattice, down, r, last);
        bool stroke = false;

        for (guint k = 1; k < last; k++)
            stroke = stroke || is_drawn(lattice, down, r, k);
        if (box == stroke)
            return false;
        strokes += stroke;
    }
    return strokes > 0 && strokes < n;
}

/* Does it hold what a table holds? */
static bool
is_grid(const Lattice *lattice, const Page *page)
{
    const guint rows = lattice_n_rows(lattice), cols = lattice_n_cols(lattice);
    g_autofree guint *region = g_new(guint, rows * cols);
    const guint n = number_regions(lattice, region);

    if (n < 2 || count_narrow(lattice->xs) * 2 > cols ||
        (MIN(rows, cols) == 1 && bbox_width(lattice->bbox) < MIN_BAND) ||
        count_open(lattice) > MAX_OPEN * 2 * (rows + cols) || is_chain(lattice, true) ||
        is_chain(lattice, false))
        return false;
    if (page->kind == PAGE_SCAN || page->words->len == 0)
        return true;
    if (count_loose(lattice, page->rulings) > MAX_LOOSE * n + MIN_LOOSE)
        return false;
    const Content content = count_content(lattice, page, region, n);
    return content.regions >= 2 && content.regions >= MIN_FILLED * n &&
           content.columns > MIN_COLUMNS * cols && content.running_on * 2 < rows;
}

static int
compare_areas(gconstpointer a, gconstpointer b)
{
    const Lattice *l = *(Lattice *const *)a, *m = *(Lattice *const *)b;
    const double x = bbox_area(m->bbox) - bbox_area(l->bbox);

    return x < 0 ? -1 : x > 0;
}

static int
compare_places(gconstpointer a, gconstpointer b)
{
    const Lattice *l = *(Lattice *const *)a, *m = *(Lattice *const *)b;

    if (l->bbox.y0 != m->bbox.y0)
        return l->bbox.y0 < m->bbox.y0 ? -1 : 1;
    return l->bbox.x0 < m->bbox.x0 ? -1 : l->bbox.x0 > m->bbox.x0;
}

static guint
count_regions(const Lattice *lattice)
{
    g_autofree guint *region = g_new(guint, lattice_n_rows(lattice) * lattice_n_cols(lattice));

    return number_regions(lattice, region);
}

/* Grids within @outer are part of what its cells hold and go from @others, unless they have more
 * cells than it has: then it is a frame around them. Returns whether @outer stays. */
static bool
settle_nested(const Lattice *outer, GPtrArray *others)
{
    guint cells = 0;

    for (guint i = 0; i < others->len; i++) {
        const Lattice *inner = g_ptr_array_index(others, i);

        if (bbox_share(inner->bbox, outer->bbox) > 0.5)
            cells += count_regions(inner);
    }
    if (cells > count_regions(outer))
        return false;
    for (guint i = others->len; cells > 0 && i-- > 0;)
        if (bbox_share(((const Lattice *)g_ptr_array_index(others, i))->bbox, outer->bbox) > 0.5)
            g_ptr_array_remove_index(others, i);
    return true;
}

GPtrArray *
lattice_find(const Page *page)
{
    GPtrArray *lattices = g_ptr_array_new_with_free_func((GDestroyNotify)lattice_free);
    g_autoptr(GArray) strokes = tint_other_rulings(page);
    g_autoptr(GPtrArray) groups = group_rulings(strokes);
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)lattice_free);
    const GArray *words = page->kind == PAGE_SCAN ? NULL : page->words;

    for (guint i = 0; i < groups->len; i++) {
        g_autoptr(Lattice) lattice = mesh_lattice(g_ptr_array_index(groups, i), words);

        if (lattice != NULL && is_grid(lattice, page))
            g_ptr_array_add(found, g_steal_pointer(&lattice));
    }

    g_ptr_array_sort(found, compare_areas);
    while (found->len > 0) {
        g_autoptr(Lattice) lattice = g_ptr_array_steal_index(found, 0);

        if (settle_nested(lattice, found))
            g_ptr_array_add(lattices, g_steal_pointer(&lattice));
    }
    g_ptr_array_sort(lattices, compare_places);
    return lattices;
}
