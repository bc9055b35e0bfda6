/* pipeline/pdf_over.c - what a page paints over its images, and they
 *
 * The page is drawn without them, but where cairo is told to paint one it gets the dots of
 * pdf_image.h, for Poppler's own few: so how they are turned, clipped and masked stays Poppler's
 * business. Where any of them can't be had that way, Poppler decodes them all.
 */
#include "pipeline/pdf_image.h"
#include "pipeline/pdf_ink.h"

#define NEARLY_OPAQUE 250 /* of 255 */

typedef struct {
    cairo_surface_t *surface;
    bool opaque; /* a mask, and of no effect */
} Dots;

typedef struct {
    const Pdf *pdf;
    GHashTable *dots; /* number: Dots */
    bool missed;      /* an image was met that was not seen before */
} Over;

static void
dots_free(gpointer data)
{
    Dots *dots = data;

    if (dots->surface != NULL)
        cairo_surface_destroy(dots->surface);
    g_free(dots);
}

/* Or so nearly that nobody sees it. */
static bool
is_opaque(cairo_surface_t *mask)
{
    const int width = cairo_image_surface_get_width(mask);
    const guint8 *row = cairo_image_surface_get_data(mask);

    for (int y = 0; y < cairo_image_surface_get_height(mask); y++) {
        guint8 least = 0xFF;

        for (int x = 0; x < width; x++)
            least = MIN(least, row[x]);
        if (least < NEARLY_OPAQUE)
            return false;
        row += cairo_image_surface_get_stride(mask);
    }
    return true;
}

/* Decodes what has the number, once. */
static bool
decode(Over *over, guint number, PdfImageUse use, double across, double down)
{
    PdfDictionary in;
    const char *end;

    if (g_hash_table_contains(over->dots, GUINT_TO_POINTER(number)))
        return true;
    if (!pdf_plain_dictionary(over->pdf, number, &in, &end))
        return false;
    cairo_surface_t *surface = pdf_image_surface(in, end, use, across, down);
    if (surface == NULL)
        return false;
    Dots *dots = g_new0(Dots, 1);
    dots->surface = surface;
    dots->opaque = use == PDF_IMAGE_OPACITY && is_opaque(surface);
    g_hash_table_insert(over->dots, GUINT_TO_POINTER(number), dots);
    return true;
}

static cairo_surface_t *
dots_of(void *data, guint width, guint height, bool *opaque)
{
    Over *over = data;
    const Dots *dots =
        g_hash_table_lookup(over->dots, GUINT_TO_POINTER(pdf_plain_number(width, height)));

    if (dots == NULL) {
        over->missed = true;
        return NULL;
    }
    *opaque = dots->opaque;
    return dots->surface;
}

/* (transfer full): NULL where the images can't be had that way. */
static Raster *
draw_with_own_dots(const Pdf *pdf, PopplerPage *poppler, const PdfInk *ink)
{
    const GArray *images = pdf_ink_images(ink);
    g_autoptr(GHashTable) dots =
        g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, dots_free);
    Over over = { pdf, dots, false };

    for (guint i = 0; i < images->len; i++) {
        const PdfInkImage *image = &g_array_index(images, PdfInkImage, i);

        if (!decode(&over, image->number, PDF_IMAGE_COLOURS, image->across, image->down) ||
            (image->masked &&
             !decode(&over, image->mask, PDF_IMAGE_OPACITY, image->across, image->down)))
            return NULL;
    }
    Raster *raster = pdf_ink_draw_all(poppler, dots_of, &over, NULL);
    if (over.missed)
        g_clear_pointer(&raster, raster_free);
    return raster;
}

Raster *
pdf_drawn_over_images(Pdf *pdf, guint number, GError **error)
{
    g_autoptr(Raster) raster = NULL;

    if (pdf->ink != NULL && pdf->ink_number == number && pdf->current_number == number)
        raster = draw_with_own_dots(pdf, pdf->current, pdf->ink);
    if (raster != NULL)
        return g_steal_pointer(&raster);

    g_autoptr(PopplerPage) drawn = pdf_internal_copied_page(pdf, PDF_COPY_DRAWN, number);
    PopplerPage *poppler = drawn != NULL ? drawn : pdf_internal_shown_page(pdf, number, error);

    return poppler != NULL ? pdf_ink_draw_all(poppler, NULL, NULL, error) : NULL;
}
