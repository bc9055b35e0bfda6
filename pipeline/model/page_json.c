/* pipeline/model/page_json.c - a page as JSON, both ways
 *
 * A Record lists the fields of a struct: their names in JSON, their kinds, and
 * where they are. Writing, reading and rounding all walk the same lists, so
 * that they cannot disagree about a field:
 *
 *     Page -> page_record -> words: WORDS of word_record -> bbox: BBOX ...
 *
 * Only lattices, whose walls are as many as their edges say, have a writer and
 * a reader of their own.
 */
#include "pipeline/model/page_json.h"

#include <jansson.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

G_DEFINE_QUARK(page_json_error, page_json_error)

/* Significant digits: VERIFY_MAX_POINTS with three places behind the point. */
#define REAL_DIGITS 10

#define DUMP_FLAGS (JSON_COMPACT | JSON_REAL_PRECISION(REAL_DIGITS) | JSON_ENCODE_ANY)

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

static const Record image_record = RECORD(Image)
    FIELD(Image, bbox, KIND_BBOX),
    FIELD(Image, width_px, KIND_UINT),
    FIELD(Image, height_px, KIND_UINT),
    FIELD(Image, id, KIND_INT),
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
    FIELD(Page, skew_deg, KIND_REAL),
    MANY(Page, styles, KIND_RECORDS, &style_record),
    MANY(Page, words, KIND_RECORDS, &word_record),
    MANY(Page, links, KIND_RECORDS, &link_record),
    MANY(Page, images, KIND_RECORDS, &image_record),
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

static double
rounded(double value)
{
    const double parts = rint(value * PAGE_JSON_PARTS);

    return parts == 0 ? 0 : parts / PAGE_JSON_PARTS; /* no -0 */
}

static void
round_bbox(Bbox *box)
{
    *box = (Bbox){ rounded(box->x0), rounded(box->y0), rounded(box->x1), rounded(box->y1) };
}

static void
round_reals(GArray *reals)
{
    for (guint i = 0; i < reals->len; i++) {
        double *real = &g_array_index(reals, double, i);

        *real = rounded(*real);
    }
}

static void
round_lattice(Lattice *lattice)
{
    round_bbox(&lattice->bbox);
    round_reals(lattice->xs);
    round_reals(lattice->ys);
}

static void
round_record(const Record *record, void *data)
{
    for (const Field *field = record->fields; field->name != NULL; field++) {
        void *at = (char *)data + field->offset;

        if (field->kind == KIND_REAL) {
            *(double *)at = rounded(*(double *)at);
        } else if (field->kind == KIND_BBOX) {
            round_bbox(at);
        } else if (field->kind == KIND_REALS) {
            round_reals(*(GArray **)at);
        } else if (field->kind == KIND_RECORDS) {
            GArray *array = *(GArray **)at;

            for (guint i = 0; i < array->len; i++)
                round_record(field->of, array->data + i * field->of->size);
        } else if (field->kind == KIND_TABLES) {
            GPtrArray *tables = *(GPtrArray **)at;

            for (guint i = 0; i < tables->len; i++)
                round_record(field->of, g_ptr_array_index(tables, i));
        } else if (field->kind == KIND_LATTICES) {
            g_ptr_array_foreach(*(GPtrArray **)at, (GFunc)(void (*)(void))round_lattice, NULL);
        }
    }
}

void
page_json_round(Page *page)
{
    round_record(&page_record, page);
}

/* Errors grow from the inside out: ": want text", ".text: want text", "[7].text: ...". */
static bool
form_error(GError **error, const char *want)
{
    g_set_error(error, PAGE_JSON_ERROR, PAGE_JSON_ERROR_FORM, ": want %s", want);
    return FALSE;
}

static json_t *
write_reals(const double *reals, guint n)
{
    json_t *array = json_array();

    for (guint i = 0; i < n; i++)
        json_array_append_new(array, json_real(rounded(reals[i])));
    return array;
}

static json_t *
write_uints(const GArray *uints)
{
    json_t *array = json_array();

    for (guint i = 0; i < uints->len; i++)
        json_array_append_new(array, json_integer(g_array_index(uints, guint, i)));
    return array;
}

static json_t *
write_texts(const GPtrArray *texts)
{
    json_t *array = json_array();

    for (guint i = 0; i < texts->len; i++)
        json_array_append_new(array, json_string(g_ptr_array_index(texts, i)));
    return array;
}

