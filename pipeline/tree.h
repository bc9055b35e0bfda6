/* pipeline/tree.h - the files of a folder and those below */
#pragma once

#include <glib.h>

/* Paths of regular files, relative to @folder, sorted by bytes; none when there is no such folder.
 * What begins with a dot is left out, and what site generators build or install. (transfer full):
 * char * */
GPtrArray *tree_list(const char *folder);

/* Removes @folder with all that is in it. Links are removed, not followed. */
void tree_remove(const char *folder);
