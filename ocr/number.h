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

/* Does @reading stand in a column of numbers: are most words straight above and below it numbers?
 * It need not be one of @readings. */
bool number_is_in_column(const GArray *readings, const Reading *reading);

/* Could @text be a number with all that may stand with one, brackets, stars, signs of money? */
bool number_is_figure(const char *text);

/* Gives numbers among @readings the sign or the point that is printed before them, and that was
 * passed over. @ink: as of scan_ink(). */
void number_add_leads(GArray *readings, const Raster *ink);

/* Sets right the words of @readings that are no words but numbers read as letters, as an "O" or
 * "Il" between numbers in a column of them. */
void number_from_letters(GArray *readings);

/* Gives negative numbers among @readings one hyphen for a sign, whatever dashes were read before
 * their digits, and however near. */
void number_set_signs(GArray *readings);
