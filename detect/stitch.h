/* detect/stitch.h - what a column or a page broke in two, in one piece again
 *
 * Paragraphs, list items, code and tables that go on over the end of a column
 * or page; the nesting of lists that began on an earlier page.
 */
#pragma once

#include "detect/piece.h"

/* @pieces: (transfer full). Returns what is left when those that go on others are in them.
 * (transfer full) */
GPtrArray *stitch_pieces(const Document *document, GPtrArray *pieces, bool join_tables);
