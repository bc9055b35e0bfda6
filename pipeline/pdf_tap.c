/* pipeline/pdf_tap.c - what Poppler paints, met on its way to cairo
 *
 * How Poppler paints an image, when it does not print: the image is the source, as a surface that
 * goes on beyond its edges (CAIRO_EXTEND_PAD: no other surface does), and what is filled with it is
 * the unit square, or that is the clip and a mask is used. A stencil is a mask of one bit or
 * eight a pixel, and of one pixel: the unit square filled. So an image's box is that of the path or
 * the clip.
 */
#include "pipeline/pdf_tap.h"

#include "pipeline/pdf_gradient.h"

#include <dlfcn.h>
#include <ft2build.h>
#include <math.h>
#include FT_FREETYPE_H

#define LARGE 0.9        /* of the surface */
#define CLIP_STEP 4.0    /* pixels: less than a letter is high */
#define CLIP_PLACES 1000 /* either way */

static const PdfTap *tap; /* NULL when none is open */
static bool path_is_text; /* outlines of glyphs were added to the path last */

/* cairo's own function of the name, looked up once. */
#define REAL(name)                                                                                 \
    static __typeof__(&(name)) real;                                                               \
    if (real == NULL)                                                                              \
    *(void **)&real = dlsym(RTLD_NEXT, #name)

void
pdf_tap_open(const PdfTap *opened)
{
    tap = opened;
    path_is_text = false;
}

void
pdf_tap_close(void)
{
    tap = NULL;
}

/* The box around the box @b of the user's space, in that of the device. */
static Bbox
to_device(cairo_t *cairo, Bbox b)
{
    Bbox box = { INFINITY, INFINITY, -INFINITY, -INFINITY };

    for (guint corner = 0; corner < 4; corner++) {
        double x = corner & 1 ? b.x0 : b.x1, y = corner & 2 ? b.y0 : b.y1;

        cairo_user_to_device(cairo, &x, &y);
        box = (Bbox){ MIN(box.x0, x), MIN(box.y0, y), MAX(box.x1, x), MAX(box.y1, y) };
    }
    return box;
}

static Bbox
clip_box(cairo_t *cairo)
{
    Bbox b;

    cairo_clip_extents(cairo, &b.x0, &b.y0, &b.x1, &b.y1);
    return to_device(cairo, b);
}

/* Of the path, with @width of the user's space around it, as far as it is not clipped. */
static Bbox
path_box(cairo_t *cairo, double width)
{
    Bbox b;

    cairo_path_extents(cairo, &b.x0, &b.y0, &b.x1, &b.y1);
    return bbox_intersect(to_device(cairo, bbox_grow(b, width)), clip_box(cairo));
}

/* How far a stroke may reach from its path: mitres are the longest, in user space. */
static double
stroke_reach(cairo_t *cairo)
{
    const bool mitred = cairo_get_line_join(cairo) == CAIRO_LINE_JOIN_MITER;

    return cairo_get_line_width(cairo) / 2 *
           MAX(G_SQRT2, mitred ? cairo_get_miter_limit(cairo) : 0);
}

/* Is the source one white, on the page itself and not on what may become a mask? */
static bool
is_white(cairo_t *cairo)
{
    double r, g, b, a;

    return cairo_get_operator(cairo) == CAIRO_OPERATOR_OVER &&
           cairo_pattern_get_rgba(cairo_get_source(cairo), &r, &g, &b, &a) ==
               CAIRO_STATUS_SUCCESS &&
           r >= 1 && g >= 1 && b >= 1 && cairo_get_group_target(cairo) == cairo_get_target(cairo);
}

/* Is @pattern what Poppler makes of an image? One of a single pixel is as good as a colour. */
static bool
is_image(cairo_pattern_t *pattern)
{
    cairo_surface_t *surface;

    return cairo_pattern_get_surface(pattern, &surface) == CAIRO_STATUS_SUCCESS &&
           cairo_pattern_get_extend(pattern) == CAIRO_EXTEND_PAD &&
           cairo_surface_get_type(surface) == CAIRO_SURFACE_TYPE_IMAGE &&
           cairo_image_surface_get_width(surface) * cairo_image_surface_get_height(surface) > 1;
}

static bool
is_stencil(cairo_pattern_t *mask)
{
    cairo_surface_t *surface;

    if (cairo_pattern_get_surface(mask, &surface) != CAIRO_STATUS_SUCCESS ||
        cairo_surface_get_type(surface) != CAIRO_SURFACE_TYPE_IMAGE)
        return false;
    const cairo_format_t format = cairo_image_surface_get_format(surface);
    return format == CAIRO_FORMAT_A8 || format == CAIRO_FORMAT_A1;
}

static bool
is_tapped(cairo_t *cairo)
{
    return tap != NULL && cairo == tap->cairo;
}

/* Is it an image in something that is made apart, as the cell of a pattern is? There is no box of
 * it to be told, and what dots it has says nothing. */
static bool
is_foreign_image(cairo_t *cairo, cairo_pattern_t *pattern)
{
    return tap != NULL && tap->image != NULL && cairo != tap->cairo && is_image(pattern);
}

static bool
is_empty(Bbox box)
{
    return !(box.x0 < box.x1 && box.y0 < box.y1);
}

/* The image that @pattern shows; NULL for none. (nullable) */
static cairo_surface_t *
surface_of(cairo_pattern_t *pattern)
{
    cairo_surface_t *surface;

    return pattern != NULL &&
                   cairo_pattern_get_surface(pattern, &surface) == CAIRO_STATUS_SUCCESS &&
                   cairo_surface_get_type(surface) == CAIRO_SURFACE_TYPE_IMAGE
               ? surface
               : NULL;
}

/* Is the unit square of the user's space, with sides of so many pixels, within the clip? That may
 * have any shape, so where it is not told it is looked at everywhere. */
static bool
is_in_clip(cairo_t *cairo, double across, double down)
{
    cairo_rectangle_list_t *list = cairo_copy_clip_rectangle_list(cairo);
    const bool square = list->status == CAIRO_STATUS_SUCCESS && list->num_rectangles == 1;
    const int columns = (int)CLAMP(across / CLIP_STEP, 1, CLIP_PLACES);
    const int rows = (int)CLAMP(down / CLIP_STEP, 1, CLIP_PLACES);

    cairo_rectangle_list_destroy(list);
    for (int y = 0; y < rows && !square; y++)
        for (int x = 0; x < columns; x++)
            if (!cairo_in_clip(cairo, (x + 0.5) / columns, (y + 0.5) / rows))
                return false;
    return true;
}

/* Does it take most of the surface? Of smaller ones nobody asks more than where they are. */
static bool
is_large(cairo_t *cairo, Bbox box)
{
    cairo_surface_t *target = cairo_get_target(cairo);

    return cairo_surface_get_type(target) == CAIRO_SURFACE_TYPE_IMAGE &&
           bbox_area(box) > LARGE * cairo_image_surface_get_width(target) *
                                cairo_image_surface_get_height(target);
}

/* Shall an image be painted, which is the unit square of the user's space, and seen in @box? @mask:
 * (nullable) @filled: not through a mask of any kind. */
static bool
passes_image(cairo_t *cairo, Bbox box, cairo_pattern_t *image, cairo_pattern_t *mask, bool filled)
{
    const PdfPaint paint = { box, INFINITY, G_MAXUINT, false };
    double ax = 1, ay = 0, dx = 0, dy = 1;

    if (is_empty(box))
        return false;
    if (tap->image == NULL)
        return tap->paint(tap->data, &paint);
    cairo_user_to_device_distance(cairo, &ax, &ay);
    cairo_user_to_device_distance(cairo, &dx, &dy);
    const PdfTapImage seen = {
        .box = box,
        .across = hypot(ax, ay),
        .down = hypot(dx, dy),
        .upright = ax > 0 && ay == 0 && dx == 0 && dy < 0,
        .plain = filled && cairo_get_operator(cairo) == CAIRO_OPERATOR_OVER &&
                 is_large(cairo, box) && is_in_clip(cairo, hypot(ax, ay), hypot(dx, dy)),
        .dots = surface_of(image),
        .mask = surface_of(mask),
    };
    tap->image(tap->data, &seen);
    return false;
}

/* Shall what is within the clip be painted? */
static bool
passes(cairo_t *cairo)
{
    const PdfPaint paint = { clip_box(cairo), INFINITY, G_MAXUINT, is_white(cairo) };

    return !is_empty(paint.box) && tap->paint(tap->data, &paint);
}

/* The same through @mask, which may be that of an image or one itself. */
static bool
passes_mask(cairo_t *cairo, cairo_pattern_t *mask)
{
    cairo_pattern_t *source = cairo_get_source(cairo);

    if (is_image(source))
        return passes_image(cairo, clip_box(cairo), source, mask, false);
    if (is_stencil(mask))
        return passes_image(cairo, clip_box(cairo), mask, NULL, false);
    return passes(cairo);
}

/* Where @pattern is an image for which there are other dots, a pattern with those, coarsely.
 * (transfer full): NULL for @pattern itself. */
static cairo_pattern_t *
with_other_dots(cairo_pattern_t *pattern, bool *opaque)
{
    cairo_surface_t *own = surface_of(pattern);
    cairo_matrix_t to_other, matrix;

    if (own == NULL)
        return NULL;
    const int width = cairo_image_surface_get_width(own),
              height = cairo_image_surface_get_height(own);
    cairo_surface_t *other = width * height > 1 ? tap->dots(tap->data, own, opaque) : NULL;
    if (other == NULL)
        return NULL;
    cairo_pattern_t *made = cairo_pattern_create_for_surface(other);
    cairo_pattern_get_matrix(pattern, &matrix);
    cairo_matrix_init_scale(&to_other, (double)cairo_image_surface_get_width(other) / width,
                            (double)cairo_image_surface_get_height(other) / height);
    cairo_matrix_multiply(&matrix, &matrix, &to_other);
    cairo_pattern_set_matrix(made, &matrix);
    cairo_pattern_set_extend(made, CAIRO_EXTEND_PAD);
    cairo_pattern_set_filter(made, CAIRO_FILTER_BILINEAR);
    return made;
}

/* The source with other dots or fewer stops, if there are such. Returns: (transfer full): what to
 * put back, NULL for nothing. */
static cairo_pattern_t *
change_source(cairo_t *cairo)
{
    cairo_pattern_t *source = cairo_get_source(cairo), *other = NULL;
    bool opaque = false;

    if (tap != NULL && tap->dots != NULL && is_image(source))
        other = with_other_dots(source, &opaque);
    else if (tap != NULL)
        other = pdf_gradient_thin(source);
    if (other == NULL)
        return NULL;
    cairo_pattern_reference(source);
    cairo_set_source(cairo, other);
    cairo_pattern_destroy(other);
    return source;
}

static void
restore_source(cairo_t *cairo, cairo_pattern_t *source)
{
    if (source == NULL)
        return;
    cairo_set_source(cairo, source);
    cairo_pattern_destroy(source);
}

/* Parts of the path: moves that something follows. */
static guint
count_pieces(cairo_t *cairo)
{
    REAL(cairo_copy_path);
    cairo_path_t *path = real(cairo);
    guint n = 0;

    for (int i = 0; i < path->num_data; i += path->data[i].header.length)
        n += path->data[i].header.type == CAIRO_PATH_MOVE_TO && i + 2 < path->num_data;
    cairo_path_destroy(path);
    return n;
}

static bool
passes_fill(cairo_t *cairo)
{
    const Bbox box = path_box(cairo, 0);

    if (is_empty(box))
        return false;
    const PdfPaint paint = { box, MIN(bbox_width(box), bbox_height(box)), count_pieces(cairo),
                             is_white(cairo) };
    return tap->paint(tap->data, &paint);
}

static bool
passes_stroke(cairo_t *cairo)
{
    const Bbox box = path_box(cairo, stroke_reach(cairo));
    double x = cairo_get_line_width(cairo), y = 0;

    if (is_empty(box))
        return false;
    cairo_user_to_device_distance(cairo, &x, &y);
    const PdfPaint paint = { box, hypot(x, y),
                             cairo_get_dash_count(cairo) > 0 ? G_MAXUINT : count_pieces(cairo),
                             is_white(cairo) };
    return tap->paint(tap->data, &paint);
}

/* Making a picture smaller well takes longer than all else that is done with it. */
static void
coarsen(cairo_pattern_t *pattern)
{
    if (tap != NULL && is_image(pattern))
        cairo_pattern_set_filter(pattern, CAIRO_FILTER_BILINEAR);
}

static void
note_text(void)
{
    if (tap->text != NULL)
        tap->text(tap->data);
}

/* Paints an image through its mask, each with other dots where there are such. */
static void
mask_changed(cairo_t *cairo, cairo_pattern_t *mask, __typeof__(&cairo_mask) cairos_own)
{
    REAL(cairo_paint);

    cairo_pattern_t *source = change_source(cairo), *other = NULL;
    bool opaque = false;
    if (is_stencil(mask))
        other = with_other_dots(mask, &opaque);
    if (opaque)
        real(cairo);
    else
        cairos_own(cairo, other != NULL ? other : mask);
    if (other != NULL)
        cairo_pattern_destroy(other);
    restore_source(cairo, source);
}

#pragma GCC visibility push(default) /* Poppler must find them, however this is compiled */

void
cairo_fill(cairo_t *cairo)
{
    REAL(cairo_fill);

    path_is_text = false;
    cairo_pattern_t *source = cairo_get_source(cairo);
    coarsen(source);
    if (is_foreign_image(cairo, source)) {
        cairo_new_path(cairo);
    } else if (!is_tapped(cairo) ||
               (is_image(source) ? passes_image(cairo, path_box(cairo, 0), source, NULL, true)
                                 : passes_fill(cairo))) {
        source = change_source(cairo);
        real(cairo);
        restore_source(cairo, source);
    } else {
        cairo_new_path(cairo);
    }
}

void
cairo_stroke(cairo_t *cairo)
{
    REAL(cairo_stroke);

    const bool text = tap != NULL && path_is_text;
    path_is_text = false;
    if (!text && (!is_tapped(cairo) || passes_stroke(cairo)))
        real(cairo);
    else
        cairo_new_path(cairo);
}

void
cairo_mask(cairo_t *cairo, cairo_pattern_t *mask)
{
    REAL(cairo_mask);

    coarsen(cairo_get_source(cairo));
    coarsen(mask);
    if (is_foreign_image(cairo, cairo_get_source(cairo)) || is_foreign_image(cairo, mask) ||
        (is_tapped(cairo) && !passes_mask(cairo, mask)))
        return;
    if (tap != NULL && tap->dots != NULL)
        mask_changed(cairo, mask, real);
    else
        real(cairo, mask);
}

void
cairo_paint(cairo_t *cairo)
{
    REAL(cairo_paint);

    if (!is_tapped(cairo) || passes(cairo))
        real(cairo);
}

void
cairo_paint_with_alpha(cairo_t *cairo, double alpha)
{
    REAL(cairo_paint_with_alpha);

    if (!is_tapped(cairo) || passes(cairo))
        real(cairo, alpha);
}

void
cairo_show_glyphs(cairo_t *cairo, const cairo_glyph_t *glyphs, int n)
{
    REAL(cairo_show_glyphs);

    if (tap == NULL)
        real(cairo, glyphs, n);
    else
        note_text();
}

void
cairo_show_text_glyphs(cairo_t *cairo, const char *utf8, int length, const cairo_glyph_t *glyphs,
                       int n, const cairo_text_cluster_t *clusters, int n_clusters,
                       cairo_text_cluster_flags_t flags)
{
    REAL(cairo_show_text_glyphs);

    if (tap != NULL)
        note_text();
    else
        real(cairo, utf8, length, glyphs, n, clusters, n_clusters, flags);
}

void
cairo_glyph_path(cairo_t *cairo, const cairo_glyph_t *glyphs, int n)
{
    REAL(cairo_glyph_path);

    real(cairo, glyphs, n);
    path_is_text = true;
    if (tap != NULL)
        note_text();
}

/* Poppler takes the outlines of text away with this, for a clip. */
cairo_path_t *
cairo_copy_path(cairo_t *cairo)
{
    REAL(cairo_copy_path);

    path_is_text = false;
    return real(cairo);
}

/* Of each simple font Poppler asks for 256 names. FreeType looks through all of its modules for one
 * that knows names, each time: with a font of one glyph, which has none, there is nothing to ask.
 */
FT_UInt
FT_Get_Name_Index(FT_Face face, const FT_String *name)
{
    REAL(FT_Get_Name_Index);

    return face != NULL && face->num_glyphs <= 1 ? 0 : real(face, name);
}

#pragma GCC visibility pop
