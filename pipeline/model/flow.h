/* pipeline/model/flow.h - a document as one stream of elements, pages forgotten
 *
 * What the document passes (detect/flow.h) make of the blocks of all pages and
 * what every emitter writes from: paragraphs joined over lines, columns and
 * pages, heading levels settled, furniture marked, tables joined, footnotes
 * known by their labels. Emitters need nothing else.
 */
#pragma once

#include "pipeline/model/geometry.h"
#include "pipeline/model/run.h"
#include "pipeline/model/shelf.h"
#include "pipeline/model/table.h"

typedef enum {
    ELEMENT_HEADING,
    ELEMENT_PARAGRAPH,
    ELEMENT_ITEM, /* the first paragraph of a list item */
    ELEMENT_CODE,
    ELEMENT_TABLE,
    ELEMENT_PICTURE,
    ELEMENT_CAPTION,
    ELEMENT_NOTE,   /* the text of a footnote */
    ELEMENT_HEADER, /* furniture, in reading order of its page; dropped unless asked for */
    ELEMENT_FOOTER,
    ELEMENT_FORMULA,
} ElementKind;

typedef struct {
    ElementKind kind;
    guint page;      /* where it begins, from 1 */
    Bbox bbox;       /* of its part on that page; once the flow is done, as the page is shown */
    guint level;     /* headings: 1 to 6 */
    guint depth;     /* how many list items it stands in, its own not counted: an item of a
                        list inside an item has 1, a second paragraph of a top item has 1 */
    guint quote;     /* how many block quotes it stands in */
    bool ordered;    /* items */
    guint ordinal;   /* ordered items: the number */
    char *marker;    /* items: bullet or number as printed */
    GArray *runs;    /* Run; empty, never NULL (pictures: alt text) */
    char *code;      /* ELEMENT_CODE: lines joined by \n, none at the end */
    char *language;  /* ELEMENT_CODE: for the fence, NULL for none */
    char *label;     /* ELEMENT_NOTE: as in its RUN_NOTE */
    Table *table;    /* ELEMENT_TABLE, owned */
    char *file;      /* ELEMENT_PICTURE: file name, relative to the Markdown; NULL: not cut out */
    const char *why; /* of what was left out: the reason, in words, static */
} Element;

typedef struct {
    GPtrArray *elements; /* Element, in reading order */
    GPtrArray *dropped;  /* Element: what no emitter writes, and why */
    Shelf *shelf;        /* of a long document: where its elements are, lent; NULL */
} Flow;

Flow *flow_new(void);
void flow_free(Flow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Flow, flow_free)

void element_free(Element *element);

/* Appends an element without text, lent to be filled in. */
Element *flow_add(Flow *flow, ElementKind kind, guint page, Bbox bbox);

/* The last element is filled in and can go to the shelf, where there is one. Pictures stay: their
 * names and texts come later. */
void flow_settle_last(Flow *flow);

/* Takes the @i-th element out of the stream; @why: static. */
void flow_drop(Flow *flow, guint i, const char *why);

/* The same for all elements whose `why` is set. */
void flow_drop_marked(Flow *flow);

static inline const Element *
flow_element(const Flow *flow, guint i)
{
    shelf_visit(flow->shelf, i);
    return g_ptr_array_index(flow->elements, i);
}

/* The same, to be changed in place. */
static inline Element *
flow_change(Flow *flow, guint i)
{
    shelf_visit(flow->shelf, i);
    return g_ptr_array_index(flow->elements, i);
}
