/* detect/locator.c - entries of printed contents and indexes, told by the page numbers behind them
 *
 * Indexers call the numbers behind an entry its locators. Words of one height
 * are read from left to right, so that columns of the page need not be known:
 *
 *     Introduction . . . . 3    Trees, 12, 31      two entries, of two stacks
 *     1  The tools . . . . 7      pruning, 14
 *     2  The wood  . . . 12     Tools . . . 7-9
 *
 * Entries whose numbers end at one edge, or whose texts begin at one, are a stack. In contents
 * the numbers of a stack never fall. In an index many entries have several, rising ones. Figures
 * of a table do neither.
 */
#include "detect/locator.h"

#include "detect/strip.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MIN_CONTENTS 5 /* entries: that many figures rise by chance once in 120 times */
#define MIN_INDEX 8    /* entries */
#define MIN_DOTS 4     /* fewer are an ellipsis */
#define MAX_STACKS 200 /* a page has no more columns, indentations counted */
#define SAME_EDGE 3.0  /* points */
#define LEVEL 0.3      /* of a size: baselines of one line */
#define NUMBER_GAP 1.5 /* of a size: numbers further apart are of two columns of the page */
#define COLUMN_GAP 4.0 /* of a size: words further left belong to another column of the page */

typedef struct {
    guint first, n; /* its first number, and how many they are */
    bool rising;    /* each is larger than the one before */
    bool leader;    /* dots lead to the numbers, else a comma stands before them */
    guint stack;
    guint title; /* its first word, into Reading.order */
    Bbox bbox;
} Entry;

typedef struct {
    const Page *page;
    guint *order;    /* the words, line after line, left to right */
    GArray *entries; /* Entry, top to bottom */
    guint lines;
} Reading;

static const Word *
reading_word(const Reading *reading, guint i)
{
    return page_word(reading->page, reading->order[i]);
}

static gint
compare_baselines(gconstpointer a, gconstpointer b, gpointer data)
{
    const Page *page = data;
    const guint i = *(const guint *)a, j = *(const guint *)b;
    const double p = page_word(page, i)->baseline, q = page_word(page, j)->baseline;

    return p != q ? (p < q ? -1 : 1) : i < j ? -1 : i > j;
}

static gint
compare_lefts(gconstpointer a, gconstpointer b, gpointer data)
{
    const Page *page = data;
    const guint i = *(const guint *)a, j = *(const guint *)b;
    const double p = page_word(page, i)->bbox.x0, q = page_word(page, j)->bbox.x0;

    return p != q ? (p < q ? -1 : 1) : i < j ? -1 : i > j;
}

/* A page number or a range of them, as "12", "117-119," and "45f."; 0 for anything else, as for
 * larger and grouped figures. @more says whether a comma stands behind it. */
static guint
locator_of(const char *text, bool *more)
{
    static const char *const tails[] = { "", "f", "ff", "f.", "ff.", "n", NULL };
    const char *digits = text + strspn(text, "."), *end = digits;

    end += strspn(end, "0123456789");
    if (end == digits || end - digits > 4 || *digits == '0')
        return 0;
    if (*end == '-' || g_str_has_prefix(end, "–")) {
        end = g_utf8_next_char(end);
        end += strspn(end, "-0123456789");
    }
    *more = g_str_has_suffix(end, ",");
    g_autofree char *tail = g_strndup(end, strlen(end) - *more);
    return g_strv_contains(tails, tail) ? (guint)strtoul(digits, NULL, 10) : 0;
}

/* Dots that lead from a title to its number: how many @text ends in. */
static guint
trailing_dots(const char *text)
{
    guint dots = 0;

    for (const char *end = text + strlen(text); end > text && end[-1] == '.'; end--)
        dots++;
    return strip_is_leader(text) ? MIN_DOTS : dots;
}

/* Reads the numbers from the @i-th place of the order on into @entry. Returns where they end. */
static guint
read_numbers(const Reading *reading, guint i, guint end, Entry *entry)
{
    bool more = true;
    guint last = 0;

    for (; i < end && more; i++) {
        const Word *word = reading_word(reading, i);
        const guint number = locator_of(word->text, &more);
        const double gap = word->bbox.x0 - reading_word(reading, i - 1)->bbox.x1;

        /* The line of numbers next to them goes on with another entry's. */
        if (number == 0 ||
            (entry->n > 0 && gap > NUMBER_GAP * strip_word_size(reading->page, word)))
            break;
        entry->first = entry->n == 0 ? number : entry->first;
        entry->rising = entry->n == 0 || (entry->rising && number > last);
        entry->n++;
        last = number;
        /* A linked number is a word without its comma. */
        if (!more && i + 1 < end && strcmp(reading_word(reading, i + 1)->text, ",") == 0) {
            more = true;
            i++;
        }
    }
    return i;
}

/* Only figures, as in further columns of a table? */
static bool
are_figures(const Reading *reading, guint from, guint to)
{
    for (guint i = from; i < to; i++)
        if (!strip_text_is_data(reading_word(reading, i)->text))
            return false;
    return from < to;
}

