/* pipeline/leftout.c - words of pages that were left out, by page and reason */
#include "pipeline/leftout.h"

#include <string.h>

/* What was left out of one page for one reason. */
typedef struct {
    const char *why;
    Bag *bag;
} Drop;

struct LeftOut {
    GHashTable *pages; /* number -> GPtrArray of Drop */
};

static void
drop_free(gpointer data)
{
    Drop *drop = data;

    bag_free(drop->bag);
    g_free(drop);
}

LeftOut *
leftout_new(void)
{
    LeftOut *leftout = g_new0(LeftOut, 1);

    leftout->pages = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
    return leftout;
}

void
leftout_free(LeftOut *leftout)
{
    if (leftout == NULL)
        return;
    g_hash_table_unref(leftout->pages);
    g_free(leftout);
}

Bag *
leftout_bag(LeftOut *leftout, guint page, const char *why)
{
    GPtrArray *drops = g_hash_table_lookup(leftout->pages, GUINT_TO_POINTER(page));

    if (drops == NULL) {
        drops = g_ptr_array_new_with_free_func(drop_free);
        g_hash_table_insert(leftout->pages, GUINT_TO_POINTER(page), drops);
    }
    for (guint i = 0; i < drops->len; i++)
        if (strcmp(((Drop *)g_ptr_array_index(drops, i))->why, why) == 0)
            return ((Drop *)g_ptr_array_index(drops, i))->bag;

    Drop *drop = g_new0(Drop, 1);
    drop->why = why;
    drop->bag = bag_new();
    g_ptr_array_add(drops, drop);
    return drop->bag;
}

const char *
leftout_take(LeftOut *leftout, guint page, const char *key)
{
    for (guint p = page; p + 1 >= page && p > 0; p--) {
        const GPtrArray *drops = g_hash_table_lookup(leftout->pages, GUINT_TO_POINTER(p));

        for (guint i = 0; drops != NULL && i < drops->len; i++) {
            Drop *drop = g_ptr_array_index(drops, i);

            if (bag_take(drop->bag, key))
                return drop->why;
        }
    }
    return NULL;
}
