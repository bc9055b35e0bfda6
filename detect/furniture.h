/* detect/furniture.h - running heads, feet and page numbers
 *
 * What is printed on every page for finding one's way in the book is not part
 * of its text. It stands at the edge, it comes back from page to page at the
 * same height, and it says the same, or the number of the page.
 */
#pragma once

#include "detect/mark.h"

/* Marks header and footer lines; @marks: all body. Returns what they say, for
 * furniture_says(). (transfer full) */
GHashTable *furniture_mark(const Document *document, MarkTable *marks);

/* Does some header or footer say @text, other numbers aside? For text at the edge of a page
 * that is no line, as a table took it in. @said: of furniture_mark() */
bool furniture_says(GHashTable *said, const char *text);
