/* pipeline/shown.h - between pages as they are read and as a viewer shows them
 *
 * The stages work on upright pages. Users see the pages of the file, where a scan may lie on its
 * side; the places that they give, and those that are written for them, are there.
 */
#pragma once

#include "detect/finder.h"
#include "pipeline/model/document.h"
#include "pipeline/model/raster.h"

/* Of @shown, a picture of the whole page as shown, what is @page, upright. Takes @shown. */
Raster *shown_raster(Raster *shown, const Page *page);

/* Whatever stands in the flow of @document goes to the page as shown: boxes of elements, tables
 * and cells. The pages stay upright. */
void shown_flow(Document *document);

/* The user's areas and columns of one page on the upright page. */
typedef struct {
    FinderOptions options;
    GArray *areas, *columns; /* NULL where there are none */
} ShownOptions;

/* @page: not turned, not cut: the options are lent as they are. */
ShownOptions shown_options(const FinderOptions *options, const Page *page);
void shown_options_clear(ShownOptions *shown);
