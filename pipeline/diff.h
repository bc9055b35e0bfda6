/* pipeline/diff.h - where two lists of texts differ
 *
 * The lists may be the lines of two files, the words of two lines, the rows of
 * two tables. What is the same in both and in the same order stays; what is
 * left of the one was replaced by what is left of the other.
 *
 * Method: texts that are in both lists once each are anchors where their order
 * agrees (Bram Cohen's patience diff, a longest increasing subsequence); what
 * stands between two anchors is compared in the same way, and where it has
 * none, by the least number of changes (Myers, "An O(ND) Difference Algorithm
 * and Its Variations", 1986). Past a limit on that number all of it counts as
 * replaced, so that the time grows with the length of the lists and not with
 * its square.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* a[a] .. a[a + n_a - 1] is replaced by b[b] .. b[b + n_b - 1]; one of them may be empty. */
typedef struct {
    guint a, n_a;
    guint b, n_b;
} DiffChange;

/* @a, @b: (element-type char *). (transfer full): DiffChange, in order, never two that touch;
 * empty when the lists are equal */
GArray *diff_find(const GPtrArray *a, const GPtrArray *b);
