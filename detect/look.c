/* detect/look.c - is there something to see on this page?
 *
 * A page whose words are few or garbled is a scan if an image covers it. Otherwise each sign
 * that something is drawn will do, as looking in vain costs a little and not looking loses a
 * table. The main one are gaps that stand above each other, as between the columns of a table:
 *
 *     Austria      Single   109   0.9        two or more in lines that follow each other, or
 *     Germany      Single   123   0.8        one beside a narrow column. The gutter of a page
 *     Netherlands  Single   269   1.1        in two columns is one gap between wide ones.
 *
 * Lines that keep to one column may stand between, as cells wrap. A box around a remark shows
 * in its left edge:
 *
 *     the text before and after      set in from the text, its first line further than the
 *       /!\ a remark that goes       rest to make room for a sign. List items are the other
 *       on over two lines            way round.
 */
#include "detect/look.h"

#include <math.h>
#include <string.h>

/* Fewer characters than this are a stamp or a page number on a scan, not its text. */
#define MIN_TEXT 40

#define MIN_COVER 0.6       /* of the page: the image of a scan leaves out the margins at most */
#define MAX_ILLUSTRATIONS 2 /* more on a page were put there by a designer */
#define MAX_BLANK 108.0     /* points: a wide margin; drawings are higher */
#define MIN_IMAGE 6.0       /* points: less is a bullet, or a rule painted as an image */
#define MIN_PICTURE 18.0    /* points: what is less may be part of something drawn */
#define MAX_PICTURES 100    /* more are parts of something */

/* In ems. Word spaces of justified text grow to an em, though not twice in one place. */
#define MIN_GAP 1.2
#define MIN_ALIGNED 0.7 /* of overlap with the gap in the line above */
#define MAX_LEADING 3.5 /* of distance between lines that follow each other; rows have air */

#define NARROW 0.35    /* of the measure: the stub beside a one-gap table's values, or the values */
#define MIN_TWO_GAPS 1 /* pairs of lines with two aligned gaps */
#define MIN_ONE_GAP 3  /* pairs of lines with one, beside a narrow column */
#define MIN_NUMBERS 12 /* numbers that make up a third of the words: statistics */
#define MIN_LONE 5     /* lines that are one number each: the scale of a chart */
#define INSET 0.5      /* em: a box's inner margin, at least */
#define MAX_INSET 6.0  /* em: further in is something centred */
#define TIGHT 1.8      /* em: distance of lines within a paragraph, at most */
#define MIN_LIGHT 2    /* words in a light colour: a dark box behind them */
#define LIGHT 0xc8     /* each channel of such a colour */

typedef struct {
    double baseline, size;
    guint word;
} Placed;

typedef struct {
    double from, to;
} Gap;

/* A row of words over the whole width of the page. */
typedef struct {
    double baseline, size, x0, x1;
    guint first_gap, n_gaps; /* into the gaps of the page */
    guint n_words;
    const Word *first, *last; /* leftmost and rightmost */
    bool code;                /* all of one width: its gaps are its own business */
    bool marked;              /* its only gap is behind a list marker */
} Row;

/* Characters that a reader could read; @garbled counts the others. */
static guint
count_readable(const char *text, guint *garbled)
{
    guint n = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (c == 0xFFFD || !g_unichar_isgraph(c) || g_unichar_type(c) == G_UNICODE_PRIVATE_USE)
            (*garbled)++;
        else
            n++;
    }
    return n;
}

/* Share of the page that its images cover; strips of one scan add up. */
static double
image_cover(const Page *page)
{
    const Bbox whole = { 0, 0, page->width, page->height };
    double area = 0;

    for (guint i = 0; i < page->images->len; i++)
        area += bbox_area(bbox_intersect(whole, g_array_index(page->images, Image, i).bbox));
    return bbox_area(whole) > 0 ? area / bbox_area(whole) : 0;
}

static bool
has_images(const Page *page)
{
    const Bbox whole = { 0, 0, page->width, page->height };

    for (guint i = 0; i < page->images->len; i++) {
        const Bbox b = bbox_intersect(whole, g_array_index(page->images, Image, i).bbox);

        if (bbox_width(b) >= MIN_IMAGE && bbox_height(b) >= MIN_IMAGE)
            return true;
    }
    return false;
}

/* Digits with what stands between and around them: 1,234.5, (12), 40%, -. */
static bool
is_number(const char *text)
{
    bool digit = false;

    for (const char *p = text; *p != '\0'; p++) {
        if (g_ascii_isalpha(*p))
            return false;
        digit |= g_ascii_isdigit(*p);
    }
    return digit;
}

