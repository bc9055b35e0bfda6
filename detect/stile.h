/* detect/stile.h - regions with upright rules of one extent between their columns */
#pragma once

#include "detect/region.h"

/* Regions of kind REGION_FRAME. (transfer full) */
GArray *stile_find(const Page *page);
