/* detect/mark.h - the part each line plays in its document
 *
 * The document passes that look for furniture, printed contents and headings
 * write what they find here, one mark a line; later passes go by it. A line
 * nobody claims is body.
 */
#pragma once

#include "pipeline/model/document.h"

typedef enum {
    MARK_BODY,
    MARK_HEADER,   /* running head, or a page number at the top */
    MARK_FOOTER,   /* the same at the foot */
    MARK_CONTENTS, /* an entry of a printed table of contents */
    MARK_HEADING,
} MarkKind;

typedef struct {
    MarkKind kind;
    guint level;    /* headings: from 1 */
    bool continues; /* headings: goes on the heading of the line before */
} Mark;

typedef struct {
    GPtrArray *pages; /* GArray of Mark, one a line, in the order of document->pages */
} MarkTable;

/* All lines body. (transfer full) */
MarkTable *mark_table_new(const Document *document);
void mark_table_free(MarkTable *marks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MarkTable, mark_table_free)

/* The mark of line @line of the @page-th page of the document, from 0; lent. */
static inline Mark *
mark_at(const MarkTable *marks, guint page, guint line)
{
    return &g_array_index((GArray *)g_ptr_array_index(marks->pages, page), Mark, line);
}

static inline const Page *
mark_page(const Document *document, guint page)
{
    return document_nth(document, page);
}

/* The style that most glyphs of body text have, notes and captions left aside. */
typedef struct {
    double size;              /* points; 0 for a document without text */
    bool bold, italic, fixed; /* of most glyphs */
} MarkBody;

MarkBody mark_body(const Document *document, const MarkTable *marks);
