/* emit/value.c - the values that JSON files of sheaf are made of */
#include "emit/value.h"

#include <math.h>

/* Two decimals of a point are 3.5 micrometres; a page is at most 14400 points. */
json_t *
value_number(double value)
{
    if (!isfinite(value) || fabs(value) > 1e9)
        return json_integer(0);

    const double rounded = round(value * 100) / 100;
    return rounded == floor(rounded) ? json_integer((json_int_t)rounded) : json_real(rounded);
}

json_t *
value_text(const char *string)
{
    g_autofree char *valid = g_utf8_make_valid(string != NULL ? string : "", -1);

    return json_string(valid);
}

json_t *
value_texts(const GPtrArray *texts)
{
    json_t *array = json_array();

    for (guint i = 0; i < texts->len; i++)
        json_array_append_new(array, value_text(g_ptr_array_index(texts, i)));
    return array;
}

json_t *
value_box(Bbox bbox)
{
    json_t *array = json_array();

    json_array_append_new(array, value_number(bbox.x0));
    json_array_append_new(array, value_number(bbox.y0));
    json_array_append_new(array, value_number(bbox.x1));
    json_array_append_new(array, value_number(bbox.y1));
    return array;
}

void
value_set(json_t *object, const char *key, json_t *value)
{
    /* NULL means no memory, as texts are valid and numbers finite. */
    g_assert(value != NULL);
    json_object_set_new(object, key, value);
}

void
value_set_text(json_t *object, const char *key, const char *value)
{
    if (value != NULL)
        value_set(object, key, value_text(value));
}

const char *
value_element_name(ElementKind kind)
{
    static const char *const names[] = {
        [ELEMENT_HEADING] = "heading", [ELEMENT_PARAGRAPH] = "paragraph",
        [ELEMENT_ITEM] = "item",       [ELEMENT_CODE] = "code",
        [ELEMENT_TABLE] = "table",     [ELEMENT_PICTURE] = "picture",
        [ELEMENT_CAPTION] = "caption", [ELEMENT_NOTE] = "note",
        [ELEMENT_HEADER] = "header",   [ELEMENT_FOOTER] = "footer",
        [ELEMENT_FORMULA] = "formula",
    };

    return kind < G_N_ELEMENTS(names) ? names[kind] : "paragraph";
}

/* Fifteen figures are what a double keeps of a printed number. */
char *
value_dump(json_t *value)
{
    char *dumped = json_dumps(value, JSON_COMPACT | JSON_REAL_PRECISION(15));

    g_assert(dumped != NULL);
    char *text = g_strdup(dumped);
    free(dumped);
    json_decref(value);
    return text;
}
