/* pipeline/diff.c - where two lists of texts differ
 *
 * Texts become numbers, the same for equal ones. A range of both lists is then
 * made smaller step by step:
 *
 *     a  x x | 1 . . 2 . 3 | y       x, y   equal ends, cut off
 *     b  x x | 1 . 2 . . 3 | y       1 2 3  once in each range: anchors
 *
 * and what is left between the anchors is a smaller range of the same kind. One
 * without anchors, mostly short, goes to Myers' algorithm.
 */
#include "pipeline/diff.h"

/* Changes that are looked for in a range without anchors; the steps taken are kept, which needs
 * 1 MB at this many. Whoever reads a diff gains nothing from equal blank lines among a
 * thousand changed ones. */
#define MAX_CHANGES 500

/* Ranges within ranges. Two or three are common. */
#define MAX_DEPTH 40

/* How often a text is in the range at hand, and where it was seen last. All 0 between ranges. */
typedef struct {
    guint in_a, in_b, at_b;
} Count;

typedef struct {
    const guint *a, *b; /* numbers of texts */
    Count *counts;      /* by number */
    GArray *changes;
} Diff;

/* Part of both lists, ends not taken. */
typedef struct {
    guint a0, a1, b0, b1;
} Range;

/* An item that is once in each range. */
typedef struct {
    guint a, b;
} Anchor;

static void
replace(Diff *diff, guint a, guint n_a, guint b, guint n_b)
{
    DiffChange *last = diff->changes->len > 0
                           ? &g_array_index(diff->changes, DiffChange, diff->changes->len - 1)
                           : NULL;
    const DiffChange change = { a, n_a, b, n_b };

    if (n_a == 0 && n_b == 0)
        return;
    if (last != NULL && last->a + last->n_a == a && last->b + last->n_b == b) {
        last->n_a += n_a;
        last->n_b += n_b;
    } else {
        g_array_append_val(diff->changes, change);
    }
}

/* The furthest place in a that a path of @d changes gets to, by diagonal: those of step @d start
 * at its square, as step i has 2 i + 1 of them. */
static gint *
row_of(gint *steps, gint d)
{
    return steps + (gsize)d * (gsize)d + (gsize)d;
}

/* Follows the diagonals of @range until its end is reached. Returns the number of changes, or -1
 * when more than @limit are needed. */
static gint
walk(const Diff *diff, Range range, gint limit, gint *steps)
{
    const gint n = (gint)(range.a1 - range.a0), m = (gint)(range.b1 - range.b0);

    for (gint d = 0; d <= limit; d++) {
        gint *row = row_of(steps, d);
        const gint *last = d > 0 ? row_of(steps, d - 1) : NULL;

        for (gint k = -d; k <= d; k += 2) {
            gint x = 0;

            if (d > 0) {
                const bool down = k == -d || (k != d && last[k - 1] < last[k + 1]);
                x = down ? last[k + 1] : last[k - 1] + 1;
            }
            while (x < n && x - k < m && x - k >= 0 &&
                   diff->a[range.a0 + (guint)x] == diff->b[range.b0 + (guint)(x - k)])
                x++;
            row[k] = x;
            if (x == n && x - k == m)
                return d;
        }
    }
    return -1;
}

/* The way back from the end of @range, a flag for each change: was it one of b? */
static void
walk_back(Diff *diff, Range range, gint d, gint *steps)
{
    const gint n = (gint)(range.a1 - range.a0), m = (gint)(range.b1 - range.b0);
    g_autofree Anchor *places = g_new(Anchor, (gsize)d + 1);
    g_autofree bool *downs = g_new(bool, (gsize)d + 1);
    gint k = n - m;

    for (gint i = d; i > 0; i--) {
        const gint *last = row_of(steps, i - 1);

        downs[i] = k == -i || (k != i && last[k - 1] < last[k + 1]);
        k = downs[i] ? k + 1 : k - 1;
        places[i] = (Anchor){ (guint)last[k], (guint)(last[k] - k) };
    }
    for (gint i = 1; i <= d; i++)
        replace(diff, range.a0 + places[i].a, downs[i] ? 0 : 1, range.b0 + places[i].b,
                downs[i] ? 1 : 0);
}

static void
compare_short(Diff *diff, Range range)
{
    const guint n = range.a1 - range.a0, m = range.b1 - range.b0;
    const gint limit = (gint)MIN(n + m, MAX_CHANGES);
    g_autofree gint *steps = g_new(gint, ((gsize)limit + 1) * ((gsize)limit + 1));
    const gint d = walk(diff, range, limit, steps);

    if (d < 0)
        replace(diff, range.a0, n, range.b0, m);
    else
        walk_back(diff, range, d, steps);
}

