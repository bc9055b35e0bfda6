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

/* What the document's candidates are held against. */
typedef struct {
    MarkBody body;
    GArray *running; /* detect/running.h */
} VerdictBasis;

void verdict_basis_init(VerdictBasis *basis, const Document *document, const MarkTable *marks);
void verdict_basis_clear(VerdictBasis *basis);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VerdictBasis, verdict_basis_clear)

/* What no heading is, however it is set: captions, dates, addresses, text that goes on. */
bool verdict_is_never(const Candidate *candidate);

/* The number of a chapter alone, in large type, above its title @next (nullable)? */
bool verdict_is_number(const Candidate *candidate, const Candidate *next,
                       const VerdictBasis *basis);

/* Is @candidate, on @page, set as a heading is in such a document? */
bool verdict_is_heading(const Page *page, const Candidate *candidate, const VerdictBasis *basis);
