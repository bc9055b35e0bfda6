/* detect/frame.h - regions between level rules of one extent */
#pragma once

#include "detect/region.h"

/* Regions of kind REGION_FRAME. (transfer full) */
GArray *frame_find(const Page *page);
