/* emit/markdown.h - a flow as GitHub-flavoured Markdown
 *
 * One paragraph a line, `#` headings, tight lists, fenced code, footnotes at
 * the end. What was text in the PDF comes out of a GFM parser as that text.
 */
#pragma once

#include "emit/inline.h"
#include "pipeline/model/document.h"

typedef enum {
    MARKDOWN_TABLES_AUTO, /* pipe tables, HTML where cells are merged */
    MARKDOWN_TABLES_PIPE, /* always; a merged cell's text stands in its first cell */
    MARKDOWN_TABLES_HTML, /* always, plain: td only, every tag and every text on its own line */
} MarkdownTables;

typedef struct {
    MarkdownTables tables;
    bool images;      /* pictures that have a file */
    bool furniture;   /* running heads and feet, as paragraphs where they stand */
    bool page_marks;  /* `<!-- page iv -->` before the first element of each page */
} MarkdownOptions;

/* All of @document's flow as one file; links into the document lead to its headings.
 * (transfer full) */
char *markdown_document(const Document *document, const MarkdownOptions *options);

/* Elements [first, first + n) of the flow as one file. The callbacks of @links are used for
 * every block (its context is not); NULL for no links and for notes under their own labels. Of
 * the notes outside that range none are written. (transfer full) */
char *markdown_elements(const Document *document, guint first, guint n, const MarkdownOptions *options,
                        const InlineOptions *links);
