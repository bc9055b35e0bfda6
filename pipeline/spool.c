/* pipeline/spool.c - pages that wait on disk for the rest of their document */
#include "pipeline/spool.h"

#include "pipeline/output.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define PATTERN OUTPUT_TEMPORARY "pages-XXXXXX"

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

static char *
page_path(const char *spool, guint input, guint page)
{
    return g_strdup_printf("%s/%u-%u.json", spool, input, page);
}

bool
spool_write(const char *spool, guint input, const Document *document, StageId after, GError **error)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = g_ptr_array_index(document->pages, i);
        g_autofree char *path = page_path(spool, input, page->number);
        g_autofree char *text = page_json_write(page, after, error);

        if (text == NULL || !output_text(path, text, error))
            return FALSE;
    }
    return TRUE;
}

bool
spool_read(const char *spool, guint input, Document *document, StageId after, GError **error)
{
    for (guint number = 1; number <= document->n_pages; number++) {
        g_autofree char *path = page_path(spool, input, number);
        g_autofree char *text = NULL;
        gsize length;
        StageId stage;

        if (access(path, F_OK) != 0)
            continue;
        if (!g_file_get_contents(path, &text, &length, error))
            return FALSE;
        Page *page = page_json_read(text, length, &stage, error);
        if (page == NULL)
            return FALSE;
        g_ptr_array_add(document->pages, page);
        if (stage != after || page->number != number) {
            g_set_error(error, PAGE_JSON_ERROR, PAGE_JSON_ERROR_FORM, "%s: is another page", path);
            return FALSE;
        }
    }
    return TRUE;
}

void
spool_drop(const char *spool, guint input, guint n_pages)
{
    for (guint number = 1; number <= n_pages; number++) {
        g_autofree char *path = page_path(spool, input, number);

        g_unlink(path);
    }
}
