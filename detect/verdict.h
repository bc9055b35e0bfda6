/* detect/verdict.h - is a candidate a heading, by how it is set?
 *
 * One candidate is judged by what sets it off from the text of the document
 * (size, weight, capitals, a section number) and by what speaks against it
 * (length, a sentence's end, being a caption or a label in a picture).
 */
#pragma once

#include "detect/candidate.h"

#define VERDICT_LARGE 1.18      /* of the body's size: \large is 1.2, and speaks for itself */
#define VERDICT_CHAPTER 1.5     /* of the body's size: a number so large opens a chapter */
#define VERDICT_BROKEN_STEP 1.5 /* of the size, between baselines of one title */

/* What no heading is, however it is set: captions, dates, addresses, text that goes on. */
bool verdict_is_never(const Candidate *candidate);

/* The number of a chapter alone, in large type, above its title @next (nullable)? */
bool verdict_is_number(const Candidate *candidate, const Candidate *next, MarkBody body);

/* Is @candidate, on @page, set as a heading is in a document whose text is set like @body? */
bool verdict_is_heading(const Page *page, const Candidate *candidate, MarkBody body);
