/* pipeline/portrait.c - the picture of a page, as a file to be shown beside what was found on it
 *
 * Print is small as PNG when it has few tones, photographs as JPEG.
 */
#include "pipeline/portrait.h"

#include <math.h>

/* As wide as half a screen; letters of 8 points can be read. */
#define DPI 100

/* Tones of print with soft edges. */
#define COLORS 32

#define JPEG_QUALITY 70

/* Share of the page that bitmaps cover where it is no longer print with a logo. */
#define PHOTO_SHARE 0.1

static bool
is_photo(const Page *page)
{
    double area = 0;

    for (guint i = 0; i < page->images->len; i++)
        area += bbox_area(g_array_index(page->images, Image, i).bbox);
    return area > PHOTO_SHARE * page->width * page->height;
}

/* Leptonica's memory as GLib's. */
static GBytes *
bytes_of(l_uint8 *data, size_t size)
{
    GBytes *bytes = g_bytes_new(data, size);

    lept_free(data);
    return bytes;
}

static GBytes *
write_pix(PIX *pix, bool photo, const char **type)
{
    l_uint8 *data = NULL;
    size_t size = 0;

    if (photo) {
        *type = "image/jpeg";
        return pixWriteMemJpeg(&data, &size, pix, JPEG_QUALITY, 0) == 0 ? bytes_of(data, size)
                                                                        : NULL;
    }
    g_autoptr(PIX) few = pixOctreeQuantNumColors(pix, COLORS, 1);
    *type = "image/png";
    return pixWriteMemPng(&data, &size, few != NULL ? few : pix, 0) == 0 ? bytes_of(data, size)
                                                                         : NULL;
}

GBytes *
portrait_take(Pdf *pdf, const Page *page, const char **type, GError **error)
{
    g_autoptr(Raster) raster = pdf_render(pdf, page->number, DPI, error);

    if (raster == NULL)
        return NULL;
    g_autoptr(PIX) straight = NULL;
    if (page->skew_deg != 0 && page->left == 0 && page->top == 0)
        straight = pixRotate(raster->pix, (float)(-page->skew_deg * G_PI / 180), L_ROTATE_AREA_MAP,
                             L_BRING_IN_WHITE, 0, 0);
    GBytes *bytes = write_pix(straight != NULL ? straight : raster->pix, is_photo(page), type);
    if (bytes == NULL)
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "its picture cannot be written");
    return bytes;
}
