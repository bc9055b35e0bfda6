/* pipeline/pdf_ink.c - what a page paints besides text, taken in one pass with its text
 *
 * Rows of the picture are made white when something is painted on them for the first time, and
 * white is painted only where something else was. So a page's white ground is nothing, and of a
 * page with one rule two rows are touched.
 */
#include "pipeline/pdf_ink.h"

#include "pipeline/pdf_tap.h"

#include <math.h>
#include <string.h>

#define POINTS_PER_INCH 72.0

/* Enough for strokes: a hairline of 0.25 points darkens a row of dots by a third. The scores of
 * tables and books are those of 144, for two thirds of the time. */
#define DRAWN_DPI 110

/* Dots of a picture to look at: a sheet between A3 and A2 at DRAWN_DPI. Larger ones are looked at
 * from further away, and have thicker strokes; and a picture is most of what a process needs. */
#define MAX_DRAWN_DOTS 3.5e6

#define THIN 5.0        /* points: a fill that somebody may take for a tint is thicker */
#define MARK 12.0       /* points: a mark of a dashed rule, painted alone, is smaller */
#define PIECES 4        /* of a path that may be such a rule */
#define FIELD_SLACK 3.0 /* pixels: antialiasing, and half of a frame */

#define SIDE_SLACK 2.0 /* pixels: rounding, of an image that is not clipped */

#define WHITE 0xFFFFFFu

struct PdfInk {
    PIX *pix; /* NULL when there is no room for one, or after it was taken */
    GError *error;
    double dpi;
    guint8 *inked; /* of each row: was something painted on it? */
    bool any;
    bool more;      /* than images: also what is not painted here */
    GArray *images; /* PdfInkImage */
    GArray *fields; /* Bbox, pixels: of a form */
};

double
pdf_drawn_dpi(double width, double height)
{
    const double square_inches = width / POINTS_PER_INCH * height / POINTS_PER_INCH;

    return MIN(DRAWN_DPI, sqrt(MAX_DRAWN_DOTS / square_inches));
}

static double
to_points(const PdfInk *ink, double px)
{
    return px * POINTS_PER_INCH / ink->dpi;
}

/* Rows that a box touches, antialiasing included. */
static void
rows_of(const PdfInk *ink, Bbox box, int *first, int *end)
{
    const int height = pixGetHeight(ink->pix);

    *first = (int)CLAMP(floor(box.y0) - 1, 0, height);
    *end = (int)CLAMP(ceil(box.y1) + 1, 0, height);
}

static void
whiten(PdfInk *ink, int y)
{
    const gsize wpl = (gsize)pixGetWpl(ink->pix);

    memset(pixGetData(ink->pix) + (gsize)y * wpl, 0xFF, wpl * 4);
}

static bool
has_ink(const PdfInk *ink, int first, int end)
{
    for (int y = first; y < end; y++)
        if (ink->inked[y])
            return true;
    return false;
}

/* Is it a field's own frame or ground? That is no rule of a table, however fields stand. */
static bool
is_of_field(const PdfInk *ink, Bbox box)
{
    for (guint i = 0; i < ink->fields->len; i++)
        if (bbox_holds(g_array_index(ink->fields, Bbox, i), box, FIELD_SLACK))
            return true;
    return false;
}

/* RasterInk */
static guint8
kind_of(const PdfInk *ink, const PdfPaint *paint)
{
    const bool small = to_points(ink, MAX(bbox_width(paint->box), bbox_height(paint->box))) < MARK;
    guint8 kind = RASTER_STROKES;

    if (to_points(ink, paint->thickness) > THIN)
        kind |= RASTER_FILLS;
    if (small || paint->pieces >= PIECES)
        kind |= RASTER_MARKS;
    return kind;
}

static bool
on_paint(void *data, const PdfPaint *paint)
{
    PdfInk *ink = data;
    const guint8 kind = kind_of(ink, paint);
    int first, end;

    ink->more = ink->more || !paint->white || ink->images->len > 0;
    if (ink->pix == NULL || is_of_field(ink, paint->box))
        return false;
    rows_of(ink, paint->box, &first, &end);
    if (first >= end || (paint->white && !has_ink(ink, first, end)))
        return false;
    for (int y = first; y < end; y++) {
        if (!ink->inked[y])
            whiten(ink, y);
        ink->inked[y] |= kind;
    }
    ink->any = true;
    return true;
}

