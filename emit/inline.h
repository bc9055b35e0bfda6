/* emit/inline.h - runs of one block as Markdown or HTML
 *
 * Styles nest the way they do on the page where that is possible: a link is
 * never cut, code is cut by links only, bold by those two, and so on; spaces
 * at the ends of a style are moved out of it, as `** a **` is not bold.
 */
#pragma once

#include "emit/escape.h"
#include "pipeline/model/run.h"

typedef struct {
    EscapeContext context;
    bool plain; /* the block is set bold or italic as a whole anyway (a heading): forget both */

    /* The address of a place in the document; NULL (the function or its result): the text
     * stays, without a link. (transfer full) */
    char *(*resolve)(guint page, double y, gpointer data);

    /* The label to write for a footnote mark; NULL (the function or its result): the note is
     * not here, and the mark is a plain superscript. Lent. */
    const char *(*note)(const char *label, gpointer data);

    gpointer data;
} InlineOptions;

/* (transfer full) */
char *inline_markdown(const GArray *runs, const InlineOptions *options);

/* @options: context is not used. (transfer full) */
char *inline_html(const GArray *runs, const InlineOptions *options);
