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
 * 1. Each word tells a size: ocr/stand.h.
 * 2. A line has the middle one of its words' sizes, long words counting more.
 * 3. The size that most letters of the page have draws in the lines that are
 *    near to it; of the rest again, until all lines are settled.
 * 4. What has clearly thicker strokes than most of the page is bold. Words that
 *    do not tell are as the words around them.
 */
#include "ocr/reading.h"

#include <math.h>

/* Parts of an em, of the boxes that typesetters' fonts give. */
#define ASCENT_EM 0.90
#define DESCENT_EM 0.22

/* Where ink ends this far from Tesseract's baseline, the baseline is wrong. */
#define BASELINE_SLACK_EM 0.12

/* Lines differ from each other by a dot or two of 30, those with few letters by more. */
#define SNAP_TOLERANCE 0.06
#define SNAP_TOLERANCE_SHORT 0.12

/* Strokes of bold type, in those of most words of the page, and in parts of an em. Over scanned
 * pages 1 in 1000 regular words has more than 1.2, 1 in 20 bold ones less than 1.25. */
#define BOLD_RATIO 1.25
#define BOLD_RATIO_ALONE 1.32 /* of one word between regular ones */
#define BOLD_STEM 0.115       /* regular Helvetica beside Times would else be bold */

#define MIN_SIZE 3.0
#define MAX_SIZE 200.0

typedef struct {
    double size;
    double weight; /* letters */
    guint line;
    bool settled;
} LineSize;

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

static bool
is_turned(const Reading *reading)
{
    return reading->rotation != 0;
}

guint
reading_letters(const char *text)
{
    guint n = 0;

    for (; *text != '\0'; text = g_utf8_next_char(text))
        n += g_unichar_isalnum(g_utf8_get_char(text)) ? 1 : 0;
    return n;
}

double
reading_confidence(const GArray *readings)
{
    double sum = 0, letters = 0;

    for (guint i = 0; i < readings->len; i++) {
        const Reading *reading = &g_array_index(readings, Reading, i);
        const double n = (double)g_utf8_strlen(reading->text, -1);

        sum += n * reading->confidence;
        letters += n;
    }
    return letters > 0 ? sum / letters : 0;
}

Stand
reading_stand(const Reading *reading, const Raster *clean)
{
    if (is_turned(reading))
        return (Stand){ .baseline = reading->baseline };
    return stand_measure(reading->text, reading->ink, reading->baseline, clean);
}

