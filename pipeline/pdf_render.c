/* pipeline/pdf_render.c - pictures of pages */
#include "pipeline/pdf_internal.h"

#include <cairo.h>
#include <math.h>

/* Poppler's and Leptonica's picture both are four bytes a pixel; A0 at 150 dpi has 35 million. */
#define MAX_PIXELS 64e6

#define POINTS_PER_INCH 72.0

/* The @width_px by @height_px picture whose top left corner is (@x, @y) points on the page. */
static PIX *
draw(PopplerPage *poppler, double x, double y, double dpi, double width_px, double height_px,
     GError **error)
{
    if (!(dpi > 0 && width_px >= 1 && height_px >= 1 && width_px * height_px <= MAX_PIXELS)) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE,
                    "will not draw %.0f x %.0f pixels: the limit is %.0f million", width_px,
                    height_px, MAX_PIXELS / 1e6);
        return NULL;
    }

    g_autoptr(PIX) pix = pixCreate((int)width_px, (int)height_px, 32);
    if (pix == NULL) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "no memory for %.0f x %.0f pixels", width_px,
                    height_px);
        return NULL;
    }

    /* Both have rows of 32-bit words, so Poppler can draw straight into the PIX; only the
     * place of the colours within a word differs. */
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        (unsigned char *)pixGetData(pix), CAIRO_FORMAT_RGB24, (int)width_px, (int)height_px,
        pixGetWpl(pix) * 4);
    cairo_t *cairo = cairo_create(surface);

    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, dpi / POINTS_PER_INCH, dpi / POINTS_PER_INCH);
    cairo_translate(cairo, -x, -y);
    poppler_page_render(poppler, cairo);

    const cairo_status_t status = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "cannot be drawn: %s",
                    cairo_status_to_string(status));
        return NULL;
    }

    l_uint32 *words = pixGetData(pix);
    const gsize n = (gsize)pixGetWpl(pix) * (gsize)pixGetHeight(pix);
    for (gsize i = 0; i < n; i++)
        words[i] <<= 8; /* xRGB to RGBx */
    return g_steal_pointer(&pix);
}

Raster *
pdf_render(Pdf *pdf, guint number, double dpi, GError **error)
{
    PopplerPage *poppler = pdf_internal_page(pdf, number, error);
    double width, height;

    if (poppler == NULL)
        return NULL;
    poppler_page_get_size(poppler, &width, &height);

    const double scale = dpi / POINTS_PER_INCH;
    PIX *pix = draw(poppler, 0, 0, dpi, MAX(1, ceil(width * scale - 0.01)),
                    MAX(1, ceil(height * scale - 0.01)), error);
    return pix != NULL ? raster_new(pix, dpi, dpi) : NULL;
}

PIX *
pdf_render_area(Pdf *pdf, guint number, Bbox area, double dpi, GError **error)
{
    PopplerPage *poppler = pdf_internal_page(pdf, number, error);
    double width, height;

    if (poppler == NULL)
        return NULL;
    poppler_page_get_size(poppler, &width, &height);

    const Bbox part = bbox_intersect(area, (Bbox){ 0, 0, width, height });
    if (bbox_is_empty(part)) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "the area lies outside page %u", number);
        return NULL;
    }

    const double scale = dpi / POINTS_PER_INCH;
    return draw(poppler, part.x0, part.y0, dpi, MAX(1, ceil(bbox_width(part) * scale - 0.01)),
                MAX(1, ceil(bbox_height(part) * scale - 0.01)), error);
}

Raster *
pdf_page_image(Pdf *pdf, const Page *page, GError **error)
{
    (void)pdf;
    (void)page;
    (void)error;
    return NULL;
}
