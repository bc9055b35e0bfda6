/* ocr/reading.c - what was read, before it is set as words
 *
 *      ascender ---+--- ##       ##              ---+--- box top
 *                  |    ##       ##  ##   ##        |    0.9 em
 *      x-height    |    #####    ##  ##   ##        |
 *                  |    ##  ##   ##   ## ##         |
 *      baseline ---+--- #####    ##    ###       ---+---
 *                                      ##           |    0.22 em
 *      descender                      ##         ---+--- box foot
 *
 * 1. Each word tells a size: its height over the baseline, divided by what
 *    such letters have of an em.
 * 2. A line has the middle one of its words' sizes, long words counting more.
 * 3. The size that most letters of the page have draws in the lines that are
 *    near to it; of the rest again, until all lines are settled.
 */
#include "ocr/reading.h"

#include <math.h>
#include <string.h>

/* Parts of an em, middling for Times (0.66, 0.45), Helvetica (0.72, 0.52), DejaVu (0.73, 0.55). */
#define TALL_EM 0.71
#define SHORT_EM 0.50
#define ASCENT_EM 0.90
#define DESCENT_EM 0.22

/* Where ink ends this far from Tesseract's baseline, the baseline is wrong. */
#define BASELINE_SLACK_EM 0.12

/* Lines differ from each other by a dot or two of 30, those with few letters by more. */
#define SNAP_TOLERANCE 0.06
#define SNAP_TOLERANCE_SHORT 0.12

#define MIN_SIZE 3.0
#define MAX_SIZE 200.0

typedef struct {
    double size;
    double weight; /* letters */
    guint line;
    bool settled;
} LineSize;

/* What the letters of a word reach to. */
typedef struct {
    bool tall;  /* as high as capitals */
    bool low;   /* under the baseline */
    bool plain; /* has letters as high as an x */
    guint letters;
} Shape;

static void
reading_clear(gpointer data)
{
    g_free(((Reading *)data)->text);
}

GArray *
reading_array_new(void)
{
    GArray *readings = g_array_new(FALSE, FALSE, sizeof(Reading));

    g_array_set_clear_func(readings, reading_clear);
    return readings;
}

void
reading_move(GArray *readings, Reading *reading, guint line)
{
    Reading moved = *reading;

    reading->text = NULL;
    moved.line = line;
    g_array_append_val(readings, moved);
}

void
reading_swap(Reading *one, Reading *other)
{
    const Reading kept = *one;

    *one = *other;
    *other = kept;
}

guint
reading_next_line(const GArray *readings)
{
    guint line = 0;

    for (guint i = 0; i < readings->len; i++)
        line = MAX(line, g_array_index(readings, Reading, i).line + 1);
    return line;
}

static Shape
word_shape(const char *text)
{
    Shape shape = { 0 };

    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);

        if (g_unichar_isupper(c) || g_unichar_isdigit(c) || (c < 128 && strchr("bdfhkl", (int)c)))
            shape.tall = true;
        if (c < 128 && strchr("acemnorsuvwxzgpqy", (int)c))
            shape.plain = true;
        if (c < 128 && strchr("gpqyjQ,;()[]{}/|@$_", (int)c))
            shape.low = true;
        if (g_unichar_isalnum(c))
            shape.letters++;
        /* Signs taller than capitals, or of no certain height, spoil the word. */
        if (c > 127 ? !g_unichar_isalpha(c) : strchr("()[]{}/|\\@$'\"*^`", (int)c) != NULL)
            shape.letters = shape.letters > 0 ? shape.letters - 1 : 0;
    }
    return shape;
}

static bool
is_turned(const Reading *reading)
{
    return reading->rotation != 0;
}

double
reading_size(const Reading *reading)
{
    const Shape shape = word_shape(reading->text);

    if (shape.letters == 0 || (!shape.tall && !shape.plain) || is_turned(reading))
        return 0;

    const double foot = shape.low ? reading->baseline : reading->ink.y1;
    const double size = (foot - reading->ink.y0) / (shape.tall ? TALL_EM : SHORT_EM);
    return size >= MIN_SIZE && size <= MAX_SIZE ? size : 0;
}

static int
by_size(gconstpointer a, gconstpointer b)
{
    const LineSize *one = a, *other = b;

    if (one->size != other->size)
        return one->size < other->size ? -1 : 1;
    return (one->line > other->line) - (one->line < other->line);
}

/* The middle of sizes, each counted by its weight; sorts them. */
static double
weighted_median(LineSize *sizes, guint n)
{
    double total = 0, below = 0;

    qsort(sizes, n, sizeof *sizes, by_size);
    for (guint i = 0; i < n; i++)
        total += sizes[i].weight;
    for (guint i = 0; i < n; i++) {
        below += sizes[i].weight;
        if (below >= total / 2)
            return sizes[i].size;
    }
    return 0;
}

static int
by_line(gconstpointer a, gconstpointer b)
{
    const LineSize *one = a, *other = b;

    return one->line != other->line ? (one->line > other->line) - (one->line < other->line)
                                    : by_size(a, b);
}

