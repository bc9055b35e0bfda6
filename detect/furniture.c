/* detect/furniture.c - running heads, feet and page numbers
 *
 *     +--------------------------+     +--------------------------+
 *     | 12            2 Insects  |     | 2.1 Beetles           13 |   row 0 from the top
 *     |                          |     |                          |
 *     | text text text text text |     | text text text text text |   row 1
 *
 * Lines are taken together into rows by their height. Only the outermost rows
 * of a page can be furniture, and only while all rows further out are.
 *
 * A row is proven by another page: the same text at the same height, digits
 * not counted; or a number that goes with the page's own, at the same height.
 * Books change their running head with the chapter and differ left and right,
 * so a row that nothing proves is furniture where it stands exactly at the
 * height of proven ones, in their size, apart from the text.
 *
 * A document of one page proves nothing. There a lone number at the very edge
 * is a page number, and a short line in small type well apart from the text
 * that holds such a number, or lies in the outermost strip, a running head.
 *
 * The idea of comparing pages by place and text: Lin, "Header and footer
 * extraction by page association", 2003.
 */
#include "detect/furniture.h"

#include "detect/phrase.h"

#include <math.h>
#include <string.h>

#define MAX_ROWS 3      /* from either edge: running head, rule of a masthead, number */
#define EDGE_SHARE 0.17 /* of the page's height: heads of large-margin books reach so far in */
#define SAME_HEIGHT 2.5 /* points: rounding, and the wobble of scans */
#define SAME_SIZE 0.6   /* points */
#define MAX_SIZE 1.4    /* of the body: larger type is set like a title */
#define LONE_EDGE 0.10  /* of the height: the outermost strip, for pages by themselves */
#define LONE_STRIP                                                                                 \
    0.07                  /* the same without a number: heads stand half an inch from the edge,    \
                             text an inch */
#define LONE_SIZE 1.2     /* points above the body's size */
#define LONE_GAP 1.6      /* line heights to the text, for pages by themselves */
#define MAX_HEAD_WORDS 14 /* more is text */
#define MIN_PART 4        /* bytes of a part's key: shorter ones are figures and units */
#define MAX_LOOK 200      /* rows at the same height to compare with: nearby pages come first */

typedef struct {
    guint page; /* into document->pages */
    bool top;
    guint order;      /* from the edge, 0 the outermost */
    double y;         /* baseline; of feet from the bottom of the page */
    double size;      /* of its first line */
    double gap;       /* to the next row inwards, points */
    char *key;        /* its text, digits and case aside */
    GPtrArray *parts; /* char *: the same of each of its lines */
    gint number;      /* page number in it less the page's place in the file; G_MININT for none */
    bool only_number;
    guint n_words;
    GArray *lines; /* guint */
    bool large;    /* set like a title */
    bool proven, claimed;
} Row;

static void
row_clear(gpointer data)
{
    Row *row = data;

    g_free(row->key);
    g_ptr_array_unref(row->parts);
    g_array_unref(row->lines);
}

/* The number at the start or end of @text, or all of it between dashes; 0 for none. */
static guint
number_in(const char *text, bool *only)
{
    g_auto(GStrv) words = g_strsplit_set(text, " |\302\267", -1);
    guint n_words = 0, first = 0, last = 0;
    bool any = false;

    for (guint i = 0; words[i] != NULL; i++) {
        g_autofree char *word = g_strdup(words[i]);

        g_strdelimit(word, "-.[]()/", ' ');
        g_strstrip(word);
        if (*word == '\0' || strcmp(word, "\342\200\223") == 0 || strcmp(word, "\342\200\224") == 0)
            continue;
        const guint number = strchr(word, ' ') == NULL ? phrase_number(word) : 0;

        if (!any)
            first = number;
        any = true;
        last = number;
        n_words++;
    }
    *only = n_words == 1 && first > 0;
    return last > 0 ? last : first;
}

/* Digits become one '#', Roman numbers that stand alone too, letters small, all else goes. */
static char *
row_key(const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    GString *key = g_string_new(NULL);

    for (guint i = 0; words[i] != NULL; i++) {
        if (phrase_number(words[i]) > 0) {
            g_string_append_c(key, '#');
            continue;
        }
        g_autofree char *folded = phrase_key(words[i]);

        for (const char *p = folded; *p != '\0'; p++)
            if (!g_ascii_isdigit(*p))
                g_string_append_c(key, *p);
            else if (key->len == 0 || key->str[key->len - 1] != '#')
                g_string_append_c(key, '#');
    }
    return g_string_free(key, FALSE);
}

