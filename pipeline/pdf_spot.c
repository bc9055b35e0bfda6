/* pipeline/pdf_spot.c - characters with their rectangles, from Poppler's text page
 *
 * Poppler gives a page's text as one string, a rectangle for each of its
 * characters, and a list of stretches of it that are set alike. Between the
 * three there is more to be had than Poppler says:
 *
 *     text        a  f  t  e  r  ' ' i  t  \n        characters
 *     rectangles |a||f||t||e||r|    |i||t|           pairwise, as many
 *     stretches   `---- Times 10 --'`Courier 9'
 *
 * - Within a word of Poppler's (a "piece" here) each rectangle begins exactly
 *   where the one before it ends, so pieces can be told apart, and the way
 *   the rectangles go is the way the text is turned.
 * - What the advances of narrow and wide letters are tells a font of fixed
 *   width, whatever its name.
 *
 * So: pair characters with rectangles, cut them into pieces and find how each is
 * turned, then judge the fonts by their advances. Baselines: pdf_baseline.c.
 */
#include "pipeline/pdf_spot.h"

#include "pipeline/limit.h"

#include "pipeline/pdf_baseline.h"
#include "pipeline/pdf_bidi.h"
#include "pipeline/pdf_font.h"

#include <math.h>
#include <string.h>

#define MAX_SIZE 10000.0 /* points */

#define RLE 0x202B /* right to left: how Poppler marks what it reversed */
#define LRE 0x202A
#define PDI 0x202C /* ends either */

static void
add_char(PdfSpots *spots, gunichar c, guint at)
{
    const PdfChar added = { c, at };

    if (at >= spots->n_spots)
        return;
    g_array_append_val(spots->chars, added);
    spots->spots[at].leftward = pdf_bidi_is_leftward(c);
}

/* Pairs right-to-left text, from a mark at @p to the one that ends it: Poppler reversed
 * the characters, but not the rectangles; left-to-right parts within are not reversed.
 * Returns what follows. */
static const char *
pair_reversed(PdfSpots *spots, const char *p, guint *next)
{
    g_autoptr(GArray) inside = g_array_new(FALSE, FALSE, sizeof(PdfChar)); /* at: is it LTR? */
    guint forward = 0;

    for (p = g_utf8_next_char(p); *p != '\0' && *p != '\n'; p = g_utf8_next_char(p)) {
        const PdfChar added = { g_utf8_get_char(p), forward };

        if (added.c == PDI && !forward)
            break;
        if (added.c == LRE || added.c == PDI)
            forward = added.c == LRE;
        else
            g_array_append_val(inside, added);
    }

    for (guint i = 0, n; i < inside->len; i += n) {
        n = 1;
        if (g_array_index(inside, PdfChar, i).at == 1)
            while (i + n < inside->len && g_array_index(inside, PdfChar, i + n).at == 1)
                n++;
        for (guint k = 0; k < n; k++)
            add_char(spots, g_array_index(inside, PdfChar, i + k).c,
                     *next + inside->len - i - n + k);
    }
    *next += inside->len;
    return g_utf8_get_char(p) == PDI ? g_utf8_next_char(p) : p;
}

static void
pair(PdfSpots *spots, const char *string)
{
    guint next = 0;

    for (const char *p = string; *p != '\0' && next < spots->n_spots;) {
        const gunichar c = g_utf8_get_char(p);

        if (c == RLE) {
            p = pair_reversed(spots, p, &next);
            continue;
        }
        p = g_utf8_next_char(p);
        if (c == LRE || c == PDI)
            continue;
        spots->spots[next].space = g_unichar_isspace(c);
        add_char(spots, c, next);
        next++;
    }
}

static guint
style_hash(gconstpointer key)
{
    const Style *style = key;

    return g_str_hash(style->font) ^ (guint)(style->size * 10 + 0.5) * 31 ^ style->color;
}

static gboolean
style_equal(gconstpointer a, gconstpointer b)
{
    const Style *x = a, *y = b;

    return x->size == y->size && x->color == y->color && strcmp(x->font, y->font) == 0;
}

/* @known: Style to index; page_intern_style() searches the array, which is slow on a
 * page with thousands of styles. */
