/* ocr/roll.h - the distance at which places on a line recur
 *
 * The line is wound around a roll of that size, and places that recur fall together:
 *
 *      |  .   |  .   |  .   |  .   |        ->      |  :   |
 *
 * How well is told by the length of the mean of unit vectors, as for directions in general: 1 when
 * all fall on one place, and with 20 of them 0.2 by chance. (Mardia and Jupp, Directional
 * Statistics, 2000.)
 */
#pragma once

#include <glib.h>

/**
 * roll_find_pitch:
 * @places: @n of them, one at least, in any unit, in order
 * @low: the smallest distance, which is more than 0
 * @high: and the largest
 * @pitch: the one between at which they agree best, to a twentieth of it at the last place
 * @phase: a place near the first one where they fall together
 *
 * Returns: how well they agree, 0 to 1.
 */
double roll_find_pitch(const double *places, guint n, double low, double high, double *pitch,
                       double *phase);
