/* detect/tagging.h - the structure tree of a tagged PDF, where it agrees with the page
 *
 * Trees are as good as the programs and the people that made them: many have every line a
 * paragraph of its own, or the columns mixed up. So a page's tags count only where nearly all of
 * its words are under some element, nearly all of the tree's words are on the page, and the order
 * is one in which a page can be read. Then the tree says what is a heading and of which level, what
 * is an item of a list and how deep, what comes after what; and what is in nobody's element at the
 * edge of the page is furniture.
 */
#pragma once

#include "detect/piece.h"

typedef struct Tagging Tagging;

/* Matches the tags of all pages with their lines. NULL where no page has tags that count. */
Tagging *tagging_read(const Document *document);
void tagging_free(Tagging *tagging);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tagging, tagging_free)

/* Marks headings and furniture as the tags have them. @marks: as the other passes left them. */
void tagging_mark(const Tagging *tagging, const Document *document, MarkTable *marks);

/* Cuts and joins paragraphs and items, and puts the pieces of each page in order, as the tags have
 * them. */
void tagging_arrange(const Tagging *tagging, const Document *document, GPtrArray *pieces);