static guint
intern(Page *page, GHashTable *known, const PopplerTextAttributes *a)
{
    /* "Default" is what Poppler calls a font without a name. */
    const bool named = a->font_name != NULL && strcmp(a->font_name, "Default") != 0;
    const double size = isfinite(a->font_size) ? CLAMP(a->font_size, 0, MAX_SIZE) : 0;
    const guint32 color = (guint32)(a->color.red >> 8) << 16 | (guint32)(a->color.green >> 8) << 8 |
                          (guint32)(a->color.blue >> 8);
    g_autofree char *font = g_utf8_make_valid(named ? a->font_name : "", -1);
    Style style = { .font = font, .size = round(size * 10) / 10, .color = color };
    gpointer value;

    if (g_hash_table_lookup_extended(known, &style, NULL, &value))
        return GPOINTER_TO_UINT(value);

    const PdfFontTraits traits = pdf_font_traits(font);
    style.font = g_steal_pointer(&font);
    style.bold = traits.bold;
    style.italic = traits.italic;
    style.fixed = traits.fixed;
    g_array_append_val(page->styles, style);
    g_hash_table_insert(known, g_memdup2(&style, sizeof style),
                        GUINT_TO_POINTER(page->styles->len - 1));
    return page->styles->len - 1;
}

static void
read_styles(PdfSpots *spots, PopplerPage *poppler, PopplerRectangle *area, Page *page)
{
    GList *attributes = poppler_page_get_text_attributes_for_area(poppler, area);
    g_autoptr(GHashTable) known = g_hash_table_new_full(style_hash, style_equal, g_free, NULL);

    for (GList *l = attributes; l != NULL; l = l->next) {
        const PopplerTextAttributes *a = l->data;
        const guint style = intern(page, known, a);

        for (gint i = MAX(0, a->start_index); i <= a->end_index && (guint)i < spots->n_spots; i++) {
            spots->spots[i].style = style;
            spots->spots[i].size = a->font_size;
        }
    }
    poppler_page_free_text_attributes(attributes);
}

/* Which way is @b from @a, when they are neighbours in a piece? Degrees, or -1. @leftward: both
 * are letters that follow each other to the left when they are upright. */
static int
direction(Bbox a, Bbox b, bool leftward)
{
    if (a.y0 == b.y0 && a.y1 == b.y1) {
        if (a.x1 == b.x0)
            return 0;
        if (a.x0 == b.x1)
            return leftward ? 0 : 180;
    }
    if (a.x0 == b.x0 && a.x1 == b.x1) {
        if (a.y1 == b.y0)
            return 90;
        if (a.y0 == b.y1)
            return 270;
    }
    return -1;
}

/* Where the piece that begins at @first ends, and how it is turned: -1 when that can't be
 * told from one glyph. */
static guint
piece_end(const PdfSpot *spots, guint n, guint first, int *rotation)
{
    guint end = first + 1;

    *rotation = -1;
    for (; end < n && !spots[first].space && !spots[end].space; end++) {
        const int way = direction(spots[end - 1].box, spots[end].box,
                                  spots[end - 1].leftward && spots[end].leftward);
        /* Combining marks have no width, so that they are on both sides of their neighbours. */
        const bool sure = !bbox_is_empty(spots[end - 1].box) && !bbox_is_empty(spots[end].box);

        if (way < 0 || (sure && *rotation >= 0 && way != *rotation))
            break;
        if (sure && *rotation < 0)
            *rotation = way;
    }
    return end;
}

/* How far the glyphs of a turned line reach across it, in parts of their size: all pieces
 * of one style agree. */
static double
across(const PdfSpot *spot, int rotation)
{
    const double extent = rotation % 180 == 0 ? bbox_height(spot->box) : bbox_width(spot->box);

    return spot->size > 0 ? extent / spot->size : 0;
}

/* A piece of one glyph is turned like the one before it if it is as high that way as that
 * one, and not upright; most are upright. */
static int
lone_rotation(const PdfSpot *spot, const PdfSpot *turned)
{
    if (turned == NULL || turned->style != spot->style)
        return 0;

    const double want = across(turned, turned->rotation);
    const double slack = 0.02;
    if (fabs(across(spot, 0) - want) <= slack)
        return 0;
    return fabs(across(spot, turned->rotation) - want) <= slack ? turned->rotation : 0;
}

static void
find_pieces(PdfSpot *spots, guint n)
{
    const PdfSpot *turned = NULL; /* the last that is not upright */

    for (guint first = 0, end; first < n; first = end) {
        int rotation;

        end = piece_end(spots, n, first, &rotation);
        if (rotation < 0 && !spots[first].space)
            rotation = lone_rotation(&spots[first], turned);
        for (guint i = first; i < end; i++) {
            spots[i].rotation = (gint16)MAX(0, rotation);
            spots[i].joined = i > first;
        }
        if (rotation > 0)
            turned = &spots[first];
    }
}

/* Styles of one font, whatever their size and colour, have one verdict. */
static guint
font_of(const Page *page, guint style, GHashTable *fonts)
{
    const char *name = page_style(page, style)->font;
    gpointer value;

    if (g_hash_table_lookup_extended(fonts, name, NULL, &value))
        return GPOINTER_TO_UINT(value);
    value = GUINT_TO_POINTER(g_hash_table_size(fonts));
    g_hash_table_insert(fonts, (gpointer)name, value);
    return GPOINTER_TO_UINT(value);
}

