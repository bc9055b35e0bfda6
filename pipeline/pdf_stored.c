/* pipeline/pdf_stored.c - bitmaps of a page as the file has them
 *
 * Poppler decodes every bitmap that it hands out, and scales it to the page. But
 * when it draws for print it tells cairo where the pixels came from, and a
 * surface that writes SVG puts a JPEG into its output as it was, for the file's
 * size: so the page is drawn into one, and the bitmaps are taken out of what it
 * wrote.
 *
 *     <image id="source-5" width="640" height="480"
 *            xlink:href="data:image/jpeg;base64,/9j/4AAQ..."/>
 */
#include "pipeline/pdf_internal.h"

#include <cairo-svg.h>
#include <cairo.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BYTES (64u << 20) /* of SVG: a page of drawings can be large, and is no photograph */

static cairo_status_t
collect(void *closure, const unsigned char *data, unsigned int n)
{
    GString *svg = closure;

    if (svg->len + n > MAX_BYTES)
        return CAIRO_STATUS_WRITE_ERROR;
    g_string_append_len(svg, (const char *)data, (gssize)n);
    return CAIRO_STATUS_SUCCESS;
}

static void
stored_clear(gpointer data)
{
    g_clear_pointer(&((PdfStored *)data)->jpeg, g_bytes_unref);
}

/* The number in @name="..." of @tag; 0 for none. */
static guint
attribute(const char *tag, const char *name)
{
    g_autofree char *start = g_strdup_printf(" %s=\"", name);
    const char *found = strstr(tag, start);

    return found != NULL ? (guint)MIN(strtoul(found + strlen(start), NULL, 10), G_MAXUINT16) : 0;
}

/* The bitmap of one image element, whose data may be megabytes long. */
static void
add_image(GArray *found, const char *element)
{
    static const char mark[] = "data:image/jpeg;base64,";
    const char *data = strstr(element, "data:image/");
    PdfStored stored = { 0 };

    if (data == NULL)
        return;
    g_autofree char *tag = g_strndup(element, (gsize)(data - element));
    if (strchr(tag, '>') != NULL)
        return;
    stored.width_px = attribute(tag, "width");
    stored.height_px = attribute(tag, "height");
    if (g_str_has_prefix(data, mark)) {
        const char *from = data + strlen(mark);
        g_autofree char *text = g_strndup(from, strcspn(from, "\""));
        gsize n = 0;
        guchar *bytes = g_base64_decode(text, &n);

        stored.jpeg = g_bytes_new_take(bytes, n);
    }
    g_array_append_val(found, stored);
}

GArray *
pdf_stored_bitmaps(Pdf *pdf, guint number, Bbox area)
{
    GArray *found = g_array_new(FALSE, TRUE, sizeof(PdfStored));
    PopplerPage *poppler = pdf_internal_shown_page(pdf, number, NULL);
    g_autoptr(GString) svg = g_string_new(NULL);

    g_array_set_clear_func(found, stored_clear);
    if (poppler == NULL || bbox_is_empty(area))
        return found;

    cairo_surface_t *surface =
        cairo_svg_surface_create_for_stream(collect, svg, bbox_width(area), bbox_height(area));
    cairo_t *cairo = cairo_create(surface);
    cairo_translate(cairo, -area.x0, -area.y0);
    pdf_internal_draw_quietly(poppler, cairo, TRUE);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    const bool whole = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);

    for (const char *p = strstr(svg->str, "<image "); whole && p != NULL;
         p = strstr(p + 1, "<image "))
        add_image(found, p);
    return found;
}
