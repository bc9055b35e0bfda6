/* pipeline/model/document.h - one file: its pages and what it says of itself */
#pragma once

#include "pipeline/model/flow.h"
#include "pipeline/model/page.h"

/* One entry of the outline, in document order. */
typedef struct {
    char *title;
    guint level; /* from 1 */
    guint page;  /* from 1; 0 when it leads nowhere in this file */
    double y;    /* on that page, 0 for its top */
} OutlineEntry;

typedef struct {
    char *path;                                           /* as given; "-" for standard input */
    char *title, *author, *subject, *keywords, *producer; /* NULL when absent */
    char *date;    /* of creation, YYYY-MM-DD; NULL when absent */
    guint n_pages; /* of the file, not of `pages` */
    bool tagged;
    GArray *outline;  /* OutlineEntry */
    GPtrArray *pages; /* Page: those asked for, by number */
    Flow *flow;       /* made by the document passes, NULL before */
} Document;

Document *document_new(const char *path);
void document_free(Document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

/* Page @number of the file; NULL when it is not among `pages`. */
const Page *document_page(const Document *document, guint number);
