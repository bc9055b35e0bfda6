/* pipeline/proof.c - is a written book sound: does every link lead somewhere? */
#include "pipeline/proof.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_DEPTH 8 /* folders within folders: a book has two */

static gint
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names of the Markdown files below @folder, relative to it. */
static bool
list(const char *folder, const char *below, guint depth, GPtrArray *names, GError **error)
{
    g_autofree char *path = g_build_filename(folder, below, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, error);
    const char *name;

    if (dir == NULL)
        return FALSE;
    while ((name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *relative =
            *below == '\0' ? g_strdup(name) : g_strconcat(below, "/", name, NULL);
        g_autofree char *whole = g_build_filename(folder, relative, NULL);

        /* What site generators build and install is not the book. */
        if (g_file_test(whole, G_FILE_TEST_IS_DIR)) {
            if (depth < MAX_DEPTH && name[0] != '.' && name[0] != '_' &&
                strcmp(name, "node_modules") != 0 &&
                !list(folder, relative, depth + 1, names, error))
                return FALSE;
        } else if (g_str_has_suffix(name, ".md")) {
            g_ptr_array_add(names, g_steal_pointer(&relative));
        }
    }
    return TRUE;
}

GPtrArray *
proof_read(const char *folder, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) cause = NULL;
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)reread_free);

    if (!list(folder, "", 0, names, &cause)) {
        g_set_error(error, cause->domain, cause->code,
                    "%s: cannot be read as a folder of Markdown files: %s", folder, cause->message);
        return NULL;
    }
    if (names->len == 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: no Markdown file in this folder",
                    folder);
        return NULL;
    }
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autofree char *text = NULL;

        if (!g_file_get_contents(path, &text, NULL, error))
            return NULL;
        g_ptr_array_add(files, reread_new(name, text));
    }
    return g_steal_pointer(&files);
}

static bool
is_elsewhere(const char *target)
{
    const gsize scheme =
        strspn(target, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    return scheme > 0 && target[scheme] == ':';
}

/* The name of the file that @target, seen from @file, leads to: "docs/a.md" and "../b.md" give
 * "b.md". (transfer full): NULL for one outside the folder */
static char *
resolve(const char *file, const char *target)
{
    g_autofree char *plain = g_strndup(target, strcspn(target, "#?"));
    g_autofree char *path = g_uri_unescape_string(plain, NULL);
    g_autofree char *base = g_path_get_dirname(file);

    if (*plain == '\0')
        return g_strdup(file);
    g_autofree char *whole = g_build_filename("/", base, path != NULL ? path : plain, NULL);
    g_autofree char *canonical = g_canonicalize_filename(whole, "/");
    return g_strdup(canonical + 1);
}

/* Why @target, a link in @file, leads nowhere; NULL when it does. */
static char *
find_dead(GHashTable *by_name, const char *folder, const Reread *file, const char *target)
{
    const char *anchor = strchr(target, '#');

    if (is_elsewhere(target))
        return NULL;
    g_autofree char *name = resolve(file->name, target);
    const Reread *other = g_hash_table_lookup(by_name, name);
    if (other == NULL) {
        g_autofree char *path = folder != NULL ? g_build_filename(folder, name, NULL) : NULL;

        return path != NULL && g_file_test(path, G_FILE_TEST_EXISTS)
                   ? NULL
                   : g_strdup_printf("%s: dead link: there is no file %s", file->name, target);
    }
    if (anchor == NULL || anchor[1] == '\0')
        return NULL;
    g_autofree char *id = g_uri_unescape_string(anchor + 1, NULL);
    return g_hash_table_contains(other->anchors, id != NULL ? id : anchor + 1)
               ? NULL
               : g_strdup_printf("%s: dead link: there is no heading %s", file->name, target);
}

/* Why a picture of @file is not there; NULL when it is. */
static char *
find_missing(const char *folder, const Reread *file, const char *target)
{
    if (folder == NULL || is_elsewhere(target))
        return NULL;
    g_autofree char *name = resolve(file->name, target);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return g_file_test(path, G_FILE_TEST_IS_REGULAR)
               ? NULL
               : g_strdup_printf("%s: missing picture: %s", file->name, target);
}

GPtrArray *
proof_find(const GPtrArray *files, const char *folder)
{
    GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < files->len; i++) {
        Reread *file = g_ptr_array_index(files, i);
        g_hash_table_insert(by_name, file->name, file);
    }
    for (guint i = 0; i < files->len; i++) {
        const Reread *file = g_ptr_array_index(files, i);

        for (guint k = 0; k < file->faults->len; k++)
            g_ptr_array_add(found, g_strdup_printf("%s: %s", file->name,
                                                   (char *)g_ptr_array_index(file->faults, k)));
        for (guint k = 0; k < file->links->len; k++) {
            char *dead = find_dead(by_name, folder, file, g_ptr_array_index(file->links, k));

            if (dead != NULL)
                g_ptr_array_add(found, dead);
        }
        for (guint k = 0; k < file->images->len; k++) {
            char *missing = find_missing(folder, file, g_ptr_array_index(file->images, k));

            if (missing != NULL)
                g_ptr_array_add(found, missing);
        }
    }
    return found;
}
