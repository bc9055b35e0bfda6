/* pipeline/journal.c - the files that a document is about to have
 *
 * A journal is a file of paths below the folder of the results, each ended by
 * NUL, as a path may hold anything else.
 */
#include "pipeline/journal.h"

#include "pipeline/output.h"
#include "pipeline/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define ENDING "-files"

static char *
journal_path(const char *spool, guint input)
{
    return g_strdup_printf("%s/%u" ENDING, spool, input);
}

/* What of @path is below @folder; NULL: it is not. */
static const char *
below(const char *folder, const char *path)
{
    gsize n = strlen(folder);

    if (strcmp(folder, ".") == 0 && !g_path_is_absolute(path))
        return path;
    while (n > 0 && G_IS_DIR_SEPARATOR(folder[n - 1]))
        n--;
    if (strncmp(path, folder, n) != 0 || !G_IS_DIR_SEPARATOR(path[n]))
        return NULL;
    for (path += n; G_IS_DIR_SEPARATOR(*path);)
        path++;
    return path;
}

int
journal_add(const char *spool, guint input, const char *folder, const char *path)
{
    g_autofree char *journal = journal_path(spool, input);
    const char *name = below(folder, path);

    if (name == NULL)
        return EXDEV;
    const int fd = g_open(journal, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno;
    /* One write, so that the last path is whole or not ended. */
    const gssize n = (gssize)strlen(name) + 1;
    const gssize written = write(fd, name, (gsize)n);
    const int cause = written < 0 ? errno : written < n ? ENOSPC : 0;
    close(fd);
    return cause;
}

/* Is it a path down from a folder, and nowhere else? */
static bool
leads_down(const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, G_DIR_SEPARATOR_S, -1);

    return *path != '\0' && !g_path_is_absolute(path) &&
           !g_strv_contains((const char *const *)parts, "..");
}

static void
undo(const char *journal, const char *folder, const char *stem)
{
    g_autofree char *text = NULL;
    gsize n;

    if (!g_file_get_contents(journal, &text, &n, NULL))
        return;
    /* A path that is not ended was not yet that of a file. */
    for (const char *at = text, *end; (end = memchr(at, '\0', n - (gsize)(at - text))) != NULL;
         at = end + 1)
        if (leads_down(at))
            output_remove(folder, at, stem);
    g_unlink(journal);
}

void
journal_undo(const char *spool, guint input, const char *folder, const char *stem)
{
    g_autofree char *journal = journal_path(spool, input);

    if (folder != NULL)
        undo(journal, folder, stem);
}

void
journal_drop(const char *spool, guint input)
{
    g_autofree char *journal = journal_path(spool, input);

    g_unlink(journal);
}

void
journal_undo_left(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name, *file;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *spool = g_build_filename(folder, name, NULL);
        g_autoptr(GDir) left =
            g_str_has_prefix(name, SPOOL_PREFIX) ? g_dir_open(spool, 0, NULL) : NULL;

        while (left != NULL && (file = g_dir_read_name(left)) != NULL) {
            g_autofree char *journal = g_build_filename(spool, file, NULL);

            if (g_str_has_suffix(file, ENDING))
                undo(journal, folder, NULL);
        }
    }
}
