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
    Shelf *shelf;     /* of a long document: where pages and elements are; NULL */
} Document;

Document *document_new(const char *path);
void document_free(Document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

/* From now on pages and elements go to @shelf, before there are any. @shelf: (transfer full) */
void document_set_shelf(Document *document, Shelf *shelf);

/* Appends @page, which goes to the shelf where there is one. @page: (transfer full) */
void document_add_page(Document *document, Page *page);

/* The @i-th of `pages`; lent. */
static inline const Page *
document_nth(const Document *document, guint i)
{
    shelf_visit(document->shelf, i);
    return g_ptr_array_index(document->pages, i);
}

/* The same, to be changed in place. */
static inline Page *
document_change(Document *document, guint i)
{
    shelf_visit(document->shelf, i);
    return g_ptr_array_index(document->pages, i);
}

/* Page @number of the file; NULL when it is not among `pages`. */
const Page *document_page(const Document *document, guint number);
