/* detect/evidence.c - is what was found in a region a table?
 *
 * What looks like a table and is none: contents, lists, prose in columns, code, the tints behind
 * words of a paragraph, the labels of charts. Grids are asked least, open lines most. Each
 * question is a picture of one of these, and no threshold stands for more than one of them.
 */
#include "detect/evidence.h"

#include "detect/chart.h"
#include "detect/strip.h"

#include <math.h>
#include <string.h>

/* Of OCR, over all words of a table. Tables read from clean and skewed scans have 0.9 and more,
 * what is read into charts 0.85 and less. Words less sure than DOUBTFUL are one in seven at most
 * in tables, and one in five and more in charts. */
#define MIN_CONFIDENCE 0.78
#define DOUBTFUL 0.7
#define MAX_DOUBTFUL 0.2

/* Confidence of a table as it is settled. Of the tables on scans that were looked at, all but one
 * in open lines have 0.8 and more, and what was found in charts 0.5 and less. */
#define MIN_SETTLED 0.5
#define LARGE_ROWS 10
#define LARGE_FILLED 0.75

/* What is measured on a table before it is believed. */
typedef struct {
    guint rows;     /* with two or more filled cells */
    guint lone;     /* with one */
    guint filled;   /* cells */
    guint data;     /* cells beside the first column with a number in them */
    guint values;   /* cells beside the first column that are filled */
    double longest; /* characters in the usual cell beside the first column */
} Measure;

static Measure
measure(const Table *table)
{
    Measure m = { 0 };
    g_autofree guint *filled = g_new0(guint, table->rows + 1);
    double characters = 0;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (*cell->text == '\0')
            continue;
        m.filled++;
        filled[cell->row]++;
        if (cell->col > 0 && cell->row >= table->header_rows) {
            m.values++;
            m.data += strip_text_is_data(cell->text);
            characters += (double)g_utf8_strlen(cell->text, -1);
        }
    }
    for (guint r = 0; r < table->rows; r++) {
        m.rows += filled[r] > 1;
        m.lone += filled[r] == 1;
    }
    m.longest = m.values > 0 ? characters / m.values : 0;
    return m;
}

/* A page number: digits alone, or a Roman numeral; 0 for anything else. */
static guint
page_number(const char *text)
{
    static const char *const roman = "ivxlc";
    guint64 number = 0;

    if (*text != '\0' && strspn(text, roman) == strlen(text))
        return 1;
    return g_ascii_string_to_unsigned(text, 10, 1, 5000, &number, NULL) ? (guint)number : 0;
}

#define MAX_TITLE 120 /* characters: a title of two full lines; requirements are longer */

/* Equations: whatever they say, behind them stand numbers in brackets, one more each time. */
static bool
is_equations(const Table *table)
{
    guint64 last = 0;
    guint n = 0;

    for (guint i = 0; i < table->cells->len && table->cols == 2; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        const gsize length = strlen(cell->text);

        if (cell->col == 0 || length == 0)
            continue;
        const char *dot = strrchr(cell->text, '.'); /* (2.1): the first of chapter 2 */
        char *end;
        const guint64 number = g_ascii_strtoull(dot != NULL ? dot + 1 : cell->text + 1, &end, 10);
        if (*cell->text != '(' || strcmp(end, ")") != 0 || (n > 0 && number != last + 1))
            return false;
        last = number;
        n++;
    }
    return n > 0;
}

/* Contents: words, and behind them page numbers that grow from the first line on. */
static bool
is_contents(const Table *table)
{
    guint last = 0, n = 0;
    glong longest = 0;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (*cell->text == '\0')
            continue;
        if (cell->col + cell->colspan < table->cols) {
            /* Numbers of chapters may stand before the titles, but nothing else. */
            if (cell->col > 0 && strip_text_is_data(cell->text))
                return false;
            longest = MAX(longest, g_utf8_strlen(cell->text, -1));
            continue;
        }
        g_auto(GStrv) numbers = g_strsplit(cell->text, " ", -1);
        for (guint k = 0; numbers[k] != NULL; k++) {
            const guint number = page_number(numbers[k]);
            if (number == 0 && cell->row == 0)
                continue; /* a running head */
            if (number == 0 || number < last)
                return false;
            last = number;
            n++;
        }
    }
    return n >= 2 && n * 3 >= table->rows * 2 && longest < MAX_TITLE;
}

