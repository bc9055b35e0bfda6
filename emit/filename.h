/* emit/filename.h - titles as parts of file names */
#pragma once

#include <glib.h>

/* @title without a chapter number at its start, which a file name has of its own: lent, from
 * within @title. */
const char *filename_skip_number(const char *title);

/* ASCII, lower case, words joined by hyphens, no chapter number; "chapter" when nothing of it is
 * ASCII. (transfer full) */
char *filename_slug(const char *title);