static void
on_image(void *data, const PdfTapImage *image)
{
    PdfInk *ink = data;
    const Bbox box = image->box;
    const bool whole = fabs(image->across - bbox_width(box)) <= SIDE_SLACK &&
                       fabs(image->down - bbox_height(box)) <= SIDE_SLACK;
    const PdfInkImage seen = {
        .bbox = { to_points(ink, box.x0), to_points(ink, box.y0), to_points(ink, box.x1),
                  to_points(ink, box.y1) },
        .across = image->across,
        .down = image->down,
        .alone = whole && image->upright && image->plain,
        .masked = image->mask != NULL,
        .stub = pdf_plain_stub(image->dots),
        .mask = pdf_plain_stub(image->mask),
    };

    g_array_append_val(ink->images, seen);
}

static void
on_text(void *data)
{
    ((PdfInk *)data)->more = true;
}

/* Poppler measures fields from the bottom left of the page as shown. */
static GArray *
find_fields(PopplerPage *poppler, double scale)
{
    GArray *fields = g_array_new(FALSE, FALSE, sizeof(Bbox));
    GList *mappings = poppler_page_get_form_field_mapping(poppler);
    double width, height;

    poppler_page_get_size(poppler, &width, &height);
    for (GList *l = mappings; l != NULL; l = l->next) {
        const PopplerRectangle *a = &((PopplerFormFieldMapping *)l->data)->area;
        const Bbox field = { a->x1 * scale, (height - a->y2) * scale, a->x2 * scale,
                             (height - a->y1) * scale };

        g_array_append_val(fields, field);
    }
    poppler_page_free_form_field_mapping(mappings);
    return fields;
}

/* A context that draws into the picture; where there is none, onto one pixel. */
static cairo_t *
context_new(PdfInk *ink)
{
    cairo_surface_t *surface =
        ink->pix != NULL
            ? cairo_image_surface_create_for_data((unsigned char *)pixGetData(ink->pix),
                                                  CAIRO_FORMAT_RGB24, pixGetWidth(ink->pix),
                                                  pixGetHeight(ink->pix), pixGetWpl(ink->pix) * 4)
            : cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
    cairo_t *cairo = cairo_create(surface);

    cairo_surface_destroy(surface);
    return cairo;
}

PdfInk *
pdf_ink_new(PopplerPage *poppler, double dpi)
{
    PdfInk *ink = g_new0(PdfInk, 1);
    Bbox page = BBOX_EMPTY;

    ink->dpi = dpi;
    ink->images = g_array_new(FALSE, FALSE, sizeof(PdfInkImage));
    ink->fields = find_fields(poppler, dpi / POINTS_PER_INCH);
    poppler_page_get_size(poppler, &page.x1, &page.y1);
    ink->pix = pdf_internal_canvas(page, dpi, &ink->error);
    ink->inked = ink->pix != NULL ? g_malloc0((gsize)pixGetHeight(ink->pix)) : NULL;

    cairo_t *cairo = context_new(ink);
    const PdfTap tap = { cairo, ink, on_paint, on_image, on_text, NULL };
    cairo_scale(cairo, dpi / POINTS_PER_INCH, dpi / POINTS_PER_INCH);
    pdf_tap_open(&tap);
    pdf_internal_draw_quietly(poppler, cairo, FALSE);
    pdf_tap_close();

    const cairo_status_t status = cairo_status(cairo);
    cairo_surface_flush(cairo_get_target(cairo));
    cairo_destroy(cairo);
    if (status != CAIRO_STATUS_SUCCESS && ink->pix != NULL) {
        g_set_error(&ink->error, PDF_ERROR, PDF_ERROR_PAGE, "cannot be drawn: %s",
                    cairo_status_to_string(status));
        pixDestroy(&ink->pix);
    }
    return ink;
}

