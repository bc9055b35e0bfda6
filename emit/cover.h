/* emit/cover.h - the title of a book, and where its cover ends
 *
 * The title is in the metadata, unless a program put something else there, or
 * it is the heading that the first page has for itself, or the one heading
 * that all others stand under.
 */
#pragma once

#include "pipeline/model/document.h"

typedef struct {
    bool found;  /* a heading has the title; else the book begins with its first chapter */
    guint title; /* that heading, an element of the flow */
    guint end;   /* the first heading of the book itself; all elements when there is none */
    guint level; /* of chapters: the highest heading from `end` on */
} Cover;

Cover cover_find(const Document *document);

/* The title in the metadata, if it is one, else that on the cover, else the file's name.
 * (transfer full) */
char *cover_title(const Document *document);

/* The text of a heading on one line. (transfer full) */
char *cover_heading(const Element *element);

/* Is it a heading with text? */
bool cover_is_heading(const Element *element);

/* The next heading of @level or higher from @from on; the number of elements for none. */
guint cover_next(const Flow *flow, guint from, guint level);

/* Is there anything to read among elements [first, first + n): a sentence, code, a formula? */
bool cover_has_text(const Flow *flow, guint first, guint n);
