/* detect/turn.h - the tables of a page, those that lie on their side among them
 *
 * A wide table is often printed on a page of text with its rows running up or
 * down the page. Such a table is found on a copy of the page that is turned
 * until its words are upright, by the same finder; what it finds is turned
 * back. Points, on the page as it is shown.
 */
#pragma once

#include "detect/finder.h"

/**
 * turn_tables:
 * @page: as after ocr; only read
 *
 * Areas in @options count for tables of any direction; columns of a table on its side are
 * parted at heights instead of at distances from the left.
 *
 * Returns: (transfer full): Tables with cells, words, text and confidence, top to bottom. The
 *   `xs` of a table on its side run along its own rows.
 */
GPtrArray *turn_tables(const Page *page, const FinderOptions *options);
