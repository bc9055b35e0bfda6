/* pipeline/view.h - the picture of the page that the stages look at and read
 *
 * Coarse where strokes and fills are looked for, fine where letters are read; a scan's own image
 * where it has one.
 */
#pragma once

#include "detect/look.h"
#include "pipeline/stage.h"

/* The resolution at which strokes and fills are looked for. */
double view_drawn_dpi(const Page *page);

/* The page as it came: a scan's own image (*own) where it has one, else drawn finely. Made once;
 * lent until the page is left, or is made straight to be read. NULL when it cannot be had. */
const Raster *view_raw(StageRun *run, const Page *page, bool *own, GError **error);

/* Makes the picture of a page that is to be read, run->raster, unless it is there. */
bool view_make(StageRun *run, Page *page, GError **error);

/* Is the page to be split where it turns out to be a spread? */
bool view_may_split(const StageRun *run, const Page *page);

/* Makes the picture of a page that is seen for the first time, to be read or looked at: none where
 * the page paints nothing but text. A scan on its side or head is turned, and all that load found
 * on it; a spread that is to be split becomes its first half. */
bool view_make_upright(StageRun *run, Page *page, GError **error);
