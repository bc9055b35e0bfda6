/* detect/rejoin.h - long lines of code that the typesetter broke
 *
 * The printed page is narrower than the program. Where a line had to be broken
 * a hooked arrow says so, at the end of its first part, at the start of the next,
 * or both; the reader of a file wants the line as it was.
 */
#pragma once

#include <glib.h>

/* @code: lines with \n between them. A space stands where the line was broken, unless the mark was
 * set right behind the text, in the middle of a word. (transfer full) */
char *rejoin_lines(const char *code);
