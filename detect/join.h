/* detect/join.h - tables that go on over pages
 *
 * A table broken by a page goes on at the top of the next one with the same
 * columns, mostly under a repeated header. Whether anything but paper stands
 * between the two parts is detect/carry.h's to know; this module compares the
 * parts themselves.
 *
 * Space: points, each part on its own page.
 */
#pragma once

#include "pipeline/model/page.h"

/* A table and the page on which the part of it stands that is looked at: of a table over many
 * pages the last one. */
typedef struct {
    const Table *table;
    const Page *page;
} JoinPart;

/**
 * join_header_rows:
 *
 * Returns: how many rows at the top of @below, from @first on, repeat those at the top of @above
 *   ("continued" in its many spellings left aside); 0 for none.
 */
guint join_header_rows(const Table *above, const Table *below, guint first);

/**
 * join_columns:
 * @above: the last table of its page
 * @below: the first table of the next page
 *
 * Do both have the same columns, so that @below goes on where @above ends? So it is with a
 * repeated header, or without a header in @below; a header of its own begins another table.
 *
 * Returns: (transfer full): guint, for each column of the table with fewer columns which one of
 *   the other it is; NULL where @below does not go on.
 */
GArray *join_columns(JoinPart above, JoinPart below);

/**
 * join_append:
 * @columns: as from join_columns()
 *
 * Puts the rows of @below under those of @above; a repeated header, and rows that say that the
 * table goes on, are left out. Cells keep their `page`, `bbox` and `words`; `parts` and
 * `warnings` become those of both, a warning said once.
 */
void join_append(Table *above, const Table *below, const GArray *columns);
