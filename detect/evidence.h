/* detect/evidence.h - is what was found in a region a table? */
#pragma once

#include "detect/region.h"

/* @table: made of a region of @kind on @page, cells filled. Confidence counts, and what is in
 * the cells. */
bool evidence_suffices(const Page *page, const Table *table, RegionKind kind);

/* Can @table, found in open lines of words that OCR has read, stand when all is settled? What
 * lines up by chance in charts is small or full of holes, and does not keep to its columns. */
bool evidence_stands(const Page *page, const Table *table);
