/* detect/surround.c - does a table end where it was thought to end?
 *
 *           Island   Ships   Share             open: a line that falls into the columns
 *         +-----------------------+
 *    1990 | Arnsay       7   10.5 |            beside: a word right beside a row
 *    1991 | Corran      12   22.0 |
 *   ------+-----------------------+------      run on: a rule that goes further
 */
#include "detect/surround.h"

#include "detect/strip.h"

#include <math.h>

#define PITCHES 1.6   /* heights of a row to the next one outside */
#define MAX_EMS 3.0   /* and not further: rows far apart have titles between them */
#define PIECE_GAP 1.0 /* ems between words of two pieces */
#define SAME_LINE 0.4 /* ems */
#define SIDE_EMS 2.5  /* to a word of the same row: the white between columns of a table */
#define RUN_ON 8.0    /* points: rules end a little outside the text */
#define THROUGH 0.3   /* of the table's width or height: a rule that has to do with it */

/* Around the text of a row or a column. */
typedef struct {
    Bbox text;
    guint n;
} Extent;

typedef struct {
    const Page *page;
    const Table *table;
    bool *taken;     /* by cells, of the page's words */
    Bbox text;       /* around all words of cells */
    GArray *rows;    /* Extent */
    GArray *columns; /* Extent: below the header, of cells in one column */
    double em;
} Scene;

static void
scene_clear(Scene *scene)
{
    g_free(scene->taken);
    g_array_unref(scene->rows);
    g_array_unref(scene->columns);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

static void
add_extent(GArray *extents, guint i, Bbox text)
{
    if (i >= extents->len)
        return;
    Extent *extent = &g_array_index(extents, Extent, i);
    extent->text = bbox_union(extent->text, text);
    extent->n++;
}

static void
scene_init(Scene *scene, const Page *page, const Table *table)
{
    *scene = (Scene){ page,
                      table,
                      g_new0(bool, page->words->len + 1),
                      BBOX_EMPTY,
                      g_array_new(FALSE, TRUE, sizeof(Extent)),
                      g_array_new(FALSE, TRUE, sizeof(Extent)),
                      0 };
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(guint));

    g_array_set_size(scene->rows, table->rows);
    g_array_set_size(scene->columns, table->cols);
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        Bbox text = BBOX_EMPTY;

        for (guint k = 0; k < cell->words->len; k++) {
            const guint index = g_array_index(cell->words, guint, k);
            scene->taken[index] = true;
            text = bbox_union(text, page_word(page, index)->bbox);
        }
        if (bbox_is_empty(text))
            continue;
        g_array_append_vals(words, cell->words->data, cell->words->len);
        scene->text = bbox_union(scene->text, text);
        add_extent(scene->rows, cell->row, text);
        if (cell->colspan <= 1 && cell->row >= table->header_rows)
            add_extent(scene->columns, cell->col, text);
    }
    scene->em = words->len > 0 ? strip_usual_size(page, words) : 0;
}

static gint
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* From the top of one row to that of the next, mostly. */
static double
usual_pitch(const Scene *scene)
{
    g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(double));
    double last = NAN;

    for (guint r = 0; r < scene->rows->len; r++) {
        const Extent *row = &g_array_index(scene->rows, Extent, r);
        const double gap = row->text.y0 - last;

        if (row->n == 0)
            continue;
        if (isfinite(gap))
            g_array_append_val(gaps, gap);
        last = row->text.y0;
    }
    g_array_sort(gaps, compare_doubles);
    return gaps->len > 0 ? g_array_index(gaps, double, gaps->len / 2) : PITCHES * scene->em;
}

static gint
compare_lefts(gconstpointer a, gconstpointer b)
{
    const Bbox *p = a, *q = b;

    return p->x0 < q->x0 ? -1 : p->x0 > q->x0;
}

/* The words of the nearest line above or below the table, left to right. (transfer full) Bbox */
static GArray *
line_outside(const Scene *scene, bool below)
{
    const double reach = MIN(PITCHES * usual_pitch(scene), MAX_EMS * scene->em);
    const double edge = below ? scene->text.y1 : scene->text.y0;
    GArray *line = g_array_new(FALSE, FALSE, sizeof(Bbox));
    double near = INFINITY;

    for (guint pass = 0; pass < 2; pass++)
        for (guint i = 0; i < scene->page->words->len; i++) {
            const Word *word = page_word(scene->page, i);
            const double away = (below ? 1 : -1) * (bbox_mid_y(word->bbox) - edge);

            if (scene->taken[i] || word->rotation != 0 || away < -1 || away > reach ||
                bbox_overlap_x(word->bbox, scene->text) <= 0)
                continue;
            if (pass == 0)
                near = MIN(near, away);
            else if (away - near < SAME_LINE * scene->em)
                g_array_append_val(line, word->bbox);
        }
    g_array_sort(line, compare_lefts);
    return line;
}

