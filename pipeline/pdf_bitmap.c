/* pipeline/pdf_bitmap.c - a scanned page's own bitmap
 *
 * A rendering of a scan has other pixels than the scanner's, which costs OCR
 * letters. Poppler gives a page's bitmaps, but as they are stored: a page may
 * turn and mirror them as it likes, lay a second one over the first, or draw
 * on them. So the bitmap is held against a rendering of the page, both small:
 *
 *     rendering   as stored   mirrored   turned by 90  ...  (eight ways)
 *     +------+    +------+    +------+   +------+
 *     |:::   |    |   ## |    | ##   |   |      |
 *     | ::   |    |   :: |    | ::   |   |##::::|
 *     | ##   |    |  ::: |    | :::  |   |  : : |
 *     +------+    +------+    +------+   +------+
 *
 * The way that correlates best is how the page shows it; if none does well,
 * the page shows something else.
 */
#include "pipeline/limit.h"
#include "pipeline/pdf_internal.h"

#include <cairo.h>
#include <math.h>

#include "pipeline/model/quarter.h"

#define POINTS_PER_INCH 72.0

#define MIN_COVER 0.9    /* of the page */
#define SLACK 0.05       /* of it: that is for whole points */
#define MAX_CANDIDATES 4 /* scans in layers have three */
#define SMALL_SIDE 160.0 /* pixels of the longer side: lines of text are still to be told apart */
#define MIN_CORRELATION 0.97 /* scans give 0.985 and more, a background with a little text 0.96 */
#define MAX_DRAWN_ON 0.005   /* share of the small picture that may differ: a stamp, a number */
#define DIFFERENT 48         /* of 255 */
#define OVERDRAW 8           /* Poppler drops pixels when it makes pictures much smaller */
#define CLEARLY 0.02         /* better than the ways before, which are the likelier ones */
#define SNAP 1.5             /* points: Poppler's boxes are whole points, so this is exact cover */
#define BLOCK 32             /* pixels */
#define MAX_CHROMA 2         /* between channels of a grey picture */

#define IMAGE_OFF_PAGE 0.7 /* of its area, at least, is on the page if its box is right */
#define IMAGE_ON_PAGE 0.97 /* Poppler's boxes are rounded to points */

/* An image that may be the scan. */
typedef struct {
    Bbox box; /* on the page as shown */
    int id;   /* Poppler's, for asking for the bitmap */
} Candidate;

/* Pixels of a surface that are opaque and exactly grey, as bytes; false when any is not. Compilers
 * do loops of a known length many words at a time. */
static bool
plain_grey(const guint32 *from, guint8 *to)
{
    guint32 odd = 0;

    for (int x = 0; x < BLOCK; x++) {
        odd |= ((from[x] ^ from[x] >> 8) & 0xFFFF) | (~from[x] & 0xFF000000);
        to[x] = (guint8)from[x];
    }
    return odd == 0;
}

/* One row of a surface on white paper, as bytes of the colour green; false when it is not grey. */
static bool
grey_row(const guint32 *from, guint8 *to, int width)
{
    guint32 chroma = 0;
    int x = 0;

    while (x + BLOCK <= width && plain_grey(from + x, to + x))
        x += BLOCK;
    for (; x < width; x++) {
        /* Colours are premultiplied, so what is missing is the paper's. */
        const guint32 paper = 255 - (from[x] >> 24);
        const guint32 r = MIN(255, (from[x] >> 16 & 0xFF) + paper);
        const guint32 g = MIN(255, (from[x] >> 8 & 0xFF) + paper);
        const guint32 b = MIN(255, (from[x] & 0xFF) + paper);

        chroma = MAX(chroma, MAX(MAX(r, g), b) - MIN(MIN(r, g), b));
        to[x] = (guint8)g;
    }
    return chroma <= MAX_CHROMA;
}

/* The surface as 8 bpp; NULL when it is not grey. */
static PIX *
grey_from_surface(cairo_surface_t *surface, int width, int height)
{
    const guint8 *data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    g_autoptr(PIX) pix = pixCreateNoInit(width, height, 8);

    if (pix == NULL)
        return NULL;
    for (int y = 0; y < height; y++) {
        const guint8 *from = data + (gsize)y * (gsize)stride;
        l_uint32 *to = pixGetData(pix) + (gsize)y * (gsize)pixGetWpl(pix);

        to[pixGetWpl(pix) - 1] = 0;
        if (!grey_row((const guint32 *)(const void *)from, (guint8 *)to, width))
            return NULL;
    }
    pixEndianByteSwap(pix); /* Leptonica's bytes stand in words from the highest down */
    return g_steal_pointer(&pix);
}

