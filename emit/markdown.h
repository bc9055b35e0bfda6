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
    bool images;     /* pictures that have a file */
    bool furniture;  /* running heads and feet, as paragraphs where they stand */
    bool page_marks; /* `<!-- page iv -->` before the first element of each page */
} MarkdownOptions;

/* All of @document's flow as one file; links into the document lead to its headings. @ends: (out)
 * (nullable): gets a gsize for each element of the flow, where in the text it ends; what comes
 * after the last are footnotes. (transfer full) */
char *markdown_document(const Document *document, const MarkdownOptions *options, GArray *ends);

/* The same, but for one who takes it piece by piece, so that a long document is not all there at
 * once. @text: lent for the call */
typedef void (*MarkdownTake)(gpointer data, const char *text, gsize n);
void markdown_document_pieces(const Document *document, const MarkdownOptions *options,
                              MarkdownTake take, gpointer data);

/* A part of a flow that is a file of its own. */
typedef struct {
    guint first, n;    /* elements */
    const char *title; /* of a level-1 heading to write above them, NULL for none */
    bool levels;       /* heading levels as a file wants them: one at the top, none skipped */
    guint *notes;      /* (inout) (nullable): footnotes in the parts before, numbers go on there */
    GArray *ends;      /* (nullable): gets where each element's text ends, as gsize */

    /* The address of a place in the document, NULL (the function or its result) for none.
     * (transfer full) */
    char *(*resolve)(guint page, double y, gpointer data);
    gpointer data;

    MarkdownTake take; /* (nullable): gets what is written when there is much of it, and then the
                          rest is returned; not with @ends */
    gpointer taker;
} MarkdownPart;

/* Footnotes are numbered in the order of their marks and written at the end. (transfer full) */
char *markdown_part(const Document *document, const MarkdownPart *part,
                    const MarkdownOptions *options);
