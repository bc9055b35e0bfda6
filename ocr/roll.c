/* ocr/roll.c - the distance at which places on a line recur
 *
 * From one size of the roll to the next each place turns by an angle of its own, which is the same
 * at every step where steps are even in turns, so nobody asks for sines on the way.
 */
#include "ocr/roll.h"

#include <math.h>

/* A place on the roll, as a unit vector, and by how much that turns from one size to the next. */
typedef struct {
    double x, y;
    double cosine, sine;
} Wound;

/* One step on. How well the @n of them agree before it, 0 to 1; *angle gets where they are. */
static double
turn_on(Wound *wound, guint n, double *angle)
{
    double x = 0, y = 0;

    for (guint i = 0; i < n; i++) {
        Wound *one = &wound[i];
        const double turned = one->x * one->cosine - one->y * one->sine;

        x += one->x;
        y += one->y;
        one->y = one->x * one->sine + one->y * one->cosine;
        one->x = turned;
    }
    *angle = atan2(y, x);
    return hypot(x, y) / n;
}

double
roll_find_pitch(const double *places, guint n, double low, double high, double *pitch,
                double *phase)
{
    const double span = MAX(places[n - 1] - places[0], high);
    /* Turns of the roll for a point. By a step the last letter moves a twentieth of a pitch. */
    const double first = 1 / low, last = 1 / high, step = 0.05 / span;
    g_autofree Wound *wound = g_new(Wound, n);
    double most = 0;

    for (guint i = 0; i < n; i++) {
        const double along = 2 * G_PI * (places[i] - places[0]);

        wound[i] = (Wound){ cos(along * first), sin(along * first), cos(along * step),
                            -sin(along * step) };
    }
    for (guint i = 0; first - i * step >= last; i++) {
        double angle;
        const double agreed = turn_on(wound, n, &angle);

        if (agreed > most) {
            most = agreed;
            *pitch = 1 / (first - i * step);
            *phase = places[0] + angle / (2 * G_PI) * *pitch;
        }
    }
    return most;
}