void
pdf_ink_free(PdfInk *ink)
{
    if (ink == NULL)
        return;
    pixDestroy(&ink->pix);
    g_clear_error(&ink->error);
    g_free(ink->inked);
    g_array_unref(ink->images);
    g_array_unref(ink->fields);
    g_free(ink);
}

const GArray *
pdf_ink_images(const PdfInk *ink)
{
    return ink->images;
}

bool
pdf_ink_is_more(const PdfInk *ink)
{
    return ink->more || ink->pix == NULL;
}

bool
pdf_ink_is_other(guint32 a, guint32 b, int apart)
{
    return ABS((int)(a >> 16 & 0xFF) - (int)(b >> 16 & 0xFF)) > apart ||
           ABS((int)(a >> 8 & 0xFF) - (int)(b >> 8 & 0xFF)) > apart ||
           ABS((int)(a & 0xFF) - (int)(b & 0xFF)) > apart;
}

bool
pdf_ink_share(const PdfInk *ink, Bbox area, guint32 color, int apart, double *share)
{
    const double scale = ink->dpi / POINTS_PER_INCH;
    guint other = 0;

    if (ink->pix == NULL)
        return false;
    const int width = pixGetWidth(ink->pix), height = pixGetHeight(ink->pix);
    const int x0 = (int)CLAMP(floor(area.x0 * scale), 0, width - 1);
    const int y0 = (int)CLAMP(floor(area.y0 * scale), 0, height - 1);
    const int x1 = (int)CLAMP(ceil(area.x1 * scale), x0 + 1, width);
    const int y1 = (int)CLAMP(ceil(area.y1 * scale), y0 + 1, height);
    for (int y = y0; y < y1; y++) {
        const l_uint32 *row = pixGetData(ink->pix) + (gsize)y * (gsize)pixGetWpl(ink->pix);

        for (int x = x0; x < x1; x++)
            other += pdf_ink_is_other(ink->inked[y] ? row[x] : WHITE, color, apart);
    }
    *share = (double)other / ((double)(x1 - x0) * (y1 - y0));
    return true;
}

/* xRGB as cairo has it to RGBx as Leptonica does; rows near to those become white. */
static void
finish_rows(PdfInk *ink)
{
    const gsize wpl = (gsize)pixGetWpl(ink->pix);
    const int height = pixGetHeight(ink->pix);
    int white = 0; /* rows above are done */

    for (int y = 0; y < height; y++) {
        if (!ink->inked[y])
            continue;
        for (white = MAX(white, y - RASTER_MARGIN); white < y; white++)
            if (!ink->inked[white])
                whiten(ink, white); /* the fourth byte says nothing */
        for (; white <= MIN(y + RASTER_MARGIN, height - 1); white++)
            if (!ink->inked[white])
                whiten(ink, white);
        pdf_internal_to_rgbx(pixGetData(ink->pix) + (gsize)y * wpl, wpl);
    }
}

Raster *
pdf_ink_take_raster(PdfInk *ink, GError **error)
{
    if (ink->pix == NULL) {
        if (ink->error != NULL)
            g_propagate_error(error, g_error_copy(ink->error));
        return NULL;
    }
    if (!ink->any)
        return NULL;

    finish_rows(ink);
    Raster *raster = raster_new(g_steal_pointer(&ink->pix), ink->dpi, ink->dpi);
    raster->inked = g_steal_pointer(&ink->inked);
    raster->hollow = true;
    return raster;
}

/* All but text. */
static bool
on_any(void *data, const PdfPaint *paint)
{
    (void)data;
    (void)paint;
    return true;
}

Raster *
pdf_ink_draw_all(PopplerPage *poppler, PdfInkDotsFunc dots, void *data, GError **error)
{
    const PdfTap tap = { .data = data, .paint = on_any, .dots = dots };
    Bbox page = BBOX_EMPTY;

    poppler_page_get_size(poppler, &page.x1, &page.y1);
    const double dpi = pdf_drawn_dpi(page.x1, page.y1);
    pdf_tap_open(&tap);
    PIX *pix = pdf_internal_draw(poppler, page, dpi, error);
    pdf_tap_close();
    return pix != NULL ? raster_new(pix, dpi, dpi) : NULL;
}
