/* pipeline/pdf_baseline.c - where the baselines are, which Poppler does not say
 *
 * All rectangles of a piece are (ascent - descent) * size of its first font
 * high, as the font's descriptor has them. Nothing says where in this height
 * the baseline is:
 *
 *      ___________         _____________
 *     |           |       |             |   ascent: 0.95 here, 0.72 there
 *     |  Hamburg  |       |   Hamburg   |
 *     |________g__|       |.........g...|
 *                         |_____________|   descent: 0.02 here, 0.35 there
 *
 * First an estimate from the height alone: the descent is about a fifth of it
 * in most fonts. Then, where two faces of about one size stand side by side on
 * a line again and again, the median of what their baselines seem to differ by
 * is the error of the one against the other, and the rarer face is moved to
 * agree with the page's commonest. Superscripts are smaller than their
 * neighbours and stay where they are.
 */
#include "pipeline/pdf_baseline.h"

#include <math.h>
#include <stdlib.h>

/* The descent as a share of the height, from the descriptors of 168 fonts in books and
 * reports: the estimate is within 0.05 of the size for three quarters of them. */
#define DESCENT_SHARE 0.22

/* Without a descriptor Poppler takes an ascent of 0.95 and a descent of 0.35. */
#define DEFAULT_HEIGHT 1.3
#define DEFAULT_DESCENT 0.35

/* Subset fonts whose descriptor was made from the glyphs in use are this high when none
 * of these has a descender: from capitals and figures to letters with an ascender. */
#define BARE_MIN_HEIGHT 0.63
#define BARE_MAX_HEIGHT 0.78
#define BARE_DESCENT 0.015

#define MIN_SIZE_RATIO 0.8 /* of neighbours; superscripts are at 0.6 to 0.75 */
#define MAX_DISTANCE 2.0   /* of neighbours, in parts of the size */
#define MIN_WITNESSES 2    /* to move a face */
#define AGREEMENT 0.03     /* of the size: witnesses this near the median agree with it */

static double
descent(double height)
{
    if (fabs(height - DEFAULT_HEIGHT) < 0.002)
        return DEFAULT_DESCENT;
    if (height > BARE_MIN_HEIGHT && height < BARE_MAX_HEIGHT)
        return BARE_DESCENT;
    return DESCENT_SHARE * height;
}

static double
height_of(const PdfSpot *spot)
{
    const double extent =
        spot->rotation % 180 == 0 ? bbox_height(spot->box) : bbox_width(spot->box);

    return spot->size > 0 ? extent / spot->size : 0;
}

/* @y moved by @by towards the tops of the letters. */
static double
raise_by(double y, double by, int rotation)
{
    return rotation == 90 || rotation == 180 ? y + by : y - by;
}

static double
estimate(const PdfSpot *spot)
{
    const Bbox b = spot->box;
    const double bottom = spot->rotation == 90    ? b.x0
                          : spot->rotation == 180 ? b.y0
                          : spot->rotation == 270 ? b.x1
                                                  : b.y1;

    return raise_by(bottom, descent(height_of(spot)) * spot->size, spot->rotation);
}

/* Fonts of one name may have different descriptors; a face is a font at one height. */
typedef struct {
    guint n;        /* glyphs */
    GArray *raised; /* double: how far it seems to stand above the commonest face, in sizes */
    double move;
} Face;

static void
face_free(gpointer data)
{
    Face *face = data;

    if (face->raised != NULL)
        g_array_unref(face->raised);
    g_free(face);
}

/* In hundredths: by which faces are told apart. */
static int
rounded_height(const PdfSpot *spot)
{
    return (int)lround(height_of(spot) * 100);
}

static guint
face_of(const PdfSpot *spot, const Page *page, GHashTable *known, GPtrArray *faces)
{
    const char *font = page_style(page, spot->style)->font;
    g_autofree char *key = g_strdup_printf("%d %s", rounded_height(spot), font);
    gpointer value;

    if (g_hash_table_lookup_extended(known, key, NULL, &value))
        return GPOINTER_TO_UINT(value);
    g_ptr_array_add(faces, g_new0(Face, 1));
    g_hash_table_insert(known, g_steal_pointer(&key), GUINT_TO_POINTER(faces->len - 1));
    return faces->len - 1;
}

