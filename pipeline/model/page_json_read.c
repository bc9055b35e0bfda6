/* pipeline/model/page_json_read.c - a page read from JSON
 *
 * Walks the records of record.h, as page_json.c does to write. Nothing in the
 * text is trusted: limits first, then the form, then verify_page().
 */
#include "pipeline/model/page_json.h"

#include "pipeline/model/record.h"

#include <jansson.h>
#include <string.h>

/* Errors grow from the inside out: ": want text", ".text: want text", "[7].text: ...". */
static bool
form_error(GError **error, const char *want)
{
    g_set_error(error, PAGE_JSON_ERROR, PAGE_JSON_ERROR_FORM, ": want %s", want);
    return FALSE;
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
    *real = record_rounded(json_number_value(value));
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
    return read_choice(json_object_get(root, "stage"), record_stages(), after, error);
}

static Page *
read_page(const json_t *root, StageId *after, GError **error)
{
    g_autoptr(Page) page = page_new(1, 1, 1);
    int stage;

    if (!read_head(root, &stage, error) || !read_fields(root, record_page(), 2, page, error))
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
