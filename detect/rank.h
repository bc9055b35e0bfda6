/* detect/rank.h - levels of headings, from how they are set and numbered */
#pragma once

#include "detect/candidate.h"

#define RANK_MAX_LEVEL 6
#define RANK_SIZE_SLACK 0.6 /* points: sizes closer than this are one */

/* A way of setting headings, and the level it has. */
typedef struct {
    double size;
    bool bold, caps, italic;
    guint32 color;
    guint level;
    guint first;                       /* place of the first of them among all headings */
    guint count;                       /* of them */
    guint numbers[RANK_MAX_LEVEL + 1]; /* how many have a section number of each depth, 0 none */
} HeadingStyle;

/* The style that @candidate is set in, as yet without a level. */
HeadingStyle rank_style(const Candidate *candidate);

/* The style in @styles (HeadingStyle) that @candidate is set in; lent, NULL for none. */
HeadingStyle *rank_find(const GArray *styles, const Candidate *candidate);

/* Marks @headings (Candidate *, in order) with their levels: styles are ranked, larger before
 * smaller; of one size, that before which comes first; section numbers say their own. */
void rank_headings(const GPtrArray *headings, MarkTable *marks);
