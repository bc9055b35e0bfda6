/* detect/strip.c - the words of a region as strips and pieces
 *
 * Words are put on strips by baseline, those of full size first: a strip
 * takes its place from them, and small words (marks, exponents) then go with
 * the neighbour they touch. Half a line apart is never one strip, since the
 * values of a wrapped label often stand between its two lines.
 *
 * Within a strip a gap ends a piece when it is clearly wider than the spaces
 * between words on this page. Typewriter spaces are as wide as letters, so
 * there the limit is a letter and a half.
 */
#include "detect/strip.h"

#include "detect/tint.h"
#include "detect/whole.h"

#include <math.h>
#include <string.h>

/* Of an em: word spaces are 0.2 to 0.35 em in running text, columns stand at least
 * half an em apart in the tightest tables measured. */
#define GAP_MIN 0.42
#define GAP_MAX 0.62
#define GAP_FIXED 0.95
#define GAP_MIXED 1.15 /* inline code: a space, and the padding of the box around it */

/* Of an em: how far baselines of one line are apart where fonts are mixed. */
#define BASELINE_SLACK 0.3

/* Of the usual size: anything smaller may be an exponent or a note mark. */
#define SMALL 0.78

#define MIN_LEADER 4 /* spaced dots in a row: three are an ellipsis */

/* Hyphens in a row that draw a line and do not mean anything. */
#define TYPED_RULE 4

#define MAX_BLANK 3 /* letters of what says that there is no value */

double
strip_word_size(const Page *page, const Word *word)
{
    const double size = word->style < page->styles->len ? page_style(page, word->style)->size : 0;

    return size > 0.5 && size < 500 ? size : MAX(1, bbox_height(word->bbox) * 0.8);
}

bool
strip_is_leader(const char *text)
{
    guint dots = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (c != '.' && c != 0x2026 && c != 0xb7 && c != 0x2024 && c != '_')
            return false;
        dots += c == 0x2026 ? 3 : 1;
    }
    /* Three dots by themselves say that there is no value. */
    return dots > 3 || (dots == 3 && strchr(text, '_') != NULL);
}

bool
strip_text_is_data(const char *text)
{
    static const char *const blanks[] = { "na", "n.a.", "n/a", "n.a", "n.d.",
                                          "nd", "x",    "(x)", "nil" };
    guint letters = 0, digits = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        letters += g_unichar_isalpha(c);
        digits += g_unichar_isdigit(c);
    }
    if (digits > 0 ? digits >= letters : letters == 0)
        return true;
    for (guint i = 0; letters <= MAX_BLANK && i < G_N_ELEMENTS(blanks); i++)
        if (g_ascii_strcasecmp(text, blanks[i]) == 0)
            return true;
    return false;
}

static bool
is_typed_rule(const char *text)
{
    const gsize n = strlen(text);

    return n >= TYPED_RULE && (text[0] == '-' || text[0] == '_' || text[0] == '=') &&
           strspn(text, (char[]){ text[0], '\0' }) == n;
}

GArray *
strip_words(const Page *page, Bbox area)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        if (word->rotation == 0 && !bbox_is_empty(word->bbox) &&
            bbox_holds_point(area, bbox_mid_x(word->bbox), bbox_mid_y(word->bbox)))
            g_array_append_val(words, i);
    }
    return words;
}

static gint
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

double
strip_usual_size(const Page *page, const GArray *words)
{
    g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(double));

    g_array_set_size(sizes, words->len);
    for (guint i = 0; i < words->len; i++)
        g_array_index(sizes, double, i) =
            strip_word_size(page, page_word(page, g_array_index(words, guint, i)));
    g_array_sort(sizes, compare_doubles);
    return sizes->len > 0 ? g_array_index(sizes, double, sizes->len / 2) : 10;
}

/* A word on its way to a strip. */
typedef struct {
    guint word;
    double x0, y, size; /* left, baseline */
    gint strip;
} Place;

static gint
compare_places(gconstpointer a, gconstpointer b)
{
    const Place *p = a, *q = b;

    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    if (p->x0 != q->x0)
        return p->x0 < q->x0 ? -1 : 1;
    return p->word < q->word ? -1 : p->word > q->word;
}

/* Puts places whose size suits on new strips, top down; returns the next free number. */
static gint
sweep(GArray *places, double smallest, gint next)
{
    double y = -G_MAXDOUBLE, slack = 0;

    for (guint i = 0; i < places->len; i++) {
        Place *place = &g_array_index(places, Place, i);

        if (place->strip >= 0 || place->size < smallest)
            continue;
        if (place->y - y > slack) {
            next++;
            y = place->y;
            slack = BASELINE_SLACK * place->size;
        }
        place->strip = next - 1;
    }
    return next;
}

