/* pipeline/check_compare.h - converted files beside those that are committed
 *
 * Bytes are compared; what differs is told as a unified diff, and where it is a
 * table, cell by cell. The ledger and the catalogue of a run are no results of
 * their own and are left out.
 *
 * A file that is committed and was not converted is left over when it has a
 * name that only sheaf gives: of a chapter, a table, a picture. Others are
 * somebody's own and none of our business.
 */
#pragma once

#include "pipeline/check_result.h"

/* Adds to the files of @group those that were converted. */
void check_compare(CheckGroup *group);

/**
 * check_compare_left_over:
 * @known: paths of all files that any group gives, as in CheckFile
 *
 * Adds those that are left over, but for those that are to be kept.
 */
void check_compare_left_over(CheckGroup *group, GHashTable *known);

/* Writes what differs, and removes what is left over; where @missing_only, writes what is not there
 * and nothing else. FALSE: a file could not be written. */
bool check_compare_update(CheckGroup *group, bool missing_only, GError **error);