static json_t *
write_color(guint32 color)
{
    char text[8];

    g_snprintf(text, sizeof text, "#%06x", color & 0xffffff);
    return json_string(text);
}

/* Walls as text, '1' for those that are drawn, row after row. */
static json_t *
write_walls(const guint8 *walls, gsize n)
{
    g_autofree char *text = g_malloc(n + 1);

    for (gsize i = 0; i < n; i++)
        text[i] = walls[i] ? '1' : '0';
    return json_stringn(text, n);
}

static json_t *
write_lattice(const Lattice *lattice)
{
    const gsize rows = lattice_n_rows(lattice), cols = lattice_n_cols(lattice);
    json_t *object = json_object();

    json_object_set_new(object, "bbox", write_reals(&lattice->bbox.x0, 4));
    json_object_set_new(object, "xs",
                        write_reals((double *)(void *)lattice->xs->data, lattice->xs->len));
    json_object_set_new(object, "ys",
                        write_reals((double *)(void *)lattice->ys->data, lattice->ys->len));
    json_object_set_new(object, "h_wall", write_walls(lattice->h_wall, (rows + 1) * cols));
    json_object_set_new(object, "v_wall", write_walls(lattice->v_wall, rows * (cols + 1)));
    return object;
}

static json_t *write_record(const Record *record, const void *data);

/* The number of elements of a list whose elements each get a line. */
static guint
list_length(const Field *field, const void *at)
{
    return field->kind == KIND_RECORDS ? (*(GArray *const *)at)->len
                                       : (*(GPtrArray *const *)at)->len;
}

static json_t *
write_element(const Field *field, const void *at, guint i)
{
    if (field->kind == KIND_RECORDS)
        return write_record(field->of, (*(GArray *const *)at)->data + i * field->of->size);
    if (field->kind == KIND_TABLES)
        return write_record(field->of, g_ptr_array_index(*(GPtrArray *const *)at, i));
    return write_lattice(g_ptr_array_index(*(GPtrArray *const *)at, i));
}

static json_t *
write_list(const Field *field, const void *at)
{
    json_t *array = json_array();

    for (guint i = 0; i < list_length(field, at); i++)
        json_array_append_new(array, write_element(field, at, i));
    return array;
}

static json_t *
write_field(const Field *field, const void *at)
{
    switch (field->kind) {
    case KIND_REAL:
        return json_real(rounded(*(const double *)at));
    case KIND_BBOX:
        return write_reals(at, 4);
    case KIND_UINT:
        return json_integer(*(const guint *)at);
    case KIND_INT:
        return json_integer(*(const gint *)at);
    case KIND_INT16:
        return json_integer(*(const gint16 *)at);
    case KIND_BOOL:
        return json_boolean(*(const bool *)at);
    case KIND_COLOR:
        return write_color(*(const guint32 *)at);
    case KIND_TEXT:
        return json_string(*(char *const *)at);
    case KIND_MAYBE:
        return *(char *const *)at != NULL ? json_string(*(char *const *)at) : json_null();
    case KIND_CHOICE:
        return json_string(field->names[*(const int *)at]);
    case KIND_REALS:
        return write_reals((const double *)(void *)(*(GArray *const *)at)->data,
                           (*(GArray *const *)at)->len);
    case KIND_UINTS:
        return write_uints(*(GArray *const *)at);
    case KIND_TEXTS:
        return write_texts(*(GPtrArray *const *)at);
    case KIND_RECORDS:
    case KIND_TABLES:
    case KIND_LATTICES:
        return write_list(field, at);
    }
    g_assert_not_reached();
}

static json_t *
write_record(const Record *record, const void *data)
{
    json_t *object = json_object();

    for (const Field *field = record->fields; field->name != NULL; field++)
        json_object_set_new(object, field->name,
                            write_field(field, (const char *)data + field->offset));
    return object;
}

static void
append_json(GString *out, json_t *value)
{
    char *text = json_dumps(value, DUMP_FLAGS);

    g_string_append(out, text);
    free(text);
    json_decref(value);
}

/* Lists of structs get a line an element, everything else is one line. */
static void
append_field(GString *out, const Field *field, const void *at)
{
    g_string_append_printf(out, ",\n\"%s\":", field->name);
    if (field->kind != KIND_RECORDS && field->kind != KIND_TABLES && field->kind != KIND_LATTICES) {
        append_json(out, write_field(field, at));
        return;
    }
    g_string_append_c(out, '[');
    for (guint i = 0; i < list_length(field, at); i++) {
        g_string_append(out, i == 0 ? "\n" : ",\n");
        append_json(out, write_element(field, at, i));
    }
    g_string_append(out, "]");
}