static bool
all_placed(const GArray *places)
{
    for (guint i = 0; i < places->len; i++)
        if (g_array_index(places, Place, i).strip < 0)
            return false;
    return true;
}

/* A small word that touches a word of full size stands on its strip. */
static void
attach_small(const Page *page, GArray *places, double em)
{
    if (all_placed(places))
        return;
    g_autoptr(GHashTable) at = g_hash_table_new(NULL, NULL);

    for (guint i = 0; i < places->len; i++) {
        const Place *place = &g_array_index(places, Place, i);

        if (place->strip >= 0)
            g_hash_table_insert(at, GUINT_TO_POINTER(place->word + 1), GINT_TO_POINTER(i + 1));
    }
    for (guint i = 0; i < places->len; i++) {
        Place *place = &g_array_index(places, Place, i);
        const Bbox box = page_word(page, place->word)->bbox;

        for (gint d = -1; d <= 1 && place->strip < 0; d += 2) {
            const gint k =
                GPOINTER_TO_INT(g_hash_table_lookup(at, GUINT_TO_POINTER(place->word + 1 + d)));
            if (k == 0)
                continue;
            const Place *other = &g_array_index(places, Place, k - 1);
            const Bbox beside = page_word(page, other->word)->bbox;
            const double rise = other->y - place->y;
            if (bbox_overlap_x(box, beside) > -0.4 * em && rise > -0.4 * other->size &&
                rise < 0.75 * other->size)
                place->strip = other->strip;
        }
    }
}

static bool
is_dots(const Page *page, guint index)
{
    const char *text = index < page->words->len ? page_word(page, index)->text : "x";

    return strspn(text, ".") == strlen(text);
}

/* Leaders may be spaced: dots that follow dots. */
static bool
is_spaced_leader(const Page *page, guint index)
{
    guint from = index, to = index;

    if (!is_dots(page, index))
        return false;
    while (from > 0 && index - from < MIN_LEADER && is_dots(page, from - 1))
        from--;
    while (to - from < MIN_LEADER && is_dots(page, to + 1))
        to++;
    return to - from + 1 >= MIN_LEADER;
}

/* Does the word stand on a strip? */
static bool
has_place(const Page *page, guint index)
{
    const Word *word = page_word(page, index);

    return word->rotation == 0 && isfinite(word->baseline) && !strip_is_leader(word->text) &&
           !is_spaced_leader(page, index);
}

static GArray *
place_words(const Page *page, const GArray *words, double em)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));
    guint n = 0;

    g_array_set_size(places, words->len);
    for (guint i = 0; i < words->len; i++) {
        const guint index = g_array_index(words, guint, i);
        const Word *word = page_word(page, index);

        if (!has_place(page, index))
            continue;
        g_array_index(places, Place, n++) =
            (Place){ index, word->bbox.x0, word->baseline, strip_word_size(page, word), -1 };
    }
    g_array_set_size(places, n);
    g_array_sort(places, compare_places);
    const gint next = sweep(places, SMALL * em, 0);
    attach_small(page, places, em);
    sweep(places, 0, next);
    return places;
}

static gint
compare_strip_then_x(gconstpointer a, gconstpointer b)
{
    const Place *p = a, *q = b;

    if (p->strip != q->strip)
        return p->strip < q->strip ? -1 : 1;
    if (p->x0 != q->x0)
        return p->x0 < q->x0 ? -1 : 1;
    return p->word < q->word ? -1 : p->word > q->word;
}

static double
gap_limit(const Page *page, const Word *a, const Word *b, double space)
{
    const double size = MAX(strip_word_size(page, a), strip_word_size(page, b));
    const bool fixed = a->style < page->styles->len && page_style(page, a->style)->fixed;
    const bool next = b->style < page->styles->len && page_style(page, b->style)->fixed;

    if (fixed != next)
        return size * GAP_MIXED;
    return size * (fixed ? GAP_FIXED : CLAMP(1.8 * space, GAP_MIN, GAP_MAX));
}

/* Does an upright ruling stand between two neighbours on a strip? */
static bool
ruling_between(const GArray *rulings, const Word *a, const Word *b)
{
    const double y = (MAX(a->bbox.y0, b->bbox.y0) + MIN(a->bbox.y1, b->bbox.y1)) / 2;

    for (guint i = 0; i < rulings->len; i++) {
        const Ruling *r = &g_array_index(rulings, Ruling, i);

        if (r->axis == AXIS_V && r->at > a->bbox.x1 - 1 && r->at < b->bbox.x0 + 1 && r->from < y &&
            r->to > y)
            return true;
    }
    return false;
}

