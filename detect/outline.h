/* detect/outline.h - the file's own outline, found again on its pages
 *
 * An outline names the headings and their levels, if it is one: some files
 * carry page numbers, file names or someone else's chapters. So it counts only
 * as far as its titles stand on the pages they lead to.
 */
#pragma once

#include "detect/mark.h"

/* Marks the lines that outline entries name as headings. Returns the share of entries, of
 * those that lead to pages at hand, that were found: 0 to 1. */
double outline_mark(const Document *document, MarkTable *marks);