/* One LineSize a line that tells its size, in the order of line numbers. */
static GArray *
line_sizes(const GArray *readings)
{
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(LineSize));
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(LineSize));

    for (guint i = 0; i < readings->len; i++) {
        const Reading *reading = &g_array_index(readings, Reading, i);
        const LineSize word = { .size = reading_size(reading),
                                .weight = (double)g_utf8_strlen(reading->text, -1),
                                .line = reading->line };

        if (word.size > 0)
            g_array_append_val(words, word);
    }
    g_array_sort(words, by_line);

    for (guint i = 0, n; i < words->len; i += n) {
        LineSize *first = &g_array_index(words, LineSize, i);
        LineSize line = { .line = first->line };

        for (n = 0; i + n < words->len && first[n].line == line.line; n++)
            line.weight += first[n].weight;
        line.size = weighted_median(first, n);
        g_array_append_val(lines, line);
    }
    return lines;
}

/* The size that most letters have among lines not settled, within the tolerance; 0 for none. */
static double
commonest(const GArray *lines)
{
    double best = 0, best_weight = 0;

    /* Lines are sorted by size: a window slides over those within the tolerance. */
    for (guint i = 0, end = 0, start = 0; i < lines->len; i++) {
        const LineSize *line = &g_array_index(lines, LineSize, i);
        double weight = 0, sum = 0;

        if (line->settled)
            continue;
        while (g_array_index(lines, LineSize, start).size < line->size * (1 - SNAP_TOLERANCE / 2))
            start++;
        end = MAX(end, i);
        while (end < lines->len &&
               g_array_index(lines, LineSize, end).size <= line->size * (1 + SNAP_TOLERANCE / 2))
            end++;
        for (guint k = start; k < end; k++) {
            const LineSize *near = &g_array_index(lines, LineSize, k);

            weight += near->settled ? 0 : near->weight;
            sum += near->settled ? 0 : near->weight * near->size;
        }
        if (weight > best_weight) {
            best_weight = weight;
            best = sum / weight;
        }
    }
    return best;
}

/* Gives lines of nearly one size one size, in half points. */
static void
snap_sizes(GArray *lines)
{
    g_array_sort(lines, by_size);
    for (double size = commonest(lines); size > 0; size = commonest(lines)) {
        for (guint i = 0; i < lines->len; i++) {
            LineSize *line = &g_array_index(lines, LineSize, i);
            const double tolerance = SNAP_TOLERANCE + SNAP_TOLERANCE_SHORT / sqrt(line->weight);

            if (!line->settled && fabs(line->size / size - 1) <= tolerance) {
                line->size = floor(2 * size + 0.5) / 2;
                line->settled = true;
            }
        }
    }
    g_array_sort(lines, by_line);
}

/* The size of the line @number, @fallback for a line that does not tell. */
static double
size_of_line(const GArray *lines, guint number, double fallback)
{
    guint low = 0, high = lines->len;

    while (low < high) {
        const guint middle = (low + high) / 2;
        const LineSize *line = &g_array_index(lines, LineSize, middle);

        if (line->line == number)
            return line->size;
        if (line->line < number)
            low = middle + 1;
        else
            high = middle;
    }
    return fallback;
}

static Word
set_word(const Reading *reading, double size)
{
    const Shape shape = word_shape(reading->text);
    const double ink_foot = reading->ink.y1;
    Word word = { .text = g_strdup(reading->text),
                  .bbox = reading->ink,
                  .baseline = reading->baseline,
                  .confidence = reading->confidence,
                  .link = -1,
                  .rotation = reading->rotation,
                  .ocr = true };

    if (is_turned(reading))
        return word;
    if (shape.letters > 0 && !shape.low &&
        fabs(ink_foot - word.baseline) > BASELINE_SLACK_EM * size)
        word.baseline = ink_foot;
    word.bbox.y0 = word.baseline - ASCENT_EM * size;
    word.bbox.y1 = word.baseline + DESCENT_EM * size;
    return word;
}

GArray *
reading_set(const GArray *readings, GArray *styles)
{
    g_autoptr(GArray) lines = line_sizes(readings);
    GArray *words = page_words_new();

    g_autoptr(GArray) all = g_array_copy(lines);
    const double middle = all->len > 0 ? weighted_median((LineSize *)(void *)all->data, all->len)
                                       : 0;
    snap_sizes(lines);

    for (guint i = 0; i < readings->len; i++) {
        const Reading *reading = &g_array_index(readings, Reading, i);
        const double ink_size =
            is_turned(reading) ? bbox_width(reading->ink) : bbox_height(reading->ink);
        const double size = size_of_line(lines, reading->line,
                                         middle > 0 ? floor(2 * middle + 0.5) / 2
                                                    : CLAMP(ink_size, MIN_SIZE, MAX_SIZE));
        const Style style = { .font = (char *)"", .size = size };
        Word word = set_word(reading, size);

        word.style = page_intern_style(styles, &style);
        g_array_append_val(words, word);
    }
    return words;
}