static Stand
weigh(const Reading *reading, const Raster *clean)
{
    if (is_turned(reading))
        return (Stand){ .baseline = reading->baseline };
    return stand_weigh(reading->text, reading->ink, reading->baseline, clean);
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
line_sizes(const GArray *readings, const Stand *stands)
{
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(LineSize));
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(LineSize));

    for (guint i = 0; i < readings->len; i++) {
        const Reading *reading = &g_array_index(readings, Reading, i);
        const LineSize word = { .size = stands[i].size,
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
set_word(const Reading *reading, Stand stand, double size)
{
    Word word = { .text = g_strdup(reading->text),
                  .bbox = reading->ink,
                  .baseline = reading->baseline,
                  .confidence = reading->confidence,
                  .link = -1,
                  .rotation = reading->rotation,
                  .ocr = true };

    if (is_turned(reading))
        return word;
    if (fabs(stand.baseline - word.baseline) > BASELINE_SLACK_EM * size)
        word.baseline = stand.baseline;
    word.bbox.y0 = word.baseline - ASCENT_EM * size;
    word.bbox.y1 = word.baseline + DESCENT_EM * size;
    return word;
}

/* A word in its line. */
typedef struct {
    guint line;
    double x;
    guint reading;
    double ratio; /* of its strokes to those of most words; 0 when not told */
    bool bold;
} Weight;

static int
by_place(gconstpointer a, gconstpointer b)
{
    const Weight *one = a, *other = b;

    if (one->line != other->line)
        return one->line < other->line ? -1 : 1;
    if (one->x != other->x)
        return one->x < other->x ? -1 : 1;
    return (one->reading > other->reading) - (one->reading < other->reading);
}

static int
by_value(gconstpointer a, gconstpointer b)
{
    const double one = *(const double *)a, other = *(const double *)b;

    return (one > other) - (one < other);
}

/* How thick the strokes of most words are; 0 when none tells. */
static double
usual_stem(const Stand *stands, guint n)
{
    g_autoptr(GArray) stems = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 0; i < n; i++) {
        if (stands[i].stem > 0)
            g_array_append_val(stems, stands[i].stem);
    }
    g_array_sort(stems, by_value);
    return stems->len > 0 ? g_array_index(stems, double, stems->len / 2) : 0;
}

/* Settles words that do not tell, and lone ones that hardly do, by their neighbours in a line of
 * @n words. */
static void
settle_weights(Weight *words, guint n)
{
    for (guint i = 0; i < n; i++) {
        guint before = i, after = i + 1;

        if (words[i].ratio > 0)
            continue;
        while (before > 0 && words[before].ratio == 0)
            before--;
        while (after < n && words[after].ratio == 0)
            after++;
        const bool told_before = words[before].ratio > 0, told_after = after < n;
        words[i].bold = (told_before || told_after) && (!told_before || words[before].bold) &&
                        (!told_after || words[after].bold);
    }
    for (guint i = 0; i < n; i++) {
        const bool alone = (i == 0 || !words[i - 1].bold) && (i + 1 >= n || !words[i + 1].bold);

        if (alone && n > 1 && words[i].ratio < BOLD_RATIO_ALONE)
            words[i].bold = false;
    }
}

/* One flag a reading: is it bold? */
static bool *
find_bold(const GArray *readings, const Stand *stands)
{
    const double usual = usual_stem(stands, readings->len);
    g_autofree Weight *words = g_new0(Weight, readings->len + 1);
    bool *bold = g_new0(bool, readings->len + 1);

    for (guint i = 0; i < readings->len; i++) {
        const Reading *reading = &g_array_index(readings, Reading, i);
        const double ratio = usual > 0 ? stands[i].stem / usual : 0;

        words[i] = (Weight){ .line = reading->line,
                             .x = reading->ink.x0,
                             .reading = i,
                             .ratio = ratio,
                             .bold = ratio >= BOLD_RATIO && stands[i].stem >= BOLD_STEM };
    }
    qsort(words, readings->len, sizeof *words, by_place);
    for (guint first = 0, n; first < readings->len; first += n) {
        for (n = 1; first + n < readings->len && words[first + n].line == words[first].line; n++)
            ;
        settle_weights(words + first, n);
    }
    for (guint i = 0; i < readings->len; i++)
        bold[words[i].reading] = words[i].bold;
    return bold;
}

GArray *
reading_set(const GArray *readings, const Raster *clean, GArray *styles)
{
    g_autofree Stand *stands = g_new0(Stand, readings->len + 1);

    for (guint i = 0; i < readings->len; i++)
        stands[i] = weigh(&g_array_index(readings, Reading, i), clean);

    g_autoptr(GArray) lines = line_sizes(readings, stands);
    g_autofree bool *bold = find_bold(readings, stands);
    GArray *words = page_words_new();

    g_autoptr(GArray) all = g_array_copy(lines);
    const double middle =
        all->len > 0 ? weighted_median((LineSize *)(void *)all->data, all->len) : 0;
    snap_sizes(lines);

    for (guint i = 0; i < readings->len; i++) {
        const Reading *reading = &g_array_index(readings, Reading, i);
        const double ink_size =
            is_turned(reading) ? bbox_width(reading->ink) : bbox_height(reading->ink);
        const double size = size_of_line(lines, reading->line,
                                         middle > 0 ? floor(2 * middle + 0.5) / 2
                                                    : CLAMP(ink_size, MIN_SIZE, MAX_SIZE));
        const Style style = {
            .font = (char *)"", .size = size, .bold = bold[i], .fixed = reading->pitch > 0
        };
        Word word = set_word(reading, stands[i], size);

        word.style = page_intern_style(styles, &style);
        g_array_append_val(words, word);
    }
    return words;
}