static void
row_finish(const Document *document, Row *row)
{
    const Page *page = mark_page(document, row->page);
    GString *text = g_string_new(NULL);

    row->parts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < row->lines->len; i++) {
        const Line *line = page_line(page, g_array_index(row->lines, guint, i));
        g_autofree char *part = phrase_line(page, line, 0);

        g_ptr_array_add(row->parts, row_key(part));
        if (text->len > 0)
            g_string_append_c(text, ' ');
        g_string_append(text, part);
    }

    guint number = number_in(text->str, &row->only_number);
    const guint label = page->label != NULL ? phrase_number(page->label) : 0;

    row->number = number == 0 ? G_MININT : (gint)number - (gint)page->number;
    /* A number that the file itself gives the page stands for its place, whatever the offset. */
    if (number > 0 && number == label)
        row->number = 0;
    row->n_words = phrase_n_words(text->str);
    row->key = row_key(text->str);
    /* "Chapter 3" stands above each chapter's title, at one height and with another number; as a
     * running head it is said again with the same. */
    if (phrase_is_label(text->str)) {
        g_free(row->key);
        row->key = phrase_key(text->str);
        row->number = G_MININT;
        g_ptr_array_set_size(row->parts, 0);
        g_ptr_array_add(row->parts, g_strdup(row->key));
    }
    g_string_free(text, TRUE);
}

static gint
compare_line_y(gconstpointer a, gconstpointer b, gpointer data)
{
    const Page *page = data;
    const guint i = *(const guint *)a, k = *(const guint *)b;
    const double ya = page_line(page, i)->baseline, yb = page_line(page, k)->baseline;

    return ya != yb ? (ya < yb ? -1 : 1) : (i > k) - (i < k);
}

/* Line indices of the page, top to bottom. */
static GArray *
lines_by_height(const Page *page)
{
    GArray *order = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint l = 0; l < page->lines->len; l++)
        if (page_line(page, l)->n > 0)
            g_array_append_val(order, l);
    g_array_sort_with_data(order, compare_line_y, (gpointer)page);
    return order;
}

/* Appends the rows of one edge of a page, outermost first. */
static void
rows_of_edge(const Document *document, guint p, const GArray *order, bool top, GArray *rows)
{
    const Page *page = mark_page(document, p);
    const double limit = page->height * EDGE_SHARE;
    Row row = { .page = p, .top = top };
    guint n = 0;

    for (guint k = 0; k < order->len; k++) {
        const guint l = g_array_index(order, guint, top ? k : order->len - 1 - k);
        const Line *line = page_line(page, l);
        const double y = top ? line->baseline : page->height - line->baseline;

        if (row.lines != NULL && fabs(y - row.y) <= SAME_HEIGHT) {
            /* From the foot, equal heights come right to left. */
            top ? g_array_append_val(row.lines, l) : g_array_prepend_val(row.lines, l);
            continue;
        }
        if (row.lines != NULL) {
            row.gap = y - row.y;
            row_finish(document, &row);
            g_array_append_val(rows, row);
            row.lines = NULL;
            n++;
        }
        if (n == MAX_ROWS || y > limit)
            return;
        row.order = n;
        row.y = y;
        row.size = line->size;
        row.lines = g_array_new(FALSE, FALSE, sizeof(guint));
        g_array_append_val(row.lines, l);
    }
    if (row.lines != NULL) {
        row.gap = page->height;
        row_finish(document, &row);
        g_array_append_val(rows, row);
    }
}

static bool
same_place(const Row *a, const Row *b)
{
    return a->top == b->top && fabs(a->y - b->y) <= SAME_HEIGHT &&
           fabs(a->size - b->size) <= SAME_SIZE;
}

static gint
compare_place(gconstpointer a, gconstpointer b)
{
    const Row *m = *(const Row *const *)a, *n = *(const Row *const *)b;

    if (m->top != n->top)
        return m->top ? -1 : 1;
    if (m->y != n->y)
        return m->y < n->y ? -1 : 1;
    return m->page != n->page ? (m->page < n->page ? -1 : 1) : 0;
}

/* Is @row said again, or counted on, by @other? */
static bool
proves(const Row *row, const Row *other)
{
    if (row->page == other->page || !same_place(row, other))
        return false;
    /* Large type with a number is a title, as likely as not: it must say the same. */
    if (!row->large && row->number != G_MININT && row->number == other->number)
        return true;
    /* A bare number alone says nothing: '#' is the key of every figure in a table, too. */
    if (strlen(row->key) > 1 && strcmp(row->key, other->key) == 0)
        return true;
    /* One side of a head stays while the other goes with the chapter. */
    for (guint i = 0; i < row->parts->len; i++)
        for (guint k = 0; k < other->parts->len; k++)
            if (strlen(g_ptr_array_index(row->parts, i)) >= MIN_PART &&
                strcmp(g_ptr_array_index(row->parts, i), g_ptr_array_index(other->parts, k)) == 0)
                return true;
    return false;
}

