/* ocr/cell_reading.c - cells of a lattice read alone
 *
 * Where walls are drawn, what stands in a cell is known to be one thing, which the reading of the
 * page did not know. It goes wrong where the lines of a cell lie between those of its neighbours:
 *
 *      Frequency of     | low   |  30%      read over the page: "Frequency low 30%", "of visits
 *      visits to        | high  |  15%      high 15%" or pieces of these, some of them twice
 *      the islands      | none  |   8%
 *
 * So a cell is read again where nothing sure was read though there is ink in it, and where it has
 * several lines and any of its words is in doubt or stands on another.
 */
#include "ocr/cell_reading.h"

#include "ocr/patch.h"

/* Less sure is doubtful; the second reading must be surer by the margin. */
#define SURE 0.7
#define SURER 0.1

/* A cell of a table is where text is to be expected. */
#define CELL_CONFIDENCE 0.6
#define CELL_MARGIN 1.5 /* points from its rulings; what is left of them must stay out */
#define CELL_LINE 16.0  /* points of ink; more is two lines */
#define CELL_INK 1.5    /* points: higher than a speck */
#define TEXT_MARGIN 1.0 /* of white around the ink that is read */
#define ON 0.4          /* of the smaller: words that share so much are one */
#define KEPT 0.7        /* of the letters: a second reading with fewer has lost some */
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
    double sure;  /* sum of their confidence */
    bool doubted; /* some of it is not sure, or stands on another word */
    guint last;   /* the word counted last, from 1; 0 for none yet */
    bool done;    /* part of a cell that began before */
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

/* Does @reading stand on @other? Then one of them was read twice. */
static bool
is_on(const Reading *reading, const Reading *other)
{
    return bbox_share(reading->ink, other->ink) > ON || bbox_share(other->ink, reading->ink) > ON;
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
        CellSum *sum = &sums[(guint)row * n_cols + (guint)col];
        sum->letters += n;
        sum->sure += n * reading->confidence;
        sum->doubted =
            sum->doubted || reading->confidence < SURE ||
            (sum->last > 0 && is_on(reading, &g_array_index(readings, Reading, sum->last - 1)));
        sum->last = i + 1;
    }
    return sums;
}

/* The cell that begins at (@row, @col), up to the next walls; *sum gets what was read in it, `sure`
 * as the middle. */
static Bbox
cell_at(const Lattice *lattice, guint row, guint col, CellSum *sums, CellSum *sum)
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
            all.doubted = all.doubted || sums[r * n_cols + c].doubted;
            sums[r * n_cols + c].done = true;
        }
    }
    all.sure = all.letters > 0 ? all.sure / all.letters : 0;
    *sum = all;

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

static guint
count_letters(const GArray *readings)
{
    guint n = 0;

    for (guint i = 0; i < readings->len; i++)
        n += reading_letters(g_array_index(readings, Reading, i).text);
    return n;
}

/* Is the second reading of a cell better? Of one that was read in doubt as a whole it must be
 * clearly surer; of one in which some words are wrong, surer and as long. */
static bool
is_better(const GArray *after, const GArray *before)
{
    const double sure = reading_confidence(after), was_sure = reading_confidence(before);

    if (was_sure < SURE)
        return sure >= MAX(CELL_CONFIDENCE, was_sure + SURER);
    return sure > was_sure && count_letters(after) >= KEPT * count_letters(before);
}

/* Reads one cell again and takes what is better. */
static void
retry_cell(GArray *readings, Engine *engine, const Raster *clean, Bbox cell, Bbox text)
{
    g_autoptr(GArray) before = take_out(readings, cell);
    g_autoptr(GArray) after =
        patch_read(engine, clean, bbox_intersect(bbox_grow(text, TEXT_MARGIN), cell),
                   bbox_height(text) > CELL_LINE ? ENGINE_BLOCK : ENGINE_LINE);
    const bool better = is_better(after, before);
    GArray *taken = better ? after : before;
    const guint first_line = better ? reading_next_line(readings) : 0;

    for (guint i = 0; i < taken->len; i++) {
        Reading *reading = &g_array_index(taken, Reading, i);

        reading_move(readings, reading, first_line + reading->line);
    }
}

/* What is to be read again in a cell of which @sum was read: its ink, BBOX_EMPTY for nothing. */
static Bbox
wanted_in(const Raster *ink, Bbox cell, const CellSum *sum)
{
    if (bbox_is_empty(cell) || (sum->sure >= SURE && !sum->doubted))
        return BBOX_EMPTY;
    const Bbox text = ink_in(ink, cell);

    return sum->sure >= SURE && bbox_height(text) <= CELL_LINE ? BBOX_EMPTY : text;
}

void
cell_reading_retry(GArray *readings, Engine *engine, const Raster *clean, const Raster *ink,
                   const GPtrArray *lattices)
{
    guint tries = 0;

    for (guint i = 0; i < lattices->len; i++) {
        const Lattice *lattice = g_ptr_array_index(lattices, i);
        const guint n_cols = lattice_n_cols(lattice), n = lattice_n_rows(lattice) * n_cols;
        g_autofree CellSum *sums = sum_cells(lattice, readings);

        for (guint k = 0; k < n && tries < MAX_CELLS; k++) {
            CellSum sum;

            if (sums[k].done)
                continue;
            const Bbox cell = cell_at(lattice, k / n_cols, k % n_cols, sums, &sum);
            const Bbox text = wanted_in(ink, cell, &sum);
            if (bbox_is_empty(text))
                continue;
            retry_cell(readings, engine, clean, cell, text);
            tries++;
        }
    }
}
