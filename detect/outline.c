/* detect/outline.c - the file's own outline, found again on its pages
 *
 * Titles are compared by their letters and digits only, with and without
 * section numbers: the outline writes "3 Beetles" where the page has "Chapter
 * 3" above "Beetles". A title may be broken over several lines. Of several
 * places the one nearest to where the entry points wins, and larger type wins
 * over smaller.
 */
#include "detect/outline.h"

#include "detect/phrase.h"

#include <math.h>
#include <string.h>

#define MAX_TITLE_LINES 5
#define LOOK_ABOVE 30 /* points: entries point to just above their heading, or just below it */

/* The keys of the lines of one page, with and without section number; NULL where not body. */
typedef struct {
    GPtrArray *full, *bare;
} PageKeys;

static void
page_keys_clear(PageKeys *keys)
{
    g_clear_pointer(&keys->full, g_ptr_array_unref);
    g_clear_pointer(&keys->bare, g_ptr_array_unref);
}

static PageKeys
page_keys(const Document *document, const MarkTable *marks, guint p)
{
    const Page *page = mark_page(document, p);
    PageKeys keys = { g_ptr_array_new_with_free_func(g_free),
                      g_ptr_array_new_with_free_func(g_free) };

    for (guint l = 0; l < page->lines->len; l++) {
        const bool body = mark_at(marks, p, l)->kind == MARK_BODY;
        g_autofree char *text = body ? phrase_line(page, page_line(page, l), 0) : NULL;

        g_ptr_array_add(keys.full, body ? phrase_key(text) : NULL);
        g_ptr_array_add(keys.bare, body ? phrase_key(phrase_after_number(text)) : NULL);
    }
    return keys;
}

/* How many lines from @at on make up @title, 0 when they do not. @numbered: does the number count?
 */
static guint
match_at(const PageKeys *keys, guint at, const char *title, bool numbered)
{
    const char *rest = title;

    for (guint n = 0; n < MAX_TITLE_LINES && at + n < keys->full->len; n++) {
        const char *key = g_ptr_array_index(n == 0 && !numbered ? keys->bare : keys->full, at + n);

        if (key == NULL || *key == '\0' || !g_str_has_prefix(rest, key))
            return 0;
        rest += strlen(key);
        if (*rest == '\0')
            return n + 1;
    }
    return 0;
}

/* How far the line is from where the entry points, less for larger type. */
static double
distance(const Page *page, const Line *line, const OutlineEntry *entry)
{
    const double y = line->bbox.y0 - entry->y;
    const double away = y >= -LOOK_ABOVE ? fabs(y) : 2 * page->height + fabs(y);

    return (entry->y > 0 ? away : line->bbox.y0) - 10 * line->size;
}

typedef struct {
    guint line, n;
} Match;

/* The title of an entry behind its number. A letter or a Roman number needs no stop here: "I
 * Basics" stands for a page with "Part I" above "Basics". */
static const char *
after_number(const char *title)
{
    const char *rest = phrase_after_number(title);
    const gsize roman = strspn(title, "IVXLC");
    const gsize n = roman > 0 ? roman : (gsize)g_ascii_isupper(*title);

    return rest == title && n > 0 && title[n] == ' ' ? title + n + 1 : rest;
}

static Match
find_title(const Page *page, const PageKeys *keys, const OutlineEntry *entry)
{
    g_autofree char *full = phrase_key(entry->title);
    g_autofree char *bare = phrase_key(after_number(entry->title));
    Match best = { 0, 0 };
    double best_distance = INFINITY;

    for (guint l = 0; *full != '\0' && l < page->lines->len; l++) {
        guint n = match_at(keys, l, full, true);

        if (n == 0 && *bare != '\0')
            n = match_at(keys, l, bare, false);
        if (n == 0)
            continue;

        const double d = distance(page, page_line(page, l), entry);
        if (d < best_distance) {
            best_distance = d;
            best = (Match){ l, n };
        }
    }
    return best;
}

/* Takes the lines of a heading out of the page's keys and marks them. */
static void
claim(MarkTable *marks, guint p, PageKeys *keys, Match match, guint level)
{
    for (guint i = 0; i < match.n; i++) {
        *mark_at(marks, p, match.line + i) = (Mark){ MARK_HEADING, level, i > 0 };
        g_clear_pointer(&keys->full->pdata[match.line + i], g_free);
        g_clear_pointer(&keys->bare->pdata[match.line + i], g_free);
    }
}

double
outline_mark(const Document *document, MarkTable *marks)
{
    g_autoptr(GHashTable) index = g_hash_table_new(NULL, NULL);
    g_autofree PageKeys *keys = g_new0(PageKeys, document->pages->len + 1);
    guint n = 0, found = 0;

    for (guint p = 0; p < document->pages->len; p++)
        g_hash_table_insert(index, GUINT_TO_POINTER(mark_page(document, p)->number),
                            GUINT_TO_POINTER(p + 1));
    for (guint i = 0; i < document->outline->len; i++) {
        const OutlineEntry *entry = &g_array_index(document->outline, OutlineEntry, i);
        const guint at =
            GPOINTER_TO_UINT(g_hash_table_lookup(index, GUINT_TO_POINTER(entry->page)));

        if (at == 0 || entry->title == NULL)
            continue;
        if (keys[at - 1].full == NULL)
            keys[at - 1] = page_keys(document, marks, at - 1);
        n++;
        const Match match = find_title(mark_page(document, at - 1), &keys[at - 1], entry);
        if (match.n == 0)
            continue;
        found++;
        claim(marks, at - 1, &keys[at - 1], match, CLAMP(entry->level, 1, 6));
    }
    for (guint p = 0; p < document->pages->len; p++)
        page_keys_clear(&keys[p]);
    return n > 0 ? (double)found / n : 0;
}
