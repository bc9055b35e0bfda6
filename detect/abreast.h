/* detect/abreast.h - white between tables that stand side by side, without a rule between them */
#pragma once

#include "detect/strip.h"

/**
 * abreast_part:
 * @s, @end: the strips of what may be several tables, from @s to before @end
 * @gutters: Gutter; the white between the tables is added, with what it parts above and below
 *
 * Returns: whether there is any.
 */
bool abreast_part(const Strips *strips, guint s, guint end, GArray *gutters);
