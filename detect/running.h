/* detect/running.h - the styles that running text is set in
 *
 * Most of a document is set in one style, its body. Abstracts, quotations,
 * answers, examples have styles of their own, larger or bolder than the body
 * as often as smaller. What is set like any of them is not set off by that.
 */
#pragma once

#include "detect/candidate.h"

typedef struct {
    double size;
    bool bold, italic;
    guint32 color;
    const char *font; /* lent by a page */
    guint words;
} RunningStyle;

/* The styles of paragraphs of three lines and more, the one with most words first; those with
 * few are left out. (transfer full): RunningStyle */
GArray *running_find(const Document *document, const MarkTable *marks);

/* Is @candidate set as much of the running text is? */
bool running_has(const GArray *styles, const Candidate *candidate);

/* Are two fonts of one family, as far as their names tell: "Times-Roman", "Times-Bold"? */
bool running_same_family(const char *font, const char *other);