/* A list: bullets before whatever else, or numbers with a point or bracket before one column
 * of text. */
static bool
is_list(const Table *table)
{
    static const char *const bullets[] = { "•", "·", "∙", "∘", "◦", "○",
                                           "●", "▪", "■", "►", "",  NULL };
    guint marks = 0, numbers = 0, others = 0;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        const gsize length = strlen(cell->text);

        if (cell->col > 0 || length == 0)
            continue;
        if (g_strv_contains(bullets, cell->text))
            marks++;
        else if (length <= 6 && strchr(".)]:", cell->text[length - 1]) != NULL)
            numbers++;
        else
            others++;
    }
    if (table->cols == 2)
        marks += numbers;
    return marks > 0 && marks >= others;
}

#define MIN_PROSE 20 /* characters: a label is shorter than a line of a column */

static bool
is_line_of_prose(const Cell *cell)
{
    return g_utf8_strlen(cell->text, -1) >= MIN_PROSE;
}

/* Does the sentence in @above go on in @below? */
static bool
runs_on(const Cell *above, const Cell *below)
{
    const char last = above->text[strlen(above->text) - 1];

    return strchr(".?!:;", last) == NULL && g_unichar_islower(g_utf8_get_char(below->text));
}

/* Columns of a newsletter between two rules: most sentences go on in the next row, in two columns
 * at least. In a table one column may say things in lower case. What is said is asked of
 * neighbours in one column that are both long. */
static bool
is_columns_of_prose(const Table *table)
{
    g_autofree const Cell **above = g_new0(const Cell *, table->cols + 1);
    g_autofree guint *pairs = g_new0(guint, table->cols + 1);
    g_autofree guint *flows = g_new0(guint, table->cols + 1);
    guint all = 0, columns = 0;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (*cell->text == '\0' || cell->col >= table->cols)
            continue;
        if (above[cell->col] != NULL && is_line_of_prose(above[cell->col]) &&
            is_line_of_prose(cell)) {
            pairs[cell->col]++;
            flows[cell->col] += runs_on(above[cell->col], cell);
        }
        above[cell->col] = cell;
    }
    for (guint c = 0; c < table->cols; c++) {
        all += pairs[c];
        columns += flows[c] > 0 && flows[c] * 2 > pairs[c];
    }
    return all >= 4 && columns > 1;
}

/* Output shown in a box of code lines up, but is not a table of the document. */
static bool
is_code(const Page *page, const Table *table)
{
    guint fixed = 0, all = 0, page_fixed = 0, n = 0;

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        page_fixed += word->style < page->styles->len && page_style(page, word->style)->fixed;
    }
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        for (guint k = 0; k < cell->words->len; k++) {
            const Word *word = page_word(page, g_array_index(cell->words, guint, k));
            fixed += word->style < page->styles->len && page_style(page, word->style)->fixed;
            all++;
        }
    }
    n = page->words->len - all;
    return fixed * 5 > all * 4 && (page_fixed - fixed) * 2 < n;
}

/* Is what was found in open lines a table? Numbers in columns are; words in columns only
 * where there are several of both, as prose, lists and forms line up by chance. */
static bool
believe_open(const Table *table)
{
    const Measure m = measure(table);
    const double data = m.values > 0 ? (double)m.data / m.values : 0;

    if (table->cols < 2 || m.rows < 3 || table->confidence < 0.6 || is_contents(table) ||
        is_list(table) || is_equations(table) || chart_has_axis(table))
        return false;
    if (m.lone > m.rows)
        return false;
    if (table->cols == 2)
        return data > 0.7;
    if (data >= 0.5)
        return true;
    return m.rows >= 4 && m.longest < 25 && m.filled * 2 > table->rows * table->cols;
}

