/* detect/contents.h - printed tables of contents
 *
 * A list of headings with their page numbers, which the reader of a screen
 * has no use for: links do that work. Its lines are marked, so that they can
 * be left out, or kept as the lines they are, never as a table or as headings.
 */
#pragma once

#include "detect/mark.h"

/* Marks the lines of printed contents, not the title above. Furniture has been marked. */
void contents_mark(const Document *document, MarkTable *marks);

/* Is @table really printed contents that look like one: titles, dots, growing page numbers? */
bool contents_is_table(const Table *table);

/* Is @text what stands over printed contents? */
bool contents_is_title(const char *text);