/* The one column that @piece stands in; -1 for none, or several. */
static gint
column_of(const Scene *scene, Bbox piece)
{
    gint found = -1;

    for (guint c = 0; c < scene->columns->len; c++) {
        const Extent *column = &g_array_index(scene->columns, Extent, c);

        if (column->n == 0 || bbox_overlap_x(column->text, piece) <= 0)
            continue;
        if (found >= 0)
            return -1;
        found = (gint)c;
    }
    return found;
}

/* Does a line in pieces that falls into two columns or more stand outside? */
static bool
is_open(const Scene *scene, bool below)
{
    g_autoptr(GArray) line = line_outside(scene, below);
    gint first = -1;

    for (guint i = 0; i < line->len;) {
        Bbox piece = g_array_index(line, Bbox, i++);

        while (i < line->len && g_array_index(line, Bbox, i).x0 - piece.x1 < PIECE_GAP * scene->em)
            piece = bbox_union(piece, g_array_index(line, Bbox, i++));
        const gint column = column_of(scene, piece);
        if (column >= 0 && first >= 0 && column != first)
            return true;
        first = column >= 0 ? column : first;
    }
    return false;
}

static double
share_beside(const Scene *scene)
{
    g_autofree bool *beside = g_new0(bool, scene->rows->len + 1);
    const Bbox text = scene->text;
    guint n = 0, all = 0;

    for (guint i = 0; i < scene->page->words->len; i++) {
        const Bbox box = page_word(scene->page, i)->bbox;
        const bool near = (box.x1 <= text.x0 && text.x0 - box.x1 < SIDE_EMS * scene->em) ||
                          (box.x0 >= text.x1 && box.x0 - text.x1 < SIDE_EMS * scene->em);
        const bool half =
            (box.x0 < text.x0 && box.x1 > text.x0) || (box.x0 < text.x1 && box.x1 > text.x1);

        if (scene->taken[i] || !(near || half) || bbox_mid_y(box) < text.y0 ||
            bbox_mid_y(box) > text.y1)
            continue;
        for (guint r = 0; r < scene->rows->len; r++) {
            const Extent *row = &g_array_index(scene->rows, Extent, r);
            if (row->n > 0 && bbox_mid_y(box) > row->text.y0 && bbox_mid_y(box) < row->text.y1)
                beside[r] = true;
        }
    }
    for (guint r = 0; r < scene->rows->len; r++) {
        all += g_array_index(scene->rows, Extent, r).n > 0;
        n += beside[r];
    }
    return all > 0 ? (double)n / all : 0;
}

static double
share_run_on(const Page *page, Bbox box)
{
    guint n = 0, all = 0;

    for (guint i = 0; i < page->rulings->len; i++) {
        const Ruling *rule = &g_array_index(page->rulings, Ruling, i);
        const bool level = rule->axis == AXIS_H;
        const double at0 = level ? box.y0 : box.x0, at1 = level ? box.y1 : box.x1;
        const double from = level ? box.x0 : box.y0, to = level ? box.x1 : box.y1;

        if (rule->at <= at0 - 1 || rule->at >= at1 + 1 ||
            span_overlap(rule->from, rule->to, from, to) <= THROUGH * (to - from))
            continue;
        all++;
        n += rule->from < from - RUN_ON || rule->to > to + RUN_ON;
    }
    return all > 0 ? (double)n / all : 0;
}

Surround
surround_find(const Page *page, const Table *table)
{
    Surround found = { .run_on = share_run_on(page, table->bbox) };

    if (table->method == TABLE_LATTICE)
        return found;
    g_auto(Scene) scene = { 0 };
    scene_init(&scene, page, table);
    if (bbox_is_empty(scene.text))
        return found;
    found.open = 0.5 * is_open(&scene, false) + 0.5 * is_open(&scene, true);
    found.beside = share_beside(&scene);
    return found;
}
