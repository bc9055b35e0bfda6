/* detect/linenumber.h - numbers of lines in the margin of code
 *
 * A typesetter puts them there so that the text can speak of line 7. They are
 * no part of the program: a column of numbers that grow evenly as their
 * baselines do, beside fixed-width text that is set otherwise than they are.
 * What a program printed ("cat -n") is set like its text, and stays.
 */
#pragma once

#include "pipeline/model/page.h"

/* Marks the words of @page that are such numbers in @taken, one a word. Words taken before are not
 * looked at. */
void linenumber_mark(const Page *page, bool *taken);
