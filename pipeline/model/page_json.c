/* pipeline/model/page_json.c - a page written as JSON
 *
 * Walks the records of record.h. Only lattices, whose walls are as many as
 * their edges say, have a writer of their own.
 */
#include "pipeline/model/page_json.h"

#include "pipeline/model/record.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

G_DEFINE_QUARK(page_json_error, page_json_error)

/* Significant digits: VERIFY_MAX_POINTS with three places behind the point. */
#define REAL_DIGITS 10

#define DUMP_FLAGS (JSON_COMPACT | JSON_REAL_PRECISION(REAL_DIGITS) | JSON_ENCODE_ANY)

void
page_json_round(Page *page)
{
    record_round(record_page(), page);
}

/* JSON has no infinity; what reads it says that this is no number. */
static json_t *
write_real(double value)
{
    return isfinite(value) ? json_real(record_rounded(value)) : json_null();
}

static json_t *
write_reals(const double *reals, guint n)
{
    json_t *array = json_array();

    for (guint i = 0; i < n; i++)
        json_array_append_new(array, write_real(reals[i]));
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
        return write_real(*(const double *)at);
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
    g_autoptr(GError) flaw = NULL;

    /* A page whose values are wrong is written too: that is what one wants to look at. */
    if (!verify_page(page, after, &flaw) && flaw->code == VERIFY_ERROR_SHAPE) {
        g_propagate_prefixed_error(error, g_steal_pointer(&flaw),
                                   "page %u as JSON: ", page->number);
        return NULL;
    }
    g_string_append_printf(out, "{\"version\":%d,\n\"stage\":\"%s\"", PAGE_JSON_VERSION,
                           record_stages()[after]);
    for (const Field *field = record_page()->fields; field->name != NULL; field++)
        append_field(out, field, (const char *)page + field->offset);
    g_string_append(out, "}\n");
    return g_string_free(g_steal_pointer(&out), FALSE);
}
