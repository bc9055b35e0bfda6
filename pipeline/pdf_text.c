/* pipeline/pdf_text.c - words from the characters of a page
 *
 * A word ends at white space, at a change of style or turn and at the edge of
 * a link; after the latter two the next one is glued to it. What a reader
 * can't see is left out on the way: specks, and all that is off the page.
 */
#include "pipeline/pdf_char.h"
#include "pipeline/pdf_spot.h"

#include <math.h>
#include <string.h>

/* Poppler joins pieces that are up to 0.4 of the size apart where a line is set wide, so
 * only a larger gap without a space between is that of two columns or cells. */
#define MAX_JOINED_GAP 0.5

#define MIN_SHIFT 0.1 /* of the size: baselines of one line agree to within this */

#define MIN_SIZE 0.5 /* points; smaller than this nobody reads */

typedef struct {
    const PdfSpots *spots;
    Page *page;
    const PdfLinkIndex *links;
    GString *string; /* of the word in hand, "" when there is none */
    Word word;       /* all but its text */
    bool space;      /* since the last word */
    const PdfSpot *last;
} Builder;

static void
finish_word(Builder *builder, bool space_after)
{
    GString *string = builder->string;
    Word word = builder->word;
    const Page *page = builder->page;

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

/* Is there a gap between the word in @box, whose last character is @a, and the next one, that
 * Poppler put no space into? The whole word is looked at as it may run to the left. */
static bool
is_apart(Bbox box, const PdfSpot *a, const PdfSpot *b)
{
    const double gap = MAX_JOINED_GAP * MAX(a->size, b->size);

    if (a->rotation % 180 == 0)
        return -bbox_overlap_x(box, b->box) > gap || bbox_overlap_y(a->box, b->box) < 0;
    return -bbox_overlap_y(box, b->box) > gap || bbox_overlap_x(a->box, b->box) < 0;
}

/* Is a letter of the same size raised or lowered, as the E of TeX? */
static bool
is_shifted(const Word *word, const PdfSpot *spot)
{
    return !spot->joined && fabs(spot->baseline - word->baseline) > MIN_SHIFT * spot->size;
}

static bool
is_readable(const PdfSpot *spot, const Page *page)
{
    const Bbox b = spot->box;

    return spot->size >= MIN_SIZE && isfinite(b.x0 + b.y0 + b.x1 + b.y1) && b.x1 >= b.x0 &&
           b.y1 >= b.y0 &&
           bbox_holds_point((Bbox){ 0, 0, page->width, page->height }, bbox_mid_x(b),
                            bbox_mid_y(b));
}

/* False when @c has no meaning that could be added. */
static bool
add_to_word(Builder *builder, gunichar c, const PdfSpot *spot, bool line_end)
{
    const Page *page = builder->page;
    const gint link = pdf_link_at(builder->links, bbox_mid_x(spot->box), bbox_mid_y(spot->box),
                                  builder->word.link);
    Word *word = &builder->word;

    if (builder->string->len > 0) {
        if (!spot->joined && is_apart(word->bbox, builder->last, spot))
            finish_word(builder, true);
        else if (spot->jumps || is_shifted(word, spot) || spot->style != word->style ||
                 link != word->link || spot->rotation != word->rotation)
            finish_word(builder, false);
    }

    const gsize before = builder->string->len;
    pdf_char_append(builder->string, c, page_style(page, spot->style)->font, line_end);
    if (builder->string->len == before)
        return false;
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
    return true;
}

static void
build_words(Builder *builder)
{
    const GArray *chars = builder->spots->chars;
    guint n_private = 0;

    for (guint i = 0; i < chars->len; i++) {
        const PdfChar *at = &g_array_index(chars, PdfChar, i);
        const PdfSpot *spot = &builder->spots->spots[at->at];
        const bool line_end = i + 1 == chars->len || g_array_index(chars, PdfChar, i + 1).c == '\n';

        if (g_unichar_isspace(at->c))
            finish_word(builder, true);
        else if (is_readable(spot, builder->page) && !add_to_word(builder, at->c, spot, line_end))
            n_private += g_unichar_type(at->c) == G_UNICODE_PRIVATE_USE;
    }
    finish_word(builder, true);
    builder->page->left_out = n_private;
    if (n_private > 0)
        page_add_issue(builder->page, "%u characters without a meaning are left out", n_private);
}

bool
pdf_text_load(PopplerPage *poppler, Page *page, GError **error)
{
    g_autoptr(PdfSpots) spots = pdf_spot_read(poppler, page, error);

    if (spots == NULL)
        return FALSE;
    g_autoptr(PdfLinkIndex) links = pdf_link_index_new(page);
    g_autoptr(GString) string = g_string_new(NULL);
    Builder builder = { .spots = spots,
                        .page = page,
                        .links = links,
                        .string = string,
                        .word = { .link = -1 },
                        .space = true };

    build_words(&builder);
    return TRUE;
}