/* A bullet, or what numbers an item: 1. (a) iv) 2.3 */
static bool
is_marker(const char *text)
{
    const glong n = g_utf8_strlen(text, -1);
    const char last = text[strlen(text) - 1];

    if (n <= 2 && !g_ascii_isalnum(text[0]))
        return true;
    return n <= 6 && (last == '.' || last == ')' || last == ']' || last == ':');
}

static const Style *
word_style(const Page *page, const Word *word)
{
    return word->style < page->styles->len ? page_style(page, word->style) : NULL;
}

static bool
is_light(const Page *page, const Word *word)
{
    const Style *style = word_style(page, word);
    const guint32 c = style != NULL ? style->color : 0;

    return (c >> 16 & 0xff) >= LIGHT && (c >> 8 & 0xff) >= LIGHT && (c & 0xff) >= LIGHT;
}

static int
compare_placed(gconstpointer a, gconstpointer b)
{
    const Placed *p = a, *q = b;

    if (p->baseline != q->baseline)
        return p->baseline < q->baseline ? -1 : 1;
    return p->word < q->word ? -1 : p->word > q->word;
}

static int
compare_gaps(gconstpointer a, gconstpointer b)
{
    const Gap *g = a, *h = b;

    return g->from < h->from ? -1 : g->from > h->from;
}

/* Upright words, by baseline. */
static GArray *
placed_words(const Page *page)
{
    GArray *placed = g_array_new(FALSE, FALSE, sizeof(Placed));

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        const Style *style = word_style(page, word);
        const double size =
            style != NULL && style->size > 0 ? style->size : bbox_height(word->bbox);
        Placed p = { word->baseline, size, i };

        if (word->rotation == 0 && isfinite(p.baseline) && isfinite(word->bbox.x0) &&
            isfinite(word->bbox.x1) && size > 0)
            g_array_append_val(placed, p);
    }
    g_array_sort(placed, compare_placed);
    return placed;
}

/* The row of @n words at @placed; its gaps are appended to @gaps. */
static Row
read_row(const Page *page, const Placed *placed, guint n, GArray *gaps)
{
    const Word *word = page_word(page, placed[0].word);
    Row row = { .baseline = placed[0].baseline,
                .size = placed[0].size,
                .first_gap = gaps->len,
                .n_words = n,
                .first = word,
                .last = word,
                .code = true };
    g_autoptr(GArray) spans = g_array_sized_new(FALSE, FALSE, sizeof(Gap), n);

    for (guint i = 0; i < n; i++) {
        word = page_word(page, placed[i].word);
        const Style *style = word_style(page, word);
        Gap span = { word->bbox.x0, word->bbox.x1 };

        g_array_append_val(spans, span);
        row.code &= style != NULL && style->fixed;
        if (word->bbox.x0 < row.first->bbox.x0)
            row.first = word;
        if (word->bbox.x1 > row.last->bbox.x1)
            row.last = word;
    }
    g_array_sort(spans, compare_gaps);

    const Gap *s = (const Gap *)spans->data;
    double reached = s[0].to;
    for (guint i = 1; i < n; i++) {
        if (s[i].from - reached >= MIN_GAP * row.size && !row.code) {
            Gap gap = { reached, s[i].from };
            g_array_append_val(gaps, gap);
            row.n_gaps++;
        }
        reached = MAX(reached, s[i].to);
    }
    row.x0 = s[0].from;
    row.x1 = reached;

    row.marked = row.n_gaps == 1 && is_marker(row.first->text) &&
                 row.first->bbox.x1 >= g_array_index(gaps, Gap, row.first_gap).from;
    return row;
}

/* All rows of the page, top to bottom. */
static GArray *
read_rows(const Page *page, GArray *gaps)
{
    g_autoptr(GArray) placed = placed_words(page);
    const Placed *p = (const Placed *)placed->data;
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(Row));

    for (guint i = 0, n; i < placed->len; i += n) {
        for (n = 1; i + n < placed->len && p[i + n].baseline - p[i].baseline < 0.3 * p[i].size;)
            n++;
        const Row row = read_row(page, p + i, n, gaps);
        g_array_append_val(rows, row);
    }
    return rows;
}

/* How many gaps of one row stand over gaps of the other. */
static guint
aligned_gaps(const GArray *gaps, const Row *above, const Row *below)
{
    const double least = MIN_ALIGNED * MIN(above->size, below->size);
    guint i = above->first_gap, k = below->first_gap, n = 0;

    while (i < above->first_gap + above->n_gaps && k < below->first_gap + below->n_gaps) {
        const Gap g = g_array_index(gaps, Gap, i), h = g_array_index(gaps, Gap, k);

        n += span_overlap(g.from, g.to, h.from, h.to) >= least;
        if (g.to < h.to)
            i++;
        else
            k++;
    }
    return n;
}

