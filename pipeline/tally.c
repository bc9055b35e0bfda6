/* pipeline/tally.c - where the words of the pages went
 *
 * A word is its letters and digits. What is written and what was left out is
 * put into bags, and the words of the pages, page after page, take from them:
 *
 *     page 7        left out on page 7   written       fate
 *     7             {7, beetles}         {...}         running foot
 *     Beetles       {beetles}                          running head
 *     live          {}                   {live, ...}   written
 *     every- where                       {everywhere}  written, as one word
 *     loop1                              {loop}        written; 1 is a footnote's mark
 *
 * What is left when all pages are through is tried in pieces, and together
 * with what is left near it, as a page break may have cut it.
 */
#include "pipeline/tally.h"

#include "detect/phrase.h"
#include "emit/chapter.h"
#include "pipeline/leftout.h"
#include "pipeline/model/quarter.h"
#include "pipeline/reread.h"

#include <string.h>

#define NEAR 60 /* words left over between the halves of one: heads, notes, a figure's labels */
#define MAX_SAMPLE 60      /* bytes of lost words to show */
#define HEADER_HEIGHT 40.0 /* points: two lines of a table's header */
#define MAX_GAP 0.5        /* of the height, between pieces of one word */
#define MAX_PARTS 12       /* pieces of one word that are looked for by themselves */

/* A word as it stands on a page: several glued pieces. */
typedef struct {
    char *key;
    guint first, n; /* into the page's words */
    bool hyphen;    /* ends in one */
} Token;

/* A word that no bag had as it is. */
typedef struct {
    char *key;        /* NULL once its fate is known */
    char *next;       /* the word behind it on the page, or NULL */
    GPtrArray *parts; /* char *: the keys of its pieces, of which there are two or more */
    guint page;
    const char *why; /* it may have been left out, for a reason that is seen from its place */
} Left;

typedef struct {
    const Document *document;
    Tally *tally;
    Bag *written;
    Bag *markers; /* of items and notes, as printed */
    LeftOut *leftout;
    GHashTable *pictures; /* page -> GArray of Bbox */
    GArray *left;         /* Left */
    const bool *lined;    /* of the page at hand: the words that are in a line */
    guint marks;          /* marks of footnotes that may still come */
} Count;

static void
add_element(Bag *bag, const Element *element)
{
    g_autofree char *text = run_array_text(element->runs);

    bag_add_text(bag, text);
    bag_add_text(bag, element->code);
    bag_add_text(bag, element->marker);
    for (guint i = 0; element->table != NULL && i < element->table->cells->len; i++)
        bag_add_text(bag, g_array_index(element->table->cells, Cell, i).text);
}

static void
add_picture(Count *count, const Element *element)
{
    GArray *boxes = g_hash_table_lookup(count->pictures, GUINT_TO_POINTER(element->page));

    if (boxes == NULL) {
        boxes = g_array_new(FALSE, FALSE, sizeof(Bbox));
        g_hash_table_insert(count->pictures, GUINT_TO_POINTER(element->page), boxes);
    }
    g_array_append_val(boxes, element->bbox);
}

/* Marks of notes and markers of items change their form: "*" becomes "[^1]", "o" a bullet. */
static void
add_markers(Count *count, const Element *element)
{
    bag_add_text(count->markers, element->marker);
    count->marks += element->kind == ELEMENT_NOTE;
    for (guint i = 0; i < element->runs->len; i++)
        count->marks += (g_array_index(element->runs, Run, i).flags & RUN_NOTE) != 0;
}

/* Do most words of @header, a bag with @n, stand at the top of @part? */
static bool
has_header(const Page *page, const TablePart *part, const Bag *header, guint n)
{
    const Bbox place = quarter_from_shown(page, part->bbox);
    guint found = 0;

    for (guint i = 0; i < page->words->len; i++) {
        const Bbox word = page_word(page, i)->bbox;
        g_autofree char *key = NULL;

        if (word.y0 > place.y0 + HEADER_HEIGHT || word.y1 < place.y0 || word.x1 < place.x0 ||
            word.x0 > place.x1)
            continue;
        key = phrase_key(page_word(page, i)->text);
        found += bag_holds(header, key);
    }
    return 2 * found > n;
}

/* The header that is printed again where a table goes on; it is written once. */
static void
add_repeats(Count *count, const Table *table)
{
    for (guint k = 1; k < table->parts->len; k++) {
        const TablePart *part = &g_array_index(table->parts, TablePart, k);
        const Page *page = document_page(count->document, part->page);
        g_autoptr(Bag) header = bag_new();

        for (guint i = 0; i < table->cells->len; i++)
            if (g_array_index(table->cells, Cell, i).row < MAX(1, table->header_rows))
                bag_add_text(header, g_array_index(table->cells, Cell, i).text);
        if (page != NULL && has_header(page, part, header, bag_size(header)))
            bag_add_bag(leftout_bag(count->leftout, part->page, "a table's header once more"),
                        header);
    }
}

