/* pipeline/model/page_pack.c - a page as bytes, for another process of the same run
 *
 *     | size | stage | fields of Page, one after the other |
 *                      ... | n | element | element | ...     what there is any number of
 *                      ... | n | bytes ...                   text; NONE for NULL
 */
#include "pipeline/model/page_pack.h"

#include "pipeline/model/record.h"

#include <string.h>

G_DEFINE_QUARK(page_pack_error, page_pack_error)

#define NONE G_MAXUINT32

static void
put(GByteArray *out, gconstpointer data, gsize n)
{
    g_byte_array_append(out, data, (guint)n);
}

static void
put_uint(GByteArray *out, guint32 n)
{
    put(out, &n, sizeof n);
}

static void
put_text(GByteArray *out, const char *text)
{
    const gsize n = text != NULL ? strlen(text) : 0;

    put_uint(out, text != NULL ? (guint32)n : NONE);
    put(out, text, n);
}

static void
put_array(GByteArray *out, const GArray *array, gsize element_size)
{
    put_uint(out, array->len);
    put(out, array->data, array->len * element_size);
}

static void
put_texts(GByteArray *out, const GPtrArray *texts)
{
    put_uint(out, texts->len);
    for (guint i = 0; i < texts->len; i++)
        put_text(out, g_ptr_array_index(texts, i));
}

static void
put_lattice(GByteArray *out, const Lattice *lattice)
{
    const gsize rows = lattice_n_rows(lattice), cols = lattice_n_cols(lattice);

    put(out, &lattice->bbox, sizeof lattice->bbox);
    put_array(out, lattice->xs, sizeof(double));
    put_array(out, lattice->ys, sizeof(double));
    put(out, lattice->h_wall, (rows + 1) * cols);
    put(out, lattice->v_wall, rows * (cols + 1));
}

static void put_record(GByteArray *out, const Record *record, const void *data);

static void
put_list(GByteArray *out, const Field *field, const void *at)
{
    const GArray *array = *(GArray *const *)at; /* or the next */
    const GPtrArray *pointers = *(GPtrArray *const *)at;
    const guint n = field->kind == KIND_RECORDS ? array->len : pointers->len;

    put_uint(out, n);
    for (guint i = 0; i < n; i++) {
        if (field->kind == KIND_RECORDS)
            put_record(out, field->of, array->data + i * field->of->size);
        else if (field->kind == KIND_TABLES)
            put_record(out, field->of, g_ptr_array_index(pointers, i));
        else
            put_lattice(out, g_ptr_array_index(pointers, i));
    }
}

/* Bytes of what is as it is; 0 for what has a length of its own. */
static gsize
plain_size(Kind kind)
{
    switch (kind) {
    case KIND_REAL:
        return sizeof(double);
    case KIND_BBOX:
        return sizeof(Bbox);
    case KIND_UINT:
    case KIND_INT:
    case KIND_COLOR:
    case KIND_CHOICE:
        return sizeof(guint32);
    case KIND_INT16:
        return sizeof(gint16);
    case KIND_BOOL:
        return sizeof(bool);
    default:
        return 0;
    }
}

static void
put_field(GByteArray *out, const Field *field, const void *at)
{
    const gsize plain = plain_size(field->kind);

    if (plain > 0)
        put(out, at, plain);
    else if (field->kind == KIND_TEXT || field->kind == KIND_MAYBE)
        put_text(out, *(char *const *)at);
    else if (field->kind == KIND_REALS)
        put_array(out, *(GArray *const *)at, sizeof(double));
    else if (field->kind == KIND_UINTS)
        put_array(out, *(GArray *const *)at, sizeof(guint));
    else if (field->kind == KIND_TEXTS)
        put_texts(out, *(GPtrArray *const *)at);
    else
        put_list(out, field, at);
}

static void
put_record(GByteArray *out, const Record *record, const void *data)
{
    for (const Field *field = record->fields; field->name != NULL; field++)
        put_field(out, field, (const char *)data + field->offset);
}