static bool
are_neighbours(const PdfSpot *a, const PdfSpot *b)
{
    const double big = MAX(a->size, b->size);

    if (a->rotation != b->rotation || MIN(a->size, b->size) < MIN_SIZE_RATIO * big)
        return false;

    const bool upright = a->rotation % 180 == 0;
    const double along = upright ? bbox_overlap_x(a->box, b->box) : bbox_overlap_y(a->box, b->box);
    const double beside = upright ? bbox_overlap_y(a->box, b->box) : bbox_overlap_x(a->box, b->box);
    return along > -MAX_DISTANCE * big && beside > 0;
}

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* How far the witnesses say that a face is to be lowered. */
static double
verdict(GArray *raised)
{
    guint agree = 0;

    if (raised == NULL || raised->len < MIN_WITNESSES)
        return 0;
    g_array_sort(raised, compare_doubles);

    const double median = g_array_index(raised, double, raised->len / 2);
    for (guint i = 0; i < raised->len; i++)
        agree += fabs(g_array_index(raised, double, i) - median) <= AGREEMENT;
    return agree * 2 > raised->len ? median : 0;
}

static void
hear_witnesses(const PdfSpots *spots, const guint *piece_face, GPtrArray *faces, guint common)
{
    const PdfSpot *before = NULL; /* the last glyph of the piece before, on this line */
    guint face_before = 0;

    for (guint i = 0; i < spots->n_spots; i++) {
        const PdfSpot *spot = &spots->spots[i];

        if (spot->space) {
            if (bbox_is_empty(spot->box)) /* as it is at the end of a line */
                before = NULL;
            continue;
        }
        const guint face = piece_face[i];
        if (before != NULL && face != face_before && (face == common || face_before == common) &&
            are_neighbours(before, spot)) {
            Face *other = g_ptr_array_index(faces, face == common ? face_before : face);
            const PdfSpot *theirs = face == common ? before : spot;
            const PdfSpot *ours = face == common ? spot : before;
            const double raised =
                raise_by(0, theirs->baseline - ours->baseline, spot->rotation) / theirs->size;

            if (other->raised == NULL)
                other->raised = g_array_new(FALSE, FALSE, sizeof(double));
            g_array_append_val(other->raised, raised);
        }
        before = spot;
        face_before = face;
    }
}

void
pdf_baseline_set(PdfSpots *spots, const Page *page)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) faces = g_ptr_array_new_with_free_func(face_free);
    g_autofree guint *piece_face = g_new0(guint, spots->n_spots + 1);
    guint common = 0, last = 0; /* the last that a face was sought for */

    for (guint i = 0; i < spots->n_spots; i++) {
        PdfSpot *spot = &spots->spots[i];
        const PdfSpot *like = &spots->spots[last];

        /* The whole of a piece has the height of its first glyph's font. */
        spot->baseline = spot->joined ? spot[-1].baseline : estimate(spot);
        if (spot->space)
            continue;
        if (spot->joined)
            piece_face[i] = piece_face[i - 1];
        else if (faces->len > 0 && spot->style == like->style &&
                 rounded_height(spot) == rounded_height(like))
            piece_face[i] = piece_face[last];
        else
            piece_face[last = i] = face_of(spot, page, known, faces);
        ((Face *)g_ptr_array_index(faces, piece_face[i]))->n++;
    }
    if (faces->len < 2)
        return;

    for (guint i = 1; i < faces->len; i++)
        if (((Face *)g_ptr_array_index(faces, i))->n >
            ((Face *)g_ptr_array_index(faces, common))->n)
            common = i;
    hear_witnesses(spots, piece_face, faces, common);
    for (guint i = 0; i < faces->len; i++) {
        Face *face = g_ptr_array_index(faces, i);
        face->move = verdict(face->raised);
    }
    for (guint i = 0; i < spots->n_spots; i++) {
        PdfSpot *spot = &spots->spots[i];
        const Face *face = g_ptr_array_index(faces, piece_face[i]);

        if (!spot->space)
            spot->baseline = raise_by(spot->baseline, -face->move * spot->size, spot->rotation);
    }
}
