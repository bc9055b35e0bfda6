/* detect/note.h - footnotes and the marks that call them
 *
 * A note that no mark calls, or a mark without a note, stays text as printed,
 * so that nothing is lost.
 */
#pragma once

#include "detect/piece.h"

/* Gives each note that has its mark on the page a label that no other note of the document has.
 * Returns the marks: const Word * -> const char *, the label of the piece it belongs to; valid
 * as long as @pieces. (transfer full) */
GHashTable *note_settle(const Document *document, const GPtrArray *pieces);