char *
page_json_write(const Page *page, StageId after, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);

    /* With this, every json_*() call above gets what it can represent. */
    if (!verify_page(page, after, error)) {
        g_prefix_error(error, "cannot write page %u as JSON: ", page->number);
        return NULL;
    }
    g_string_append_printf(out, "{\"version\":%d,\n\"stage\":\"%s\"", PAGE_JSON_VERSION,
                           stage_names[after]);
    for (const Field *field = page_record.fields; field->name != NULL; field++)
        append_field(out, field, (const char *)page + field->offset);
    g_string_append(out, "}\n");
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* The array at @value, no longer than is allowed. */
static bool
check_array(const json_t *value, GError **error)
{
    if (!json_is_array(value))
        return form_error(error, "an array");
    if (json_array_size(value) > PAGE_JSON_MAX_ITEMS) {
        g_set_error(error, PAGE_JSON_ERROR, PAGE_JSON_ERROR_LIMIT, ": %zu elements, at most %d",
                    json_array_size(value), PAGE_JSON_MAX_ITEMS);
        return FALSE;
    }
    return TRUE;
}

static bool
read_integer(const json_t *value, gint64 least, gint64 most, gint64 *number, GError **error)
{
    if (!json_is_integer(value) || json_integer_value(value) < least ||
        json_integer_value(value) > most) {
        g_set_error(error, PAGE_JSON_ERROR, PAGE_JSON_ERROR_FORM,
                    ": want a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, least,
                    most);
        return FALSE;
    }
    *number = json_integer_value(value);
    return TRUE;
}

static bool
read_real(const json_t *value, double *real, GError **error)
{
    if (!json_is_number(value))
        return form_error(error, "a number");
    *real = rounded(json_number_value(value));
    return TRUE;
}

static bool
read_bbox(const json_t *value, Bbox *box, GError **error)
{
    double *const reals[] = { &box->x0, &box->y0, &box->x1, &box->y1 };

    if (!json_is_array(value) || json_array_size(value) != 4)
        return form_error(error, "four numbers");
    for (guint i = 0; i < 4; i++)
        if (!read_real(json_array_get(value, i), reals[i], error))
            return FALSE;
    return TRUE;
}

static bool
read_color(const json_t *value, guint32 *color, GError **error)
{
    const char *text = json_string_value(value);

    if (text == NULL || text[0] != '#' || strlen(text) != 7 ||
        strspn(text + 1, "0123456789abcdef") != 6)
        return form_error(error, "a colour as \"#rrggbb\"");
    *color = (guint32)g_ascii_strtoull(text + 1, NULL, 16);
    return TRUE;
}

static bool
read_choice(const json_t *value, const char *const *names, int *choice, GError **error)
{
    const char *text = json_string_value(value);

    for (int i = 0; text != NULL && names[i] != NULL; i++) {
        if (strcmp(text, names[i]) == 0) {
            *choice = i;
            return TRUE;
        }
    }
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    g_autofree char *want = g_strconcat("one of ", list, NULL);
    return form_error(error, want);
}

static bool
read_text(const json_t *value, char **text, GError **error)
{
    if (!json_is_string(value))
        return form_error(error, "text");
    g_free(*text);
    *text = g_strdup(json_string_value(value));
    return TRUE;
}

static bool
read_reals(const json_t *value, GArray *reals, GError **error)
{
    if (!check_array(value, error))
        return FALSE;
    g_array_set_size(reals, 0);
    for (size_t i = 0; i < json_array_size(value); i++) {
        double real;

        if (!read_real(json_array_get(value, i), &real, error))
            return FALSE;
        g_array_append_val(reals, real);
    }
    return TRUE;
}

static bool
read_uints(const json_t *value, GArray **uints, GError **error)
{
    if (!check_array(value, error))
        return FALSE;
    if (*uints == NULL)
        *uints = g_array_new(FALSE, FALSE, sizeof(guint));
    for (size_t i = 0; i < json_array_size(value); i++) {
        gint64 number;

        if (!read_integer(json_array_get(value, i), 0, G_MAXUINT, &number, error))
            return FALSE;
        const guint uint = (guint)number;
        g_array_append_val(*uints, uint);
    }
    return TRUE;
}

