/* detect/furniture.h - running heads, feet and page numbers
 *
 * What is printed on every page for finding one's way in the book is not part
 * of its text. It stands at the edge, it comes back from page to page at the
 * same height, and it says the same, or the number of the page.
 */
#pragma once

#include "detect/mark.h"

/* Marks header and footer lines; @marks: all body. */
void furniture_mark(const Document *document, MarkTable *marks);
