/* pipeline/check_compare.c - converted files beside those that are committed */
#include "pipeline/check_compare.h"

#include "pipeline/catalogue.h"
#include "pipeline/output.h"
#include "pipeline/sheet.h"
#include "pipeline/tree.h"
#include "pipeline/unified.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* A file past this is compared, and its difference not told line by line. */
#define MAX_TEXT_BYTES (32u << 20)

/* Names as chapters, tables and pictures get them. */
#define CHAPTER_NAME "^[0-9]{2,}(-[0-9]{2,})?-[a-z0-9-]+\\.md$"
#define TABLE_NAME "-page-[0-9]+-table-[0-9]+\\.[ct]sv$"
#define FIGURE_NAME "(^|/)images/figure-[0-9]+-[0-9]+\\.[a-z0-9]+$"
#define PICTURE_NAME "-images/page-[0-9]+-[0-9]+\\.[a-z0-9]+$"

/* Is it no result, but what a run keeps for itself? */
static bool
is_own(const char *name)
{
    return g_str_has_prefix(name, LEDGER_FILE) || strcmp(name, CATALOGUE_FILE) == 0;
}

static bool
is_text(const char *bytes, gsize n)
{
    return n <= MAX_TEXT_BYTES && memchr(bytes, '\0', n) == NULL &&
           g_utf8_validate(bytes, (gssize)n, NULL);
}

static void
move_notes(CheckFile *file, GPtrArray *notes)
{
    g_ptr_array_extend_and_steal(file->notes, g_ptr_array_ref(notes));
}

static void
tell_text(CheckFile *file, const char *before, const char *after)
{
    g_autoptr(Unified) unified = unified_new(file->path, before, after);
    const char separator = g_str_has_suffix(file->path, ".tsv") ? '\t' : ',';

    file->removed = unified->removed;
    file->added = unified->added;
    file->line = unified->first;
    file->diff = g_steal_pointer(&unified->text);
    if (g_str_has_suffix(file->path, ".csv") || separator == '\t') {
        g_autoptr(GPtrArray) a = sheet_read(before, separator);
        g_autoptr(GPtrArray) b = sheet_read(after, separator);
        g_autoptr(GPtrArray) cells = sheet_compare(a, b);

        move_notes(file, cells);
    } else {
        move_notes(file, unified->words);
    }
}

static void
compare_file(CheckFile *file, const char *committed)
{
    g_autofree char *before = NULL, *after = NULL;

    if (!g_file_get_contents(file->fresh, &after, &file->after, NULL))
        return;
    if (!g_file_get_contents(committed, &before, &file->before, NULL)) {
        file->state = CHECK_MISSING;
        return;
    }
    if (file->before == file->after && memcmp(before, after, file->after) == 0)
        return;
    file->state = CHECK_CHANGED;
    file->binary = !is_text(before, file->before) || !is_text(after, file->after);
    if (!file->binary)
        tell_text(file, before, after);
}

static CheckFile *
add_file(CheckGroup *group, const char *name, const char *fresh)
{
    CheckFile *file = g_new0(CheckFile, 1);

    file->path = check_result_join(group->base, name);
    file->fresh = g_strdup(fresh);
    file->notes = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(group->files, file);
    return file;
}

void
check_compare(CheckGroup *group)
{
    g_autoptr(GPtrArray) names = tree_list(group->folder);

    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *fresh = g_build_filename(group->folder, name, NULL);

        if (!is_own(name)) {
            CheckFile *file = add_file(group, name, fresh);
            compare_file(file, file->path);
        }
    }
}

/* Could only sheaf have given this name? */
static bool
is_ours(const ConfGroup *conf, const char *name)
{
    const char *base = strrchr(name, '/') != NULL ? strrchr(name, '/') + 1 : name;

    switch (conf->command) {
    case COMMAND_BOOK:
        return g_regex_match_simple(CHAPTER_NAME, base, 0, 0) ||
               g_regex_match_simple(FIGURE_NAME, name, 0, 0);
    case COMMAND_TABLES:
        return g_regex_match_simple(TABLE_NAME, base, 0, 0);
    default:
        return g_regex_match_simple(PICTURE_NAME, name, 0, 0);
    }
}

static bool
is_kept(const ConfGroup *conf, const char *name)
{
    for (guint i = 0; conf->keep[i] != NULL; i++) {
        const char *pattern = conf->keep[i];

        if (g_pattern_match_simple(pattern, name) ||
            (g_str_has_suffix(pattern, "/") && g_str_has_prefix(name, pattern)))
            return TRUE;
    }
    return FALSE;
}

/* Pictures of a single file are in a folder named after it. */
static bool
is_beside(const CheckGroup *group, const char *name)
{
    g_autofree char *output = g_path_get_basename(group->conf->output);
    char *ending = strrchr(output, '.');

    if (ending != NULL)
        *ending = '\0';
    g_autofree char *folder = g_strconcat(output, "-images/", NULL);
    return !group->single || g_str_has_prefix(name, folder);
}

void
check_compare_left_over(CheckGroup *group, GHashTable *known)
{
    g_autoptr(GPtrArray) names = tree_list(group->base);

    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *path = check_result_join(group->base, name);

        if (g_hash_table_contains(known, path) || !is_ours(group->conf, name) ||
            is_kept(group->conf, name) || !is_beside(group, name))
            continue;
        CheckFile *file = add_file(group, name, NULL);
        file->state = CHECK_LEFT_OVER;
        g_hash_table_add(known, file->path);
    }
}

static bool
update_file(CheckFile *file, GError **error)
{
    g_autofree char *bytes = NULL;
    gsize n;

    if (file->state == CHECK_LEFT_OVER) {
        file->updated = g_unlink(file->path) == 0;
        if (!file->updated)
            g_set_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FILE, "cannot remove %s: %s", file->path,
                        g_strerror(errno));
        return file->updated;
    }
    file->updated = g_file_get_contents(file->fresh, &bytes, &n, error) &&
                    output_write(file->path, bytes, n, error);
    return file->updated;
}

/* A catalogue that is there is made anew with what it lists. */
static bool
update_catalogue(const CheckGroup *group, GError **error)
{
    g_autofree char *fresh = g_build_filename(group->folder, CATALOGUE_FILE, NULL);
    g_autofree char *committed = check_result_join(group->base, CATALOGUE_FILE);
    g_autofree char *bytes = NULL;
    gsize n;

    return !g_file_test(committed, G_FILE_TEST_EXISTS) ||
           !g_file_get_contents(fresh, &bytes, &n, NULL) ||
           output_write(committed, bytes, n, error);
}

bool
check_compare_update(CheckGroup *group, bool missing_only, GError **error)
{
    bool any = FALSE;

    for (guint i = 0; i < group->files->len; i++) {
        CheckFile *file = g_ptr_array_index(group->files, i);

        const bool wanted =
            missing_only ? file->state == CHECK_MISSING : file->state != CHECK_EQUAL;
        if (wanted && !update_file(file, error))
            return FALSE;
        any |= file->updated;
    }
    return !any || update_catalogue(group, error);
}
