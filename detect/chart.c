/* detect/chart.c - charts that look like tables: their labels line up, too */
#include "detect/chart.h"

#include <math.h>
#include <string.h>

#define MIN_TICKS 4 /* of an axis */

/* Is this row the axis of a chart: words, and behind them numbers that grow by the same step? From
 * 1 by 1 the columns of tables are numbered, too. */
static bool
is_axis(const Table *table, guint row)
{
    g_autoptr(GString) text = g_string_new(NULL);
    double last = 0, step = 0;
    guint n = 0;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        if (cell->row == row && *cell->text != '\0')
            g_string_append_printf(text, "%s ", cell->text);
    }
    g_auto(GStrv) words = g_strsplit(g_strchomp(text->str), " ", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        char *end = NULL;
        const double number = g_ascii_strtod(words[i], &end);

        if (end == words[i] || (*end != '\0' && *end != '%')) {
            if (n > 0)
                return false;
            continue; /* what the axis shows */
        }
        if (n == 1)
            step = number - last;
        else if (n > 1 && fabs(number - last - step) > 1e-6 * fabs(number))
            return false;
        last = number;
        n++;
    }
    return n >= MIN_TICKS && step > 0 && !(step == 1 && last == n);
}

bool
chart_has_axis(const Table *table)
{
    /* Only in the lower half: above, years are labels. */
    for (guint row = table->rows; row-- > table->rows / 2;)
        if (is_axis(table, row))
            return true;
    return false;
}
