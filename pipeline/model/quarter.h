/* pipeline/model/quarter.h - pages and what is on them, turned by quarter turns
 *
 * Quarters are clockwise turns of the page by 90 degrees; any number counts, four are none.
 * Sizes are those of the page before it is turned.
 */
#pragma once

#include "pipeline/model/page.h"

Bbox quarter_bbox(Bbox bbox, guint quarters, double width, double height);

/* Box, baseline and rotation. */
void quarter_word(Word *word, guint quarters, double width, double height);

void quarter_ruling(Ruling *ruling, guint quarters, double width, double height);

/* As the stages sort them: horizontal ones first, each group by at, then from. */
gint quarter_compare_rulings(gconstpointer a, gconstpointer b);

/* Turns what load found on @page, and notes it in `turn`. */
void quarter_page(Page *page, guint quarters);

/* Where @bbox of @page is on the page of the file as a viewer shows it: turned back by `turn`,
 * and at its place on the sheet. */
Bbox quarter_to_shown(const Page *page, Bbox bbox);

/* The way back: where @bbox of the page as shown is on @page. */
Bbox quarter_from_shown(const Page *page, Bbox bbox);
