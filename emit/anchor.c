/* emit/anchor.c - where links into the document lead
 *
 * The index is a list of headings in reading order. A link's destination is
 * rarely exactly at its heading: typesetters put it somewhere in the white
 * space above, for a chapter as far up as the top of the page. So a heading
 * owns the page from the end of what stands before it:
 *
 *     ...last line of a paragraph.
 *     - - - - - - - - - - - - - - -   from here
 *
 *     2.1 The eval loop
 */
#include "emit/anchor.h"

#include "emit/escape.h"

#include <string.h>

/* Points that a destination may lie above the end of the text before: boxes are not exact. */
#define SLACK 1.0

typedef struct {
    char *file;
    char *slug; /* NULL for the start of a file that has text before its first heading */
    bool title; /* the file begins with it, and its name says enough elsewhere */
    guint page;
    double from; /* y on that page */
} Place;

struct Anchors {
    GArray *places; /* Place, in reading order, which is that of pages: what is not stands there */
};

static void
place_clear(gpointer data)
{
    Place *place = data;

    g_free(place->file);
    g_free(place->slug);
}

Anchors *
anchor_new(void)
{
    Anchors *anchors = g_new0(Anchors, 1);

    anchors->places = g_array_new(FALSE, TRUE, sizeof(Place));
    g_array_set_clear_func(anchors->places, place_clear);
    return anchors;
}

void
anchor_free(Anchors *anchors)
{
    if (anchors == NULL)
        return;
    g_array_unref(anchors->places);
    g_free(anchors);
}

static bool
is_word(gunichar c)
{
    return c == '-' || g_unichar_isalnum(c) || g_unichar_ismark(c) ||
           g_unichar_type(c) == G_UNICODE_CONNECT_PUNCTUATION;
}

char *
anchor_slug(const char *text)
{
    g_autofree char *clean = escape_line(text);
    GString *slug = g_string_new(NULL);

    for (const char *p = clean; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (c == ' ')
            g_string_append_c(slug, '-');
        else if (is_word(c))
            g_string_append_unichar(slug, g_unichar_tolower(c));
    }
    return g_string_free(slug, FALSE);
}

/* A number that is taken by a heading of that very text is passed over. */
char *
anchor_unique_slug(GHashTable *taken, const char *text)
{
    g_autofree char *base = anchor_slug(text);
    char *slug = g_strdup(base);
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(taken, base));

    while (g_hash_table_contains(taken, slug)) {
        g_free(slug);
        slug = g_strdup_printf("%s-%u", base, ++n);
    }
    g_hash_table_insert(taken, g_strdup(base), GUINT_TO_POINTER(n));
    if (!g_hash_table_contains(taken, slug))
        g_hash_table_insert(taken, g_strdup(slug), GUINT_TO_POINTER(0));
    return slug;
}

/* The text of a heading that can be linked to. One of nothing but punctuation has no name, one with
 * a footnote mark has a name that depends on the note's number. */
static char *
linkable_text(const Element *element)
{
    if (element->kind != ELEMENT_HEADING)
        return NULL;
    for (guint i = 0; i < element->runs->len; i++)
        if (g_array_index(element->runs, Run, i).flags & RUN_NOTE)
            return NULL;

    g_autofree char *text = run_array_text(element->runs);
    g_autofree char *clean = escape_line(text);
    g_autofree char *slug = anchor_slug(clean);
    return *slug != '\0' ? g_steal_pointer(&clean) : NULL;
}

GPtrArray *
anchor_slugs(const Flow *flow, guint first, guint n, const char *title)
{
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GPtrArray *slugs = g_ptr_array_new_with_free_func(g_free);

    if (title != NULL)
        g_free(anchor_unique_slug(taken, title));
    for (guint i = first; i < first + n; i++) {
        g_autofree char *text = linkable_text(flow_element(flow, i));

        g_ptr_array_add(slugs, text != NULL ? anchor_unique_slug(taken, text) : NULL);
    }
    return slugs;
}

static bool
is_furniture(const Element *element)
{
    return element->kind == ELEMENT_HEADER || element->kind == ELEMENT_FOOTER;
}

static void
add_place(Anchors *anchors, const char *file, const char *slug, bool title, guint page, double from)
{
    const Place place = { g_strdup(file), g_strdup(slug), title, page, from };
    guint at = anchors->places->len;

    while (at > 0 && g_array_index(anchors->places, Place, at - 1).page > page)
        at--;
    g_array_insert_val(anchors->places, at, place);
}

void
anchor_add_file(Anchors *anchors, const char *file, const Flow *flow, guint first, guint n,
                const char *title)
{
    g_autoptr(GPtrArray) slugs = anchor_slugs(flow, first, n, title);
    const Element *before = NULL;

    /* The element before the file's first tells where its page begins to be the file's. */
    for (guint i = first; i-- > 0 && before == NULL;)
        before = is_furniture(flow_element(flow, i)) ? NULL : flow_element(flow, i);
    for (guint i = first; i < first + n; i++) {
        const Element *element = flow_element(flow, i);
        const char *slug = g_ptr_array_index(slugs, i - first);
        const bool leads = before == NULL || before->page != element->page;
        /* In another column the element before ends further down: then only its own place. */
        const double from = leads ? 0 : MIN(before->bbox.y1 - SLACK, element->bbox.y0);

        if (is_furniture(element))
            continue;
        if (slug != NULL || i == first)
            add_place(anchors, file, slug, i == first && title == NULL, element->page, from);
        before = element;
    }
}

/* How many places are on pages up to @page. */
static guint
count_up_to(const GArray *places, guint page)
{
    guint low = 0, high = places->len;

    while (low < high) {
        const guint middle = low + (high - low) / 2;

        if (g_array_index(places, Place, middle).page <= page)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

char *
anchor_find(const Anchors *anchors, const char *from, guint page, double y)
{
    guint n = count_up_to(anchors->places, page);

    while (n > 0 && g_array_index(anchors->places, Place, n - 1).page == page &&
           g_array_index(anchors->places, Place, n - 1).from > y)
        n--;
    if (n == 0)
        return NULL;

    const Place *found = &g_array_index(anchors->places, Place, n - 1);
    const bool here = strcmp(found->file, from) == 0;
    if (found->slug == NULL || (found->title && !here))
        return here ? NULL : g_strdup(found->file);
    return g_strdup_printf("%s#%s", here ? "" : found->file, found->slug);
}