static bool
read_texts(const json_t *value, GPtrArray *texts, GError **error)
{
    if (!check_array(value, error))
        return FALSE;
    for (size_t i = 0; i < json_array_size(value); i++) {
        char *text = NULL;

        if (!read_text(json_array_get(value, i), &text, error))
            return FALSE;
        g_ptr_array_add(texts, text);
    }
    return TRUE;
}

static bool
read_walls(const json_t *value, guint8 *walls, gsize n, GError **error)
{
    const char *text = json_string_value(value);

    if (text == NULL || json_string_length(value) != n || strspn(text, "01") != n)
        return form_error(error, "a 0 or 1 for every wall");
    for (gsize i = 0; i < n; i++)
        walls[i] = text[i] == '1';
    return TRUE;
}

static bool
read_lattice(const json_t *value, GPtrArray *lattices, GError **error)
{
    g_autoptr(GArray) xs = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) ys = g_array_new(FALSE, FALSE, sizeof(double));

    if (!json_is_object(value) || json_object_size(value) != 5)
        return form_error(error, "a lattice of bbox, xs, ys, h_wall, v_wall");
    if (!read_reals(json_object_get(value, "xs"), xs, error) ||
        !read_reals(json_object_get(value, "ys"), ys, error))
        return FALSE;
    if (xs->len < 2 || ys->len < 2 || xs->len > VERIFY_MAX_GRID || ys->len > VERIFY_MAX_GRID)
        return form_error(error, "from 2 to 10000 edges each way");

    const double *x = (double *)(void *)xs->data, *y = (double *)(void *)ys->data;
    g_autoptr(Lattice) lattice = lattice_new(x, xs->len, y, ys->len);
    const gsize rows = lattice_n_rows(lattice), cols = lattice_n_cols(lattice);
    if (!read_bbox(json_object_get(value, "bbox"), &lattice->bbox, error) ||
        !read_walls(json_object_get(value, "h_wall"), lattice->h_wall, (rows + 1) * cols, error) ||
        !read_walls(json_object_get(value, "v_wall"), lattice->v_wall, rows * (cols + 1), error))
        return FALSE;
    g_ptr_array_add(lattices, g_steal_pointer(&lattice));
    return TRUE;
}

static bool read_record(const json_t *value, const Record *record, void *data, GError **error);

static bool
read_element(const Field *field, const json_t *value, void *at, GError **error)
{
    if (field->kind == KIND_LATTICES)
        return read_lattice(value, *(GPtrArray **)at, error);
    if (field->kind == KIND_TABLES) {
        Table *table = table_new(0, BBOX_EMPTY, TABLE_LATTICE);

        g_array_set_size(table->parts, 0);
        g_ptr_array_add(*(GPtrArray **)at, table);
        return read_record(value, field->of, table, error);
    }

    GArray *array = *(GArray **)at;
    g_array_set_size(array, array->len + 1);
    char *element = array->data + (array->len - 1) * field->of->size;
    memset(element, 0, field->of->size);
    return read_record(value, field->of, element, error);
}

static bool
read_list(const Field *field, const json_t *value, void *at, GError **error)
{
    if (!check_array(value, error))
        return FALSE;
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (!read_element(field, json_array_get(value, i), at, error)) {
            g_prefix_error(error, "[%zu]", i);
            return FALSE;
        }
    }
    return TRUE;
}

static bool
read_field(const Field *field, const json_t *value, void *at, GError **error)
{
    gint64 number = 0;

    switch (field->kind) {
    case KIND_REAL:
        return read_real(value, at, error);
    case KIND_BBOX:
        return read_bbox(value, at, error);
    case KIND_UINT:
        if (!read_integer(value, 0, G_MAXUINT, &number, error))
            return FALSE;
        *(guint *)at = (guint)number;
        return TRUE;
    case KIND_INT:
        if (!read_integer(value, G_MININT, G_MAXINT, &number, error))
            return FALSE;
        *(gint *)at = (gint)number;
        return TRUE;
    case KIND_INT16:
        if (!read_integer(value, G_MININT16, G_MAXINT16, &number, error))
            return FALSE;
        *(gint16 *)at = (gint16)number;
        return TRUE;
    case KIND_BOOL:
        *(bool *)at = json_is_true(value);
        return json_is_boolean(value) || form_error(error, "true or false");
    case KIND_COLOR:
        return read_color(value, at, error);
    case KIND_TEXT:
        return read_text(value, at, error);
    case KIND_MAYBE:
        return json_is_null(value) || read_text(value, at, error);
    case KIND_CHOICE:
        return read_choice(value, field->names, at, error);
    case KIND_REALS:
        return read_reals(value, *(GArray **)at, error);
    case KIND_UINTS:
        return read_uints(value, at, error);
    case KIND_TEXTS:
        return read_texts(value, *(GPtrArray **)at, error);
    case KIND_RECORDS:
    case KIND_TABLES:
    case KIND_LATTICES:
        return read_list(field, value, at, error);
    }
    g_assert_not_reached();
}

