/* pipeline/picture_file.c - the pictures of a document as files */
#include "pipeline/picture_file.h"

#include "pipeline/model/quarter.h"
#include "pipeline/output.h"
#include "pipeline/picture_label.h"

#include <math.h>

#define POINTS_PER_INCH 72.0

#define SAME_PLACE 0.9   /* of the union: a picture that is one bitmap */
#define MIN_DPI 72       /* a bitmap with fewer dots is drawn larger than it is */
#define MAX_DPI 600      /* one with more is no better to look at */
#define SHAPE_SLACK 0.05 /* of the ratio of its sides: boxes are whole points */
#define SMALL_SIDE 64    /* pixels, for comparing what a page shows with a bitmap */
#define MAX_DIFFERENCE                                                                             \
    4.0                    /* of 255, the mean: decoders and scaling differ by 1.5 in pure noise   \
                            */
#define DIFFERENT 32       /* of 255: something is drawn there */
#define MAX_DRAWN_ON 0.004 /* of the pixels */
#define PAPER 250          /* of 255: lighter is paper */
#define MARGIN_PX 4        /* left around the ink */

/* One document's pictures on their way. */
typedef struct {
    Pdf *pdf;
    const Document *document;
    const char *base, *folder;
    double dpi;
    GHashTable *written; /* checksum -> char *, file */
} Cutter;

static GBytes *
png_bytes(PIX *pix)
{
    l_uint8 *bytes = NULL;
    size_t n = 0;

    if (pixWriteMemPng(&bytes, &n, pix, 0) != 0)
        return NULL;
    GBytes *png = g_bytes_new(bytes, n);
    lept_free(bytes);
    return png;
}

bool
picture_file_write(const char *path, PIX *pix, GError **error)
{
    g_autoptr(GBytes) png = png_bytes(pix);

    if (png == NULL) {
        g_set_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FILE,
                    "cannot write %s: no PNG of %d by %d dots", path, pixGetWidth(pix),
                    pixGetHeight(pix));
        return FALSE;
    }
    return output_write(path, g_bytes_get_data(png, NULL), g_bytes_get_size(png), error);
}

/* Is the picture the only bitmap that the page paints there? Not when it is a drawing, or several.
 */
static bool
is_bitmap(const Document *document, const Element *element)
{
    const Page *page = document_page(document, element->page);
    guint n = 0;

    for (guint i = 0; i < page->images->len; i++) {
        const Bbox image = quarter_to_shown(page, g_array_index(page->images, Image, i).bbox);
        const double both = bbox_area(bbox_intersect(image, element->bbox));
        const double all = bbox_area(image) + bbox_area(element->bbox) - both;

        if (both <= 0)
            continue;
        if (both < SAME_PLACE * all)
            return false;
        n++;
    }
    return n == 1;
}

static PIX *
small_grey(PIX *pix)
{
    g_autoptr(PIX) grey = pixConvertTo8(pix, 0);

    return grey != NULL ? pixScaleToSize(grey, SMALL_SIDE, SMALL_SIDE) : NULL;
}

/* Does the page show @jpeg as it is, neither turned nor cut nor drawn upon? */
static bool
is_shown(GBytes *jpeg, PIX *shown)
{
    gsize n;
    const guint8 *data = g_bytes_get_data(jpeg, &n);
    g_autoptr(PIX) pix = pixReadMemJpeg(data, n, 0, 1, NULL, 0);
    l_float32 mean = 255;

    if (pix == NULL || pixGetWidth(pix) < 1 || pixGetHeight(pix) < 1)
        return false;
    g_autoptr(PIX) a = small_grey(pix), b = small_grey(shown);
    g_autoptr(PIX) difference = a != NULL && b != NULL ? pixAbsDifference(a, b) : NULL;
    g_autoptr(PIX) close = difference != NULL ? pixThresholdToBinary(difference, DIFFERENT) : NULL;
    l_int32 n_close = 0;

    return close != NULL &&
           pixGetAverageMasked(difference, NULL, 0, 0, 1, L_MEAN_ABSVAL, &mean) == 0 &&
           mean <= MAX_DIFFERENCE && pixCountPixels(close, &n_close, NULL) == 0 &&
           n_close >= (1 - MAX_DRAWN_ON) * SMALL_SIDE * SMALL_SIDE;
}

static bool
has_shape(const PdfStored *stored, Bbox bbox)
{
    return stored->width_px > 0 && stored->height_px > 0 &&
           fabs(stored->width_px * bbox_height(bbox) / (stored->height_px * bbox_width(bbox)) -
                1) <= SHAPE_SLACK;
}

/* The stored bitmap that the picture is likely to be: the largest of its shape; NULL for none. */
static const PdfStored *
find_stored(const GArray *bitmaps, Bbox bbox)
{
    const PdfStored *best = NULL;

    for (guint i = 0; i < bitmaps->len; i++) {
        const PdfStored *stored = &g_array_index(bitmaps, PdfStored, i);

        if (has_shape(stored, bbox) && (best == NULL || stored->width_px > best->width_px))
            best = stored;
    }
    return best;
}

