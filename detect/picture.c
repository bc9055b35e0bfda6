/* detect/picture.c - figures: bitmaps and drawings that are neither text nor table
 *
 * Image placements are painted on a map with a pixel a point, where strips and tiles grow
 * together: each patch is a bitmap. Drawings come from detect/drawing.h; a bitmap in a drawing
 * is a part of it.
 */
#include "detect/picture.h"

#include "detect/drawing.h"
#include "detect/lattice.h"
#include "detect/plate.h"
#include "detect/ruling.h"

#include <math.h>

#define MIN_SIDE 18.0   /* points: smaller bitmaps are icons and bullets */
#define BACKGROUND 0.85 /* of the page */
#define MAX_PAGE 20000  /* points: PDF allows 14400 */
#define MAX_TEXT 0.12   /* of a bitmap's area: more words, and it is a panel behind text */

/* Share of @area that words cover. */
static double
word_cover(const Page *page, Bbox area)
{
    double covered = 0;

    for (guint i = 0; i < page->words->len; i++)
        covered += bbox_area(bbox_intersect(page_word(page, i)->bbox, area));
    return covered / bbox_area(area);
}

/* Images that may be pictures or parts of one, clipped to the page. */
static GArray *
visible_images(const Page *page)
{
    const Bbox whole = { 0, 0, page->width, page->height };
    GArray *images = g_array_new(FALSE, FALSE, sizeof(Bbox));

    for (guint i = 0; i < page->images->len; i++) {
        const Bbox b = bbox_intersect(g_array_index(page->images, Image, i).bbox, whole);

        if (!bbox_is_empty(b) && bbox_area(b) < BACKGROUND * bbox_area(whole))
            g_array_append_val(images, b);
    }
    return images;
}

/* The box around the images that lie in @patch: to the fraction of a point. */
static Bbox
images_in(const GArray *images, Bbox patch)
{
    Bbox all = BBOX_EMPTY;

    for (guint i = 0; i < images->len; i++) {
        const Bbox b = g_array_index(images, Bbox, i);

        if (bbox_holds(patch, b, 0.01))
            all = bbox_union(all, b);
    }
    return all;
}

static void
add_bitmap(const Page *page, Bbox b, GArray *pictures)
{
    const Picture picture = { b, PICTURE_BITMAP };

    if (bbox_width(b) >= MIN_SIDE && bbox_height(b) >= MIN_SIDE &&
        bbox_area(b) <= BACKGROUND * page->width * page->height && word_cover(page, b) <= MAX_TEXT)
        g_array_append_val(pictures, picture);
}

/* Appends the Pictures that bitmaps make up; false when Leptonica gives up. */
static bool
add_bitmaps(const Page *page, GArray *pictures)
{
    g_autoptr(GArray) images = visible_images(page);
    if (images->len == 0)
        return true;
    if (images->len == 1) {
        add_bitmap(page, g_array_index(images, Bbox, 0), pictures);
        return true;
    }

    g_autoptr(PIX) map = pixCreate((int)ceil(page->width), (int)ceil(page->height), 1);
    if (map == NULL)
        return false;
    for (guint i = 0; i < images->len; i++) {
        const Bbox b = g_array_index(images, Bbox, i);
        const int x0 = (int)floor(b.x0), y0 = (int)floor(b.y0);

        pixRasterop(map, x0, y0, (int)ceil(b.x1) - x0, (int)ceil(b.y1) - y0, PIX_SET, NULL, 0, 0);
    }

    g_autoptr(BOXA) boxes = pixConnCompBB(map, 8);
    if (boxes == NULL)
        return false;
    for (int i = 0; i < boxaGetCount(boxes); i++) {
        int x, y, w, h;

        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        add_bitmap(page, images_in(images, (Bbox){ x, y, x + w, y + h }), pictures);
    }
    return true;
}

/* A drawing and the bitmaps that it touches are one picture, of the kind of its larger part. */
static void
add_drawing(GArray *pictures, Bbox drawing)
{
    Picture picture = { drawing, PICTURE_DRAWING };

    for (guint i = 0; i < pictures->len;) {
        const Picture other = g_array_index(pictures, Picture, i);

        if (bbox_is_empty(bbox_intersect(other.bbox, picture.bbox))) {
            i++;
            continue;
        }
        if (bbox_area(other.bbox) > bbox_area(picture.bbox))
            picture.kind = other.kind;
        picture.bbox = bbox_union(picture.bbox, other.bbox);
        g_array_remove_index(pictures, i);
        i = 0;
    }
    g_array_append_val(pictures, picture);
}

/* What a caption names is a picture, if it is not in one already. */
static void
add_plates(const Page *page, const GPtrArray *lattices, GArray *pictures)
{
    g_autoptr(GArray) grids = g_array_new(FALSE, FALSE, sizeof(Bbox));

    for (guint i = 0; i < lattices->len; i++) {
        const Lattice *lattice = g_ptr_array_index(lattices, i);

        if (lattice_n_rows(lattice) > 1 && lattice_n_cols(lattice) > 1)
            g_array_append_val(grids, lattice->bbox);
    }
    g_autoptr(GArray) plates = plate_find(page, grids, pictures);
    for (guint i = 0; i < plates->len; i++)
        add_drawing(pictures, g_array_index(plates, Bbox, i));
}

static int
compare_pictures(gconstpointer a, gconstpointer b)
{
    const Bbox s = ((const Picture *)a)->bbox, t = ((const Picture *)b)->bbox;

    if (s.y0 != t.y0)
        return s.y0 < t.y0 ? -1 : 1;
    return s.x0 < t.x0 ? -1 : s.x0 > t.x0;
}

GArray *
picture_find(const Page *page, const Shade *shade, PIXA *steps, GError **error)
{
    g_autoptr(GArray) pictures = g_array_new(FALSE, FALSE, sizeof(Picture));

    if (!(page->width > 0 && page->width < MAX_PAGE && page->height > 0 &&
          page->height < MAX_PAGE)) {
        g_set_error(error, DETECT_ERROR, DETECT_ERROR_LIMIT, "no map of a page of %g by %g points",
                    page->width, page->height);
        return NULL;
    }
    if (!add_bitmaps(page, pictures)) {
        g_set_error(error, DETECT_ERROR, DETECT_ERROR_LIMIT, "no room for a map of the page");
        return NULL;
    }

    /* Words are what tells a drawing from text: a scan's come later. */
    if (shade != NULL && page->kind != PAGE_SCAN && page->words->len > 0) {
        g_autoptr(GPtrArray) lattices = lattice_find(page);
        const DrawingContext context = { lattices, pictures };
        g_autoptr(GArray) drawings = drawing_find(page, &context, shade, steps, error);
        if (drawings == NULL)
            return NULL;
        for (guint i = 0; i < drawings->len; i++)
            add_drawing(pictures, g_array_index(drawings, Bbox, i));
        add_plates(page, lattices, pictures);
    }
    g_array_sort(pictures, compare_pictures);
    return g_steal_pointer(&pictures);
}
