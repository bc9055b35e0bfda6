/* detect/swath.h - lines in pieces that line up, where no rule says that there is a table */
#pragma once

#include "detect/region.h"

/**
 * swath_find:
 * @taken: one flag a word: those of tables found before are passed over
 * @blocks: Bbox of what has been found before
 *
 * Returns: (transfer full): Regions of lines in pieces that line up, within columns of prose.
 */
GArray *swath_find(const Page *page, const bool *taken, const GArray *blocks);
