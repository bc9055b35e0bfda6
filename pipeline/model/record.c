/* pipeline/model/record.c - the structs of a page, described */
#include "pipeline/model/record.h"

#include <math.h>
#include <stddef.h>

/* Of a point, and of whatever else is measured. */
#define PARTS 1000

#define FIELD(type, field, kind)                                                                   \
    {                                                                                              \
#field, kind, offsetof(type, field), NULL, NULL                                            \
    }
#define CHOICE(type, field, names)                                                                 \
    {                                                                                              \
#field, KIND_CHOICE, offsetof(type, field), NULL, names                                    \
    }
#define MANY(type, field, kind, of)                                                                \
    {                                                                                              \
#field, kind, offsetof(type, field), of, NULL                                              \
    }
#define RECORD(type)                                                                               \
    {                                                                                              \
        sizeof(type), (const Field[])                                                              \
        {
#define END                                                                                        \
    {                                                                                              \
        NULL, 0, 0, NULL, NULL                                                                     \
    }                                                                                              \
    }                                                                                              \
    }

static const char *const stage_names[] = { "load", "detect", "ocr", "layout", NULL };
static const char *const kind_names[] = { "digital", "scan", "layered", NULL };
static const char *const axis_names[] = { "h", "v", NULL };
static const char *const picture_names[] = { "bitmap", "drawing", NULL };
static const char *const method_names[] = { "lattice", "stream", NULL };
static const char *const block_names[] = { "paragraph", "heading", "item",    "code",
                                           "table",     "picture", "caption", "note",
                                           "furniture", "formula", NULL };

static const char *const tag_names[] = { "other", "paragraph", "heading", "item", "caption",
                                         "note",  "table",     "figure",  NULL };

/* clang-format off */
static const Record style_record = RECORD(Style)
    FIELD(Style, font, KIND_TEXT),
    FIELD(Style, size, KIND_REAL),
    FIELD(Style, color, KIND_COLOR),
    FIELD(Style, bold, KIND_BOOL),
    FIELD(Style, italic, KIND_BOOL),
    FIELD(Style, fixed, KIND_BOOL),
END;

static const Record word_record = RECORD(Word)
    FIELD(Word, text, KIND_TEXT),
    FIELD(Word, bbox, KIND_BBOX),
    FIELD(Word, baseline, KIND_REAL),
    FIELD(Word, confidence, KIND_REAL),
    FIELD(Word, style, KIND_UINT),
    FIELD(Word, link, KIND_INT),
    FIELD(Word, rotation, KIND_INT16),
    FIELD(Word, glued, KIND_BOOL),
    FIELD(Word, ocr, KIND_BOOL),
END;

static const Record link_record = RECORD(Link)
    FIELD(Link, bbox, KIND_BBOX),
    FIELD(Link, uri, KIND_MAYBE),
    FIELD(Link, dest_page, KIND_UINT),
    FIELD(Link, dest_y, KIND_REAL),
END;

static const Record tag_record = RECORD(Tag)
    CHOICE(Tag, kind, tag_names),
    FIELD(Tag, level, KIND_UINT),
    FIELD(Tag, depth, KIND_UINT),
    FIELD(Tag, text, KIND_TEXT),
END;

static const Record image_record = RECORD(Image)
    FIELD(Image, bbox, KIND_BBOX),
    FIELD(Image, width_px, KIND_UINT),
    FIELD(Image, height_px, KIND_UINT),
END;

static const Record ruling_record = RECORD(Ruling)
    CHOICE(Ruling, axis, axis_names),
    FIELD(Ruling, at, KIND_REAL),
    FIELD(Ruling, from, KIND_REAL),
    FIELD(Ruling, to, KIND_REAL),
    FIELD(Ruling, width, KIND_REAL),
END;

static const Record fill_record = RECORD(Fill)
    FIELD(Fill, bbox, KIND_BBOX),
    FIELD(Fill, color, KIND_COLOR),
END;

static const Record picture_record = RECORD(Picture)
    FIELD(Picture, bbox, KIND_BBOX),
    CHOICE(Picture, kind, picture_names),
END;

static const Record choice_record = RECORD(Choice)
    FIELD(Choice, bbox, KIND_BBOX),
    CHOICE(Choice, reason, choice_reasons),
    FIELD(Choice, read, KIND_BOOL),
END;

static const Record line_record = RECORD(Line)
    FIELD(Line, bbox, KIND_BBOX),
    FIELD(Line, baseline, KIND_REAL),
    FIELD(Line, size, KIND_REAL),
    FIELD(Line, style, KIND_UINT),
    FIELD(Line, first, KIND_UINT),
    FIELD(Line, n, KIND_UINT),
    FIELD(Line, column, KIND_UINT),
END;

static const Record block_record = RECORD(Block)
    CHOICE(Block, kind, block_names),
    FIELD(Block, bbox, KIND_BBOX),
    FIELD(Block, first_line, KIND_UINT),
    FIELD(Block, n_lines, KIND_UINT),
    FIELD(Block, depth, KIND_UINT),
    FIELD(Block, marker, KIND_MAYBE),
    FIELD(Block, n_marker, KIND_UINT),
    FIELD(Block, ordered, KIND_BOOL),
    FIELD(Block, quoted, KIND_BOOL),
    FIELD(Block, table, KIND_INT),
    FIELD(Block, picture, KIND_INT),
