/* emit/level.h - heading levels as one file wants them
 *
 * A file has one heading at its top and skips no level: each heading is one
 * deeper than the nearest heading before it that is higher in the flow.
 */
#pragma once

#include "pipeline/model/flow.h"

/* One guint8 for each of elements [first, first + n): 1 to 6, 0 for what is no heading. @above:
 * headings that the file has over them. (transfer full) */
GArray *level_settle(const Flow *flow, guint first, guint n, guint above);
