/* pipeline/pdf_text.c - words from Poppler's text page
 *
 * Poppler gives a page's text as one string, a rectangle for each of its
 * characters, and a list of stretches of it that are set alike. Between the
 * three there is more to be had than Poppler says:
 *
 *     text        a  f  t  e  r  ' ' i  t  \n        characters
 *     rectangles |a||f||t||e||r|    |i||t|           pairwise the same count
 *     stretches   `---- Times 10 --'`Courier 9'
 *
 * - Within a word of Poppler's (a "piece" here) each rectangle begins exactly
 *   where the one before it ends, so pieces can be told apart, and the way
 *   the rectangles go is the way the text is turned.
 * - All rectangles of a piece have the height (ascent - descent) * size of its
 *   first font, from which the baseline is estimated.
 *
 * So: pair characters with rectangles, cut them into pieces, find each piece's
 * turn and baseline, then cut words at white space, changes of style and the
 * edges of links, cleaning the text on the way.
 */
#include "pipeline/pdf_internal.h"

#include "pipeline/pdf_char.h"
#include "pipeline/pdf_font.h"

#include <math.h>
#include <string.h>

/* Poppler joins pieces that are up to 0.4 of the size apart where a line is set wide, so
 * only a larger gap without a space between is that of two columns or cells. */
#define MAX_JOINED_GAP 0.5

#define MIN_SIZE 0.5     /* points; smaller than this nobody reads */
#define MAX_SIZE 10000.0 /* points */

#define RLE 0x202B /* right to left: how Poppler marks what it reversed */
#define LRE 0x202A
#define PDI 0x202C /* ends either */

/* A character, where it is in the order of the text. */
typedef struct {
    gunichar c;
    guint at; /* of its rectangle */
} Char;

/* A rectangle of Poppler's and what is found out about it. */
typedef struct {
    Bbox box;
    guint style;
    double size;     /* points, as given, not rounded */
    double baseline;
    gint16 rotation;
    bool space;
    bool joined; /* in one piece with the one before */
} Spot;

typedef struct {
    Page *page;
    Spot *spots;
    guint n_spots;
    GArray *chars; /* Char */
    PdfLinkIndex *links;
} Text;

static void
add_char(GArray *chars, gunichar c, guint at, guint n_spots)
{
    const Char added = { c, at };

    if (at < n_spots)
        g_array_append_val(chars, added);
}

/* Pairs right-to-left text, from a mark at @p to the one that ends it: Poppler reversed
 * the characters, but not the rectangles; left-to-right parts within are not reversed.
 * Returns what follows. */
static const char *
pair_reversed(Text *text, const char *p, guint *next)
{
    g_autoptr(GArray) inside = g_array_new(FALSE, FALSE, sizeof(Char)); /* at: is it LTR? */
    guint forward = 0;

    for (p = g_utf8_next_char(p); *p != '\0' && *p != '\n'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (c == PDI && !forward)
            break;
        if (c == LRE || c == PDI)
            forward = c == LRE;
        else
            add_char(inside, c, forward, 2);
    }

    for (guint i = 0, n; i < inside->len; i += n) {
        n = 1;
        if (g_array_index(inside, Char, i).at == 1)
            while (i + n < inside->len && g_array_index(inside, Char, i + n).at == 1)
                n++;
        for (guint k = 0; k < n; k++)
            add_char(text->chars, g_array_index(inside, Char, i + k).c,
                     *next + inside->len - i - n + k, text->n_spots);
    }
    *next += inside->len;
    return g_utf8_get_char(p) == PDI ? g_utf8_next_char(p) : p;
}

