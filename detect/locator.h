/* detect/locator.h - entries of printed contents and indexes, told by the page numbers behind them
 *
 * They line up as tables do, in one column of the page or in several, so they
 * are looked for before tables are. Points of the page.
 */
#pragma once

#include "pipeline/model/page.h"

/* Sets the flag in @taken of every word of contents and of an index; leaves the others alone. */
void locator_take(const Page *page, bool *taken);
