/* detect/look.c - is this page a picture of a page, and do its images matter?
 *
 * A page whose words are few or garbled is a scan if an image covers it.
 *
 * Words may stand on an image because it is a table's ground, or all of its rules. Then they stand
 * in columns: gaps are above each other,
 *
 *     Austria      Single   109   0.9        two or more in lines that follow each other, or
 *     Germany      Single   123   0.8        one beside a narrow column. The gutter of a page
 *     Netherlands  Single   269   1.1        in two columns is one gap between wide ones.
 *
 * Lines that keep to one column may stand between, as cells wrap.
 */
#include "detect/look.h"

#include <math.h>
#include <string.h>

/* Fewer characters than this are a stamp or a page number on a scan, not its text. */
#define MIN_TEXT 40

#define MIN_COVER 0.6    /* of the page: the image of a scan leaves out the margins at most */
#define MIN_PICTURE 18.0 /* points: what is less may be part of something drawn */
#define MAX_PICTURES 100 /* more are parts of something */

/* In ems. Word spaces of justified text grow to an em, though not twice in one place. */
#define MIN_GAP 1.2
#define MIN_ALIGNED 0.7 /* of overlap with the gap in the line above */
#define MAX_LEADING 3.5 /* of distance between lines that follow each other; rows have air */

#define NARROW 0.35    /* of the measure: the stub beside a one-gap table's values, or the values */
#define MIN_TWO_GAPS 1 /* pairs of lines with two aligned gaps */
#define MIN_ONE_GAP 3  /* pairs of lines with one, beside a narrow column */
#define MIN_LONE 5     /* lines that are one number each: the scale of a chart */

/* Print: points, and dots of one line. A word or two are a logo. */
#define MIN_LETTER 3.0
#define MAX_LETTER 30.0
#define PRINT_SHADE 160 /* of 255 */
#define NEXT_LETTER 1.0 /* of its height: how far the next one is at the most */
#define MIN_PRINT 40    /* letters with another one beside them */

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

/* Do the words of the page stand in columns? */
static bool
has_columns(const Page *page)
{
    g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(Gap));
    g_autoptr(GArray) rows = read_rows(page, gaps);

    return gaps_tell(rows, gaps);
}

bool
look_past_images(const Page *page)
{
    const Bbox whole = { 0, 0, page->width, page->height };
    bool behind_words = false;

    for (guint i = 0; i < page->images->len && i < MAX_PICTURES; i++) {
        const Bbox b = bbox_intersect(whole, g_array_index(page->images, Image, i).bbox);

        if (bbox_is_empty(b))
            continue;
        if (bbox_width(b) < MIN_PICTURE || bbox_height(b) < MIN_PICTURE)
            return false;
        behind_words = behind_words || has_word_on(page, b);
    }
    return page->images->len <= MAX_PICTURES && !(behind_words && has_columns(page));
}

LookFlags
look_decide(const Page *page)
{
    guint readable = 0, garbled = page->left_out;

    for (guint i = 0; i < page->words->len; i++)
        readable += count_readable(page_word(page, i)->text, &garbled);
    if (garbled > readable)
        return LOOK_SCAN | LOOK_GARBLED;
    return readable < MIN_TEXT && image_cover(page) >= MIN_COVER ? LOOK_SCAN : LOOK_NONE;
}

/* Of boxes from left to right, does one of about its height stand right of @letter? */
static bool
has_next(BOXA *letters, int at, Bbox letter)
{
    const double reach = letter.x1 + NEXT_LETTER * bbox_height(letter);

    for (int k = at + 1; k < boxaGetCount(letters); k++) {
        int x, y, w, h;

        boxaGetBoxGeometry(letters, k, &x, &y, &w, &h);
        if (x > reach)
            break;
        if (x >= letter.x1 && MAX(h, bbox_height(letter)) <= 2 * MIN(h, bbox_height(letter)) &&
            span_overlap(letter.y0, letter.y1, y, y + h) > 0)
            return true;
    }
    return false;
}

bool
look_has_print(const Raster *raster)
{
    const double least = raster_to_pixels(raster, MIN_LETTER);
    const double most = raster_to_pixels(raster, MAX_LETTER);
    raster_fill(raster);
    g_autoptr(PIX) grey = pixConvertTo8(raster->pix, FALSE);
    g_autoptr(PIX) ink = grey != NULL ? pixThresholdToBinary(grey, PRINT_SHADE) : NULL;
    g_autoptr(BOXA) pieces = ink != NULL ? pixConnCompBB(ink, 8) : NULL;
    g_autoptr(BOXA) some = pieces != NULL
                               ? boxaSelectBySize(pieces, (int)most, (int)most, L_SELECT_IF_BOTH,
                                                  L_SELECT_IF_LTE, NULL)
                               : NULL;
    g_autoptr(BOXA) tall =
        some != NULL ? boxaSelectBySize(some, 0, (int)least, L_SELECT_HEIGHT, L_SELECT_IF_GTE, NULL)
                     : NULL;
    g_autoptr(BOXA) letters =
        tall != NULL ? boxaSort(tall, L_SORT_BY_X, L_SORT_INCREASING, NULL) : NULL;
    guint print = 0;

    for (int i = 0; letters != NULL && i < boxaGetCount(letters) && print < MIN_PRINT; i++) {
        int x, y, w, h;

        boxaGetBoxGeometry(letters, i, &x, &y, &w, &h);
        print += has_next(letters, i, (Bbox){ x, y, x + w, y + h });
    }
    return print >= MIN_PRINT;
}
