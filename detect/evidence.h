/* detect/evidence.h - is what was found in a region a table? */
#pragma once

#include "detect/region.h"

/* @table: made of a region of @kind on @page, cells filled. Confidence counts, and what is in
 * the cells. */
bool evidence_suffices(const Page *page, const Table *table, RegionKind kind);
