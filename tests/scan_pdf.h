/* tests/scan_pdf.h - scans as PDF files: one image that covers the page */
#pragma once

#include <cairo-pdf.h>
#include <string.h>

#include "pipeline/model/raster.h"

/* The picture as cairo wants it: free with cairo_surface_destroy(). */
static inline cairo_surface_t *
scan_pdf_surface(PIX *pix)
{
    PIX *full = pixConvertTo32(pix);
    const int w = pixGetWidth(full), h = pixGetHeight(full);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
    const int stride = cairo_image_surface_get_stride(surface);
    guint8 *dots = cairo_image_surface_get_data(surface);

    for (int y = 0; y < h; y++) {
        const guint32 *from = pixGetData(full) + (gsize)y * (gsize)pixGetWpl(full);
        guint32 *to = (guint32 *)(void *)(dots + (gsize)y * (gsize)stride);

        for (int x = 0; x < w; x++)
            to[x] = from[x] >> 8;
    }
    cairo_surface_mark_dirty(surface);
    pixDestroy(&full);
    return surface;
}

/* One page for each of @n pictures, of the size that their resolutions say. Returns the path of
 * the file, which is the caller's to remove. */
static inline char *
scan_pdf_write(const char *name, Raster *const *scans, guint n)
{
    char *path = g_build_filename(g_get_tmp_dir(), name, NULL);
    cairo_surface_t *pdf = cairo_pdf_surface_create(path, 100, 100);
    cairo_t *pen = cairo_create(pdf);

    for (guint i = 0; i < n; i++) {
        cairo_surface_t *picture = scan_pdf_surface(scans[i]->pix);

        cairo_pdf_surface_set_size(pdf, pixGetWidth(scans[i]->pix) * 72 / scans[i]->x_dpi,
                                   pixGetHeight(scans[i]->pix) * 72 / scans[i]->y_dpi);
        cairo_save(pen);
        cairo_scale(pen, 72 / scans[i]->x_dpi, 72 / scans[i]->y_dpi);
        cairo_set_source_surface(pen, picture, 0, 0);
        cairo_paint(pen);
        cairo_restore(pen);
        cairo_show_page(pen);
        cairo_surface_destroy(picture);
    }
    cairo_destroy(pen);
    cairo_surface_destroy(pdf);
    return path;
}