enum { ELSEWHERE, IN_FILE, PART_TITLE };

/* Which elements do the files hold? */
static guint8 *
find_held(const Flow *flow, const GPtrArray *plan)
{
    guint8 *held = g_malloc0(flow->elements->len + 1);

    for (guint i = 0; i < plan->len; i++) {
        const Chapter *chapter = g_ptr_array_index(plan, i);

        if (chapter->file != NULL || chapter->part)
            memset(held + chapter->first, chapter->part ? PART_TITLE : IN_FILE, chapter->n);
    }
    return held;
}

static void
fill_bags(Count *count, const GPtrArray *plan, const GPtrArray *files)
{
    const Flow *flow = count->document->flow;
    g_autofree guint8 *held = find_held(flow, plan);

    for (guint i = 0; i < files->len; i++) {
        const Reread *file = g_ptr_array_index(files, i);

        if (!reread_is_contents(file))
            bag_add_text(count->written, file->words->str);
    }
    for (guint i = 0; i < flow->elements->len; i++) {
        const Element *element = flow_element(flow, i);

        if (element->kind == ELEMENT_PICTURE)
            add_picture(count, element);
        if (element->table != NULL)
            add_repeats(count, element->table);
        if (element->kind == ELEMENT_HEADER || element->kind == ELEMENT_FOOTER)
            add_element(leftout_bag(count->leftout, element->page, "running heads and feet"),
                        element);
        else if (held[i] == PART_TITLE)
            add_element(leftout_bag(count->leftout, element->page, "a part's title, in README.md"),
                        element);
        else if (held[i] == ELSEWHERE)
            add_element(leftout_bag(count->leftout, element->page,
                                    element->page == 1 ? "the cover" : "before the first chapter"),
                        element);
        else
            add_markers(count, element);
    }
    for (guint i = 0; i < flow->dropped->len; i++) {
        const Element *element = g_ptr_array_index(flow->dropped, i);
        add_element(leftout_bag(count->leftout, element->page, element->why), element);
    }
}

static void
note_fate(Count *count, guint page, const char *why, const char *key)
{
    Tally *tally = count->tally;
    TallyEntry *entry = NULL;

    for (guint i = tally->entries->len; i > 0 && entry == NULL; i--) {
        TallyEntry *at = &g_array_index(tally->entries, TallyEntry, i - 1);

        if (at->page != page)
            break;
        if (at->why == why)
            entry = at;
    }
    if (entry == NULL) {
        const TallyEntry added = { .page = page, .why = why };

        g_array_append_val(tally->entries, added);
        entry = &g_array_index(tally->entries, TallyEntry, tally->entries->len - 1);
    }
    entry->n++;
    if (why != NULL) {
        tally->dropped++;
        return;
    }
    tally->lost++;
    if (entry->sample == NULL || strlen(entry->sample) < MAX_SAMPLE) {
        char *sample =
            entry->sample == NULL ? g_strdup(key) : g_strconcat(entry->sample, " ", key, NULL);
        g_free(entry->sample);
        entry->sample = sample;
    }
}

static void
token_clear(gpointer data)
{
    g_free(((Token *)data)->key);
}

/* Is the @i-th word of the page one with the word before it? Cells of a table and halves of a
 * broken word have no space between them in the text layer either. */
static bool
goes_on(const Page *page, guint i)
{
    if (i >= page->words->len || !page_word(page, i)->glued)
        return false;
    const Bbox a = page_word(page, i - 1)->bbox, b = page_word(page, i)->bbox;
    const double height = MAX(bbox_height(a), bbox_height(b));

    return b.x0 - a.x1 < MAX_GAP * height && a.x0 - b.x0 < MAX_GAP * height && b.y0 < a.y1 &&
           a.y0 < b.y1;
}

/* The words of a page, pieces of one put together, without those that say nothing. */
static GArray *
tokens_of(const Page *page)
{
    GArray *tokens = g_array_new(FALSE, TRUE, sizeof(Token));

    g_array_set_clear_func(tokens, token_clear);
    for (guint i = 0; i < page->words->len;) {
        g_autoptr(GString) text = g_string_new(NULL);
        Token token = { .first = i };

        do {
            g_string_append(text, page_word(page, i++)->text);
        } while (goes_on(page, i));
        token.n = i - token.first;
        token.key = phrase_key(text->str);
        token.hyphen = phrase_is_hyphen(phrase_last_char(text->str));
        if (*token.key != '\0')
            g_array_append_val(tokens, token);
        else
            g_free(token.key);
    }
    return tokens;
}

