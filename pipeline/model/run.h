/* pipeline/model/run.h - text in one style, and arrays of it
 *
 * What is inside a paragraph, a heading or a cell once lines are forgotten:
 * spaces are single, words broken at line ends are whole again.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    RUN_BOLD = 1 << 0,
    RUN_ITALIC = 1 << 1,
    RUN_CODE = 1 << 2, /* fixed width */
    RUN_SUPER = 1 << 3,
    RUN_SUB = 1 << 4,
    RUN_NOTE = 1 << 5,  /* the text is the label of a footnote, as in its Element's label */
    RUN_BREAK = 1 << 6, /* a line break that the typesetter meant; the text is empty */
    RUN_DOUBT = 1 << 7, /* read from a picture, and not surely */
} RunFlags;

typedef struct {
    char *text; /* UTF-8; spaces between runs are in one of them */
    guint flags;
    char *uri;       /* link out of the document, NULL for none */
    guint dest_page; /* link into the document: page from 1, 0 for none */
    double dest_y;   /* and the place on it, points from the top */
} Run;

/* An empty array of Run that frees what its elements hold. */
GArray *run_array_new(void);
GArray *run_array_copy(const GArray *runs);

/* Appends text in the style of @like (nullable: plain); joins it to the last run where
 * flags and link are the same. */
void run_array_append(GArray *runs, const char *text, const Run *like);

/* The plain text of all runs, newly allocated; RUN_BREAK gives a space. */
char *run_array_text(const GArray *runs);
