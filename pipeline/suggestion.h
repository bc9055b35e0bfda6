/* pipeline/suggestion.h - what somebody meant who mistyped a name
 *
 * Method: the least number of letters put in, left out, exchanged or swapped
 * with their neighbour (optimal string alignment distance; Damerau, "A
 * Technique for Computer Detection and Correction of Spelling Errors", 1964).
 */
#pragma once

#include <glib.h>

/* The first of @names, ended by NULL, that is nearest to @typed; NULL when none is near enough to
 * be meant: of three letters one may be wrong. Lent. */
const char *suggestion_find(const char *typed, const char *const *names);