/* The surface on white paper: 8 bpp when it is grey, else 32 bpp. NULL when there is no picture. */
static PIX *
pix_from_surface(cairo_surface_t *surface)
{
    cairo_surface_flush(surface);

    const int width = cairo_image_surface_get_width(surface);
    const int height = cairo_image_surface_get_height(surface);
    const guint8 *data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    if (data == NULL || width <= 0 || height <= 0 ||
        limit_is_passed(LIMIT_RENDER_PIXELS, (double)width * height))
        return NULL;

    PIX *grey = grey_from_surface(surface, width, height);
    if (grey != NULL)
        return grey;
    PIX *pix = pixCreateNoInit(width, height, 32);
    if (pix == NULL)
        return NULL;
    for (int y = 0; y < height; y++) {
        const guint32 *from = (const guint32 *)(const void *)(data + (gsize)y * (gsize)stride);
        l_uint32 *to = pixGetData(pix) + (gsize)y * (gsize)pixGetWpl(pix);

        for (int x = 0; x < width; x++) {
            const guint32 paper = 255 - (from[x] >> 24);
            const guint32 r = MIN(255, (from[x] >> 16 & 0xFF) + paper);
            const guint32 g = MIN(255, (from[x] >> 8 & 0xFF) + paper);
            const guint32 b = MIN(255, (from[x] & 0xFF) + paper);

            to[x] = r << 24 | g << 16 | b << 8;
        }
    }
    return pix;
}

/* 1 bpp instead of 8 where that loses nothing: most scans are bilevel. Takes @pix. */
static PIX *
pack(PIX *pix)
{
    const int width = pixGetWidth(pix), height = pixGetHeight(pix);

    if (pixGetDepth(pix) != 8)
        return pix;
    for (int y = 0; y < height; y++) {
        const l_uint32 *row = pixGetData(pix) + (gsize)y * (gsize)pixGetWpl(pix);
        for (int x = 0; x < width; x++) {
            const int value = GET_DATA_BYTE(row, x);
            if (value != 0 && value != 255)
                return pix;
        }
    }

    g_autoptr(PIX) owned = pix;
    return pixThresholdToBinary(owned, 128);
}

/* Pearson's coefficient of two 8 bpp pictures; 0 when they differ in size or one is blank. */
static double
correlation(PIX *a, PIX *b)
{
    const int width = pixGetWidth(a), height = pixGetHeight(a);
    double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;

    if (width != pixGetWidth(b) || height != pixGetHeight(b))
        return 0;
    for (int y = 0; y < height; y++) {
        const l_uint32 *ra = pixGetData(a) + (gsize)y * (gsize)pixGetWpl(a);
        const l_uint32 *rb = pixGetData(b) + (gsize)y * (gsize)pixGetWpl(b);
        for (int x = 0; x < width; x++) {
            const double va = GET_DATA_BYTE(ra, x), vb = GET_DATA_BYTE(rb, x);
            sa += va;
            sb += vb;
            saa += va * va;
            sbb += vb * vb;
            sab += va * vb;
        }
    }

    const double n = (double)width * height;
    const double spread = (saa - sa * sa / n) * (sbb - sb * sb / n);
    return spread > 0 ? (sab - sa * sb / n) / sqrt(spread) : 0;
}

/* Share of the pixels of two 8 bpp pictures of one size that differ. */
static double
difference(PIX *a, PIX *b)
{
    const int width = pixGetWidth(a), height = pixGetHeight(a);
    guint n = 0;

    for (int y = 0; y < height; y++) {
        const l_uint32 *ra = pixGetData(a) + (gsize)y * (gsize)pixGetWpl(a);
        const l_uint32 *rb = pixGetData(b) + (gsize)y * (gsize)pixGetWpl(b);
        for (int x = 0; x < width; x++) {
            const int apart = (int)GET_DATA_BYTE(ra, x) - (int)GET_DATA_BYTE(rb, x);
            n += ABS(apart) > DIFFERENT;
        }
    }
    return n / ((double)width * height);
}

/* One of the eight ways to lay a picture down: @quads quarter turns clockwise after
 * mirroring it or not. */
