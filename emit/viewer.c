/* emit/viewer.c - a document as a page that shows what was found in it */
#include "emit/viewer.h"

#include "emit/entity.h"
#include "emit/viewer_data.h"
#include "viewer_resource.h"

#include <string.h>

void
viewer_picture_clear(ViewerPicture *picture)
{
    g_clear_pointer(&picture->bytes, g_bytes_unref);
}

/* A file of emit/viewer/, which is part of the program. */
static void
append_part(GString *out, const char *name)
{
    g_autofree char *path = g_strconcat("/sheaf/viewer/", name, NULL);
    g_autoptr(GBytes) bytes =
        g_resource_lookup_data(viewer_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    gsize length;

    g_assert(bytes != NULL);
    const char *text = g_bytes_get_data(bytes, &length);
    g_string_append_len(out, text, (gssize)length);
}

static void
append_data(GString *out, const char *id, char *json)
{
    g_autofree char *owned = json;

    g_string_append_printf(out, "<script type=\"application/json\" id=\"%s\">%s</script>\n", id,
                           owned);
}

static void
append_picture(GString *out, const ViewerPicture *picture)
{
    gsize length;
    const guchar *bytes = g_bytes_get_data(picture->bytes, &length);
    g_autofree char *text = g_base64_encode(bytes, length);

    g_string_append_printf(
        out, "<script type=\"text/plain\" id=\"picture-%u\" data-type=\"%s\">%s</script>\n",
        picture->page, picture->type, text);
}

static void
append_all_data(GString *out, const Document *document, const GArray *pictures,
                const MarkdownOptions *options)
{
    g_autoptr(GArray) ends = g_array_new(FALSE, TRUE, sizeof(gsize));
    g_autofree char *markdown = markdown_document(document, options, ends);

    append_data(out, "data", viewer_data_document(document, markdown, ends));
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document_nth(document, i);
        g_autofree char *id = g_strdup_printf("page-%u", page->number);

        if (!viewer_data_goes_on(document, i))
            append_data(out, id, viewer_data_page(document, i));
    }
    for (guint i = 0; i < pictures->len; i++)
        append_picture(out, &g_array_index(pictures, ViewerPicture, i));
}

/* What a {{name}} of the page stands for. */
static void
append_named(GString *out, const char *name, const Document *document, const GArray *pictures,
             const MarkdownOptions *options)
{
    if (strcmp(name, "title") == 0) {
        g_autofree char *file = g_path_get_basename(document->path);
        entity_append(out, file);
    } else if (strcmp(name, "style") == 0) {
        append_part(out, "viewer.css");
    } else if (strcmp(name, "script") == 0) {
        append_part(out, "viewer.js");
        append_part(out, "override.js");
    } else {
        append_all_data(out, document, pictures, options);
    }
}

char *
viewer_document(const Document *document, const GArray *pictures, const MarkdownOptions *options)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GString) frame = g_string_new(NULL);
    const char *at;

    append_part(frame, "viewer.html");
    at = frame->str;
    for (const char *open; (open = strstr(at, "{{")) != NULL;) {
        const char *close = strstr(open, "}}");
        g_autofree char *name = g_strndup(open + 2, (gsize)(close - open - 2));

        g_string_append_len(out, at, open - at);
        append_named(out, name, document, pictures, options);
        at = close + 2;
    }
    g_string_append(out, at);
    return g_string_free(out, FALSE);
}