END;

static const Record cell_record = RECORD(Cell)
    FIELD(Cell, row, KIND_UINT),
    FIELD(Cell, col, KIND_UINT),
    FIELD(Cell, rowspan, KIND_UINT),
    FIELD(Cell, colspan, KIND_UINT),
    FIELD(Cell, page, KIND_UINT),
    FIELD(Cell, bbox, KIND_BBOX),
    FIELD(Cell, text, KIND_TEXT),
    FIELD(Cell, words, KIND_UINTS),
END;

static const Record part_record = RECORD(TablePart)
    FIELD(TablePart, page, KIND_UINT),
    FIELD(TablePart, bbox, KIND_BBOX),
END;

static const Record table_record = RECORD(Table)
    FIELD(Table, page, KIND_UINT),
    FIELD(Table, bbox, KIND_BBOX),
    FIELD(Table, rows, KIND_UINT),
    FIELD(Table, cols, KIND_UINT),
    FIELD(Table, header_rows, KIND_UINT),
    FIELD(Table, columns_given, KIND_BOOL),
    CHOICE(Table, method, method_names),
    FIELD(Table, confidence, KIND_REAL),
    FIELD(Table, xs, KIND_REALS),
    MANY(Table, cells, KIND_RECORDS, &cell_record),
    MANY(Table, parts, KIND_RECORDS, &part_record),
    FIELD(Table, warnings, KIND_TEXTS),
END;

static const Record page_record = RECORD(Page)
    FIELD(Page, number, KIND_UINT),
    FIELD(Page, label, KIND_MAYBE),
    FIELD(Page, width, KIND_REAL),
    FIELD(Page, height, KIND_REAL),
    CHOICE(Page, kind, kind_names),
    FIELD(Page, turn, KIND_UINT),
    FIELD(Page, half, KIND_UINT),
    FIELD(Page, left, KIND_REAL),
    FIELD(Page, top, KIND_REAL),
    FIELD(Page, skew_deg, KIND_REAL),
    MANY(Page, styles, KIND_RECORDS, &style_record),
    MANY(Page, words, KIND_RECORDS, &word_record),
    FIELD(Page, left_out, KIND_UINT),
    MANY(Page, links, KIND_RECORDS, &link_record),
    MANY(Page, images, KIND_RECORDS, &image_record),
    MANY(Page, tags, KIND_RECORDS, &tag_record),
    MANY(Page, choices, KIND_RECORDS, &choice_record),
    MANY(Page, rulings, KIND_RECORDS, &ruling_record),
    MANY(Page, fills, KIND_RECORDS, &fill_record),
    MANY(Page, pictures, KIND_RECORDS, &picture_record),
    FIELD(Page, lattices, KIND_LATTICES),
    FIELD(Page, line_words, KIND_UINTS),
    MANY(Page, lines, KIND_RECORDS, &line_record),
    MANY(Page, tables, KIND_TABLES, &table_record),
    MANY(Page, blocks, KIND_RECORDS, &block_record),
    FIELD(Page, issues, KIND_TEXTS),
END;
/* clang-format on */

double
record_rounded(double value)
{
    const double parts = rint(value * PARTS);

    return parts == 0 ? 0 : parts / PARTS; /* no -0 */
}

static void
round_bbox(Bbox *box)
{
    *box = (Bbox){ record_rounded(box->x0), record_rounded(box->y0), record_rounded(box->x1),
                   record_rounded(box->y1) };
}

static void
round_reals(GArray *reals)
{
    for (guint i = 0; i < reals->len; i++) {
        double *real = &g_array_index(reals, double, i);

        *real = record_rounded(*real);
    }
}

static void
round_lattice(Lattice *lattice)
{
    round_bbox(&lattice->bbox);
    round_reals(lattice->xs);
    round_reals(lattice->ys);
}

void
record_round(const Record *record, void *data)
{
    for (const Field *field = record->fields; field->name != NULL; field++) {
        void *at = (char *)data + field->offset;

        if (field->kind == KIND_REAL) {
            *(double *)at = record_rounded(*(double *)at);
        } else if (field->kind == KIND_BBOX) {
            round_bbox(at);
        } else if (field->kind == KIND_REALS) {
            round_reals(*(GArray **)at);
        } else if (field->kind == KIND_RECORDS) {
            GArray *array = *(GArray **)at;

            for (guint i = 0; i < array->len; i++)
                record_round(field->of, array->data + i * field->of->size);
        } else if (field->kind == KIND_TABLES) {
            GPtrArray *tables = *(GPtrArray **)at;

            for (guint i = 0; i < tables->len; i++)
                record_round(field->of, g_ptr_array_index(tables, i));
        } else if (field->kind == KIND_LATTICES) {
            g_ptr_array_foreach(*(GPtrArray **)at, (GFunc)(void (*)(void))round_lattice, NULL);
        }
    }
}

const Record *
record_page(void)
{
    return &page_record;
}

const char *const *
record_stages(void)
{
    return stage_names;
}