/* Items that are once in each half of @range, in the order of a. */
static GArray *
find_unique(const Diff *diff, Range range)
{
    GArray *unique = g_array_new(FALSE, FALSE, sizeof(Anchor));

    for (guint i = range.a0; i < range.a1; i++)
        diff->counts[diff->a[i]].in_a++;
    for (guint i = range.b0; i < range.b1; i++) {
        Count *count = &diff->counts[diff->b[i]];

        count->in_b++;
        count->at_b = i;
    }
    for (guint i = range.a0; i < range.a1; i++) {
        const Count count = diff->counts[diff->a[i]];
        const Anchor anchor = { i, count.at_b };

        if (count.in_a == 1 && count.in_b == 1)
            g_array_append_val(unique, anchor);
    }
    for (guint i = range.a0; i < range.a1; i++)
        diff->counts[diff->a[i]] = (Count){ 0 };
    for (guint i = range.b0; i < range.b1; i++)
        diff->counts[diff->b[i]] = (Count){ 0 };
    return unique;
}

/* Leaves the longest run of @unique that grows in b as well. Patience sorting: piles[p] is the
 * anchor with the smallest b that ends a run of p + 1. */
static void
keep_growing(GArray *unique)
{
    const guint n = unique->len;
    const Anchor *anchors = (const Anchor *)(const void *)unique->data;
    g_autofree guint *piles = g_new(guint, n);
    g_autofree guint *before = g_new(guint, n);
    guint n_piles = 0;

    for (guint i = 0; i < n; i++) {
        guint low = 0, high = n_piles;

        while (low < high) {
            const guint middle = (low + high) / 2;

            if (anchors[piles[middle]].b < anchors[i].b)
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low > 0 ? piles[low - 1] : i;
        piles[low] = i;
        n_piles = MAX(n_piles, low + 1);
    }
    g_autofree Anchor *kept = g_new(Anchor, MAX(n_piles, 1));
    guint at = n_piles > 0 ? piles[n_piles - 1] : 0;
    for (guint p = n_piles; p-- > 0; at = before[at])
        kept[p] = anchors[at];
    g_array_set_size(unique, 0);
    g_array_append_vals(unique, kept, n_piles);
}

static void
compare(Diff *diff, Range range, guint depth)
{
    while (range.a0 < range.a1 && range.b0 < range.b1 && diff->a[range.a0] == diff->b[range.b0]) {
        range.a0++;
        range.b0++;
    }
    while (range.a0 < range.a1 && range.b0 < range.b1 &&
           diff->a[range.a1 - 1] == diff->b[range.b1 - 1]) {
        range.a1--;
        range.b1--;
    }
    if (range.a0 == range.a1 || range.b0 == range.b1) {
        replace(diff, range.a0, range.a1 - range.a0, range.b0, range.b1 - range.b0);
        return;
    }
    g_autoptr(GArray) anchors = find_unique(diff, range);
    if (anchors->len == 0 || depth == MAX_DEPTH) {
        compare_short(diff, range);
        return;
    }
    keep_growing(anchors);
    for (guint i = 0; i < anchors->len; i++) {
        const Anchor anchor = g_array_index(anchors, Anchor, i);

        compare(diff, (Range){ range.a0, anchor.a, range.b0, anchor.b }, depth + 1);
        range.a0 = anchor.a + 1;
        range.b0 = anchor.b + 1;
    }
    compare(diff, range, depth + 1);
}

/* Numbers for @texts, from 1; @known: text to number. */
static guint *
number(const GPtrArray *texts, GHashTable *known)
{
    guint *numbers = g_new(guint, MAX(texts->len, 1));

    for (guint i = 0; i < texts->len; i++) {
        char *text = g_ptr_array_index(texts, i);
        guint id = GPOINTER_TO_UINT(g_hash_table_lookup(known, text));

        if (id == 0) {
            id = g_hash_table_size(known) + 1;
            g_hash_table_insert(known, text, GUINT_TO_POINTER(id));
        }
        numbers[i] = id;
    }
    return numbers;
}

GArray *
diff_find(const GPtrArray *a, const GPtrArray *b)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    g_autofree guint *of_a = number(a, known);
    g_autofree guint *of_b = number(b, known);
    g_autofree Count *counts = g_new0(Count, g_hash_table_size(known) + 1);
    Diff diff = { of_a, of_b, counts, g_array_new(FALSE, FALSE, sizeof(DiffChange)) };

    compare(&diff, (Range){ 0, a->len, 0, b->len }, 0);
    return diff.changes;
}
