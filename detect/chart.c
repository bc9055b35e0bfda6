/* detect/chart.c - charts that look like tables: their labels line up, too
 *
 *     450 |                         the axis on the left or right: numbers that fall by one
 *     400 |     ---- one            step from row to row; the rows hold hardly a number else
 *     350 |     ---- two
 *     300 |    /\\  /               the axis below: words, and numbers that grow by one step
 *          1990  1995  2000
 */
#include "detect/chart.h"

#include "detect/strip.h"

#include <math.h>
#include <string.h>

#define MIN_TICKS 4    /* of an axis */
#define MIN_FALLS 4    /* of one step, on an axis at the side */
#define FALL_SHARE 0.7 /* of the steps on it: what is read in pictures is misread now and then */
#define MAX_DATA 0.25  /* of the rows: so many may hold numbers that are not of an axis */

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

/* The number that @text is; false when it is none. */
static bool
number_of(const char *text, double *number)
{
    char *end = NULL;

    *number = g_ascii_strtod(text, &end);
    return end != text && (*end == '\0' || strcmp(end, "%") == 0) && isfinite(*number);
}

/* Do the numbers in this column fall by one step? */
static bool
is_scale(const Table *table, guint col)
{
    g_autoptr(GArray) falls = g_array_new(FALSE, FALSE, sizeof(double));
    double last = NAN;
    guint best = 0;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        g_auto(GStrv) words = g_strsplit(cell->col == col ? cell->text : "", " ", -1);

        for (guint k = 0; words[k] != NULL; k++) {
            double number;

            if (!number_of(words[k], &number))
                continue;
            const double fall = last - number;
            if (!isnan(last))
                g_array_append_val(falls, fall);
            last = number;
        }
    }
    for (guint i = 0; i < falls->len && i < 2 * MIN_FALLS; i++) {
        const double step = g_array_index(falls, double, i);
        guint alike = 0;

        for (guint k = 0; k < falls->len; k++)
            alike += fabs(g_array_index(falls, double, k) - step) < 0.01 * step;
        best = MAX(best, alike);
    }
    return best >= MIN_FALLS && best >= FALL_SHARE * falls->len;
}

bool
chart_has_scale(const Table *table)
{
    g_autofree bool *scale = g_new0(bool, table->cols + 1);
    g_autofree bool *data = g_new0(bool, table->rows + 1);
    guint n = 0, rows = 0;

    for (guint c = 0; c < table->cols; c++) {
        scale[c] = is_scale(table, c);
        n += scale[c];
    }
    for (guint i = 0; i < table->cells->len && n > 0; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->col < table->cols && cell->row < table->rows && !scale[cell->col] &&
            *cell->text != '\0' && strip_text_is_data(cell->text))
            data[cell->row] = true;
    }
    for (guint r = 0; r < table->rows; r++)
        rows += data[r];
    return n > 0 && rows <= MAX_DATA * table->rows;
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
