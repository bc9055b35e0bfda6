/* pipeline/input.c - the files to work on, from what the user named */
#include "pipeline/input.h"

#include "pipeline/digest.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK(input_error, input_error)

/* Folders below folders. Deeper ones are a loop of links. */
#define MAX_DEPTH 64

#define READ_SIZE 65536

static void
input_free(gpointer data)
{
    Input *input = data;

    g_free(input->path);
    g_free(input->stem);
    g_free(input);
}

InputList *
input_list_new(void)
{
    InputList *list = g_new0(InputList, 1);

    list->inputs = g_ptr_array_new_with_free_func(input_free);
    list->errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    list->stems = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return list;
}

void
input_list_free(InputList *list)
{
    if (list == NULL)
        return;
    g_ptr_array_unref(list->inputs);
    g_ptr_array_unref(list->errors);
    g_hash_table_unref(list->stems);
    g_free(list);
}

static bool
is_pdf_name(const char *name)
{
    const gsize length = strlen(name);

    return length > 4 && g_ascii_strcasecmp(name + length - 4, ".pdf") == 0;
}

/* @stem, with "-2", "-3", ... behind it where another input has it already. The count is kept
 * by stem, so that a thousand files of one name do not take a million looks. */
static char *
claim_stem(InputList *list, const char *stem)
{
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(list->stems, stem));
    g_autofree char *claimed = g_strdup(stem);

    if (n > 0) {
        do {
            g_free(claimed);
            claimed = g_strdup_printf("%s-%u", stem, ++n);
        } while (g_hash_table_contains(list->stems, claimed));
        g_hash_table_insert(list->stems, g_strdup(stem), GUINT_TO_POINTER(n));
    }
    g_hash_table_insert(list->stems, g_strdup(claimed), GUINT_TO_POINTER(1));
    return g_steal_pointer(&claimed);
}

static void
add_input(InputList *list, const char *path, const char *stem)
{
    Input *input = g_new0(Input, 1);

    input->ordinal = list->inputs->len;
    input->path = g_strdup(path);
    input->stem = claim_stem(list, stem);
    g_ptr_array_add(list->inputs, input);
}

/* FNV-1a, 64 bits: the same on every machine, for good. */
static guint64
hash_of(const char *text)
{
    guint64 hash = 0xcbf29ce484222325u;

    for (; *text != '\0'; text++)
        hash = (hash ^ (guchar)*text) * 0x100000001b3u;
    return hash;
}

void
input_list_share(InputList *list, guint share, guint of)
{
    g_autoptr(GPtrArray) all = g_steal_pointer(&list->inputs);

    list->inputs = g_ptr_array_new_with_free_func(input_free);
    for (guint i = 0; i < all->len; i++) {
        Input *input = g_ptr_array_index(all, i);

        if (hash_of(input->stem) % of == share - 1)
            g_ptr_array_add(list->inputs, g_steal_pointer(&all->pdata[i]));
    }
    g_ptr_array_set_free_func(all, NULL);
    for (guint i = 0; i < all->len; i++)
        if (all->pdata[i] != NULL)
            input_free(all->pdata[i]);
    if (share > 1)
        g_ptr_array_set_size(list->errors, 0);
    list->several = TRUE;
}

