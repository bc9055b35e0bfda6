/* detect/bidi.h - words of a line in the order in which they are read
 *
 * Lines are made from left to right. Where text runs to the left, the order of the text layer,
 * which has it as it is read (pipeline/pdf_bidi.c), is that of the words.
 */
#pragma once

#include "pipeline/model/page.h"

/* Does @c belong to a script that runs from right to left? */
bool bidi_is_rtl(gunichar c);

/* Do most letters of these @n words? @words: into the page's words. */
bool bidi_runs_left(const Page *page, const guint *words, guint n);

/* Puts the words of a line, left to right, into the order of reading, if any of them runs to the
 * left. Where the line is several of the text layer, these go by their places. */
void bidi_sort(const Page *page, GArray *words);
