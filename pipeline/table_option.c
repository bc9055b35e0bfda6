/* pipeline/table_option.c - what the user says of tables on the command line */
#include "pipeline/table_option.h"

#include "detect/finder.h"
#include "pipeline/model/verify.h"
#include "pipeline/option.h"
#include "pipeline/page_range.h"

#include <math.h>
#include <stdarg.h>

static bool G_GNUC_PRINTF(2, 3) refused(GError **error, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, OPTION_ERROR, OPTION_ERROR_USAGE, message);
    return FALSE;
}

bool
table_option_numbers(const char *text, GArray *numbers)
{
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);

    for (guint i = 0; parts[i] != NULL; i++) {
        char *end;
        const double number = g_ascii_strtod(parts[i], &end);

        if (end == parts[i] || *end != '\0' || !isfinite(number) ||
            fabs(number) > VERIFY_MAX_POINTS)
            return FALSE;
        g_array_append_val(numbers, number);
    }
    return numbers->len > 0;
}

/* The area before @area on its page that has half of it, or more; NULL for none. */
static const FinderArea *
area_under(const GArray *areas, const FinderArea *area)
{
    for (guint i = 0; i < areas->len; i++) {
        const FinderArea *other = &g_array_index(areas, FinderArea, i);

        if (other->page == area->page &&
            MAX(bbox_share(area->bbox, other->bbox), bbox_share(other->bbox, area->bbox)) > 0.5)
            return other;
    }
    return NULL;
}

bool
table_option_areas(char **texts, GArray *areas, GError **error)
{
    for (guint i = 0; texts != NULL && texts[i] != NULL; i++) {
        g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(double));
        const char *rest = texts[i];
        FinderArea area = { .page = page_range_number(&rest) };

        if (area.page == 0 || *rest != ':' || !table_option_numbers(rest + 1, numbers) ||
            numbers->len != 4)
            return refused(error, "--area %s: want PAGE:X0,Y0,X1,Y1 in points", texts[i]);
        const double *at = (const double *)(void *)numbers->data;
        area.bbox = (Bbox){ at[0], at[1], at[2], at[3] };
        if (bbox_is_empty(area.bbox))
            return refused(error, "--area %s: X1 must be right of X0, and Y1 below Y0", texts[i]);
        if (area_under(areas, &area) != NULL)
            return refused(error, "--area %s: another area has the same place", texts[i]);
        g_array_append_val(areas, area);
    }
    return TRUE;
}

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

bool
table_option_columns(const char *text, GArray *columns, GError **error)
{
    if (text == NULL)
        return TRUE;
    if (!table_option_numbers(text, columns))
        return refused(error, "--columns %s: want numbers with commas between them", text);
    g_array_sort(columns, compare_doubles);
    if (g_array_index(columns, double, 0) <= 0)
        return refused(error, "--columns %s: want distances from the left of the page", text);
    return TRUE;
}
