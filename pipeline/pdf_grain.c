/* pipeline/pdf_grain.c - a scanned page drawn with the dots of its own image
 *
 * A page that shows one JPEG and nothing else needs no drawing: its dots are decoded as they are
 * stored. Otherwise:
 *
 * Drawn with as many dots as its image has, a page is that image, dot for dot, with whatever else
 * the page shows; and Poppler decodes it only once. But how many they are Poppler tells only of an
 * image that it has decoded. So the dictionaries of the file's images are gone through, once:
 *
 *     << /Type /XObject /Subtype /Image /Width 2480 /Height 3508 ... /Filter /DCTDecode
 *
 * Which of them is on a page is not known, but pages of one scan are mostly alike. Only where all
 * images that may be that of the page have the same size it is drawn. Images of one bit a dot are
 * not: they are better had as such.
 */
#include "pipeline/pdf_image.h"
#include "pipeline/pdf_ink.h"

#include <math.h>

#define POINTS_PER_INCH 72.0
#define MIN_COVER 0.9 /* of the page, as in pdf_bitmap.c */
#define SNAP 1.5      /* points: Poppler's boxes are whole points, so this is exact cover */
#define SAME 0.005    /* resolutions across and down that differ by less are one */

typedef struct {
    double width, height; /* pixels */
    bool photograph;      /* a JPEG: grey or in colour, and not of one bit a dot */
} Grain;

static GArray *
find_grains(GBytes *bytes)
{
    GArray *grains = g_array_new(FALSE, FALSE, sizeof(Grain));
    PdfDictionaryIter iter;
    PdfDictionary in;

    pdf_dictionary_iter_init(&iter, bytes, NULL);
    while (pdf_dictionary_next(&iter, &in)) {
        const Grain grain = { pdf_dictionary_number(in, "/Width"),
                              pdf_dictionary_number(in, "/Height"),
                              pdf_dictionary_has(in, "/DCTDecode") };

        if (pdf_dictionary_image(in) != NULL && grain.width > 0 && grain.height > 0)
            g_array_append_val(grains, grain);
    }
    return grains;
}

/* The resolution at which a page of @width by @height points that shows @grain all over has as many
 * dots as that; 0 where it has another shape. */
static double
resolution_on(const Grain *grain, double width, double height)
{
    const double across = grain->width / width, down = grain->height / height;

    return fabs(across / down - 1) < SAME ? MAX(across, down) * POINTS_PER_INCH : 0;
}

/* Does one image cover the page, and no second one most of it? */
static bool
is_one_image(const Page *page)
{
    const Bbox whole = { 0, 0, page->width, page->height };
    guint n = 0, exact = 0;

    for (guint i = 0; i < page->images->len; i++) {
        const Bbox box = g_array_index(page->images, Image, i).bbox;

        n += bbox_share(whole, box) >= MIN_COVER;
        exact += fabs(box.x0) <= SNAP && fabs(box.y0) <= SNAP && fabs(box.x1 - whole.x1) <= SNAP &&
                 fabs(box.y1 - whole.y1) <= SNAP;
    }
    return n == 1 && exact == 1;
}

/* The only grain that an image all over a page of this size may have; NULL for none or several. */
static const Grain *
only_grain(const GArray *grains, double width, double height, double *dpi)
{
    const Grain *only = NULL;

    for (guint i = 0; i < grains->len; i++) {
        const Grain *grain = &g_array_index(grains, Grain, i);
        const double one = resolution_on(grain, width, height);

        if (one == 0)
            continue;
        if (!grain->photograph ||
            (only != NULL && (only->width != grain->width || only->height != grain->height)))
            return NULL;
        only = grain;
        *dpi = one;
    }
    return only;
}

/* The image of the page where that is all that it shows, and was seen when the page was loaded. */
static const PdfInkImage *
seen_alone(const Pdf *pdf, guint number)
{
    if (pdf->ink == NULL || pdf->ink_number != number || pdf->ink_troubled ||
        pdf_ink_is_more(pdf->ink))
        return NULL;
    const GArray *images = pdf_ink_images(pdf->ink);
    if (images->len != 1)
        return NULL;
    const PdfInkImage *image = &g_array_index(images, PdfInkImage, 0);
    return image->alone ? image : NULL;
}

/* The dots of that image as they are stored. (transfer full): NULL where there is more to it. */
static Raster *
stored_dots(Pdf *pdf, const Page *page, double width, double height)
{
    const PdfInkImage *image = seen_alone(pdf, page->number);
    PdfDictionary in;

    if (image == NULL || !pdf_plain_dictionary(pdf, pdf_plain_number(pdf, &image->stub), &in))
        return NULL;
    PIX *pix = pdf_image_pix(&pdf->images, in);
    const Grain grain = { pix != NULL ? pixGetWidth(pix) : 0, pix != NULL ? pixGetHeight(pix) : 0,
                          true };
    const double dpi = pix != NULL ? resolution_on(&grain, width, height) : 0;
    if (dpi > 0)
        return raster_new(pix, dpi, dpi);
    pixDestroy(&pix);
    return NULL;
}

Raster *
pdf_page_dots(Pdf *pdf, const Page *page)
{
    PopplerPage *poppler = is_one_image(page) ? pdf_internal_page(pdf, page->number, NULL) : NULL;
    double width, height, dpi = 0;

    if (poppler == NULL)
        return NULL;
    poppler_page_get_size(poppler, &width, &height);
    Raster *stored = stored_dots(pdf, page, width, height);
    if (stored != NULL)
        return stored;
    if (pdf->grains == NULL)
        pdf->grains = find_grains(pdf->bytes);
    const Grain *grain = only_grain(pdf->grains, width, height, &dpi);
    g_autoptr(Raster) drawn = grain != NULL ? pdf_render(pdf, page->number, dpi, NULL) : NULL;
    if (drawn == NULL || pixGetWidth(drawn->pix) != (int)grain->width ||
        pixGetHeight(drawn->pix) != (int)grain->height)
        return NULL;
    return g_steal_pointer(&drawn);
}