/* Without the paper around it; a blank picture stays what it is. (transfer full) */
static PIX *
crop(PIX *pix)
{
    g_autoptr(PIX) grey = pixConvertTo8(pix, 0);
    g_autoptr(PIX) ink = grey != NULL ? pixThresholdToBinary(grey, PAPER) : NULL;
    BOX *box = NULL;

    if (ink == NULL || pixClipToForeground(ink, NULL, &box) != 0 || box == NULL)
        return pixClone(pix);

    int x, y, w, h;
    boxGetGeometry(box, &x, &y, &w, &h);
    boxDestroy(&box);
    const int left = MAX(0, x - MARGIN_PX), top = MAX(0, y - MARGIN_PX);
    BOX *wider = boxCreate(left, top, MIN(pixGetWidth(pix), x + w + MARGIN_PX) - left,
                           MIN(pixGetHeight(pix), y + h + MARGIN_PX) - top);
    PIX *cut = pixClipRectangle(pix, wider, NULL);
    boxDestroy(&wider);
    return cut != NULL ? cut : pixClone(pix);
}

/* The picture as the bytes of a file; @ending gets what its name ends in. */
static GBytes *
picture_bytes(const Cutter *cutter, const Element *element, const char **ending, GError **error)
{
    const bool bitmap = is_bitmap(cutter->document, element);
    const guint turn = document_page(cutter->document, element->page)->turn;
    g_autoptr(GArray) bitmaps =
        bitmap ? pdf_stored_bitmaps(cutter->pdf, element->page, element->bbox) : NULL;
    const PdfStored *stored = bitmap ? find_stored(bitmaps, element->bbox) : NULL;
    double dpi = cutter->dpi;

    if (stored != NULL)
        dpi =
            CLAMP(stored->width_px / bbox_width(element->bbox) * POINTS_PER_INCH, MIN_DPI, MAX_DPI);
    g_autoptr(PIX) pix = pdf_render_area(cutter->pdf, element->page, element->bbox, dpi, error);
    if (pix == NULL)
        return NULL;

    *ending = "jpg";
    if (stored != NULL && stored->jpeg != NULL && turn == 0 && is_shown(stored->jpeg, pix))
        return g_bytes_ref(stored->jpeg);
    *ending = "png";
    g_autoptr(PIX) upright = pixRotateOrth(pix, (int)turn);
    g_autoptr(PIX) cut = bitmap ? pixClone(upright) : crop(upright);
    GBytes *png = png_bytes(cut);
    if (png == NULL)
        g_set_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FILE, "no PNG of %d by %d dots",
                    pixGetWidth(cut), pixGetHeight(cut));
    return png;
}

/* Writes the picture of @element as @name, unless it was written before. FALSE when files cannot
 * be written; a picture that cannot be had is @cause. */
static bool
write_picture(Cutter *cutter, Element *element, const char *name, GError **cause, GError **error)
{
    const char *ending = NULL;
    g_autoptr(GBytes) bytes = picture_bytes(cutter, element, &ending, cause);
    if (bytes == NULL)
        return TRUE;

    g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    const char *known = g_hash_table_lookup(cutter->written, sum);
    if (known == NULL) {
        g_autofree char *file = g_strdup_printf("%s/%s.%s", cutter->folder, name, ending);
        g_autofree char *path = g_build_filename(cutter->base, file, NULL);

        if (!output_write(path, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), error))
            return FALSE;
        known = file;
        g_hash_table_insert(cutter->written, g_steal_pointer(&sum), g_steal_pointer(&file));
    }
    g_free(element->file);
    element->file = g_strdup(known);
    return TRUE;
}

bool
picture_file_cut(Pdf *pdf, Document *document, const char *base, const char *folder,
                 const PictureFileOptions *options, GPtrArray *lost, GError **error)
{
    g_autoptr(GHashTable) written = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    Cutter cutter = {
        pdf, document, base, folder, options != NULL ? options->dpi : PICTURE_FILE_DPI, written
    };
    guint page = 0, n = 0;

    picture_label_settle(document->flow);
    for (guint i = 0; i < document->flow->elements->len; i++) {
        Element *element = flow_change(document->flow, i);
        g_autoptr(GError) cause = NULL;

        if (!picture_label_is_figure(element))
            continue;
        n = element->page == page ? n + 1 : 1;
        page = element->page;

        g_autofree char *name = options != NULL && options->name != NULL
                                    ? options->name(i, options->data)
                                    : g_strdup_printf("page-%03u-%u", page, n);
        if (!write_picture(&cutter, element, name, &cause, error))
            return FALSE;
        if (cause != NULL && lost != NULL)
            g_ptr_array_add(lost,
                            g_strdup_printf("page %u: picture %u: %s", page, n, cause->message));
    }
    return TRUE;
}