typedef struct {
    bool mirrored;
    int quads;
    double correlation, difference;
} Way;

static PIX *
lay(PIX *pix, Way way)
{
    g_autoptr(PIX) first = way.mirrored ? pixFlipLR(NULL, pix) : pixClone(pix);

    return first != NULL ? pixRotateOrth(first, way.quads) : NULL;
}

/* @small: 8 bpp, what the page shows where @pix is. */
static Way
find_way(PIX *pix, PIX *small)
{
    const int width = pixGetWidth(small), height = pixGetHeight(small);
    const bool large = MIN(pixGetWidth(pix), pixGetHeight(pix)) > 2 * OVERDRAW * SMALL_SIDE;
    g_autoptr(PIX) half = large && pixGetDepth(pix) == 8 ? pixScaleAreaMap2(pix) : pixClone(pix);
    g_autoptr(PIX) grey = half != NULL ? pixConvertTo8(half, FALSE) : NULL;
    Way best = { .correlation = 0 };

    if (grey == NULL)
        return best;
    for (int turned = 0; turned < 2; turned++) {
        g_autoptr(PIX) scaled =
            pixScaleToSize(grey, turned ? height : width, turned ? width : height);
        for (int i = 0; i < 4 && scaled != NULL; i++) {
            Way way = { .mirrored = i >= 2, .quads = turned + i % 2 * 2 };
            g_autoptr(PIX) laid = lay(scaled, way);

            way.correlation = laid != NULL ? correlation(laid, small) : 0;
            if (way.correlation > best.correlation + CLEARLY) {
                way.difference = difference(laid, small);
                best = way;
            }
        }
    }
    return best;
}

/* @pix, which stands in @box, on a canvas that is the whole page. Takes @pix. */
static Raster *
fit(PIX *pix, Bbox box, Bbox page)
{
    const double width = bbox_width(page), height = bbox_height(page);

    if (fabs(box.x0) <= SNAP && fabs(box.y0) <= SNAP && fabs(box.x1 - width) <= SNAP &&
        fabs(box.y1 - height) <= SNAP)
        return raster_new(pix, pixGetWidth(pix) * POINTS_PER_INCH / width,
                          pixGetHeight(pix) * POINTS_PER_INCH / height);

    g_autoptr(PIX) owned = pix;
    const double sx = pixGetWidth(owned) / bbox_width(box),
                 sy = pixGetHeight(owned) / bbox_height(box);
    if (limit_is_passed(LIMIT_RENDER_PIXELS, width * sx * height * sy))
        return NULL;
    g_autoptr(PIX) canvas =
        pixCreate((int)ceil(width * sx), (int)ceil(height * sy), pixGetDepth(owned));
    if (canvas == NULL)
        return NULL;
    pixSetBlackOrWhite(canvas, L_SET_WHITE);
    pixRasterop(canvas, (int)lround(box.x0 * sx), (int)lround(box.y0 * sy), pixGetWidth(owned),
                pixGetHeight(owned), PIX_SRC, owned, 0, 0);
    return raster_new(g_steal_pointer(&canvas), sx * POINTS_PER_INCH, sy * POINTS_PER_INCH);
}

/* The image as stored, NULL when it can't be had. */
static PIX *
read_image(PopplerPage *poppler, int id)
{
    cairo_surface_t *surface = poppler_page_get_image(poppler, id);

    if (surface == NULL)
        return NULL;
    PIX *pix = pix_from_surface(surface);
    cairo_surface_destroy(surface);
    return pix;
}

/* What the page shows in @box, small and grey. */
static PIX *
show_small(PopplerPage *poppler, Bbox box, GError **error)
{
    const double dpi = SMALL_SIDE * POINTS_PER_INCH / MAX(bbox_width(box), bbox_height(box));
    g_autoptr(PIX) picture = pdf_internal_draw(poppler, box, dpi * OVERDRAW, error);
    g_autoptr(PIX) grey = picture != NULL ? pixConvertRGBToGrayFast(picture) : NULL;

    return grey != NULL ? pixScaleToSize(grey, MAX(1, pixGetWidth(grey) / OVERDRAW),
                                         MAX(1, pixGetHeight(grey) / OVERDRAW))
                        : NULL;
}

static Bbox
shown_page(PopplerPage *poppler)
{
    Bbox page = BBOX_EMPTY;

    poppler_page_get_size(poppler, &page.x1, &page.y1);
    return page;
}

