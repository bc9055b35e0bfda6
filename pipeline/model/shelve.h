/* pipeline/model/shelve.h - pages and elements onto the shelf
 *
 * Copies all of it and frees the original, so that what refers to parts of it
 * has to come later.
 */
#pragma once

#include "pipeline/model/flow.h"
#include "pipeline/model/page.h"

/* @page: (transfer full). Returns: lent by the shelf, and not for page_free() */
Page *shelve_page(Shelf *shelf, Page *page);

/* @element: (transfer full). Returns: as of a page, and not for element_free() */
Element *shelve_element(Shelf *shelf, Element *element);
