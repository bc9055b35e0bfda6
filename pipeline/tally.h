/* pipeline/tally.h - where the words of the pages went
 *
 * Every word of a page is written, or left out for a reason that has a name
 * (running heads, printed contents, labels in a figure), or lost. Words are
 * counted, not followed: "the" on page 3 is there when some file still has a
 * "the" that no word before took.
 */
#pragma once

#include "pipeline/model/document.h"

/* Words of one page that share a fate. */
typedef struct {
    guint page;
    const char *why; /* static; NULL: nobody knows, they are lost */
    guint n;
    char *sample; /* the first of them, for lost ones; else NULL */
} TallyEntry;

typedef struct {
    guint words, written, dropped, lost;
    GArray
        *entries; /* TallyEntry, by page, its lost ones last; those that were written have none */
} Tally;

/**
 * tally_new:
 * @plan: (element-type Chapter): what of the flow the files hold
 * @files: (element-type Reread)
 */
Tally *tally_new(const Document *document, const GPtrArray *plan, const GPtrArray *files);
void tally_free(Tally *tally);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tally, tally_free)

/* "12 words: printed contents". (transfer full) */
char *tally_describe(const TallyEntry *entry);
