/* pipeline/model/document.c - one file: its pages and what it says of itself */
#include "pipeline/model/document.h"

static void
outline_entry_clear(gpointer data)
{
    g_free(((OutlineEntry *)data)->title);
}

Document *
document_new(const char *path)
{
    Document *document = g_new0(Document, 1);

    document->path = g_strdup(path);
    document->outline = g_array_new(FALSE, TRUE, sizeof(OutlineEntry));
    g_array_set_clear_func(document->outline, outline_entry_clear);
    document->pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
    return document;
}

void
document_free(Document *document)
{
    if (document == NULL)
        return;
    g_free(document->path);
    g_free(document->title);
    g_free(document->author);
    g_free(document->subject);
    g_free(document->keywords);
    g_free(document->producer);
    g_free(document->date);
    g_array_unref(document->outline);
    g_ptr_array_unref(document->pages);
    flow_free(document->flow);
    g_free(document);
}

const Page *
document_page(const Document *document, guint number)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = g_ptr_array_index(document->pages, i);

        if (page->number == number)
            return page;
    }
    return NULL;
}
