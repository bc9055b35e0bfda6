/* ocr/quote.h - the quotes of type of fixed width
 *
 * Code has straight quotes. Tesseract reads them as curly ones, or twice.
 */
#pragma once

#include <glib.h>

/* Appends @word to @text, its quotes straight. */
void quote_append(GString *text, const char *word);

/* Takes quotes that stand twice once, until @text has @n characters. */
void quote_merge(GString *text, glong n);
