/* pipeline/model/document.c - one file: its pages and what it says of itself */
#include "pipeline/model/document.h"

#include "pipeline/model/shelve.h"

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
    shelf_free(document->shelf);
    g_free(document);
}

void
document_set_shelf(Document *document, Shelf *shelf)
{
    document->shelf = shelf;
    g_ptr_array_set_free_func(document->pages, NULL);
}

void
document_add_page(Document *document, Page *page)
{
    g_ptr_array_add(document->pages,
                    document->shelf != NULL ? shelve_page(document->shelf, page) : page);
}

const Page *
document_page(const Document *document, guint number)
{
    guint low = 0, high = document->pages->len;

    while (low < high) {
        const guint middle = low + (high - low) / 2;

        if (document_nth(document, middle)->number < number)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == document->pages->len)
        return NULL;
    const Page *page = document_nth(document, low);
    return page->number == number ? page : NULL;
}
