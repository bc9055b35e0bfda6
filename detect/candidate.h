/* detect/candidate.h - blocks that may be headings, and what sets them off */
#pragma once

#include "detect/mark.h"

/* A block that may be a heading. */
typedef struct {
    const Block *block;
    guint page;              /* into document->pages */
    guint first, n;          /* its lines */
    double size;             /* of most of its glyphs */
    bool bold, caps, italic; /* all of it */
    bool code;               /* most of it is in fixed-width type */
    bool pure;               /* nothing of it is */
    guint32 color;
    const char *font; /* of its first line, lent */
    guint number;     /* depth of its section number */
    guint words;
    double confidence; /* of its words, the mean */
    char *text;
} Candidate;

void candidate_clear(Candidate *candidate);

/* Blocks short enough for a heading, none of whose lines has been claimed. (transfer full):
 * Candidates, in reading order */
GArray *candidate_find(const Document *document, const MarkTable *marks);

/* Fills in what can be seen of the lines `first`, `n` of @page. */
void candidate_measure(const Page *page, Candidate *candidate);

/* Marks its lines as one heading. */
void candidate_mark(const Candidate *candidate, MarkTable *marks, guint level);
