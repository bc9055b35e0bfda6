/* pipeline/spool.c - pages that wait on disk for the rest of their document */
#include "pipeline/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATTERN SPOOL_PREFIX "XXXXXX"

#define CHUNK 65536

char *
spool_new(const char *folder, GError **error)
{
    g_autofree char *path =
        g_build_filename(folder != NULL ? folder : g_get_tmp_dir(), PATTERN, NULL);

    if (g_mkdtemp(path) == NULL) {
        g_set_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FOLDER,
                    "%s: no folder for pages can be made here: %s", path, g_strerror(errno));
        return NULL;
    }
    return g_steal_pointer(&path);
}

/* FALSE with errno. */
static bool
copy_stdin(int file)
{
    g_autofree char *chunk = g_malloc(CHUNK);
    ssize_t n;

    while ((n = read(STDIN_FILENO, chunk, CHUNK)) != 0) {
        if (n < 0 && errno != EINTR)
            return FALSE;
        for (ssize_t at = 0, written; at < n; at += MAX(written, 0)) {
            written = write(file, chunk + at, (gsize)(n - at));
            if (written < 0 && errno != EINTR)
                return FALSE;
        }
    }
    return TRUE;
}

int
spool_stdin(const char *spool, GError **error)
{
    struct stat info;

    if (fstat(STDIN_FILENO, &info) == 0 && S_ISREG(info.st_mode) &&
        lseek(STDIN_FILENO, 0, SEEK_CUR) == 0)
        return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);

    g_autofree char *path = g_build_filename(spool, "stdin-XXXXXX", NULL);
    const int file = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0 && g_unlink(path) == 0 && copy_stdin(file))
        return file;
    g_set_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FOLDER, "cannot keep standard input in %s: %s",
                spool, g_strerror(errno));
    if (file >= 0)
        close(file);
    return -1;
}

void
spool_remove(const char *spool)
{
    g_autoptr(GDir) dir = g_dir_open(spool, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(spool, name, NULL);

        g_unlink(path);
    }
    g_rmdir(spool);
}

/* @half: 2 for the other half of a spread, else less. */
static char *
page_path(const char *spool, guint input, guint page, guint half)
{
    return half < 2 ? g_strdup_printf("%s/%u-%u.json", spool, input, page)
                    : g_strdup_printf("%s/%u-%u-other.json", spool, input, page);
}

bool
spool_write(const char *spool, guint input, const Document *document, StageId after, GError **error)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = g_ptr_array_index(document->pages, i);
        g_autofree char *path = page_path(spool, input, page->number, page->half);
        g_autofree char *text = page_json_write(page, after, error);

        if (text == NULL || !output_text(path, text, error))
            return FALSE;
    }
    return TRUE;
}

/* Adds the page, or the other half of it, if it is there. */
static bool
read_page(const char *spool, guint input, guint number, guint half, Document *document,
          StageId after, GError **error)
{
    g_autofree char *path = page_path(spool, input, number, half);
    g_autofree char *text = NULL;
    gsize length;
    StageId stage;

    if (access(path, F_OK) != 0)
        return TRUE;
    if (!g_file_get_contents(path, &text, &length, error))
        return FALSE;
    Page *page = page_json_read(text, length, &stage, error);
    if (page == NULL)
        return FALSE;
    const bool same = stage == after && page->number == number && (page->half == 2) == (half == 2);
    document_add_page(document, page);
    if (!same) {
        g_set_error(error, PAGE_JSON_ERROR, PAGE_JSON_ERROR_FORM, "%s: is another page", path);
        return FALSE;
    }
    return TRUE;
}

bool
spool_read(const char *spool, guint input, Document *document, StageId after, GError **error)
{
    for (guint number = 1; number <= document->n_pages; number++)
        for (guint half = 1; half <= 2; half++)
            if (!read_page(spool, input, number, half, document, after, error))
                return FALSE;
    return TRUE;
}

void
spool_drop(const char *spool, guint input, guint n_pages)
{
    for (guint number = 1; number <= n_pages; number++)
        for (guint half = 1; half <= 2; half++) {
            g_autofree char *path = page_path(spool, input, number, half);

            g_unlink(path);
        }
}
