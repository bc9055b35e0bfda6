/* detect/linenumber.c - numbers of lines in the margin of code
 *
 *       8  int main(void)     right edges in line, values that grow by one
 *       9  {                  step, baselines that grow with them; code to the
 *      10      return 0;      right, nothing to the left
 */
#include "detect/linenumber.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DIGITS 5
#define MIN_RUN 3       /* two numbers in line may be anything, unless only some lines have one */
#define SAME_EDGE 1.0   /* points: right edges of one column */
#define MIN_PITCH 0.8   /* of the height, between lines that are counted */
#define EVEN 0.15       /* of the distance of lines */
#define SAME_LINE 0.35  /* of the height, between baselines: numbers may be small and raised */
#define MIN_GAP 0.4     /* of the height: nearer to the text it is a part of it */
#define MAX_GAP 8.0     /* of the height: code is indented from there on */
#define BESIDE 0.6      /* of the numbers that have text beside them have code */
#define OTHER_SIZE 0.05 /* of the size */

typedef struct {
    guint word;
    guint value;
    double right, baseline, height;
    bool beside, code; /* is there text beside it, and is that code set otherwise? */
} Number;

/* Words by baseline. */
typedef struct {
    double baseline;
    guint word;
} Place;

static gint
compare_places(gconstpointer a, gconstpointer b)
{
    const Place *x = a, *y = b;

    return x->baseline != y->baseline ? (x->baseline > y->baseline) - (x->baseline < y->baseline)
                                      : (x->word > y->word) - (x->word < y->word);
}

static gint
compare_numbers(gconstpointer a, gconstpointer b)
{
    const Number *x = a, *y = b;

    return x->right != y->right ? (x->right > y->right) - (x->right < y->right)
                                : (x->baseline > y->baseline) - (x->baseline < y->baseline);
}

static gint
compare_down(gconstpointer a, gconstpointer b)
{
    const Number *x = a, *y = b;

    return (x->baseline > y->baseline) - (x->baseline < y->baseline);
}

static GArray *
places_of(const Page *page, const bool *taken)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));

    for (guint i = 0; i < page->words->len; i++) {
        const Place place = { page_word(page, i)->baseline, i };

        if (!taken[i] && page_word(page, i)->rotation == 0 && isfinite(place.baseline))
            g_array_append_val(places, place);
    }
    g_array_sort(places, compare_places);
    return places;
}

/* The first of @places that is not above @baseline. */
static guint
first_at(const GArray *places, double baseline)
{
    guint low = 0, high = places->len;

    while (low < high) {
        const guint middle = low + (high - low) / 2;

        if (g_array_index(places, Place, middle).baseline < baseline)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Is @text fixed-width, and set in another type than @number? */
static bool
is_other_code(const Page *page, const Word *number, const Word *text)
{
    const Style *a = page_style(page, number->style), *b = page_style(page, text->style);

    return b->fixed &&
           (!a->fixed || a->color != b->color || fabs(a->size - b->size) > OTHER_SIZE * b->size);
}

/* Looks left and right of the number. Returns false when it stands in or behind text. */
static bool
look_around(const Page *page, const GArray *places, Number *number)
{
    const Word *word = page_word(page, number->word);
    const double height = bbox_height(word->bbox), reach = SAME_LINE * height;
    const Word *next = NULL;

    for (guint i = first_at(places, word->baseline - reach);
         i < places->len && g_array_index(places, Place, i).baseline <= word->baseline + reach;
         i++) {
        const Word *other = page_word(page, g_array_index(places, Place, i).word);

        if (other == word)
            continue;
        if (other->bbox.x0 < word->bbox.x0 && word->bbox.x0 - other->bbox.x1 < MAX_GAP * height)
            return false;
        if (other->bbox.x0 > word->bbox.x0 && (next == NULL || other->bbox.x0 < next->bbox.x0))
            next = other;
    }
    if (next == NULL)
        return true;
    number->beside = true;
    number->code = is_other_code(page, word, next);
    return next->bbox.x0 - word->bbox.x1 >= MIN_GAP * height;
}

static GArray *
numbers_of(const Page *page, const bool *taken)
{
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(Number));
    g_autoptr(GArray) places = places_of(page, taken);

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);
        const gsize digits = strspn(word->text, "0123456789");

        if (taken[i] || word->rotation != 0 || digits == 0 || digits > MAX_DIGITS ||
            word->text[digits] != '\0' || word->glued)
            continue;
        Number number = { .word = i,
                          .value = (guint)strtoul(word->text, NULL, 10),
                          .right = word->bbox.x1,
                          .height = bbox_height(word->bbox),
                          .baseline = word->baseline };
        if (isfinite(number.right) && look_around(page, places, &number))
            g_array_append_val(numbers, number);
    }
    return numbers;
}

/* Does @next go on the count of which @first and @second are two? */
static bool
goes_on(const Number *first, const Number *second, const Number *last, const Number *next)
{
    const double step = (double)second->value - first->value;
    const double pitch = (second->baseline - first->baseline) / step;

    return next->value == last->value + (guint)step &&
           fabs((next->baseline - last->baseline) / step - pitch) <= EVEN * pitch;
}

static bool
is_count(const Number *run, guint n)
{
    const guint step = run[1].value - run[0].value;
    const double pitch = (run[1].baseline - run[0].baseline) / step;
    guint beside = 0, code = 0;

    for (guint i = 0; i < n; i++) {
        beside += run[i].beside;
        code += run[i].code;
    }
    return pitch >= MIN_PITCH * run[0].height && (n >= MIN_RUN || step > 1) && code >= 2 &&
           code >= BESIDE * beside;
}

/* Marks the counts among @n numbers of one column, top to bottom. */
static void
mark_column(const Number *numbers, guint n, bool *taken)
{
    for (guint i = 0; i + 1 < n;) {
        guint end = i + 2;

        if (numbers[i + 1].value <= numbers[i].value ||
            numbers[i + 1].baseline <= numbers[i].baseline) {
            i++;
            continue;
        }
        while (end < n && goes_on(&numbers[i], &numbers[i + 1], &numbers[end - 1], &numbers[end]))
            end++;
        if (!is_count(&numbers[i], end - i)) {
            i++;
            continue;
        }
        for (guint k = i; k < end; k++)
            taken[numbers[k].word] = true;
        i = end;
    }
}

void
linenumber_mark(const Page *page, bool *taken)
{
    g_autoptr(GArray) numbers = numbers_of(page, taken);
    Number *all = (Number *)(void *)numbers->data;

    g_array_sort(numbers, compare_numbers);
    for (guint from = 0, to; from < numbers->len; from = to) {
        for (to = from + 1; to < numbers->len && all[to].right - all[to - 1].right <= SAME_EDGE;)
            to++;
        qsort(all + from, to - from, sizeof(Number), compare_down);
        mark_column(all + from, to - from, taken);
    }
}