/* All fields of @record, and of others no more than @others. */
static bool
read_fields(const json_t *value, const Record *record, guint others, void *data, GError **error)
{
    size_t n = others;

    if (!json_is_object(value))
        return form_error(error, "an object");
    for (const Field *field = record->fields; field->name != NULL; field++, n++) {
        const json_t *member = json_object_get(value, field->name);

        if (member == NULL) {
            g_set_error(error, PAGE_JSON_ERROR, PAGE_JSON_ERROR_FORM, ": no \"%s\"", field->name);
            return FALSE;
        }
        if (!read_field(field, member, (char *)data + field->offset, error)) {
            g_prefix_error(error, ".%s", field->name);
            return FALSE;
        }
    }
    return json_object_size(value) == n || form_error(error, "no fields but the known ones");
}

static bool
read_record(const json_t *value, const Record *record, void *data, GError **error)
{
    return read_fields(value, record, 0, data, error);
}

/* Brackets within brackets, those in strings not counted; jansson's own limit is 2048. */
static bool
check_nesting(const char *text, gsize length, GError **error)
{
    guint depth = 0;
    bool quoted = FALSE;

    for (gsize i = 0; i < length; i++) {
        const char c = text[i];

        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '['))
            depth++;
        else if (!quoted && (c == '}' || c == ']') && depth > 0)
            depth--;
        if (depth > PAGE_JSON_MAX_NESTING) {
            g_set_error(error, PAGE_JSON_ERROR, PAGE_JSON_ERROR_LIMIT,
                        "page JSON: brackets nest more than %d deep", PAGE_JSON_MAX_NESTING);
            return FALSE;
        }
    }
    return TRUE;
}

static bool
read_head(const json_t *root, int *after, GError **error)
{
    const json_t *version = json_object_get(root, "version");

    if (!json_is_integer(version))
        return form_error(error, "an object with a \"version\"");
    if (json_integer_value(version) != PAGE_JSON_VERSION) {
        g_set_error(error, PAGE_JSON_ERROR, PAGE_JSON_ERROR_VERSION,
                    ": version %" JSON_INTEGER_FORMAT ", this program reads %d",
                    json_integer_value(version), PAGE_JSON_VERSION);
        return FALSE;
    }
    return read_choice(json_object_get(root, "stage"), stage_names, after, error);
}

static Page *
read_page(const json_t *root, StageId *after, GError **error)
{
    g_autoptr(Page) page = page_new(1, 1, 1);
    int stage;

    if (!read_head(root, &stage, error) || !read_fields(root, &page_record, 2, page, error))
        return NULL;
    *after = (StageId)stage;
    if (!verify_page(page, *after, error)) {
        g_prefix_error(error, ": ");
        return NULL;
    }
    return g_steal_pointer(&page);
}

Page *
page_json_read(const char *text, gsize length, StageId *after, GError **error)
{
    json_error_t where;

    if (length > PAGE_JSON_MAX_BYTES) {
        g_set_error(error, PAGE_JSON_ERROR, PAGE_JSON_ERROR_LIMIT,
                    "page JSON: %zu bytes, at most %u", length, PAGE_JSON_MAX_BYTES);
        return NULL;
    }
    if (!check_nesting(text, length, error))
        return NULL;
    json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &where);
    if (root == NULL) {
        g_set_error(error, PAGE_JSON_ERROR, PAGE_JSON_ERROR_FORM, "page JSON: line %d: %s",
                    where.line, where.text);
        return NULL;
    }

    Page *page = read_page(root, after, error);
    json_decref(root);
    if (page == NULL)
        g_prefix_error(error, "page JSON");
    return page;
}
