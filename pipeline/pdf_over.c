/* pipeline/pdf_over.c - what a page paints over its images, and they
 *
 * The page is drawn without them, but where cairo is told to paint one it gets the dots of
 * pdf_image.h, for Poppler's own few: so how they are turned, clipped and masked stays Poppler's
 * business. Where any of them can't be had that way, or all are too many, Poppler decodes them.
 */
#include "pipeline/pdf_image.h"
#include "pipeline/pdf_ink.h"

#define NEARLY_OPAQUE 250      /* of 255 */
#define MAX_BYTES (48.0 * 1e6) /* of decoded dots that are had at a time */

/* An image of the file in one of its uses. */
typedef struct {
    guint number;
    PdfImageUse use;
    double across, down; /* the most dots that are wanted of it */
    cairo_surface_t *surface;
    bool opaque; /* a mask, and of no effect */
} Wanted;

typedef struct {
    Pdf *pdf;
    GArray *wanted; /* Wanted */
    bool missed;    /* an image was met that was not seen before */
} Over;

static void
wanted_clear(gpointer data)
{
    g_clear_pointer(&((Wanted *)data)->surface, cairo_surface_destroy);
}

static Wanted *
find_wanted(const Over *over, guint number, PdfImageUse use)
{
    for (guint i = 0; i < over->wanted->len; i++) {
        Wanted *wanted = &g_array_index(over->wanted, Wanted, i);

        if (wanted->number == number && wanted->use == use)
            return wanted;
    }
    return NULL;
}

/* False where it is not known which image that is. */
static bool
want(Over *over, const PdfStub *stub, PdfImageUse use, const PdfInkImage *image)
{
    const guint number = pdf_plain_number(over->pdf, stub);
    Wanted *wanted = number > 0 ? find_wanted(over, number, use) : NULL;

    if (number == 0)
        return false;
    if (wanted == NULL) {
        const Wanted added = { number, use, image->across, image->down, NULL, false };

        g_array_append_val(over->wanted, added);
        return true;
    }
    wanted->across = MAX(wanted->across, image->across);
    wanted->down = MAX(wanted->down, image->down);
    return true;
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

static bool
decode(Over *over, Wanted *wanted, double *bytes)
{
    PdfImageFile *file = &over->pdf->images;
    PdfDictionary in;

    if (!pdf_plain_dictionary(over->pdf, wanted->number, &in))
        return false;
    *bytes += pdf_image_bytes(file, in, wanted->use, wanted->across, wanted->down);
    if (*bytes > MAX_BYTES)
        return false;
    wanted->surface = pdf_image_surface(file, in, wanted->use, wanted->across, wanted->down);
    wanted->opaque =
        wanted->surface != NULL && wanted->use == PDF_IMAGE_OPACITY && is_opaque(wanted->surface);
    return wanted->surface != NULL;
}

static bool
decode_all(Over *over)
{
    double bytes = 0;

    for (guint i = 0; i < over->wanted->len; i++)
        if (!decode(over, &g_array_index(over->wanted, Wanted, i), &bytes))
            return false;
    return true;
}

static cairo_surface_t *
dots_of(void *data, cairo_surface_t *own, bool *opaque)
{
    Over *over = data;
    const PdfStub stub = pdf_plain_stub(own);
    const PdfImageUse use = cairo_image_surface_get_format(own) == CAIRO_FORMAT_A8
                                ? PDF_IMAGE_OPACITY
                                : PDF_IMAGE_COLOURS;
    const Wanted *wanted = find_wanted(over, pdf_plain_number(over->pdf, &stub), use);

    if (wanted == NULL) {
        over->missed = true;
        return NULL;
    }
    *opaque = wanted->opaque;
    return wanted->surface;
}

/* (transfer full): NULL where the images can't be had that way. */
static Raster *
draw_with_own_dots(Pdf *pdf, PopplerPage *poppler, const PdfInk *ink)
{
    const GArray *images = pdf_ink_images(ink);
    g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(Wanted));
    Over over = { pdf, wanted, false };
    bool known = !pdf->ink_troubled;

    g_array_set_clear_func(wanted, wanted_clear);
    for (guint i = 0; i < images->len && known; i++) {
        const PdfInkImage *image = &g_array_index(images, PdfInkImage, i);

        known = want(&over, &image->stub, PDF_IMAGE_COLOURS, image) &&
                (!image->masked || want(&over, &image->mask, PDF_IMAGE_OPACITY, image));
    }
    if (!known || !decode_all(&over))
        return NULL;
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
