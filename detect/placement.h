/* detect/placement.h - the pieces of a table put into its columns */
#pragma once

#include "detect/alley.h"

/* Sets col0 and col1 of all pieces, cutting between words those that stand in two columns;
 * above strip @body, in the header, only where the space there is a wide one. */
void placement_make(Strips *strips, const Alleys *alleys, guint body);