/* Is it safe to go through the page? What is merely wrong in it is passed on as it is. */
static bool
is_whole(const Page *page, StageId after, GError **error)
{
    g_autoptr(GError) flaw = NULL;

    if (verify_page(page, after, &flaw) || flaw->code != VERIFY_ERROR_SHAPE)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&flaw));
    return FALSE;
}

bool
page_pack(const Page *page, StageId after, GByteArray *bytes, GError **error)
{
    const guint begin = bytes->len;

    if (!is_whole(page, after, error))
        return FALSE;
    put_uint(bytes, 0); /* the size, once it is known */
    put_uint(bytes, (guint32)after);
    put_record(bytes, record_page(), page);
    const guint32 size = bytes->len - begin;
    memcpy(bytes->data + begin, &size, sizeof size);
    return TRUE;
}

/* What is left to be unpacked. */
typedef struct {
    const guint8 *at, *end;
} Rest;

static bool
get(Rest *rest, gpointer data, gsize n)
{
    if (n > (gsize)(rest->end - rest->at))
        return FALSE;
    if (n > 0)
        memcpy(data, rest->at, n);
    rest->at += n;
    return TRUE;
}

/* How many elements of at least @least bytes follow. */
static bool
get_count(Rest *rest, gsize least, guint32 *n)
{
    return get(rest, n, sizeof *n) && *n <= (gsize)(rest->end - rest->at) / least;
}

/* @maybe: NULL is allowed. */
static bool
get_text(Rest *rest, bool maybe, char **text)
{
    guint32 n;

    if (!get(rest, &n, sizeof n))
        return FALSE;
    g_clear_pointer(text, g_free);
    if (n == NONE)
        return maybe;
    if (n > (gsize)(rest->end - rest->at) || !g_utf8_validate_len((const char *)rest->at, n, NULL))
        return FALSE; /* nor is NUL allowed */
    *text = g_strndup((const char *)rest->at, n);
    rest->at += n;
    return TRUE;
}

static bool
get_array(Rest *rest, GArray **array, gsize element_size)
{
    guint32 n;

    if (!get_count(rest, element_size, &n))
        return FALSE;
    if (*array == NULL)
        *array = g_array_new(FALSE, FALSE, (guint)element_size);
    g_array_set_size(*array, n);
    return get(rest, (*array)->data, n * element_size);
}

static bool
get_texts(Rest *rest, GPtrArray *texts)
{
    guint32 n;

    if (!get_count(rest, sizeof n, &n))
        return FALSE;
    for (guint32 i = 0; i < n; i++) {
        char *text = NULL;

        if (!get_text(rest, FALSE, &text))
            return FALSE;
        g_ptr_array_add(texts, text);
    }
    return TRUE;
}

/* Walls are 0 or 1. */
static bool
get_walls(Rest *rest, guint8 *walls, gsize n)
{
    if (!get(rest, walls, n))
        return FALSE;
    for (gsize i = 0; i < n; i++)
        if (walls[i] > 1)
            return FALSE;
    return TRUE;
}

static bool
get_lattice(Rest *rest, GPtrArray *lattices)
{
    g_autoptr(GArray) xs = NULL, ys = NULL;
    Bbox bbox;

    if (!get(rest, &bbox, sizeof bbox) || !get_array(rest, &xs, sizeof(double)) ||
        !get_array(rest, &ys, sizeof(double)) || xs->len < 2 || ys->len < 2 ||
        xs->len > VERIFY_MAX_GRID || ys->len > VERIFY_MAX_GRID)
        return FALSE;
    if ((gsize)(rest->end - rest->at) < (gsize)xs->len * (ys->len - 1)) /* as many walls */
        return FALSE;
    Lattice *lattice = lattice_new((const double *)(const void *)xs->data, xs->len,
                                   (const double *)(const void *)ys->data, ys->len);
    const gsize rows = lattice_n_rows(lattice), cols = lattice_n_cols(lattice);

    lattice->bbox = bbox;
    g_ptr_array_add(lattices, lattice);
    return get_walls(rest, lattice->h_wall, (rows + 1) * cols) &&
           get_walls(rest, lattice->v_wall, rows * (cols + 1));
}

