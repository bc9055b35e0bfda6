/* detect/brow.h - labels above a region, and rows below it, that no rule or fill takes in
 *
 * Rules and bands often begin under the labels of the columns and end above the last row. Points
 * of the page.
 */
#pragma once

#include "detect/region.h"

/* @region with the labels above it; they leave the white between its columns free. */
Bbox brow_above(const Page *page, Bbox region);

/* @region with the rows right below it. */
Bbox brow_below(const Page *page, Bbox region);
