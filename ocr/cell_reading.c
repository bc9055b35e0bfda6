/* ocr/cell_reading.c - cells of a lattice read alone
 *
 * Where walls are drawn, what stands in a cell is known to be one thing, which the reading of the
 * page did not know.
 */
#include "ocr/cell_reading.h"

#include "ocr/patch.h"
#include "ocr/scan.h"

/* Less sure is doubtful; the second reading must be surer by the margin. */
#define SURE 0.7
#define SURER 0.1

/* A cell of a table is where text is to be expected. */
#define CELL_CONFIDENCE 0.6
#define CELL_MARGIN 1.5 /* points from its rulings; what is left of them must stay out */
#define CELL_LINE 16.0  /* points of ink; more is two lines */
#define CELL_INK 1.5    /* points: higher than a speck */
#define TEXT_MARGIN 1.0 /* of white around the ink that is read */
#define MAX_CELLS 400

/* Is the wall between two rows or columns drawn? */
static bool
h_wall(const Lattice *lattice, guint row, guint col)
{
    return lattice->h_wall[row * lattice_n_cols(lattice) + col];
}

static bool
v_wall(const Lattice *lattice, guint row, guint col)
{
    return lattice->v_wall[row * (lattice_n_cols(lattice) + 1) + col];
}

/* What was read in one cell of a lattice. */
typedef struct {
    double letters;
    double sure; /* sum of their confidence */
    bool done;   /* part of a cell that began before */
} CellSum;

/* Which of the strips between @edges holds @at? -1 for none. */
static gint
strip_of(const GArray *edges, double at)
{
    guint low = 0, high = edges->len;

    while (low < high) {
        const guint middle = (low + high) / 2;

        if (g_array_index(edges, double, middle) <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 || low == edges->len ? -1 : (gint)low - 1;
}

/* One CellSum a cell of the grid, by row then column. */
static CellSum *
sum_cells(const Lattice *lattice, const GArray *readings)
{
    const guint n_cols = lattice_n_cols(lattice);
    CellSum *sums = g_new0(CellSum, lattice_n_rows(lattice) * n_cols + 1);

    for (guint i = 0; i < readings->len; i++) {
        const Reading *reading = &g_array_index(readings, Reading, i);
        const double n = (double)g_utf8_strlen(reading->text, -1);
        const gint row = strip_of(lattice->ys, bbox_mid_y(reading->ink));
        const gint col = strip_of(lattice->xs, bbox_mid_x(reading->ink));

        if (row < 0 || col < 0)
            continue;
        sums[(guint)row * n_cols + (guint)col].letters += n;
        sums[(guint)row * n_cols + (guint)col].sure += n * reading->confidence;
    }
    return sums;
}

/* The cell that begins at (@row, @col), up to the next walls; *sure gets the middle confidence of
 * what was read in it. */
static Bbox
cell_at(const Lattice *lattice, guint row, guint col, CellSum *sums, double *sure)
{
    const guint n_rows = lattice_n_rows(lattice), n_cols = lattice_n_cols(lattice);
    guint row_end = row + 1, col_end = col + 1;
    CellSum all = { 0 };

    while (col_end < n_cols && !v_wall(lattice, row, col_end))
        col_end++;
    while (row_end < n_rows && !h_wall(lattice, row_end, col))
        row_end++;
    for (guint r = row; r < row_end; r++) {
        for (guint c = col; c < col_end; c++) {
            all.letters += sums[r * n_cols + c].letters;
            all.sure += sums[r * n_cols + c].sure;
            sums[r * n_cols + c].done = true;
        }
    }
    *sure = all.letters > 0 ? all.sure / all.letters : 0;

    const Bbox cell = { g_array_index(lattice->xs, double, col),
                        g_array_index(lattice->ys, double, row),
                        g_array_index(lattice->xs, double, col_end),
                        g_array_index(lattice->ys, double, row_end) };
    return bbox_grow(cell, -CELL_MARGIN);
}

/* What was read in @cell, taken out of @readings. */
static GArray *
take_out(GArray *readings, Bbox cell)
{
    GArray *inside = reading_array_new();
    guint kept = 0;

    for (guint i = 0; i < readings->len; i++) {
        Reading *reading = &g_array_index(readings, Reading, i);

        if (bbox_holds_point(cell, bbox_mid_x(reading->ink), bbox_mid_y(reading->ink)))
            reading_move(inside, reading, reading->line);
        else
            reading_swap(reading, &g_array_index(readings, Reading, kept++));
    }
    g_array_set_size(readings, kept);
    return inside;
}

/* The ink in @cell, BBOX_EMPTY for none but specks. */
static Bbox
ink_in(const Raster *ink, Bbox cell)
{
    BOX *box = raster_box(ink, cell), *found = NULL;
    Bbox bbox = BBOX_EMPTY;
    int x, y, w, h;

    if (box != NULL && pixClipBoxToForeground(ink->pix, box, NULL, &found) == 0 && found != NULL) {
        boxGetGeometry(found, &x, &y, &w, &h);
        bbox = raster_to_points(ink, x, y, w, h);
    }
    boxDestroy(&box);
    boxDestroy(&found);
    return MAX(bbox_width(bbox), bbox_height(bbox)) >= CELL_INK ? bbox : BBOX_EMPTY;
}

/* Reads one cell again, in which nothing sure was read, and takes what is surer. */
static void
retry_cell(GArray *readings, Engine *engine, const Raster *clean, Bbox cell, Bbox text)
{
    g_autoptr(GArray) before = take_out(readings, cell);
    g_autoptr(GArray) after =
        patch_read(engine, clean, bbox_intersect(bbox_grow(text, TEXT_MARGIN), cell),
                   bbox_height(text) > CELL_LINE ? ENGINE_BLOCK : ENGINE_LINE);
    const bool surer =
        reading_confidence(after) >= MAX(CELL_CONFIDENCE, reading_confidence(before) + SURER);
    GArray *better = surer ? after : before;
    const guint first_line = surer ? reading_next_line(readings) : 0;

    for (guint i = 0; i < better->len; i++) {
        Reading *reading = &g_array_index(better, Reading, i);

        reading_move(readings, reading, first_line + reading->line);
    }
}

void
cell_reading_retry(GArray *readings, Engine *engine, const Raster *clean, const GPtrArray *lattices)
{
    g_autoptr(Raster) ink = scan_ink(clean);
    guint tries = 0;

    for (guint i = 0; i < lattices->len; i++) {
        const Lattice *lattice = g_ptr_array_index(lattices, i);
        const guint n_cols = lattice_n_cols(lattice), n = lattice_n_rows(lattice) * n_cols;
        g_autofree CellSum *sums = sum_cells(lattice, readings);

        for (guint k = 0; k < n && tries < MAX_CELLS; k++) {
            double sure;

            if (sums[k].done)
                continue;
            const Bbox cell = cell_at(lattice, k / n_cols, k % n_cols, sums, &sure);
            const Bbox text = sure >= SURE || bbox_is_empty(cell) ? BBOX_EMPTY : ink_in(ink, cell);
            if (bbox_is_empty(text))
                continue;
            retry_cell(readings, engine, clean, cell, text);
            tries++;
        }
    }
}
