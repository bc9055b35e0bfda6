/* pipeline/model/table.h - grids on the page and the tables made of them
 *
 * A Lattice is geometry only: where rulings cross, and which walls between
 * neighbouring cells are drawn. A Table has cells with text.
 */
#pragma once

#include "pipeline/model/geometry.h"
#include "pipeline/model/run.h"

/* A grid of rulings. Cell (r, c) lies between ys[r], ys[r + 1] and xs[c], xs[c + 1]. */
typedef struct {
    Bbox bbox;
    GArray *xs;     /* double, growing: n_cols + 1 */
    GArray *ys;     /* double, growing: n_rows + 1 */
    guint8 *h_wall; /* [(n_rows + 1) * n_cols]: is the edge above cell (r, c) drawn? */
    guint8 *v_wall; /* [n_rows * (n_cols + 1)]: is the edge left of cell (r, c) drawn? */
} Lattice;

/* All walls undrawn. */
Lattice *lattice_new(const double *xs, guint n_xs, const double *ys, guint n_ys);
void lattice_free(Lattice *lattice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lattice, lattice_free)

static inline guint
lattice_n_rows(const Lattice *lattice)
{
    return lattice->ys->len - 1;
}

static inline guint
lattice_n_cols(const Lattice *lattice)
{
    return lattice->xs->len - 1;
}

typedef enum { TABLE_LATTICE, TABLE_STREAM } TableMethod;

typedef struct {
    guint row, col;         /* from 0 */
    guint rowspan, colspan; /* at least 1 */
    guint page;             /* where it stands, from 1 */
    Bbox bbox;              /* its place in the grid */
    char *text;             /* lines joined by spaces; "" when empty */
    GArray *words;          /* guint: into the page's words, in reading order */
    GArray *runs;           /* Run, made with the document at hand; NULL before */
    double doubt; /* made with them: what its least certain word lacks of a confidence of 1 */
} Cell;

/* The part of a table that stands on one page. */
typedef struct {
    guint page;
    Bbox bbox;
} TablePart;

typedef struct {
    guint page; /* where it begins, from 1 */
    Bbox bbox;  /* of its part on that page */
    guint rows, cols;
    guint header_rows;  /* at the top, 0 when not known */
    bool columns_given; /* the user said where they part: empty ones stay */
    TableMethod method;
    double confidence;   /* 0 to 1 */
    GArray *xs;          /* double: cols + 1 column edges, for joining over pages */
    GArray *cells;       /* Cell, by row then col; empty cells may be left out */
    GArray *parts;       /* TablePart: one a page, in order */
    GPtrArray *warnings; /* char *: in words, for the manifest */
} Table;

Table *table_new(guint page, Bbox bbox, TableMethod method);
Table *table_copy(const Table *table);
void table_free(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/* The cell with a text, words and runs of its own; the original may be on a shelf. */
Cell table_cell_copy(const Cell *cell);

/* Appends an empty cell with a rowspan and colspan of 1, to be filled in. Lent, until the next. */
Cell *table_add_cell(Table *table, guint row, guint col);

/* The cell that covers (row, col), spans included; NULL for none. */
const Cell *table_cell(const Table *table, guint row, guint col);

/* Does any cell span more than one row or column? */
bool table_has_spans(const Table *table);