/* Between level rules less is asked for. */
static bool
believe_frame(const Table *table)
{
    const Measure m = measure(table);

    return table->cols >= 2 && (m.rows > 2 || (m.rows == 2 && table->cols > 2)) &&
           m.rows >= m.lone && table->confidence > (m.rows > 2 ? 0.4 : 0.85) &&
           !is_contents(table) && !is_list(table) && !is_columns_of_prose(table) &&
           m.filled * 3 > table->rows * table->cols;
}

/* Does the text of a grid flow out of it at both sides? Then it is a tint behind words of a
 * paragraph. */
static bool
is_in_text(const Page *page, const Table *table)
{
    const Bbox around = { table->bbox.x0 - 30, table->bbox.y0, table->bbox.x1 + 30,
                          table->bbox.y1 };
    g_autoptr(GArray) words = strip_words(page, around);
    g_autoptr(Strips) strips = strip_find(page, words, around);
    guint flows = 0;

    for (guint i = 0; i < strips->pieces->len; i++) {
        const Piece *piece = strip_piece(strips, i);
        const Bbox first = strip_word(strips, piece, 0)->bbox;
        const Bbox last = strip_word(strips, piece, piece->n - 1)->bbox;
        flows += (bbox_mid_x(first) < table->bbox.x0 && bbox_mid_x(last) > table->bbox.x0) ||
                 (bbox_mid_x(first) < table->bbox.x1 && bbox_mid_x(last) > table->bbox.x1);
    }
    return flows * 2 > strips->strips->len;
}

/* A grid is a table unless it is the frame of something else. */
static bool
believe_lattice(const Page *page, const Table *table)
{
    const Measure m = measure(table);

    return table->cols >= 2 && m.rows >= 2 && m.filled * 4 > table->rows * table->cols &&
           !is_list(table) && !is_in_text(page, table);
}

/* Turned labels and hatching in the picture of a page read as a swarm of letters. Where all of the
 * page is hard to read, doubt tells nothing. */
static bool
is_readable(const Page *page, const Table *table)
{
    double sum = 0;
    guint n = 0, doubtful = 0, all_doubtful = 0;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);
        for (guint k = 0; k < cell->words->len; k++, n++) {
            const double confidence =
                page_word(page, g_array_index(cell->words, guint, k))->confidence;

            sum += confidence;
            doubtful += confidence < DOUBTFUL;
        }
    }
    for (guint i = 0; i < page->words->len; i++)
        all_doubtful += page_word(page, i)->confidence < DOUBTFUL;
    const guint rest = page->words->len - MIN(n, page->words->len);
    const guint rest_doubtful = all_doubtful - MIN(doubtful, all_doubtful);
    const bool swarm = doubtful > MAX_DOUBTFUL * n && 2 * rest_doubtful * n < doubtful * rest;
    return n > 0 && sum / n >= MIN_CONFIDENCE && !swarm;
}

bool
evidence_suffices(const Page *page, const Table *table, RegionKind kind)
{
    if (!is_readable(page, table) || chart_has_scale(table) ||
        (table->method != TABLE_LATTICE && is_code(page, table)))
        return false;
    switch (kind) {
    case REGION_LATTICE:
        return believe_lattice(page, table);
    case REGION_FRAME:
        return believe_frame(table);
    default:
        return believe_open(table);
    }
}

static bool
is_read(const Page *page, const Table *table)
{
    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        for (guint k = 0; k < cell->words->len; k++)
            if (page_word(page, g_array_index(cell->words, guint, k))->ocr)
                return true;
    }
    return false;
}

bool
evidence_stands(const Page *page, const Table *table)
{
    const bool large = table->rows >= LARGE_ROWS &&
                       measure(table).filled >= LARGE_FILLED * table->rows * table->cols;

    return table->method != TABLE_STREAM || table->confidence > MIN_SETTLED || large ||
           !is_read(page, table);
}
