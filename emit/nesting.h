/* emit/nesting.h - block quotes and list items around what is written */
#pragma once

#include "pipeline/model/flow.h"

typedef struct {
    GString *out; /* borrowed */
    GArray *open; /* containers, outermost first */
    bool blank;   /* the last line is blank, or there is none */
    bool item;    /* what was written last is the text of an item */
} Nesting;

void nesting_init(Nesting *nesting, GString *out);
void nesting_clear(Nesting *nesting);

/* Does @element continue, or begin, a list that Markdown can number? "(a)", "iv." and "1.2" are no
 * numbers in Markdown. */
bool nesting_is_numbered(const Element *element);

/* Bullets that are boxes to be ticked: empty, three that are, and two squares that may be either
 * boxes or mere bullets; lists may mix them. NULL at the end. */
const char *const *nesting_boxes(void);

/* Closes what @element does not stand in, makes a blank line where one has to be, opens its quotes
 * and, for an item, its item, whose marker is written before its first line. */
void nesting_enter(Nesting *nesting, const Element *element);

/* Writes the lines of @text into what is open; without any, an item is not there. */
void nesting_append(Nesting *nesting, const char *text);
