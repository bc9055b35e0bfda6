/* pipeline/template.h - what is known of the tables of many PDFs alike
 *
 * A key file, as `sheaf inspect` saves it: a group for each table.
 *
 *     [table 1]
 *     pages=2              where; 1-3,7,12- or all, which is what it is without the key
 *     area=56,120,540,410  left, top, right, bottom in points of the page as shown
 *     columns=140,220,300  where columns part; the table has them all, even empty ones
 *     method=stream        auto (default), lattice, stream
 *     header-rows=1        as found where nothing is said
 *
 *     [template]
 *     only=true            no tables but these; without it, pages that are not named are looked at
 */
#pragma once

#include "pipeline/option.h"

/**
 * template_read:
 * @areas: of finder_areas_new(); those of the template are added
 * @only: (out): whether other pages have no tables
 * @text: (out) (transfer full): of the file, which decides about results
 *
 * Returns: FALSE with one line to show: OPTION_ERROR_FILE where it cannot be read,
 *   OPTION_ERROR_USAGE where it makes no sense.
 */
bool template_read(const char *path, GArray *areas, bool *only, char **text, GError **error);
