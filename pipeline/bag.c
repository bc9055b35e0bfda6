/* pipeline/bag.c - words and how often each is there */
#include "pipeline/bag.h"

#include "detect/phrase.h"

struct Bag {
    GHashTable *counts; /* char * -> guint, 0 for one that was taken */
    guint size;
};

Bag *
bag_new(void)
{
    Bag *bag = g_new0(Bag, 1);

    bag->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return bag;
}

void
bag_free(Bag *bag)
{
    if (bag == NULL)
        return;
    g_hash_table_unref(bag->counts);
    g_free(bag);
}

static guint
count_of(const Bag *bag, const char *key)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(bag->counts, key));
}

void
bag_add(Bag *bag, const char *key)
{
    g_hash_table_insert(bag->counts, g_strdup(key), GUINT_TO_POINTER(count_of(bag, key) + 1));
    bag->size++;
}

static void
add_word(Bag *bag, const char *text)
{
    g_autofree char *key = phrase_key(text);
    g_autoptr(GString) word = g_string_new(NULL);

    for (const char *p = key; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        char one[8] = { 0 };

        if (!phrase_is_cjk(c)) {
            g_string_append_unichar(word, c);
            continue;
        }
        g_unichar_to_utf8(c, one);
        bag_add(bag, one);
    }
    if (word->len > 0)
        bag_add(bag, word->str);
}

void
bag_add_text(Bag *bag, const char *text)
{
    for (const char *p = text != NULL ? text : ""; *p != '\0';) {
        gsize n = 0;

        while (p[n] != '\0' && !g_ascii_isspace(p[n]))
            n++;
        g_autofree char *word = g_strndup(p, n);
        add_word(bag, word);
        p += n + (p[n] != '\0');
    }
}

void
bag_add_bag(Bag *bag, const Bag *other)
{
    GHashTableIter iter;
    gpointer key, n;

    g_hash_table_iter_init(&iter, other->counts);
    while (g_hash_table_iter_next(&iter, &key, &n))
        for (guint i = 0; i < GPOINTER_TO_UINT(n); i++)
            bag_add(bag, key);
}

bool
bag_holds(const Bag *bag, const char *key)
{
    return count_of(bag, key) > 0;
}

guint
bag_size(const Bag *bag)
{
    return bag->size;
}

bool
bag_take(Bag *bag, const char *key)
{
    const guint n = count_of(bag, key);

    if (n == 0)
        return false;
    g_hash_table_insert(bag->counts, g_strdup(key), GUINT_TO_POINTER(n - 1));
    bag->size--;
    return true;
}

bool
bag_take_joined(Bag *bag, const char *a, const char *b)
{
    g_autofree char *joined = g_strconcat(a, b, NULL);

    return bag_take(bag, joined);
}