/* Poppler's box of an image begins in the right corner and has the right sides, but it does
 * not know that the image may be turned by a quarter, as all are on a page with /Rotate 90:
 *
 *     +---+===+      = told, begins at o, two wide and one high
 *     |   |   |      - true, begins at o, one wide and two high
 *     +---o===+
 *
 * So a box that is off the page is held to be one of these. */
static Bbox
image_box(Bbox told, Bbox whole, bool turned)
{
    const double w = bbox_height(told), h = bbox_width(told); /* the other way round */
    const double inside = turned ? 0 : bbox_share(told, whole);

    if (inside >= IMAGE_OFF_PAGE)
        return told;
    for (guint corner = 0; corner < 4; corner++) {
        const double x = corner & 1 ? told.x1 : told.x0, y = corner & 2 ? told.y1 : told.y0;
        const Bbox turns[] = {
            { x - w, y, x, y + h }, /* by 90 degrees */
            { x, y - h, x + w, y }, /* by 270 */
            { x, y, x + w, y + h }, /* and mirrored */
            { x - w, y - h, x, y },
        };
        for (guint i = 0; i < G_N_ELEMENTS(turns); i++)
            if (bbox_share(turns[i], whole) >= IMAGE_ON_PAGE)
                return turns[i];
    }
    return told;
}

/* What Poppler says of the page's images, the first that it paints first: its boxes as they are on
 * the page of @whole, and its numbers for them. */
static GArray *
find_candidates(PopplerPage *poppler, Bbox whole)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(Candidate));
    GList *mappings = poppler_page_get_image_mapping(poppler);
    PopplerRectangle crop;

    /* Poppler takes the corner of the crop box off twice, and gives the last image first. */
    poppler_page_get_crop_box(poppler, &crop);
    const bool turned = fabs(crop.x2 - crop.x1 - whole.x1) > 0.01;
    for (GList *l = g_list_last(mappings); l != NULL; l = l->prev) {
        const PopplerImageMapping *mapping = l->data;
        const PopplerRectangle *a = &mapping->area;
        const Bbox told = { a->x1 + crop.x1, a->y1 + crop.y1, a->x2 + crop.x1, a->y2 + crop.y1 };
        const Candidate candidate = { image_box(told, whole, turned), mapping->image_id };

        if (bbox_share(whole, candidate.box) >= MIN_COVER && found->len < MAX_CANDIDATES)
            g_array_append_val(found, candidate);
    }
    poppler_page_free_image_mapping(mappings);
    return found;
}

/* Poppler goes through the page again to tell, so it is only asked where it is worth it. */
static bool
has_candidate(const Page *page)
{
    const Bbox whole = { 0, 0, page->width, page->height };

    for (guint i = 0; i < page->images->len; i++)
        if (bbox_share(whole, g_array_index(page->images, Image, i).bbox) >= MIN_COVER - SLACK)
            return true;
    return page->half > 0;
}

Raster *
pdf_page_image(Pdf *pdf, const Page *page, GError **error)
{
    PopplerPage *poppler = pdf_internal_shown_page(pdf, page->number, error);
    g_autoptr(PIX) best = NULL;
    Bbox best_box = BBOX_EMPTY;
    Way best_way = { .correlation = MIN_CORRELATION };

    if (poppler == NULL || !has_candidate(page))
        return NULL;
    const Bbox whole = shown_page(poppler);
    g_autoptr(GArray) candidates = find_candidates(poppler, whole);
    for (guint i = 0; i < candidates->len; i++) {
        const Candidate *candidate = &g_array_index(candidates, Candidate, i);
        const Bbox box = candidate->box;
        g_autoptr(PIX) pix = read_image(poppler, candidate->id);
        if (pix == NULL)
            continue;
        g_autoptr(PIX) small = show_small(poppler, box, error);
        if (small == NULL)
            return NULL;
        const Way way = find_way(pix, small);
        if (way.correlation > best_way.correlation && way.difference <= MAX_DRAWN_ON) {
            pixDestroy(&best);
            best = g_steal_pointer(&pix);
            best_way = way;
            best_box = box;
        }
    }

    g_autoptr(PIX) laid = best != NULL ? lay(best, best_way) : NULL;
    return laid != NULL ? fit(pack(g_steal_pointer(&laid)), best_box, whole) : NULL;
}