static bool get_record(Rest *rest, const Record *record, void *data);

/* The elements exist before they are filled, so that what was filled of them is freed. */
static bool
get_list(Rest *rest, const Field *field, void *at)
{
    g_autofree void *empty = field->of != NULL ? g_malloc0(field->of->size) : NULL;
    guint32 n;

    if (!get_count(rest, 1, &n))
        return FALSE;
    for (guint32 i = 0; i < n; i++) {
        bool done;

        if (field->kind == KIND_RECORDS) {
            GArray *array = *(GArray **)at;

            g_array_append_vals(array, empty, 1);
            done = get_record(rest, field->of, array->data + i * field->of->size);
        } else if (field->kind == KIND_TABLES) {
            Table *table = table_new(0, BBOX_EMPTY, TABLE_LATTICE);

            g_array_set_size(table->parts, 0);
            g_ptr_array_add(*(GPtrArray **)at, table);
            done = get_record(rest, field->of, table);
        } else {
            done = get_lattice(rest, *(GPtrArray **)at);
        }
        if (!done)
            return FALSE;
    }
    return TRUE;
}

static bool
get_choice(Rest *rest, const char *const *names, int *choice)
{
    guint32 n;

    if (!get(rest, &n, sizeof n))
        return FALSE;
    for (guint32 i = 0; names[i] != NULL; i++)
        if (i == n) {
            *choice = (int)n;
            return TRUE;
        }
    return FALSE;
}

static bool
get_bool(Rest *rest, bool *value)
{
    guint8 byte;

    if (!get(rest, &byte, sizeof byte) || byte > 1)
        return FALSE;
    *value = byte == 1;
    return TRUE;
}

static bool
get_field(Rest *rest, const Field *field, void *at)
{
    switch (field->kind) {
    case KIND_BOOL:
        return get_bool(rest, at);
    case KIND_CHOICE:
        return get_choice(rest, field->names, at);
    case KIND_TEXT:
    case KIND_MAYBE:
        return get_text(rest, field->kind == KIND_MAYBE, at);
    case KIND_REALS:
        return get_array(rest, at, sizeof(double));
    case KIND_UINTS:
        return get_array(rest, at, sizeof(guint));
    case KIND_TEXTS:
        return get_texts(rest, *(GPtrArray **)at);
    case KIND_RECORDS:
    case KIND_TABLES:
    case KIND_LATTICES:
        return get_list(rest, field, at);
    default:
        return get(rest, at, plain_size(field->kind));
    }
}

static bool
get_record(Rest *rest, const Record *record, void *data)
{
    for (const Field *field = record->fields; field->name != NULL; field++)
        if (!get_field(rest, field, (char *)data + field->offset))
            return FALSE;
    return TRUE;
}

/* The stage is one that there is. */
static bool
get_stage(Rest *rest, StageId *after)
{
    int stage;

    if (!get_choice(rest, record_stages(), &stage))
        return FALSE;
    *after = (StageId)stage;
    return TRUE;
}

Page *
page_unpack(const guint8 **at, const guint8 *end, StageId *after, GError **error)
{
    g_autoptr(Page) page = page_new(1, 1, 1);
    Rest rest = { *at, end };
    guint32 size;

    if (get(&rest, &size, sizeof size) && size >= sizeof size && size <= (gsize)(end - *at)) {
        rest.end = *at + size;
        if (get_stage(&rest, after) && get_record(&rest, record_page(), page) &&
            rest.at == rest.end) {
            *at = rest.end;
            return is_whole(page, *after, error) ? g_steal_pointer(&page) : NULL;
        }
    }
    g_set_error_literal(error, PAGE_PACK_ERROR, PAGE_PACK_ERROR_FORM,
                        "packed page: it is damaged or cut off");
    return NULL;
}
