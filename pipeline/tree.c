/* pipeline/tree.c - the files of a folder and those below */
#include "pipeline/tree.h"

#include <glib/gstdio.h>
#include <string.h>

/* Folders below folders. Deeper ones are a loop of links. */
#define MAX_DEPTH 64

static gint
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
list(const char *folder, const char *below, guint depth, GPtrArray *names)
{
    g_autofree char *path = g_build_filename(folder, below, NULL);
    g_autoptr(GDir) dir = depth < MAX_DEPTH ? g_dir_open(path, 0, NULL) : NULL;
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *relative =
            *below == '\0' ? g_strdup(name) : g_strconcat(below, "/", name, NULL);
        g_autofree char *whole = g_build_filename(folder, relative, NULL);

        if (name[0] == '.' || strcmp(name, "node_modules") == 0)
            continue;
        if (g_file_test(whole, G_FILE_TEST_IS_REGULAR))
            g_ptr_array_add(names, g_steal_pointer(&relative));
        else if (name[0] != '_' && g_file_test(whole, G_FILE_TEST_IS_DIR))
            list(folder, relative, depth + 1, names);
    }
}

GPtrArray *
tree_list(const char *folder)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

    list(folder, "", 0, names);
    g_ptr_array_sort(names, compare_names);
    return names;
}

static void
remove_below(const char *folder, guint depth)
{
    g_autoptr(GDir) dir = depth < MAX_DEPTH ? g_dir_open(folder, 0, NULL) : NULL;
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK) && g_file_test(path, G_FILE_TEST_IS_DIR))
            remove_below(path, depth + 1);
        else
            g_unlink(path);
    }
    g_rmdir(folder);
}

void
tree_remove(const char *folder)
{
    remove_below(folder, 0);
}
