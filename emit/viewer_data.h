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

/* What is drawn over the picture of one page. (transfer full) */
char *viewer_data_page(const Page *page);
