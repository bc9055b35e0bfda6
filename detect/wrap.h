/* detect/wrap.h - whether a line of a cell goes on from the line above it
 *
 * The only traces that a line break within a cell leaves are in its text and its
 * measure: a word that wants another, a beginning in lower case, and that the
 * first word would not have fitted on the line above, which is why it was broken
 * there. A section heading is followed by a label that would have fitted.
 */
#pragma once

#include "detect/strip.h"

typedef enum {
    WRAP_NOT,
    WRAP_HARDLY,  /* would not have fitted, but looks like the beginning of something */
    WRAP_PERHAPS, /* would not have fitted */
    WRAP_PLAINLY, /* its words say so */
} Wrap;

/* The column that both lines stand in. */
typedef struct {
    double right; /* where its longest line ends, points */
    bool label;   /* the first of the table, whose entries hang */
    bool small;   /* its entries begin in lower case themselves */
    bool mixed;   /* code among other type: no line of code goes on from one */
} WrapColumn;

/* Is @below the next line of the text that @above is a line of? */
Wrap wrap_of(const Strips *strips, const Piece *above, const Piece *below,
             const WrapColumn *column);

/* Does the text begin with a small letter? */
bool wrap_begins_lower(const Strips *strips, const Piece *piece);