/* How many of the words of a piece are data, glued ones taken together: "(", "smith" and ")"
 * are one name and not two marks beside one. */
static void
count_data(const Strips *strips, const Piece *piece, guint *n_words, guint *n_data, bool *first)
{
    g_autoptr(GString) text = g_string_new(NULL);

    *n_words = *n_data = 0;
    for (guint k = 0; k <= piece->n; k++) {
        const Word *word = k < piece->n ? strip_word(strips, piece, k) : NULL;

        if (k > 0 && (word == NULL || !word->glued)) {
            const bool data = strip_text_is_data(text->str);
            if (*n_words == 0)
                *first = data;
            *n_data += data;
            ++*n_words;
            g_string_truncate(text, 0);
        }
        if (word != NULL)
            g_string_append(text, word->text);
    }
}

static void
finish_piece(Strips *strips, Piece *piece)
{
    guint n = 0, data = 0;
    bool first = false;

    piece->bbox = BBOX_EMPTY;
    piece->bold = true;
    for (guint k = 0; k < piece->n; k++) {
        const Word *word = strip_word(strips, piece, k);
        const bool styled = word->style < strips->page->styles->len;

        piece->bbox = bbox_union(piece->bbox, word->bbox);
        piece->bold = piece->bold && styled && page_style(strips->page, word->style)->bold;
    }
    /* "45 %" and "25 g" are numbers, "June 3" is not. */
    count_data(strips, piece, &n, &data, &first);
    piece->data = data * 2 > n || (data * 2 == n && first);
    piece->col0 = piece->col1 = -1;
}

void
strip_cut(Strips *strips, guint i, guint k)
{
    Piece *piece = strip_piece(strips, i);
    g_assert(k > 0 && k < piece->n);
    Piece rest = { .strip = piece->strip, .first = piece->first + k, .n = piece->n - k };

    piece->n = k;
    finish_piece(strips, piece);
    finish_piece(strips, &rest);
    strip_at(strips, rest.strip)->n++;
    for (guint s = rest.strip + 1; s < strips->strips->len; s++)
        strip_at(strips, s)->first++;
    g_array_insert_val(strips->pieces, i + 1, rest);
}

/* Cuts the words of one strip, those of @strips->words from @first to before @end, into pieces. */
static void
add_strip(Strips *strips, guint first, guint end, double space)
{
    Strip strip = { .first = strips->pieces->len };
    Piece piece = { .strip = strips->strips->len, .first = first };
    double weight = 0;

    for (guint i = first; i < end; i++) {
        const Word *word = page_word(strips->page, g_array_index(strips->words, guint, i));
        const double size = strip_word_size(strips->page, word);

        strip.bbox = bbox_union(strip.bbox, word->bbox);
        if (size > weight) {
            weight = strip.size = size;
            strip.baseline = word->baseline;
        }
        if (i > first) {
            const guint last = g_array_index(strips->words, guint, i - 1);
            const Word *before = page_word(strips->page, last);
            const double gap = word->bbox.x0 - before->bbox.x1;
            /* A word is glued to the one before it on the page, whoever stands left of it here. */
            const bool glued = word->glued && last + 1 == g_array_index(strips->words, guint, i);
            if ((gap > gap_limit(strips->page, before, word, space) && !glued) ||
                (gap > -2 && ruling_between(strips->rulings, before, word))) {
                piece.n = i - piece.first;
                finish_piece(strips, &piece);
                g_array_append_val(strips->pieces, piece);
                piece.first = i;
            }
        }
    }
    piece.n = end - piece.first;
    finish_piece(strips, &piece);
    g_array_append_val(strips->pieces, piece);
    strip.n = strips->pieces->len - strip.first;
    g_array_append_val(strips->strips, strip);
}

/* Appends the rulings of the page in @region. */
static void
take_rulings(const Page *page, Bbox region, GArray *rulings)
{
    if (page->rulings->len == 0)
        return;
    g_autoptr(GArray) code = whole_code_boxes(page);

    for (guint i = 0; i < page->rulings->len; i++) {
        const Ruling *r = &g_array_index(page->rulings, Ruling, i);
        const bool flat = r->axis == AXIS_H;
        const double across = flat ? span_overlap(r->from, r->to, region.x0, region.x1)
                                   : span_overlap(r->from, r->to, region.y0, region.y1);

        if (across > 0 && r->at >= (flat ? region.y0 : region.x0) - 2 &&
            r->at <= (flat ? region.y1 : region.x1) + 2 && !tint_is_edge(code, r))
            g_array_append_vals(rulings, r, 1);
    }
}

