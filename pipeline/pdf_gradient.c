/* pipeline/pdf_gradient.c - gradients with fewer stops
 *
 * From the first stop as far as a straight line goes that no stop in between is far from, and on
 * from there. Each stop narrows the slopes that are left to the line, and is looked at once: the
 * cones of J. Sklansky and V. Gonzalez, "Fast polygonal approximation of digitized curves", 1980.
 */
#include "pipeline/pdf_gradient.h"

#include <glib.h>
#include <math.h>
#include <stdbool.h>

#define CHANNELS 4
#define SLACK (0.5 / 255) /* of a channel: half a shade */

typedef struct {
    double at, value[CHANNELS]; /* 0 to 1 */
} Stop;

/* The slopes that a line from a stop may have, for each channel. */
typedef struct {
    double least[CHANNELS], most[CHANNELS];
} Cone;

static void
read_stop(cairo_pattern_t *pattern, int i, Stop *stop)
{
    cairo_pattern_get_color_stop_rgba(pattern, i, &stop->at, &stop->value[0], &stop->value[1],
                                      &stop->value[2], &stop->value[3]);
}

static void
add_stop(cairo_pattern_t *pattern, const Stop *stop)
{
    cairo_pattern_add_color_stop_rgba(pattern, stop->at, stop->value[0], stop->value[1],
                                      stop->value[2], stop->value[3]);
}

static void
open_cone(Cone *cone)
{
    for (int c = 0; c < CHANNELS; c++) {
        cone->least[c] = -INFINITY;
        cone->most[c] = INFINITY;
    }
}

/* Does a line from @from to @to stay near all that the cone was narrowed by? */
static bool
is_in_cone(const Cone *cone, const Stop *from, const Stop *to)
{
    const double run = to->at - from->at;

    for (int c = 0; c < CHANNELS; c++) {
        const double slope = (to->value[c] - from->value[c]) / run;

        if (!(run > 0) || slope < cone->least[c] || slope > cone->most[c])
            return false;
    }
    return true;
}

static void
narrow_cone(Cone *cone, const Stop *from, const Stop *by)
{
    const double run = by->at - from->at;

    for (int c = 0; c < CHANNELS; c++) {
        const double rise = by->value[c] - from->value[c];

        cone->least[c] = MAX(cone->least[c], (rise - SLACK) / run);
        cone->most[c] = MIN(cone->most[c], (rise + SLACK) / run);
    }
}

/* The same without stops. (transfer full); NULL: it is no gradient of the two kinds */
static cairo_pattern_t *
copy_geometry(cairo_pattern_t *pattern)
{
    double x0, y0, r0, x1, y1, r1;
    cairo_pattern_t *copy = NULL;
    cairo_matrix_t matrix;

    if (cairo_pattern_get_linear_points(pattern, &x0, &y0, &x1, &y1) == CAIRO_STATUS_SUCCESS)
        copy = cairo_pattern_create_linear(x0, y0, x1, y1);
    else if (cairo_pattern_get_radial_circles(pattern, &x0, &y0, &r0, &x1, &y1, &r1) ==
             CAIRO_STATUS_SUCCESS)
        copy = cairo_pattern_create_radial(x0, y0, r0, x1, y1, r1);
    if (copy == NULL)
        return NULL;
    cairo_pattern_get_matrix(pattern, &matrix);
    cairo_pattern_set_matrix(copy, &matrix);
    cairo_pattern_set_extend(copy, cairo_pattern_get_extend(pattern));
    cairo_pattern_set_filter(copy, cairo_pattern_get_filter(pattern));
    return copy;
}

cairo_pattern_t *
pdf_gradient_thin(cairo_pattern_t *pattern)
{
    int n = 0, kept = 2;
    Cone cone;

    if (cairo_pattern_get_color_stop_count(pattern, &n) != CAIRO_STATUS_SUCCESS || n < 3)
        return NULL;
    cairo_pattern_t *thin = copy_geometry(pattern);
    if (thin == NULL)
        return NULL;
    Stop from, last, next;
    read_stop(pattern, 0, &from);
    read_stop(pattern, 1, &last);
    add_stop(thin, &from);
    open_cone(&cone);
    for (int i = 2; i < n; i++, last = next) {
        read_stop(pattern, i, &next);
        if (last.at > from.at)
            narrow_cone(&cone, &from, &last);
        if (last.at > from.at && is_in_cone(&cone, &from, &next))
            continue;
        add_stop(thin, &last);
        from = last;
        open_cone(&cone);
        kept++;
    }
    add_stop(thin, &last);
    if (kept < n)
        return thin;
    cairo_pattern_destroy(thin);
    return NULL;
}
