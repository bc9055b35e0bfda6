/* detect/marker.h - bullets, list numbers, caption words: how a line begins */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    MARKER_NONE,
    MARKER_BULLET, /* a sign that marks items: a dot, a dash, an arrow, a tick */
    MARKER_NUMBER, /* 1. 1) (1) [1] */
    MARKER_LETTER, /* a. a) (a) A. */
    MARKER_ROMAN,  /* i. ii) (iv) */
} MarkerKind;

typedef struct {
    MarkerKind kind;
    guint ordinal; /* 1 for a, i, 1; 0 for bullets */
} Marker;

/* What the first word of a line is as a marker. A letter that may be a roman number (i, v, x,
 * c ...) is a letter unless longer than one; callers know the sequence. */
Marker marker_parse(const char *word);

/* May @next be the item after @marker, or one of the few after it? One letter may be a roman
 * number: "i." goes before "ii." as well as "j.". @most: how many further at the most. */
bool marker_follows(Marker marker, Marker next, guint most);

/* "Figure 3", "Table 2.1:", "Listing 4": do these first two words begin a caption? */
bool marker_is_caption(const char *first, const char *second);

/* A number of a section, "2", "2.", "2.3.1", "A.1"; its depth, 0 when it is none. */
guint marker_section_depth(const char *word);
