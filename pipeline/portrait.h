/* pipeline/portrait.h - the picture of a page, as a file to be shown beside what was found on it */
#pragma once

#include "pipeline/pdf.h"

/**
 * portrait_take:
 * @page: one that stands on the page of the file that is taken; only read. What was scanned
 *   crooked is shown straight, as its boxes are; a spread as it is
 * @type: (out): "image/png" or "image/jpeg", static
 *
 * The same bytes every time. (transfer full): NULL with an error
 */
GBytes *portrait_take(Pdf *pdf, const Page *page, const char **type, GError **error);
