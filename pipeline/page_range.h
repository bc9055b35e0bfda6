/* pipeline/page_range.h - pages by their numbers: 1-3,7,12- */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Pages from 1, both ends taken; @last is G_MAXUINT for "to the end". */
typedef struct {
    guint first, last;
} PageRange;

/* Digits only, from 1; moves @text past them. 0 when there are none, or too many. */
guint page_range_number(const char **text);

/* "7", "1-3", "-3" or "12-", all of @text. */
bool page_range_read(const char *text, PageRange *range);

/* Is page @number in one of @ranges (PageRange)? Where there are none, every page is. */
bool page_range_holds(const GArray *ranges, guint number);

/* How many of the pages @first to @last are in one of @ranges. */
guint page_range_count(const GArray *ranges, guint first, guint last);

/* The first page named in @ranges that a file of @n_pages does not have; 0 when it has all. */
guint page_range_missing(const GArray *ranges, guint n_pages);