static void
pair(Text *text, const char *string)
{
    guint next = 0;

    for (const char *p = string; *p != '\0' && next < text->n_spots;) {
        const gunichar c = g_utf8_get_char(p);

        if (c == RLE) {
            p = pair_reversed(text, p, &next);
            continue;
        }
        p = g_utf8_next_char(p);
        if (c == LRE || c == PDI)
            continue;
        text->spots[next].space = g_unichar_isspace(c);
        add_char(text->chars, c, next, text->n_spots);
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
    const guint32 color = (guint32)(a->color.red >> 8) << 16 |
                          (guint32)(a->color.green >> 8) << 8 | (guint32)(a->color.blue >> 8);
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
read_styles(Text *text, PopplerPage *poppler)
{
    GList *attributes = poppler_page_get_text_attributes(poppler);
    g_autoptr(GHashTable) known = g_hash_table_new_full(style_hash, style_equal, g_free, NULL);

    for (GList *l = attributes; l != NULL; l = l->next) {
        const PopplerTextAttributes *a = l->data;
        const guint style = intern(text->page, known, a);

        for (gint i = MAX(0, a->start_index); i <= a->end_index && (guint)i < text->n_spots; i++) {
            text->spots[i].style = style;
            text->spots[i].size = a->font_size;
        }
    }
    poppler_page_free_text_attributes(attributes);
}

/* Which way is @b from @a, when they are neighbours in a piece? Degrees, or -1. */
static int
direction(Bbox a, Bbox b)
{
    if (a.y0 == b.y0 && a.y1 == b.y1) {
        if (a.x1 == b.x0)
            return 0;
        if (a.x0 == b.x1)
            return 180;
    }
    if (a.x0 == b.x0 && a.x1 == b.x1) {
        if (a.y1 == b.y0)
            return 90;
        if (a.y0 == b.y1)
            return 270;
    }
    return -1;
}

/* What Poppler took for the descent of a font, in parts of the size, told from
 * the height that it made its rectangles. */
static double
descent(double height)
{
    /* Without a font descriptor Poppler takes 0.95 and 0.35. In fonts that have one the
     * descent is about a fifth: Times 0.216 of 1.107, Helvetica 0.207 of 0.925, Computer
     * Modern 0.194 of 0.888, DejaVu 0.236 of 1.164. */
    return fabs(height - 1.3) < 0.005 ? 0.35 : 0.21 * height;
}

static double
baseline(const Spot *spot, int rotation)
{
    const Bbox b = spot->box;
    const double across = rotation % 180 == 0 ? bbox_height(b) : bbox_width(b);
    const double below = spot->size > 0 ? descent(across / spot->size) * spot->size : 0;

    switch (rotation) {
    case 90:
        return b.x0 + below;
    case 180:
        return b.y0 + below;
    case 270:
        return b.x1 - below;
    default:
        return b.y1 - below;
    }
}

/* Sets turn and baseline of the spots from @first up to @end, which are one piece. */
static void
settle_piece(Spot *spots, guint first, guint end, int rotation)
{
    for (guint i = first; i < end; i++) {
        spots[i].rotation = (gint16)rotation;
        spots[i].joined = i > first;
        spots[i].baseline = baseline(&spots[first], rotation);
    }
}

static void
find_pieces(Spot *spots, guint n)
{
    for (guint first = 0, end; first < n; first = end) {
        int rotation = -1;

        for (end = first + 1; end < n && !spots[end].space && !spots[first].space; end++) {
            const int way = direction(spots[end - 1].box, spots[end].box);

            if (way < 0 || (rotation >= 0 && way != rotation &&
                            !bbox_is_empty(spots[end].box) && !bbox_is_empty(spots[end - 1].box)))
                break;
            if (rotation < 0 && !bbox_is_empty(spots[end].box) &&
                !bbox_is_empty(spots[end - 1].box))
                rotation = way;
        }
        settle_piece(spots, first, end, MAX(0, rotation));
    }
}

typedef struct {
    const Text *text;
    GString *string; /* of the word in hand, "" when there is none */
    Word word;       /* all but its text */
    bool space;      /* since the last word */
    const Spot *last;
} Builder;

static void
finish_word(Builder *builder, bool space_after)
{
    GString *string = builder->string;
    Word word = builder->word;
    const Page *page = builder->text->page;

    if (string->len > 0) {
        bool ascii = true;
        for (gsize i = 0; i < string->len && ascii; i++)
            ascii = (guchar)string->str[i] < 0x80;
        word.text = ascii ? NULL : g_utf8_normalize(string->str, -1, G_NORMALIZE_NFC);
        if (word.text == NULL)
            word.text = g_strndup(string->str, string->len);
        word.confidence = 1;
        word.glued = !builder->space;
        g_array_append_val(page->words, word);
        builder->space = false;
        g_string_truncate(string, 0);
    }
    if (space_after)
        builder->space = true;
}

/* Is there a gap between neighbours that Poppler put no space into? */
static bool
is_apart(const Spot *a, const Spot *b)
{
    const double gap = MAX_JOINED_GAP * MAX(a->size, b->size);

    if (a->rotation % 180 == 0)
        return -bbox_overlap_x(a->box, b->box) > gap || bbox_overlap_y(a->box, b->box) < 0;
    return -bbox_overlap_y(a->box, b->box) > gap || bbox_overlap_x(a->box, b->box) < 0;
}

static bool
is_readable(const Spot *spot, const Page *page)
{
    const Bbox b = spot->box;

    return spot->size >= MIN_SIZE && isfinite(b.x0 + b.y0 + b.x1 + b.y1) && b.x1 >= b.x0 &&
           b.y1 >= b.y0 &&
           bbox_holds_point((Bbox){ 0, 0, page->width, page->height }, bbox_mid_x(b),
                            bbox_mid_y(b));
}

static void
add_to_word(Builder *builder, gunichar c, const Spot *spot, bool line_end)
{
    const Page *page = builder->text->page;
    const gint link = pdf_link_at(builder->text->links, bbox_mid_x(spot->box),
                                  bbox_mid_y(spot->box), builder->word.link);
    Word *word = &builder->word;

    if (builder->string->len > 0) {
        if (!spot->joined && is_apart(builder->last, spot))
            finish_word(builder, true);
        else if (spot->style != word->style || link != word->link ||
                 spot->rotation != word->rotation)
            finish_word(builder, false);
    }

    const gsize before = builder->string->len;
    pdf_char_append(builder->string, c, page_style(page, spot->style)->font, line_end);
    if (builder->string->len == before)
        return;
    if (before == 0)
        *word = (Word){ .bbox = spot->box,
                        .baseline = spot->baseline,
                        .style = spot->style,
                        .link = link,
                        .rotation = spot->rotation };
    else
        word->bbox = (Bbox){ MIN(word->bbox.x0, spot->box.x0), MIN(word->bbox.y0, spot->box.y0),
                             MAX(word->bbox.x1, spot->box.x1), MAX(word->bbox.y1, spot->box.y1) };
    builder->last = spot;
}

static void
build_words(const Text *text)
{
    g_autoptr(GString) string = g_string_new(NULL);
    Builder builder = { .text = text, .string = string, .word = { .link = -1 }, .space = true };

    for (guint i = 0; i < text->chars->len; i++) {
        const Char *at = &g_array_index(text->chars, Char, i);
        const Spot *spot = &text->spots[at->at];

        if (g_unichar_isspace(at->c))
            finish_word(&builder, true);
        else if (is_readable(spot, text->page))
            add_to_word(&builder, at->c, spot,
                        i + 1 == text->chars->len ||
                            g_array_index(text->chars, Char, i + 1).c == '\n');
    }
    finish_word(&builder, true);
}

void
pdf_text_load(PopplerPage *poppler, Page *page)
{
    g_autofree char *string = poppler_page_get_text(poppler);
    g_autofree PopplerRectangle *rects = NULL;
    guint n_rects = 0;

    if (string == NULL || !poppler_page_get_text_layout(poppler, &rects, &n_rects) || n_rects == 0)
        return;

    g_autofree Spot *spots = g_new0(Spot, n_rects);
    g_autoptr(GArray) chars = g_array_sized_new(FALSE, FALSE, sizeof(Char), n_rects);
    g_autoptr(PdfLinkIndex) links = pdf_link_index_new(page);
    Text text = { .page = page, .spots = spots, .n_spots = n_rects, .chars = chars, .links = links };

    for (guint i = 0; i < n_rects; i++)
        spots[i].box = (Bbox){ rects[i].x1, rects[i].y1, rects[i].x2, rects[i].y2 };
    pair(&text, string);
    read_styles(&text, poppler);
    find_pieces(spots, n_rects);
    build_words(&text);
}