/* Finds the entries of a line, which has the places @from to before @to of the order. */
static void
read_line(Reading *reading, guint from, guint to)
{
    guint begin = from, dots = 0;

    for (guint i = from; i + 1 < to; i++) {
        const Word *word = reading_word(reading, i);
        const guint trail = trailing_dots(word->text);
        const bool comma = g_str_has_suffix(word->text, ",") && !g_ascii_isdigit(*word->text);
        Entry entry = { .bbox = BBOX_EMPTY };

        if (i > begin && trail == 0 && dots == 0 &&
            word->bbox.x0 - reading_word(reading, i - 1)->bbox.x1 >
                COLUMN_GAP * strip_word_size(reading->page, word))
            begin = i;
        dots = trail > 0 ? dots + trail : 0;
        entry.leader = dots >= MIN_DOTS;
        if (!entry.leader && !comma)
            continue;
        const guint end = read_numbers(reading, i + 1, to, &entry);
        if (entry.n == 0)
            continue;
        if (are_figures(reading, end, to))
            return;
        entry.title = begin;
        for (guint k = begin; k < end; k++)
            entry.bbox = bbox_union(entry.bbox, reading_word(reading, k)->bbox);
        g_array_append_val(reading->entries, entry);
        begin = end;
        dots = 0;
        i = end - 1;
    }
}

static void
read_page(Reading *reading)
{
    const guint n = reading->page->words->len;

    for (guint from = 0, to; from < n; from = to) {
        const Word *first = reading_word(reading, from);
        const double slack = LEVEL * strip_word_size(reading->page, first);

        for (to = from; to < n && reading_word(reading, to)->baseline <= first->baseline + slack;)
            to++;
        g_qsort_with_data(reading->order + from, (gint)(to - from), sizeof(guint), compare_lefts,
                          (gpointer)reading->page);
        read_line(reading, from, to);
        reading->lines++;
    }
}

/* Numbers the stacks of the entries. Entries with dots end at one edge, those with commas begin at
 * one. Returns how many there are. */
static guint
find_stacks(const Reading *reading)
{
    Entry firsts[MAX_STACKS];
    guint n = 0;

    for (guint i = 0; i < reading->entries->len; i++) {
        Entry *entry = &g_array_index(reading->entries, Entry, i);
        guint k = 0;

        for (; k < n; k++) {
            const Bbox a = firsts[k].bbox, b = entry->bbox;
            const double off = entry->leader ? a.x1 - b.x1 : a.x0 - b.x0;
            if (firsts[k].leader == entry->leader && fabs(off) < SAME_EDGE)
                break;
        }
        entry->stack = k;
        if (k == n && n < MAX_STACKS)
            firsts[n++] = *entry;
    }
    return n;
}

/* The first word of an entry, without marks before it. (transfer full) */
static char *
title_key(const Reading *reading, const Entry *entry)
{
    const char *text = reading_word(reading, entry->title)->text;

    while (*text != '\0' && !g_unichar_isalnum(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    return g_utf8_casefold(text, -1);
}

/* Do the titles of two entries follow each other in the alphabet? */
static bool
in_order(const Reading *reading, const Entry *a, const Entry *b)
{
    g_autofree char *p = title_key(reading, a), *q = title_key(reading, b);

    return strcmp(p, q) <= 0;
}

/* Many entries with several numbers, which rise; or a few of them, and the titles in the order
 * of the alphabet. */
static bool
is_index(const Reading *reading, guint n_stacks)
{
    const guint n = reading->entries->len;
    guint several = 0, rising = 0, commas = 0, pairs = 0, ordered = 0;

    for (guint i = 0; i < n; i++) {
        const Entry *entry = &g_array_index(reading->entries, Entry, i);

        several += entry->n > 1;
        rising += entry->n > 1 && entry->rising;
        commas += !entry->leader;
    }
    for (guint stack = 0; stack < n_stacks; stack++) {
        const Entry *last = NULL;

        for (guint i = 0; i < n; i++) {
            const Entry *entry = &g_array_index(reading->entries, Entry, i);
            if (entry->stack != stack)
                continue;
            if (last != NULL) {
                pairs++;
                ordered += in_order(reading, last, entry);
            }
            last = entry;
        }
    }
    const bool sorted = several > 0 && pairs >= MIN_INDEX - 1 && ordered * 10 >= pairs * 9;
    /* Commas and years stand in prose, too, but not in most of its lines. */
    return n >= MIN_INDEX && (several * 5 >= n || sorted) && rising * 10 >= several * 9 &&
           (commas * 2 < n || n * 5 >= reading->lines * 2);
}

/* Takes the words of a stack if it is one of contents, or of an @index. */
static void
take_stack(const Reading *reading, guint stack, bool index, bool *taken)
{
    Bbox bbox = BBOX_EMPTY;
    guint n = 0, falls = 0, first = 0, last = 0;
    bool leader = false;

    for (guint i = 0; i < reading->entries->len; i++) {
        const Entry *entry = &g_array_index(reading->entries, Entry, i);

        if (entry->stack != stack)
            continue;
        bbox = bbox_union(bbox, entry->bbox);
        leader = entry->leader;
        first = n == 0 ? entry->first : first;
        falls += entry->first < last;
        last = entry->first;
        n++;
    }
    if (!index && (!leader || n < MIN_CONTENTS || falls * 10 > n || last <= first))
        return;
    for (guint w = 0; w < reading->page->words->len; w++) {
        const Bbox box = page_word(reading->page, w)->bbox;
        taken[w] = taken[w] || bbox_holds_point(bbox, bbox_mid_x(box), bbox_mid_y(box));
    }
}

void
locator_take(const Page *page, bool *taken)
{
    const guint n = page->words->len;
    g_autofree guint *order = g_new(guint, n + 1);
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    Reading reading = { page, order, entries, 0 };

    for (guint i = 0; i < n; i++)
        order[i] = i;
    g_qsort_with_data(order, (gint)n, sizeof(guint), compare_baselines, (gpointer)page);
    read_page(&reading);
    const guint stacks = find_stacks(&reading);
    const bool index = is_index(&reading, stacks);
    for (guint stack = 0; stack < stacks; stack++)
        take_stack(&reading, stack, index, taken);
}