/* By axis, then place, then beginning, as those of a Page are. */
static gint
compare_rulings(gconstpointer a, gconstpointer b)
{
    const Ruling *p = a, *q = b;

    if (p->axis != q->axis)
        return p->axis == AXIS_H ? -1 : 1;
    if (p->at != q->at)
        return p->at < q->at ? -1 : 1;
    return p->from < q->from ? -1 : p->from > q->from;
}

static gint
compare_strips(gconstpointer a, gconstpointer b, gpointer data)
{
    const double *tops = data;
    const gint i = *(const gint *)a, j = *(const gint *)b;

    return tops[i] < tops[j] ? -1 : tops[i] > tops[j] ? 1 : i - j;
}

/* Numbers the strips from top to bottom, as those of small words came last. */
static void
renumber(GArray *places)
{
    gint n = 0;

    for (guint i = 0; i < places->len; i++)
        n = MAX(n, g_array_index(places, Place, i).strip + 1);

    g_autofree double *tops = g_new(double, n + 1);
    g_autofree gint *order = g_new(gint, n + 1), *rank = g_new(gint, n + 1);
    for (gint i = 0; i < n; i++) {
        tops[i] = G_MAXDOUBLE;
        order[i] = i;
    }
    for (guint i = 0; i < places->len; i++) {
        const Place *place = &g_array_index(places, Place, i);

        tops[place->strip] = MIN(tops[place->strip], place->y);
    }
    g_qsort_with_data(order, n, sizeof(gint), compare_strips, tops);
    for (gint i = 0; i < n; i++)
        rank[order[i]] = i;
    for (guint i = 0; i < places->len; i++) {
        Place *place = &g_array_index(places, Place, i);

        place->strip = rank[place->strip];
    }
}

/* Adds the rule that the typist made of hyphens. */
static void
add_typed_rule(const Page *page, const Word *word, GArray *rulings)
{
    const Ruling typed = { AXIS_H, word->baseline - 0.25 * strip_word_size(page, word),
                           word->bbox.x0, word->bbox.x1, 0.5 };

    g_array_append_val(rulings, typed);
}

/* Takes typed rules out of @places and adds them to the rulings. */
static void
take_typed_rules(Strips *strips, GArray *places)
{
    guint kept = 0;

    for (guint i = 0; i < places->len; i++) {
        const Place place = g_array_index(places, Place, i);
        const Word *word = page_word(strips->page, place.word);

        if (is_typed_rule(word->text)) {
            add_typed_rule(strips->page, word, strips->rulings);
        } else {
            g_array_index(places, Place, kept++) = place;
        }
    }
    g_array_set_size(places, kept);
}

GArray *
strip_rulings(const Page *page, const GArray *words, Bbox region)
{
    GArray *rulings = g_array_new(FALSE, FALSE, sizeof(Ruling));

    take_rulings(page, region, rulings);
    for (guint i = 0; i < words->len; i++) {
        const guint index = g_array_index(words, guint, i);
        const Word *word = page_word(page, index);

        if (is_typed_rule(word->text) && has_place(page, index))
            add_typed_rule(page, word, rulings);
    }
    g_array_sort(rulings, compare_rulings);
    return rulings;
}

Strips *
strip_find(const Page *page, const GArray *words, Bbox region)
{
    Strips *strips = g_new0(Strips, 1);

    strips->page = page;
    strips->em = strip_usual_size(page, words);
    strips->words = g_array_new(FALSE, FALSE, sizeof(guint));
    strips->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    strips->strips = g_array_new(FALSE, FALSE, sizeof(Strip));
    strips->rulings = g_array_new(FALSE, FALSE, sizeof(Ruling));
    take_rulings(page, region, strips->rulings);

    g_autoptr(GArray) places = place_words(page, words, strips->em);
    take_typed_rules(strips, places);
    g_array_sort(strips->rulings, compare_rulings);
    renumber(places);
    g_array_sort(places, compare_strip_then_x);

    const double space = whole_word_space(page);
    guint first = 0;
    g_array_set_size(strips->words, places->len);
    for (guint i = 0; i < places->len; i++)
        g_array_index(strips->words, guint, i) = g_array_index(places, Place, i).word;
    for (guint i = 1; i <= places->len; i++)
        if (i == places->len ||
            g_array_index(places, Place, i).strip != g_array_index(places, Place, first).strip) {
            add_strip(strips, first, i, space);
            first = i;
        }
    return strips;
}

void
strip_free(Strips *strips)
{
    if (strips == NULL)
        return;
    g_array_unref(strips->words);
    g_array_unref(strips->pieces);
    g_array_unref(strips->strips);
    g_array_unref(strips->rulings);
    g_free(strips);
}
