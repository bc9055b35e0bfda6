/* pipeline/pdf_render.c - pictures of pages */
#include "pipeline/limit.h"
#include "pipeline/model/wide.h"
#include "pipeline/pdf_internal.h"

#include <cairo.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_SIDE_PX 32767 /* cairo's own limit */

#define WORDS 32 /* turned at a time */

#define POINTS_PER_INCH 72.0
#define ROUNDING 0.01 /* pixels: 612.001 points at 72 dpi are no reason for another column */

/* Poppler's cairo backend prints "some font thing failed" for every glyph of a damaged font,
 * past any error handler. Standard error is turned away while it draws. */
void
pdf_internal_draw_quietly(PopplerPage *poppler, cairo_t *cairo, bool print)
{
    fflush(stderr);

    const int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (kept >= 0 && nowhere >= 0)
        dup2(nowhere, STDERR_FILENO);
    if (print)
        poppler_page_render_for_printing(poppler, cairo);
    else
        poppler_page_render(poppler, cairo);
    fflush(stderr);
    if (kept >= 0) {
        dup2(kept, STDERR_FILENO);
        close(kept);
    }
    if (nowhere >= 0)
        close(nowhere);
}

/* Compilers do loops of a known length many words at a time. */
WIDE static void
to_rgbx(l_uint32 *words, gsize n)
{
    gsize i = 0;

    for (; i + WORDS <= n; i += WORDS)
        for (gsize k = 0; k < WORDS; k++)
            words[i + k] <<= 8;
    for (; i < n; i++)
        words[i] <<= 8;
}

void
pdf_internal_to_rgbx(l_uint32 *words, gsize n)
{
    to_rgbx(words, n);
}

PIX *
pdf_internal_canvas(Bbox area, double dpi, GError **error)
{
    const double scale = dpi / POINTS_PER_INCH;
    const double width_px = MAX(1, ceil(bbox_width(area) * scale - ROUNDING));
    const double height_px = MAX(1, ceil(bbox_height(area) * scale - ROUNDING));

    if (!(dpi > 0 && width_px <= MAX_SIDE_PX && height_px <= MAX_SIDE_PX)) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE,
                    "will not draw %.0f x %.0f pixels: no side may have more than %d", width_px,
                    height_px, MAX_SIDE_PX);
        return NULL;
    }
    if (limit_is_passed(LIMIT_RENDER_PIXELS, width_px * height_px)) {
        g_autofree char *text = limit_text(LIMIT_RENDER_PIXELS, width_px * height_px);

        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "it has %s", text);
        return NULL;
    }

    PIX *pix = pixCreateNoInit((int)width_px, (int)height_px, 32);
    if (pix == NULL)
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "no memory for %.0f x %.0f pixels", width_px,
                    height_px);
    return pix;
}

PIX *
pdf_internal_draw(PopplerPage *poppler, Bbox area, double dpi, GError **error)
{
    g_autoptr(PIX) pix = pdf_internal_canvas(area, dpi, error);
    if (pix == NULL)
        return NULL;

    /* Both have rows of 32-bit words, so Poppler can draw straight into the PIX; only the
     * place of the colours within a word differs. */
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        (unsigned char *)pixGetData(pix), CAIRO_FORMAT_RGB24, pixGetWidth(pix), pixGetHeight(pix),
        pixGetWpl(pix) * 4);
    cairo_t *cairo = cairo_create(surface);

    memset(pixGetData(pix), 0xFF, (gsize)pixGetWpl(pix) * 4 * (gsize)pixGetHeight(pix)); /* white */
    cairo_surface_mark_dirty(surface);
    cairo_scale(cairo, dpi / POINTS_PER_INCH, dpi / POINTS_PER_INCH);
    cairo_translate(cairo, -area.x0, -area.y0);
    pdf_internal_draw_quietly(poppler, cairo, FALSE);

    const cairo_status_t drawn = cairo_status(cairo);
    const cairo_status_t status =
        drawn != CAIRO_STATUS_SUCCESS ? drawn : cairo_surface_status(surface);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "cannot be drawn: %s",
                    cairo_status_to_string(status));
        return NULL;
    }

    pdf_internal_to_rgbx(pixGetData(pix), (gsize)pixGetWpl(pix) * (gsize)pixGetHeight(pix));
    return g_steal_pointer(&pix);
}

static Raster *
render_whole(PopplerPage *poppler, double dpi, GError **error)
{
    double width, height;

    poppler_page_get_size(poppler, &width, &height);
    PIX *pix = pdf_internal_draw(poppler, (Bbox){ 0, 0, width, height }, dpi, error);
    return pix != NULL ? raster_new(pix, dpi, dpi) : NULL;
}

Raster *
pdf_render(Pdf *pdf, guint number, double dpi, GError **error)
{
    PopplerPage *poppler = pdf_internal_shown_page(pdf, number, error);

    return poppler != NULL ? render_whole(poppler, dpi, error) : NULL;
}

Raster *
pdf_render_bare(Pdf *pdf, guint number, double dpi, GError **error)
{
    g_autoptr(PopplerPage) bare = pdf_internal_copied_page(pdf, PDF_COPY_BARE, number);

    return bare != NULL ? render_whole(bare, dpi, error) : pdf_render(pdf, number, dpi, error);
}

PIX *
pdf_render_area(Pdf *pdf, guint number, Bbox area, double dpi, GError **error)
{
    PopplerPage *poppler = pdf_internal_shown_page(pdf, number, error);
    double width, height;

    if (poppler == NULL)
        return NULL;
    poppler_page_get_size(poppler, &width, &height);

    const Bbox part = bbox_intersect(area, (Bbox){ 0, 0, width, height });
    if (bbox_is_empty(part)) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "the area lies outside page %u", number);
        return NULL;
    }
    return pdf_internal_draw(poppler, part, dpi, error);
}
