/* pipeline/table_option.h - what the user says of tables on the command line
 *
 * Areas and columns in points from the top left of the page as it is shown: turned, where the
 * file says that it is. Each reader takes what was typed, NULL where nothing was, and says in
 * one line (OPTION_ERROR_USAGE) why it makes no sense.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Numbers with commas between them, all of @text, at least one; only finite ones that can be on a
 * page. Appends doubles. */
bool table_option_numbers(const char *text, GArray *numbers);

/* "3:56,120,540,410": appends FinderAreas. Two of them may touch, not cover each other. */
bool table_option_areas(char **texts, GArray *areas, GError **error);

/* "140,220,300": appends doubles, growing. */
bool table_option_columns(const char *text, GArray *columns, GError **error);
