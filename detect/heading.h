/* detect/heading.h - which lines are headings, and their levels
 *
 * Layout names candidates page by page: short lines that size, weight, space
 * or a number sets off. Here the whole document decides.
 */
#pragma once

#include "detect/mark.h"

/* Marks headings with their levels. Furniture and contents have been marked. */
void heading_mark(const Document *document, MarkTable *marks);