/* Is all of @key made of digits, or one letter? Footnotes are called by such. */
static bool
is_mark(const char *key)
{
    const gsize digits = strspn(key, "0123456789");

    return (digits > 0 && digits <= 3 && key[digits] == '\0') ||
           (*key != '\0' && *g_utf8_next_char(key) == '\0');
}

static bool
take_mark(Count *count, const char *key)
{
    if (!is_mark(key) || count->marks == 0)
        return false;
    count->marks--;
    return true;
}

/* Characters of scripts without spaces, one by one. */
static bool
take_characters(Count *count, const char *key)
{
    bool all = true;

    if (!phrase_is_cjk(g_utf8_get_char(key)))
        return false;
    for (const char *p = key; *p != '\0'; p = g_utf8_next_char(p)) {
        char one[8] = { 0 };

        g_unichar_to_utf8(g_utf8_get_char(p), one);
        all = bag_take(count->written, one) && all;
    }
    return all;
}

/* Two written words make up @key: a space that the page has only as a gap. */
static bool
take_split(Count *count, const char *key)
{
    for (const char *p = g_utf8_next_char(key); *p != '\0'; p = g_utf8_next_char(p)) {
        g_autofree char *head = g_strndup(key, (gsize)(p - key));

        if (!bag_take(count->written, head))
            continue;
        if (bag_take(count->written, p))
            return true;
        bag_add(count->written, head);
    }
    return false;
}

/* The pieces of a word each by itself; those that are not there may be marks. */
static bool
take_parts(Count *count, const Left *left)
{
    bool all = left->parts->len > 0;

    for (guint i = 0; i < left->parts->len; i++) {
        const char *key = g_ptr_array_index(left->parts, i);
        all = (bag_take(count->written, key) || take_mark(count, key)) && all;
    }
    return all;
}

static bool
is_in_picture(const Count *count, const Page *page, const Token *token)
{
    const GArray *boxes = g_hash_table_lookup(count->pictures, GUINT_TO_POINTER(page->number));
    const Bbox word = quarter_to_shown(page, page_word(page, token->first)->bbox);
    const double x = (word.x0 + word.x1) / 2, y = (word.y0 + word.y1) / 2;

    for (guint i = 0; boxes != NULL && i < boxes->len; i++) {
        const Bbox box = g_array_index(boxes, Bbox, i);

        if (x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1)
            return true;
    }
    return false;
}

/* A number that layout gave to no line and to no table. */
static bool
is_line_number(const Count *count, const Page *page, const Token *token)
{
    const Bbox word = page_word(page, token->first)->bbox;

    if (token->n > 1 || strspn(token->key, "0123456789") != strlen(token->key) ||
        page->line_words == NULL || count->lined[token->first])
        return false;
    for (guint i = 0; page->tables != NULL && i < page->tables->len; i++)
        if (bbox_share(word, ((Table *)g_ptr_array_index(page->tables, i))->bbox) > 0)
            return false;
    return page->line_words->len > 0;
}

/* The fate of a token that stands alone. Returns whether it is known. */
static bool
settle(Count *count, const Page *page, const Token *token)
{
    const char *why = leftout_take(count->leftout, page->number, token->key);

    if (why != NULL) {
        note_fate(count, page->number, why, token->key);
        return true;
    }
    /* What a figure shows waits until the text around it has been found. */
    if (is_in_picture(count, page, token) || is_line_number(count, page, token))
        return false;
    if (bag_take(count->written, token->key) || take_characters(count, token->key)) {
        count->tally->written++;
        return true;
    }
    return false;
}

static void
add_left(Count *count, const Page *page, const Token *token, const Token *next)
{
    const Left left = { .key = g_strdup(token->key),
                        .next = next != NULL ? g_strdup(next->key) : NULL,
                        .parts = g_ptr_array_new_with_free_func(g_free),
                        .page = page->number,
                        .why = is_in_picture(count, page, token)    ? "in a figure"
                               : is_line_number(count, page, token) ? "numbers of lines"
                                                                    : NULL };

    for (guint i = 0; token->n >= 2 && token->n <= MAX_PARTS && i < token->n; i++) {
        char *key = phrase_key(page_word(page, token->first + i)->text);

        if (*key != '\0')
            g_ptr_array_add(left.parts, key);
        else
            g_free(key);
    }
    g_array_append_val(count->left, left);
}

static void
count_page(Count *count, const Page *page)
{
    g_autoptr(GArray) tokens = tokens_of(page);
    g_autofree bool *lined = g_new0(bool, page->words->len + 1);

    for (guint i = 0; page->line_words != NULL && i < page->line_words->len; i++)
        if (g_array_index(page->line_words, guint, i) < page->words->len)
            lined[g_array_index(page->line_words, guint, i)] = true;
    count->lined = lined;
    count->tally->words += tokens->len;
    for (guint i = 0; i < tokens->len; i++) {
        const Token *token = &g_array_index(tokens, Token, i);
        const Token *next = i + 1 < tokens->len ? token + 1 : NULL;

        if (token->hyphen && next != NULL &&
            bag_take_joined(count->written, token->key, next->key)) {
            count->tally->written += 2;
            i++;
        } else if (!settle(count, page, token)) {
            add_left(count, page, token, next);
        }
    }
}

