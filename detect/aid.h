/* detect/aid.h - finding aids of paper: indexes, lists of figures, what is left of contents
 *
 * They lead to page numbers, which a book on a screen does not have. A section
 * is one by its title and by what stands in it: lines that end in numbers, or
 * words with numbers all over. A chapter on database indexes is none.
 */
#pragma once

#include "pipeline/model/flow.h"

/* Takes the sections of @flow that are finding aids out of it, titles and all. */
void aid_drop(Flow *flow);
