/* pipeline/template.c - what is known of the tables of many PDFs alike */
#include "pipeline/template.h"

#include "detect/finder.h"
#include "pipeline/page_range.h"
#include "pipeline/table_option.h"

#include <stdarg.h>
#include <string.h>

/* A group of the file, being read. */
typedef struct {
    const char *path, *group;
    GKeyFile *file;
} Part;

static bool G_GNUC_PRINTF(3, 4) refused(const Part *part, GError **error, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(error, OPTION_ERROR, OPTION_ERROR_USAGE, "--template %s: [%s]: %s", part->path,
                part->group, message);
    return FALSE;
}

/* NULL where the group does not have it. (transfer full) */
static char *
value(const Part *part, const char *key)
{
    char *text = g_key_file_get_string(part->file, part->group, key, NULL);

    return text != NULL ? g_strstrip(text) : NULL;
}

static bool
has_only(const Part *part, const char *const *known, GError **error)
{
    g_auto(GStrv) keys = g_key_file_get_keys(part->file, part->group, NULL, NULL);
    g_autofree char *list = g_strjoinv(", ", (char **)known);

    for (guint i = 0; keys[i] != NULL; i++)
        if (!g_strv_contains(known, keys[i]))
            return refused(part, error, "there is no '%s' here, only %s", keys[i], list);
    return TRUE;
}

static bool
read_method(const Part *part, FinderMethod *method, GError **error)
{
    static const char *const names[] = { "auto", "lattice", "stream" };
    g_autofree char *text = value(part, "method");
    guint i = 0;

    while (text != NULL && i < G_N_ELEMENTS(names) && strcmp(text, names[i]) != 0)
        i++;
    if (i == G_N_ELEMENTS(names))
        return refused(part, error, "method=%s: want auto, lattice or stream", text);
    *method = (FinderMethod)i;
    return TRUE;
}

static bool
read_header_rows(const Part *part, gint *rows, GError **error)
{
    g_autofree char *text = value(part, "header-rows");
    guint64 number = 0;

    *rows = -1;
    if (text == NULL)
        return TRUE;
    if (!g_ascii_string_to_unsigned(text, 10, 0, 1000, &number, NULL))
        return refused(part, error, "header-rows=%s: want a number from 0 to 1000", text);
    *rows = (gint)number;
    return TRUE;
}

/* Where columns part; NULL where nothing is said. */
static bool
read_columns(const Part *part, GArray **columns, GError **error)
{
    g_autofree char *text = value(part, "columns");
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(double));

    if (text == NULL || *text == '\0')
        return TRUE;
    if (!table_option_columns(text, numbers, NULL))
        return refused(part, error,
                       "columns=%s: want distances from the left of the page, with commas", text);
    *columns = g_steal_pointer(&numbers);
    return TRUE;
}

static bool
read_box(const Part *part, Bbox *bbox, GError **error)
{
    g_autofree char *text = value(part, "area");
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(double));

    if (text == NULL)
        return refused(part, error, "say where the table is: area=X0,Y0,X1,Y1 in points");
    if (!table_option_numbers(text, numbers) || numbers->len != 4)
        return refused(part, error, "area=%s: want X0,Y0,X1,Y1 in points", text);
    const double *at = (const double *)(void *)numbers->data;
    *bbox = (Bbox){ at[0], at[1], at[2], at[3] };
    return !bbox_is_empty(*bbox) ||
           refused(part, error, "area=%s: X1 must be right of X0, and Y1 below Y0", text);
}

/* Adds @area for each range of pages that the group names. */
static bool
add_pages(const Part *part, const FinderArea *area, GArray *areas, GError **error)
{
    g_autofree char *text = value(part, "pages");
    g_auto(GStrv) ranges =
        g_strsplit(text == NULL || strcmp(text, "all") == 0 ? "1-" : text, ",", -1);

    if (ranges[0] == NULL)
        return refused(part, error, "pages=: no page is named");
    for (guint i = 0; ranges[i] != NULL; i++) {
        FinderArea here = *area;
        PageRange range;

        if (!page_range_read(g_strstrip(ranges[i]), &range))
            return refused(part, error, "pages=%s: want page numbers from 1, as in 1-3,7,12-",
                           text);
        here.page = range.first;
        here.last = range.last;
        if (here.columns != NULL)
            g_array_ref(here.columns);
        g_array_append_val(areas, here);
    }
    return TRUE;
}

static bool
read_table(const Part *part, guint place, GArray *areas, GError **error)
{
    static const char *const known[] = {
        "pages", "area", "columns", "method", "header-rows", NULL
    };
    FinderArea area = { .place = place, .own = TRUE };
    g_autoptr(GArray) columns = NULL;

    if (!has_only(part, known, error) || !read_box(part, &area.bbox, error) ||
        !read_columns(part, &columns, error) || !read_method(part, &area.method, error) ||
        !read_header_rows(part, &area.header_rows, error))
        return FALSE;
    area.columns = columns;
    return add_pages(part, &area, areas, error);
}

static bool
read_settings(const Part *part, bool *only, GError **error)
{
    static const char *const known[] = { "only", NULL };
    g_autoptr(GError) cause = NULL;

    if (!has_only(part, known, error))
        return FALSE;
    *only = g_key_file_get_boolean(part->file, part->group, "only", &cause);
    return cause == NULL || refused(part, error, "only: want true or false");
}

bool
template_read(const char *path, GArray *areas, bool *only, char **text, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autoptr(GError) cause = NULL;
    gsize length;
    guint place = 0;

    *only = FALSE;
    *text = NULL;
    if (!g_file_get_contents(path, text, &length, &cause)) {
        g_set_error(error, OPTION_ERROR, OPTION_ERROR_FILE, "--template: %s", cause->message);
        return FALSE;
    }
    if (!g_key_file_load_from_data(file, *text, length, G_KEY_FILE_NONE, &cause)) {
        g_set_error(error, OPTION_ERROR, OPTION_ERROR_USAGE, "--template %s: %s", path,
                    cause->message);
        return FALSE;
    }
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    for (guint i = 0; groups[i] != NULL; i++) {
        const Part part = { path, groups[i], file };
        bool read;

        if (strcmp(groups[i], "template") == 0)
            read = read_settings(&part, only, error);
        else if (strcmp(groups[i], "table") == 0 || g_str_has_prefix(groups[i], "table "))
            read = read_table(&part, ++place, areas, error);
        else
            read = refused(&part, error, "want groups called [table 1], [table 2], or [template]");
        if (!read)
            return FALSE;
    }
    if (areas->len > 0)
        return TRUE;
    g_set_error(error, OPTION_ERROR, OPTION_ERROR_USAGE, "--template %s: it has no [table 1]",
                path);
    return FALSE;
}