static void
settle_written(Count *count, Left *left)
{
    g_clear_pointer(&left->key, g_free);
    count->tally->written++;
}

/* Together with the word behind it. That has taken the word of another, which will find what it
 * gives back. */
static bool
take_with_next(Count *count, const Left *left)
{
    if (left->next == NULL || !bag_take_joined(count->written, left->key, left->next))
        return false;
    bag_add(count->written, left->next);
    return true;
}

/* With the first piece of @other, whose further pieces are words. */
static bool
take_with_part(Count *count, const Left *left, const Left *other)
{
    if (other->parts->len < 2 ||
        !bag_take_joined(count->written, left->key, g_ptr_array_index(other->parts, 0)))
        return false;
    for (guint i = 1; i < other->parts->len; i++)
        bag_take(count->written, g_ptr_array_index(other->parts, i));
    return true;
}

/* Halves of one word that a page break, a note or a figure parted. */
static bool
take_halves(Count *count, guint i)
{
    const Left *left = &g_array_index(count->left, Left, i);

    for (guint k = i + 1; k < MIN(i + NEAR, count->left->len); k++) {
        Left *other = &g_array_index(count->left, Left, k);

        if (other->key != NULL && (bag_take_joined(count->written, left->key, other->key) ||
                                   bag_take_joined(count->written, other->key, left->key) ||
                                   take_with_part(count, left, other))) {
            settle_written(count, other);
            return true;
        }
    }
    return false;
}

/* From the surest explanation to the least. */
static void
settle_left(Count *count)
{
    for (guint i = 0; i < count->left->len; i++) {
        Left *left = &g_array_index(count->left, Left, i);

        if (left->key != NULL &&
            (take_with_next(count, left) || take_parts(count, left) || take_halves(count, i)))
            settle_written(count, left);
    }
    for (guint i = 0; i < count->left->len; i++) {
        Left *left = &g_array_index(count->left, Left, i);

        if (left->key == NULL)
            continue;
        if (bag_take(count->written, left->key) ||
            (left->why == NULL && (bag_take(count->markers, left->key) ||
                                   take_mark(count, left->key) || take_split(count, left->key))))
            settle_written(count, left);
        else
            note_fate(count, left->page, left->why, left->key);
    }
}

static void
left_clear(gpointer data)
{
    Left *left = data;

    g_free(left->key);
    g_free(left->next);
    g_ptr_array_unref(left->parts);
}

static void
entry_clear(gpointer data)
{
    g_free(((TallyEntry *)data)->sample);
}

static gint
compare_entries(gconstpointer a, gconstpointer b)
{
    const TallyEntry *x = a, *y = b;

    return x->page != y->page ? (x->page > y->page) - (x->page < y->page)
                              : (x->why == NULL) - (y->why == NULL);
}

Tally *
tally_new(const Document *document, const GPtrArray *plan, const GPtrArray *files)
{
    Tally *tally = g_new0(Tally, 1);
    g_autoptr(Bag) written = bag_new(), markers = bag_new();
    g_autoptr(LeftOut) leftout = leftout_new();
    g_autoptr(GHashTable) pictures =
        g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
    g_autoptr(GArray) left = g_array_new(FALSE, TRUE, sizeof(Left));
    Count count = { .document = document,
                    .tally = tally,
                    .written = written,
                    .markers = markers,
                    .leftout = leftout,
                    .pictures = pictures,
                    .left = left };

    g_array_set_clear_func(left, left_clear);
    tally->entries = g_array_new(FALSE, TRUE, sizeof(TallyEntry));
    g_array_set_clear_func(tally->entries, entry_clear);
    fill_bags(&count, plan, files);
    for (guint i = 0; i < document->pages->len; i++)
        count_page(&count, document_nth(document, i));
    settle_left(&count);
    g_array_sort(tally->entries, compare_entries);
    return tally;
}

void
tally_free(Tally *tally)
{
    if (tally == NULL)
        return;
    g_array_unref(tally->entries);
    g_free(tally);
}

char *
tally_describe(const TallyEntry *entry)
{
    const char *words = entry->n == 1 ? "word" : "words";

    return entry->why != NULL
               ? g_strdup_printf("%u %s left out: %s", entry->n, words, entry->why)
               : g_strdup_printf("%u %s reached no file: %s%s", entry->n, words, entry->sample,
                                 strlen(entry->sample) >= MAX_SAMPLE ? " ..." : "");
}
