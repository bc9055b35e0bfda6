/* ocr/number.h - numbers checked against their ink
 *
 * In a table a lost decimal point or a digit too many is the worst mistake, as
 * nothing around it tells. But digits are printed apart from each other, and so
 * can be counted: "771" over three large pieces of ink and a dot is 77.1, and
 * over two large pieces it is wrong.
 */
#pragma once

#include "ocr/reading.h"

typedef enum {
    NUMBER_NONE,  /* no number, or not to be told: leave it */
    NUMBER_RIGHT, /* as many digits and points as the ink has, or points were put in */
    NUMBER_WRONG, /* another number of digits: read again */
} NumberState;

/* Checks the number that @reading is, if it is one, against its ink on @clean, and puts in points
 * and commas that were passed over. */
NumberState number_check(Reading *reading, const Raster *clean);

/* Sets right the words of @readings that are no words but numbers read as letters, as an "O" or
 * "Il" between numbers in a column of them. */
void number_from_letters(GArray *readings);

/* Gives negative numbers among @readings one hyphen for a sign, whatever dashes were read before
 * their digits, and however near. */
void number_set_signs(GArray *readings);