/* A caption: its first word and a number after it. */
static bool
is_caption(const char *first, const char *second)
{
    static const char *const names[] = { "table", "figure", "fig.", "exhibit", "chart",
                                         "graph", "tab.",   "box",  "map",     "diagram" };

    if (!g_ascii_isdigit(second[0]) &&
        !(g_ascii_isupper(second[0]) && strcspn(second, ".-:0123456789") < strlen(second)) &&
        !(strspn(second, "IVXivx.:") == strlen(second)))
        return false;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_ascii_strcasecmp(first, names[i]) == 0 && g_ascii_isupper(first[0]))
            return true;
    return false;
}

/* Signs that show in single words. */
static bool
words_tell(const Page *page)
{
    guint light = 0, turned = 0, numbers = 0, n = 0;

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        const Style *style = word_style(page, word);

        light += is_light(page, word);
        turned += word->rotation != 0;
        if (style == NULL || !style->fixed) {
            n++;
            numbers += is_number(word->text);
        }
        if (i + 1 < page->words->len && !word->glued &&
            is_caption(word->text, page_word(page, i + 1)->text) &&
            (i == 0 || page_word(page, i - 1)->bbox.x1 > word->bbox.x0 ||
             fabs(page_word(page, i - 1)->baseline - word->baseline) > bbox_height(word->bbox)))
            return true;
    }
    return light >= MIN_LIGHT || turned > 0 || (numbers >= MIN_NUMBERS && numbers * 3 >= n);
}

/* Does @row run through a gap of @above? Then it is no part of a cell. */
static bool
runs_through(const GArray *gaps, const Row *above, const Row *row)
{
    for (guint i = 0; i < above->n_gaps; i++) {
        const Gap g = g_array_index(gaps, Gap, above->first_gap + i);

        if (row->x0 < g.from && row->x1 > g.to)
            return true;
    }
    return false;
}

/* Does the only gap of a row part it from something narrow, as the stub beside a table's values is?
 * @measure: points, of the widest row. Each column of a page in two is wider. */
static bool
is_narrow(const Row *row, const GArray *gaps, double measure)
{
    if (row->n_gaps != 1 || row->marked)
        return false;
    const Gap gap = g_array_index(gaps, Gap, row->first_gap);
    return MIN(gap.from - row->x0, row->x1 - gap.to) < NARROW * measure;
}

/* Gaps that stand above each other, or numbers that stand alone. */
static bool
gaps_tell(const GArray *rows, const GArray *gaps)
{
    guint two = 0, one = 0, lone = 0;
    const Row *above = NULL;
    double baseline = 0; /* of the last row that goes with `above` */
    double measure = 0;

    for (guint i = 0; i < rows->len; i++)
        measure = MAX(measure, g_array_index(rows, Row, i).x1 - g_array_index(rows, Row, i).x0);

    for (guint i = 0; i < rows->len; i++) {
        const Row *row = &g_array_index(rows, Row, i);
        if (row->code)
            continue;

        lone += row->n_words == 1 && is_number(row->first->text);
        if (above != NULL && row->baseline - baseline < MAX_LEADING * MAX(row->size, above->size)) {
            const guint aligned = aligned_gaps(gaps, above, row);

            two += aligned >= 2;
            one += aligned == 1 && is_narrow(row, gaps, measure) && is_narrow(above, gaps, measure);
            if (aligned > 0 || row->n_gaps > 0 || runs_through(gaps, above, row))
                above = row;
        } else {
            above = row;
        }
        baseline = row->baseline;
    }
    return two >= MIN_TWO_GAPS || one >= MIN_ONE_GAP || lone >= MIN_LONE;
}

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* The leftmost place where more than one row begins. */
static double
left_edge(const GArray *rows)
{
    g_autoptr(GArray) edges = g_array_sized_new(FALSE, FALSE, sizeof(double), rows->len);

    for (guint i = 0; i < rows->len; i++)
        g_array_append_val(edges, g_array_index(rows, Row, i).x0);
    g_array_sort(edges, compare_doubles);
    for (guint i = 0; i + 1 < edges->len; i++)
        if (g_array_index(edges, double, i + 1) - g_array_index(edges, double, i) <= 1)
            return g_array_index(edges, double, i);
    return edges->len > 0 ? g_array_index(edges, double, 0) : 0;
}

/* Is it running text, set in from @left like what stands in a box? */
static bool
is_inset(const Row *row, double left)
{
    const double inset = (row->x0 - left) / row->size;

    return !row->code && row->n_gaps == 0 && inset >= INSET && inset <= MAX_INSET &&
           !is_marker(row->first->text);
}

