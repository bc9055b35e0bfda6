/* emit/html.h - a flow as one self-contained HTML5 page, and tables as HTML */
#pragma once

#include "emit/inline.h"
#include "pipeline/model/document.h"

typedef struct {
    bool images;
    bool furniture;
    bool page_marks; /* `<a id="page-4"></a>` before the first element of each page */
} HtmlOptions;

/* (transfer full) */
char *html_document(const Document *document, const HtmlOptions *options);

/* Appends <table>...</table>, each row on lines of its own, no blank lines. Without @inlines: td
 * only, cells are plain text, each tag and text on its own line. With them: th for header
 * rows, cells with links and styles. */
void html_append_table(GString *out, const Table *table, const InlineOptions *inlines);
