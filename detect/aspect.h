/* detect/aspect.h - what a line looks like by itself, among those of its region
 *
 * Space: points. Of a line that runs to the left all places are in the mirror, so that the same
 * rules hold for both directions.
 */
#pragma once

#include "detect/body.h"
#include "detect/formula.h"
#include "detect/marker.h"

/* Lines of one region, top to bottom. */
typedef struct {
    const Page *page;
    const GArray *lines, *line_words;
    const Body *stats;
    guint first, n;     /* lines of the passage */
    double left, right; /* margins of the passage */
    double leading;     /* usual distance of baselines over size */
    double
        closest; /* the same, of the closest quarter: within paragraphs, however short they are */
} Passage;

/* What a line looks like by itself. */
typedef struct {
    double x0, x1, size, baseline;
    bool fixed, bold, centred;
    bool caption;
    bool formula; /* mathematics by itself, set in from the margin */
    bool run_in;  /* begins bold and goes on light: the entry of a glossary */
    Marker marker;
    guint n_marker;      /* words of the marker */
    double text_x0;      /* where the text after the marker, or a raised mark, begins */
    double first_width;  /* of its first word with what is glued to it */
    gunichar first_char; /* of the text after the marker */
    gunichar last_char;
    guint chars;
    bool raised_mark; /* begins with a superscript */
    double tab;       /* where text begins behind a label and a wide gap, NAN for no such gap */
    double cap;       /* baseline of the drop cap that it begins with, -INFINITY without one */
} Aspect;

static inline const Word *
aspect_word(const Passage *passage, const Line *line, guint k)
{
    return page_word(passage->page, g_array_index(passage->line_words, guint, line->first + k));
}

static inline const Line *
aspect_line(const Passage *passage, guint i)
{
    return &g_array_index(passage->lines, Line, passage->first + i);
}

/* What the @i-th line of @passage looks like. */
Aspect aspect_of(const Passage *passage, guint i);

/* Are two lines nearer to each other than lines are, as the halves of a fraction and what stands
 * beside it? */
bool aspect_is_fraction(double baseline, double other, double size);

/* Where a word of @line is in the direction of the text. */
Bbox aspect_along(const Passage *passage, const Line *line, Bbox bbox);
