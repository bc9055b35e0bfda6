/* detect/bidi.c - words of a line in the order in which they are read */
#include "detect/bidi.h"

/* Words that follow each other in the text layer. */
typedef struct {
    guint first, n; /* into the sorted words */
    double x;       /* the left end */
} Stretch;

bool
bidi_is_rtl(gunichar c)
{
    return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

#define FIRST_BYTE 0xD6 /* no character before U+0590 begins with it */

/* Most pages have none: this is asked for every line. */
static bool
has_rtl(const Page *page, const guint *words, guint n)
{
    for (guint i = 0; i < n; i++)
        for (const char *p = page_word(page, words[i])->text; *p != '\0'; p++)
            if ((guchar)*p >= FIRST_BYTE && bidi_is_rtl(g_utf8_get_char(p)))
                return true;
    return false;
}

/* Letters of both directions. */
static void
count_letters(const Page *page, const guint *words, guint n, guint *rtl, guint *ltr)
{
    *rtl = *ltr = 0;
    for (guint i = 0; i < n; i++)
        for (const char *p = page_word(page, words[i])->text; *p != '\0'; p = g_utf8_next_char(p)) {
            const gunichar c = g_utf8_get_char(p);

            if (bidi_is_rtl(c))
                (*rtl)++;
            else
                *ltr += g_unichar_isalpha(c);
        }
}

bool
bidi_runs_left(const Page *page, const guint *words, guint n)
{
    guint rtl, ltr;

    if (!has_rtl(page, words, n))
        return false;
    count_letters(page, words, n, &rtl, &ltr);
    return rtl > ltr;
}

static gint
compare_indices(gconstpointer a, gconstpointer b)
{
    const guint i = *(const guint *)a, k = *(const guint *)b;

    return (i > k) - (i < k);
}

static gint
compare_stretches(gconstpointer a, gconstpointer b)
{
    const Stretch *p = a, *q = b;

    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return (p->first > q->first) - (p->first < q->first);
}

void
bidi_sort(const Page *page, GArray *words)
{
    guint rtl, ltr;

    if (!has_rtl(page, (const guint *)(void *)words->data, words->len))
        return;
    count_letters(page, (const guint *)(void *)words->data, words->len, &rtl, &ltr);
    g_autoptr(GArray) sorted = g_array_copy(words);
    g_autoptr(GArray) stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
    g_array_sort(sorted, compare_indices);
    for (guint i = 0; i < sorted->len; i++) {
        const guint word = g_array_index(sorted, guint, i);
        const double x = page_word(page, word)->bbox.x0;
        Stretch *last =
            stretches->len > 0 ? &g_array_index(stretches, Stretch, stretches->len - 1) : NULL;

        if (last != NULL && word == g_array_index(sorted, guint, i - 1) + 1) {
            last->n++;
            last->x = MIN(last->x, x);
            continue;
        }
        const Stretch added = { i, 1, x };
        g_array_append_val(stretches, added);
    }
    g_array_sort(stretches, compare_stretches);
    g_array_set_size(words, 0);
    for (guint i = 0; i < stretches->len; i++) {
        const Stretch *stretch =
            &g_array_index(stretches, Stretch, rtl > ltr ? stretches->len - 1 - i : i);

        g_array_append_vals(words, &g_array_index(sorted, guint, stretch->first), stretch->n);
    }
}