/* Rows sorted by place need to look at their neighbours only. Returns how many pages agree. */
static guint
count_proofs(const GPtrArray *sorted, guint at)
{
    const Row *row = g_ptr_array_index(sorted, at);
    guint n = 0;

    for (gint step = -1; step <= 1; step += 2) {
        for (gint k = 1, i = (gint)at + step;
             i >= 0 && i < (gint)sorted->len && n < 3 && k <= MAX_LOOK; i += step, k++) {
            const Row *other = g_ptr_array_index(sorted, i);

            if (other->top != row->top || fabs(other->y - row->y) > SAME_HEIGHT)
                break;
            n += proves(row, other);
        }
    }
    return n;
}

/* How many proven rows stand where this one does. */
static guint
count_company(const GPtrArray *sorted, guint at)
{
    const Row *row = g_ptr_array_index(sorted, at);
    guint n = 0;

    for (gint step = -1; step <= 1; step += 2) {
        for (gint k = 1, i = (gint)at + step;
             i >= 0 && i < (gint)sorted->len && n < 3 && k <= MAX_LOOK; i += step, k++) {
            const Row *other = g_ptr_array_index(sorted, i);

            if (other->top != row->top || fabs(other->y - row->y) > SAME_HEIGHT)
                break;
            n += other->proven && same_place(row, other) && other->page != row->page;
        }
    }
    return n;
}

static bool
alone_on_its_page(const Document *document, const Row *row, double body_size)
{
    const Page *page = mark_page(document, row->page);
    const bool apart = row->gap > LONE_GAP * row->size && row->size <= body_size + LONE_SIZE;

    if (row->order > 0 || row->y > LONE_EDGE * page->height)
        return false;
    if (row->only_number)
        return row->size <= body_size + SAME_SIZE || !row->top;
    return apart && row->n_words <= MAX_HEAD_WORDS &&
           (row->number != G_MININT || row->y < LONE_STRIP * page->height);
}

static void
claim_rows(const Document *document, const GPtrArray *sorted, double body_size)
{
    /* Two pages that agree may be chance, unless that is all there are. */
    const guint enough = document->pages->len <= 4 ? 1 : 2;

    for (guint i = 0; i < sorted->len; i++) {
        Row *row = g_ptr_array_index(sorted, i);

        const Page *page = mark_page(document, row->page);

        /* Slides repeat their titles on slides that go on. */
        row->large = !row->only_number && row->size > MAX_SIZE * body_size;
        row->proven = row->n_words <= 2 * MAX_HEAD_WORDS && count_proofs(sorted, i) >= enough &&
                      !(row->large && page->width > page->height);
    }
    for (guint i = 0; i < sorted->len; i++) {
        Row *row = g_ptr_array_index(sorted, i);

        row->claimed = row->proven;
        if (!row->claimed && row->n_words <= MAX_HEAD_WORDS)
            row->claimed = count_company(sorted, i) >= 2 && row->gap > 1.2 * row->size;
        if (!row->claimed && document->pages->len == 1)
            row->claimed = alone_on_its_page(document, row, body_size);
    }
}

GHashTable *
furniture_mark(const Document *document, MarkTable *marks)
{
    GHashTable *said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
    const MarkBody body = mark_body(document, marks);

    g_array_set_clear_func(rows, row_clear);
    for (guint p = 0; p < document->pages->len; p++) {
        g_autoptr(GArray) order = lines_by_height(mark_page(document, p));

        rows_of_edge(document, p, order, true, rows);
        rows_of_edge(document, p, order, false, rows);
    }

    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    for (guint i = 0; i < rows->len; i++)
        g_ptr_array_add(sorted, &g_array_index(rows, Row, i));
    g_ptr_array_sort(sorted, compare_place);
    claim_rows(document, sorted, body.size);

    /* `rows` has each edge's rows from the outermost inwards: stop at the first that is text. */
    bool open = true;
    for (guint i = 0; i < rows->len; i++) {
        const Row *row = &g_array_index(rows, Row, i);

        open = row->claimed && (row->order == 0 || open);
        /* A lone number is said in every other table. */
        if (open && row->proven && strlen(row->key) > 1)
            g_hash_table_add(said, g_strdup(row->key));
        for (guint k = 0; open && k < row->lines->len; k++)
            mark_at(marks, row->page, g_array_index(row->lines, guint, k))->kind =
                row->top ? MARK_HEADER : MARK_FOOTER;
    }
    return said;
}

bool
furniture_says(GHashTable *said, const char *text)
{
    g_autofree char *key = row_key(text);

    return g_hash_table_contains(said, key);
}
