/* detect/rank.h - levels of headings, from how they are set and numbered */
#pragma once

#include "detect/candidate.h"

#define RANK_MAX_LEVEL 6
#define RANK_SIZE_SLACK 0.6 /* points: sizes closer than this are one */

/* A way of setting headings, and the level it has. */
typedef struct {
    double size;
    bool bold, caps;
    guint32 color;
    guint level;
    guint
        numbers[RANK_MAX_LEVEL + 1]; /* how many have a section number of each depth, 0 for none */
} HeadingStyle;

/* The style in @styles (HeadingStyle) that @candidate is set in; lent, NULL for none. */
HeadingStyle *rank_find(const GArray *styles, const Candidate *candidate);

/* Marks @headings (Candidate *, in order) with their levels: styles are ranked, larger before
 * smaller, bold before light, capitals before small letters; section numbers say their own. */
void rank_headings(const GPtrArray *headings, MarkTable *marks);