/* A sentence of one line with air around it, neither centred nor an item. */
static bool
stands_alone(const GArray *rows, guint i, double left, double right)
{
    const Row *row = &g_array_index(rows, Row, i);
    const char last = row->last->text[strlen(row->last->text) - 1];
    const double above = i > 0 ? row->baseline - row[-1].baseline : row->size * TIGHT;
    const double below = i + 1 < rows->len ? row[1].baseline - row->baseline : row->size * TIGHT;

    return is_inset(row, left) && above >= TIGHT * row->size && below >= TIGHT * row->size &&
           (last == '.' || last == '!' || last == '?' || last == ':') && row->n_words >= 4 &&
           fabs(row->x0 + row->x1 - left - right) > 2 * row->size;
}

/* The left edge of a box with a sign in it. */
static bool
edges_tell(const GArray *rows)
{
    const double left = left_edge(rows);
    double right = left;

    for (guint i = 0; i < rows->len; i++)
        right = MAX(right, g_array_index(rows, Row, i).x1);
    for (guint i = 0; i + 1 < rows->len; i++) {
        const Row *row = &g_array_index(rows, Row, i), *next = row + 1;

        if (is_inset(row, left) && is_inset(next, left) &&
            row->x0 - next->x0 >= INSET * row->size && row->x1 - left > 0.7 * (right - left) &&
            next->baseline - row->baseline < TIGHT * row->size)
            return true;
        if (stands_alone(rows, i, left, right))
            return true;
    }
    return false;
}

/* Signs that show in how words stand above each other. */
static bool
rows_tell(const Page *page)
{
    g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(Gap));
    g_autoptr(GArray) rows = read_rows(page, gaps);

    return gaps_tell(rows, gaps) || edges_tell(rows);
}

/* Does the file itself say that there is a table? It need not be right, but it is worth a look. */
static bool
has_tagged_table(const Page *page)
{
    for (guint i = 0; i < page->tags->len; i++)
        if (g_array_index(page->tags, Tag, i).kind == TAG_TABLE)
            return true;
    return false;
}

/* Does the middle of a word stand in @area? */
static bool
has_word_on(const Page *page, Bbox area)
{
    for (guint i = 0; i < page->words->len; i++) {
        const Bbox b = page_word(page, i)->bbox;

        if (bbox_holds_point(area, bbox_mid_x(b), bbox_mid_y(b)))
            return true;
    }
    return false;
}

bool
look_past_images(const Page *page)
{
    const Bbox whole = { 0, 0, page->width, page->height };

    for (guint i = 0; i < page->images->len && i < MAX_PICTURES; i++) {
        const Bbox b = bbox_intersect(whole, g_array_index(page->images, Image, i).bbox);

        if (!bbox_is_empty(b) &&
            (bbox_width(b) < MIN_PICTURE || bbox_height(b) < MIN_PICTURE || has_word_on(page, b)))
            return false;
    }
    return page->images->len > 0 && page->images->len <= MAX_PICTURES;
}

static int
compare_spans(gconstpointer a, gconstpointer b)
{
    return compare_doubles(&((const Gap *)a)->from, &((const Gap *)b)->from);
}

/* The height of the highest band right across the page without a word or an image. */
static double
highest_blank(const Page *page)
{
    g_autoptr(GArray) bands = g_array_new(FALSE, FALSE, sizeof(Gap));
    double reached = 0, highest = 0;

    for (guint i = 0; i < page->words->len; i++) {
        const Gap band = { page_word(page, i)->bbox.y0, page_word(page, i)->bbox.y1 };
        g_array_append_val(bands, band);
    }
    for (guint i = 0; i < page->images->len; i++) {
        const Bbox b = g_array_index(page->images, Image, i).bbox;
        const Gap band = { b.y0, b.y1 };
        g_array_append_val(bands, band);
    }
    g_array_sort(bands, compare_spans);
    for (guint i = 0; i < bands->len; i++) {
        const Gap band = g_array_index(bands, Gap, i);

        highest = MAX(highest, band.from - reached);
        reached = MAX(reached, band.to);
    }
    return MAX(highest, page->height - reached);
}

/* Prose with a photograph or two, which are where the file says they are. More of them, words on
 * them, or room for a drawing, and it is worth a look. */
static bool
is_illustrated(const Page *page)
{
    return page->images->len <= MAX_ILLUSTRATIONS && look_past_images(page) &&
           highest_blank(page) <= MAX_BLANK;
}

LookFlags
look_decide(const Page *page)
{
    guint readable = 0, garbled = page->left_out;

    for (guint i = 0; i < page->words->len; i++)
        readable += count_readable(page_word(page, i)->text, &garbled);
    if (garbled > readable)
        return LOOK_DRAWN | LOOK_SCAN | LOOK_GARBLED;
    if (readable < MIN_TEXT && image_cover(page) >= MIN_COVER)
        return LOOK_DRAWN | LOOK_SCAN;
    if (readable == 0 || has_tagged_table(page) || (has_images(page) && !is_illustrated(page)) ||
        words_tell(page) || rows_tell(page))
        return LOOK_DRAWN;
    return LOOK_NONE;
}