/* "2019/report" from "2019/report.pdf": the ending of a PDF goes, others stay. */
static char *
stem_of(const char *name)
{
    return g_strndup(name, strlen(name) - (is_pdf_name(name) ? 4 : 0));
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
add_error(InputList *list, GError *cause)
{
    g_ptr_array_add(list->errors, cause);
}

/* Is the folder at @path to be read? One that a link leads to is when it was not before: it may be
 * one that the link is in, and then there is no end to the names that everything in it has.
 * @read: of the folders that were, their devices and numbers as text */
static bool
is_new_folder(GHashTable *read, const char *path)
{
    struct stat seen;

    if (g_stat(path, &seen) != 0)
        return TRUE;
    const bool is_new = g_hash_table_add(
        read, g_strdup_printf("%ju-%ju", (uintmax_t)seen.st_dev, (uintmax_t)seen.st_ino));
    return is_new || !g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

/* Adds the PDFs of @folder/@below; @below is "" for the folder itself. */
static void
add_folder(InputList *list, GHashTable *read, const char *folder, const char *below, guint depth)
{
    g_autofree char *path =
        *below == '\0' ? g_strdup(folder) : g_build_filename(folder, below, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) cause = NULL;
    g_autoptr(GDir) dir = g_dir_open(path, 0, &cause);
    const char *name;

    if (dir == NULL || depth > MAX_DEPTH) {
        add_error(list,
                  g_error_new(INPUT_ERROR, INPUT_ERROR_MISSING, "%s: %s", path,
                              dir == NULL ? "this folder cannot be read" : "folders too deep"));
        return;
    }
    while ((name = g_dir_read_name(dir)) != NULL)
        g_ptr_array_add(names,
                        *below == '\0' ? g_strdup(name) : g_build_filename(below, name, NULL));
    g_ptr_array_sort(names, compare_names);

    for (guint i = 0; i < names->len; i++) {
        const char *child = g_ptr_array_index(names, i);
        g_autofree char *full = g_build_filename(folder, child, NULL);

        if (g_file_test(full, G_FILE_TEST_IS_DIR)) {
            if (is_new_folder(read, full))
                add_folder(list, read, folder, child, depth + 1);
        } else if (is_pdf_name(child)) {
            g_autofree char *stem = stem_of(child);

            add_input(list, full, stem);
        }
    }
}

void
input_list_add(InputList *list, const char *path)
{
    const guint before = list->inputs->len + list->errors->len;

    list->several = list->several || before > 0;
    if (strcmp(path, "-") == 0) {
        add_input(list, path, "stdin");
    } else if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        list->several = TRUE;
        g_autoptr(GHashTable) read = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        is_new_folder(read, path);
        add_folder(list, read, path, "", 0);
        if (list->inputs->len + list->errors->len == before)
            add_error(list, g_error_new(INPUT_ERROR, INPUT_ERROR_EMPTY,
                                        "%s: no PDF in this folder or below", path));
    } else if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        add_error(list, g_error_new(INPUT_ERROR, INPUT_ERROR_MISSING, "%s: no such file", path));
    } else {
        g_autofree char *name = g_path_get_basename(path);
        g_autofree char *stem = stem_of(name);

        add_input(list, path, stem);
    }
}

static GByteArray *
read_all(const char *file, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    if (strcmp(file, "-") != 0) {
        char *text;
        gsize length;

        if (!g_file_get_contents(file, &text, &length, error))
            return NULL;
        g_byte_array_append(bytes, (const guint8 *)text, (guint)length);
        g_free(text);
        return g_steal_pointer(&bytes);
    }

    g_autofree guint8 *block = g_malloc(READ_SIZE);
    for (gsize n; (n = fread(block, 1, READ_SIZE, stdin)) > 0;)
        g_byte_array_append(bytes, block, (guint)n);
    return g_steal_pointer(&bytes);
}

bool
input_list_add_from(InputList *list, const char *file, GError **error)
{
    g_autoptr(GByteArray) bytes = read_all(file, error);

    if (bytes == NULL) {
        g_prefix_error(error, "--files-from: ");
        return FALSE;
    }
    list->several = TRUE;

    /* `find -print0` ends every name with NUL; a list made by hand has lines. */
    const char separator = memchr(bytes->data, '\0', bytes->len) != NULL ? '\0' : '\n';
    for (guint from = 0; from < bytes->len;) {
        guint to = from;

        while (to < bytes->len && bytes->data[to] != (guint8)separator)
            to++;
        g_autofree char *path = g_strndup((const char *)bytes->data + from, to - from);
        if (separator == '\n' && g_str_has_suffix(path, "\r"))
            path[strlen(path) - 1] = '\0';
        if (*path != '\0')
            input_list_add(list, path);
        from = to + 1;
    }
    return TRUE;
}

/* Size and time only. FALSE: there is no such file. */
static bool
look_at(int file, const char *path, InputIdentity *identity)
{
    struct stat seen;

    *identity = (InputIdentity){ 0 };
    if (strcmp(path, "-") == 0 || (file >= 0 ? fstat(file, &seen) : g_stat(path, &seen)) != 0 ||
        !S_ISREG(seen.st_mode))
        return FALSE;
    identity->size = seen.st_size;
    identity->mtime_us = (gint64)seen.st_mtim.tv_sec * G_USEC_PER_SEC + seen.st_mtim.tv_nsec / 1000;
    return TRUE;
}

InputIdentity
input_identify_file(int file, const char *path)
{
    InputIdentity identity;

    if (!look_at(file, path, &identity))
        return identity;
    const int own = file >= 0 ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 && own < 0)
        return identity;
    g_autofree char *hash = digest_file(file >= 0 ? file : own);
    if (own >= 0)
        close(own);
    g_strlcpy(identity.sha256, hash != NULL ? hash : "", sizeof identity.sha256);
    return identity;
}

InputIdentity
input_identify(const char *path)
{
    return input_identify_file(-1, path);
}

bool
input_is_same(const char *path, const InputIdentity *identity)
{
    InputIdentity now;

    if (!look_at(-1, path, &now) || now.size != identity->size)
        return FALSE;
    if (now.mtime_us == identity->mtime_us)
        return TRUE;
    now = input_identify(path);
    return *now.sha256 != '\0' && strcmp(now.sha256, identity->sha256) == 0;
}
