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

/* Of pages that were taken together, by the first of them. */
static char *
pages_path(const char *spool, guint input, guint page)
{
    return g_strdup_printf("%s/%u-%u.pages", spool, input, page);
}

bool
spool_write(const char *spool, guint input, const Document *document, StageId after, GError **error)
{
    if (document->pages->len == 0)
        return TRUE;

    const Page *first = g_ptr_array_index(document->pages, 0);
    g_autofree char *path = pages_path(spool, input, first->number);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    OutputStream *stream = output_stream_open(path, error);
    bool done = stream != NULL;

    for (guint i = 0; i < document->pages->len && done; i++) {
        g_byte_array_set_size(bytes, 0);
        done = page_pack(g_ptr_array_index(document->pages, i), after, bytes, error);
        if (done)
            output_stream_add(stream, bytes->data, bytes->len);
    }
    if (done)
        return output_stream_close(stream, error);
    if (stream != NULL)
        output_stream_drop(stream);
    return FALSE;
}

/* Is @page one that may follow @last (NULL for none) of @document? */
static bool
follows(const Page *page, const Page *last, const Document *document)
{
    return page->number <= document->n_pages &&
           (last == NULL || page->number > last->number ||
            (page->number == last->number && page->half > last->half));
}

/* Adds the pages that were taken from page @number on, if any were. */
static bool
read_pages(const char *spool, guint input, guint number, Document *document, StageId after,
           GError **error)
{
    g_autofree char *path = pages_path(spool, input, number);
    g_autoptr(GMappedFile) file = NULL;
    StageId stage;

    if (access(path, F_OK) != 0)
        return TRUE;
    file = g_mapped_file_new(path, FALSE, error);
    if (file == NULL)
        return FALSE;
    const guint8 *at = (const guint8 *)g_mapped_file_get_contents(file);
    const guint8 *end = at + g_mapped_file_get_length(file);
    while (at < end) {
        Page *page = page_unpack(&at, end, &stage, error);

        if (page == NULL) {
            g_prefix_error(error, "%s: ", path);
            return FALSE;
        }
        const Page *last = document->pages->len > 0
                               ? g_ptr_array_index(document->pages, document->pages->len - 1)
                               : NULL;
        const bool fits = stage == after && follows(page, last, document);
        document_add_page(document, page);
        if (!fits) {
            g_set_error(error, PAGE_PACK_ERROR, PAGE_PACK_ERROR_FORM, "%s: has another page", path);
            return FALSE;
        }
    }
    return TRUE;
}

bool
spool_read(const char *spool, guint input, Document *document, StageId after, GError **error)
{
    for (guint number = 1; number <= document->n_pages; number++)
        if (!read_pages(spool, input, number, document, after, error))
            return FALSE;
    return TRUE;
}

void
spool_drop(const char *spool, guint input, guint first, guint last)
{
    for (guint number = first; number <= last; number++) {
        g_autofree char *path = pages_path(spool, input, number);

        g_unlink(path);
    }
}
