/* tests/scan_art.h - scanned pages drawn by the test
 *
 * A Sheet is white paper at 300 dpi on which text and strokes are drawn with
 * cairo, in points; it leaves as the grey picture that a scanner would make of
 * it. Noise comes from a fixed generator, so that every run sees the same page.
 */
#pragma once

#include <cairo.h>
#include <math.h>

#include "pipeline/model/raster.h"

#define SHEET_DPI 300.0

typedef struct {
    cairo_surface_t *surface;
    cairo_t *cr;
} Sheet;

/* @width, @height: points. Free with sheet_scan(). */
static inline Sheet
sheet_new(double width, double height)
{
    const double scale = SHEET_DPI / 72;
    Sheet sheet;

    sheet.surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * scale), (int)(height * scale));
    sheet.cr = cairo_create(sheet.surface);
    cairo_set_source_rgb(sheet.cr, 1, 1, 1);
    cairo_paint(sheet.cr);
    cairo_set_source_rgb(sheet.cr, 0, 0, 0);
    cairo_scale(sheet.cr, scale, scale);
    return sheet;
}

static inline void
sheet_text(Sheet *sheet, double x, double baseline, double size, bool bold, const char *text)
{
    cairo_select_font_face(sheet->cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                           bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(sheet->cr, size);
    cairo_move_to(sheet->cr, x, baseline);
    cairo_show_text(sheet->cr, text);
}

static inline void
sheet_box(Sheet *sheet, double x0, double y0, double x1, double y1)
{
    cairo_rectangle(sheet->cr, x0, y0, x1 - x0, y1 - y0);
    cairo_fill(sheet->cr);
}

static inline void
sheet_disc(Sheet *sheet, double x, double y, double radius)
{
    cairo_arc(sheet->cr, x, y, radius, 0, 2 * G_PI);
    cairo_fill(sheet->cr);
}

static inline void
sheet_tone(Sheet *sheet, double tone)
{
    cairo_set_source_rgb(sheet->cr, tone, tone, tone);
}

/* The grey picture of the sheet, on paper of tone @paper (255 is white), with noise of up to
 * @noise tones; the sheet is gone. */
static inline Raster *
sheet_scan(Sheet *sheet, int paper, int noise)
{
    cairo_surface_flush(sheet->surface);

    const int w = cairo_image_surface_get_width(sheet->surface);
    const int h = cairo_image_surface_get_height(sheet->surface);
    const int stride = cairo_image_surface_get_stride(sheet->surface);
    const guint8 *dots = cairo_image_surface_get_data(sheet->surface);
    PIX *pix = pixCreate(w, h, 8);
    guint32 random = 1;

    for (int y = 0; y < h; y++) {
        const guint32 *row = (const guint32 *)(const void *)(dots + (gsize)y * (gsize)stride);

        for (int x = 0; x < w; x++) {
            random = random * 1664525u + 1013904223u;
            const int grain = noise > 0 ? (int)(random >> 16) % (2 * noise + 1) - noise : 0;
            const int tone = (int)(row[x] & 0xff) * paper / 255 + grain;

            pixSetPixel(pix, x, y, (guint32)CLAMP(tone, 0, 255));
        }
    }
    cairo_destroy(sheet->cr);
    cairo_surface_destroy(sheet->surface);
    return raster_new(pix, SHEET_DPI, SHEET_DPI);
}

/* The scan turned clockwise, as a page that lay askew on the glass; frees @raster. */
static inline Raster *
sheet_turned(Raster *raster, double degrees, int paper)
{
    PIX *turned = pixRotateAMGray(raster->pix, (float)(degrees * G_PI / 180), (guint8)paper);
    Raster *result = raster_new_like(raster, turned);

    raster_free(raster);
    return result;
}

/* The tone at a place given in points. */
static inline int
sheet_tone_at(const Raster *raster, double x, double y)
{
    guint32 tone = 0;

    pixGetPixel(raster->pix, (int)(x * raster->x_dpi / 72), (int)(y * raster->y_dpi / 72), &tone);
    return (int)tone;
}

/* Are there fonts to draw with? */
static inline bool
sheet_has_fonts(void)
{
    Sheet sheet = sheet_new(10, 10);
    cairo_text_extents_t extents;

    cairo_select_font_face(sheet.cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                           CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(sheet.cr, 10);
    cairo_text_extents(sheet.cr, "mmm", &extents);
    cairo_destroy(sheet.cr);
    cairo_surface_destroy(sheet.surface);
    return extents.width > 5;
}
