/* pipeline/model/record.h - the structs of a page, described
 *
 * A Record lists the fields of a struct: their names in JSON, their kinds, and
 * where they are. Whatever walks a whole page (writing, reading, rounding)
 * walks these lists, so that no two walks disagree about a field.
 */
#pragma once

#include "pipeline/model/page.h"

typedef enum {
    KIND_REAL,     /* double */
    KIND_BBOX,     /* Bbox: [x0, y0, x1, y1] */
    KIND_UINT,     /* guint */
    KIND_INT,      /* gint */
    KIND_INT16,    /* gint16 */
    KIND_BOOL,     /* bool */
    KIND_COLOR,    /* guint32: "#rrggbb" */
    KIND_TEXT,     /* char *, never NULL */
    KIND_MAYBE,    /* char *: null for NULL */
    KIND_CHOICE,   /* enum: one of `names` */
    KIND_REALS,    /* GArray of double */
    KIND_UINTS,    /* GArray of guint */
    KIND_TEXTS,    /* GPtrArray of char * */
    KIND_RECORDS,  /* GArray of what `of` says */
    KIND_TABLES,   /* GPtrArray of Table */
    KIND_LATTICES, /* GPtrArray of Lattice */
} Kind;

typedef struct Record Record;

typedef struct {
    const char *name;
    Kind kind;
    size_t offset;
    const Record *of;         /* KIND_RECORDS, KIND_TABLES */
    const char *const *names; /* KIND_CHOICE, NULL at the end */
} Field;

struct Record {
    size_t size;
    const Field *fields; /* a NULL name at the end */
};

/* The record of Page. */
const Record *record_page(void);

/* The names of the stages, by StageId; NULL at the end. */
const char *const *record_stages(void);

/* To the next thousandth, the same for what comes out of JSON and what goes in. */
double record_rounded(double value);

/* Rounds every measure in @data, which @record describes. */
void record_round(const Record *record, void *data);