static void
judge_pitch(const PdfSpots *spots, Page *page)
{
    g_autoptr(GHashTable) fonts = g_hash_table_new(g_str_hash, g_str_equal);
    g_autofree guint *font = g_new(guint, page->styles->len + 1);

    for (guint i = 0; i < page->styles->len; i++)
        font[i] = font_of(page, i, fonts);

    g_autofree PdfFontAdvances *advances = g_new0(PdfFontAdvances, g_hash_table_size(fonts) + 1);
    for (guint i = 0; i < spots->chars->len; i++) {
        const PdfChar *at = &g_array_index(spots->chars, PdfChar, i);
        const PdfSpot *spot = &spots->spots[at->at];

        if (spot->size > 0 && spot->style < page->styles->len)
            pdf_font_count(&advances[font[spot->style]], at->c, across(spot, spot->rotation + 90));
    }

    for (guint i = 0; i < page->styles->len; i++) {
        Style *style = &g_array_index(page->styles, Style, i);
        const PdfFontPitch pitch = pdf_font_pitch(&advances[font[i]]);

        if (pdf_font_tex(style->font) != PDF_FONT_NOT_TEX)
            style->fixed = false; /* a pair of brackets is as wide as wide */
        else if (pitch != PDF_FONT_UNKNOWN)
            style->fixed = pitch == PDF_FONT_FIXED;
    }
}

/* The text in @area and the rectangles of its characters. */
typedef struct {
    PopplerRectangle area;
    char *string;
    PopplerRectangle *rects;
    guint n;
} AreaText;

static AreaText
area_text(PopplerPage *poppler, PopplerRectangle area)
{
    AreaText text = { .area = area };

    text.string = poppler_page_get_text_for_area(poppler, &text.area);
    if (!poppler_page_get_text_layout_for_area(poppler, &text.area, &text.rects, &text.n))
        text.n = 0;
    return text;
}

static void
area_text_clear(AreaText *text)
{
    g_free(text->string);
    g_free(text->rects);
}

/* All text of the page. Poppler selects it from the corner where the area begins to the one where
 * it ends, and on a page that runs from right to left that begins at the top right: asked from
 * the left, Poppler leaves the first and the last line out. */
static AreaText
page_text(PopplerPage *poppler, const Page *page)
{
    static const char rle[] = "\342\200\253"; /* RLE */
    AreaText text = area_text(poppler, (PopplerRectangle){ 0, 0, page->width, page->height });

    if (text.n > 0 && text.string != NULL && strstr(text.string, rle) == NULL)
        return text;

    AreaText other = area_text(poppler, (PopplerRectangle){ page->width, 0, 0, page->height });
    if (other.n > text.n) {
        area_text_clear(&text);
        return other;
    }
    area_text_clear(&other);
    return text;
}

/* Poppler has gone through the glyphs by now; what takes long are the steps that follow. */
static bool
check_text(const AreaText *text, GError **error)
{
    if (limit_is_passed(LIMIT_PAGE_GLYPHS, text->n)) {
        g_autofree char *words = limit_text(LIMIT_PAGE_GLYPHS, text->n);

        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "this page has %s", words);
        return FALSE;
    }
    /* One without the other: Poppler could not make it. */
    if ((text->n > 0) != (text->string != NULL && *text->string != '\0')) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE,
                    "Poppler has %u glyphs for this page and %s text: perhaps out of memory (see "
                    "--memory)",
                    text->n, text->n > 0 ? "no" : "some");
        return FALSE;
    }
    return TRUE;
}

PdfSpots *
pdf_spot_read(PopplerPage *poppler, Page *page, GError **error)
{
    AreaText text = page_text(poppler, page);
    if (!check_text(&text, error)) {
        area_text_clear(&text);
        return NULL;
    }
    PdfSpots *spots = g_new0(PdfSpots, 1);

    spots->spots = g_new0(PdfSpot, text.n + 1);
    spots->n_spots = text.n;
    spots->chars = g_array_sized_new(FALSE, FALSE, sizeof(PdfChar), text.n);
    for (guint i = 0; i < text.n; i++) {
        const PopplerRectangle *rect = &text.rects[i];

        spots->spots[i].box = (Bbox){ rect->x1, rect->y1, rect->x2, rect->y2 };
    }
    if (text.string != NULL)
        pair(spots, text.string);
    read_styles(spots, poppler, &text.area, page);
    area_text_clear(&text);
    find_pieces(spots->spots, spots->n_spots);
    judge_pitch(spots, page);
    pdf_baseline_set(spots, page);
    pdf_bidi_order(spots);
    return spots;
}

void
pdf_spot_free(PdfSpots *spots)
{
    g_free(spots->spots);
    g_array_unref(spots->chars);
    g_free(spots);
}
