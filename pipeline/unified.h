/* pipeline/unified.h - the differences of two texts as a unified diff
 *
 * The form of `diff -u`, which `patch` and `git apply` take: three lines of what
 * stays around each change, "\ No newline at end of file" where that is so.
 */
#pragma once

#include <glib.h>

typedef struct {
    char *text;           /* "" when nothing differs */
    guint removed, added; /* lines */
    guint first;          /* of the old text, the line where the first change is, from 1 */
    GPtrArray *words;     /* char *: what became of single words, "line 3: ..." */
} Unified;

/* @name: of the file, behind a/ and b/. */
Unified *unified_new(const char *name, const char *before, const char *after);
void unified_free(Unified *unified);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Unified, unified_free)
