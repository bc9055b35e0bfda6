/* detect/sequel.h - words that say that something goes on from the page before or on the next
 *
 * "Table 3 (continued)", "Continued on next page", "Tabelle 1: Schiffe (Fortsetzung)". Printers
 * put such lines above and below the parts of a table; they belong to the paper, not to the table.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Is @text a line of that kind? Asked only between two tables, so "continued" in prose is not
 * the question; a line of many words is none all the same. */
bool sequel_is_said(const char *text);

/* What is left of @text to tell whether two titles are the same: letters and digits, case folded,
 * without a word at its end that says that it goes on. (transfer full) */
char *sequel_key(const char *text);
