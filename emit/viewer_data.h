/* emit/viewer_data.h - what the page of emit/viewer.h knows of a document, as JSON
 *
 * Safe within <script>: there is no "<" in it. The names are those that emit/viewer/viewer.js
 * uses, and nobody else.
 */
#pragma once

#include "pipeline/model/document.h"

/**
 * viewer_data_document:
 * @markdown: of the whole flow
 * @ends: gsize, where in it the text of each element ends
 *
 * All but what is on pages alone: the elements of the flow, its tables, what was left out.
 * (transfer full)
 */
char *viewer_data_document(const Document *document, const char *markdown, const GArray *ends);

/* Do the @i-th page of @document and the one before it stand on one page of the file, as halves of
 * a spread? Then they are shown as one. */
bool viewer_data_goes_on(const Document *document, guint i);

/* What is drawn over the picture of a page of the file, the @i-th page of @document and those that
 * go on there. Boxes are on the page as shown. (transfer full) */
char *viewer_data_page(const Document *document, guint i);
