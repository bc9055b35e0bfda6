/* detect/join.h - tables that go on over pages
 *
 * A table broken by a page goes on at the top of the next one with the same
 * columns, mostly under a repeated header. Whether only furniture and notes
 * stand between the two parts is the caller's to know; this module compares
 * the parts themselves.
 *
 * Space: points, each part on its own page. Only shapes of columns and texts
 * are compared, so left and right pages with different margins do not matter.
 */
#pragma once

#include "pipeline/model/table.h"

/**
 * join_header_rows:
 *
 * Returns: how many rows at the top of @below repeat those at the top of @above
 *   ("continued" in its many spellings left aside); 0 for none.
 */
guint join_header_rows(const Table *above, const Table *below);

/**
 * join_continues:
 * @above: the last table of its page
 * @below: the first table of the next page
 *
 * Returns: do both have the same columns, so that @below goes on where @above ends? True for
 *   tables with a repeated header, or without a header in @below; false where @below has a
 *   header of its own.
 */
bool join_continues(const Table *above, const Table *below);

/**
 * join_pair:
 *
 * The rows of @below under those of @above, a repeated header left out. Cells keep their
 * `page`, `bbox` and `words`; `parts` and `warnings` are those of both, a warning said once.
 *
 * Returns: (transfer full): a new table; neither argument is changed.
 */
Table *join_pair(const Table *above, const Table *below);
