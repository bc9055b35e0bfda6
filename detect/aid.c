/* detect/aid.c - finding aids of paper: indexes, lists of figures, what is left of contents */
#include "detect/aid.h"

#include "detect/contents.h"
#include "detect/phrase.h"

#include <string.h>

#define ENTRIES 0.6    /* of the lines of a list end in a page number */
#define NUMBERS 0.12   /* of the words of an index are page numbers: an entry has eight at most */
#define SENTENCES 0.02 /* of the words of an index end a sentence, at most */
#define MIN_WORDS 4

static const char *const lists[] = {
    "listof",   "abbildungsverzeichnis", "tabellenverzeichnis",
    "listedes", "tabledesfigures",       "índicede",
    "indicede", "elencodelle",           "indicedelle",
    "lijstvan", "shortcontents",         "briefcontents",
};

static const char *const indexes[] = {
    "stichwortverzeichnis", "sachregister",    "sachverzeichnis", "personenregister",
    "índicealfabético",     "índiceanalítico", "indiceanalitico", "indicealfabetico",
};

/* What counts of a section. */
typedef struct {
    guint lines, entries; /* paragraphs, items, rows; those that end in a number */
    guint words, numbers, sentences;
} Measure;

static bool
begins_with(const char *key, const char *const *of, guint n)
{
    for (guint i = 0; i < n; i++)
        if (g_str_has_prefix(key, of[i]))
            return true;
    return false;
}

static bool
is_list_title(const char *title)
{
    g_autofree char *key = phrase_key(title);

    return contents_is_title(title) || begins_with(key, lists, G_N_ELEMENTS(lists));
}

/* "Index", "Appendix D Concept index", "Index of first lines". */
static bool
is_index_title(const char *title)
{
    g_autofree char *key = phrase_key(title);
    g_autofree char *folded = g_utf8_casefold(title, -1);

    return begins_with(key, indexes, G_N_ELEMENTS(indexes)) || strcmp(folded, "index") == 0 ||
           g_str_has_suffix(folded, " index") || g_str_has_prefix(folded, "index of ");
}

/* "12", "xii", "12," "12-14", "12f."; not "C3". */
static bool
is_page_number(const char *word)
{
    g_autofree char *bare = g_strndup(word, strcspn(word, ",;.f"));

    g_strdelimit(bare, "-", '\0');
    const char *dash = strstr(bare, "\xE2\x80\x93");
    if (dash != NULL)
        bare[dash - bare] = '\0';
    return g_ascii_isdigit(*bare) ? phrase_number(bare) > 0
                                  : strlen(bare) >= 2 && phrase_number(bare) > 0;
}

static void
measure_text(Measure *measure, const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \n\t", -1);
    bool number = false;
    guint n = 0;

    for (guint i = 0; words[i] != NULL; i++) {
        const char *word = words[i];

        if (*word == '\0' || strspn(word, ".") == strlen(word))
            continue;
        n++;
        number = is_page_number(word);
        measure->numbers += number;
        measure->sentences += !number && phrase_n_words(word) > 0 && phrase_ends_sentence(word) &&
                              g_utf8_strlen(word, -1) > 3;
    }
    measure->words += n;
    measure->lines += n > 0;
    measure->entries += n > 0 && number;
}

static void
measure_table(Measure *measure, const Table *table)
{
    g_autoptr(GString) row = g_string_new(NULL);
    guint at = 0;

    for (guint i = 0; i < table->cells->len; i++) {
        const Cell *cell = &g_array_index(table->cells, Cell, i);

        if (cell->row != at) {
            measure_text(measure, row->str);
            g_string_truncate(row, 0);
            at = cell->row;
        }
        g_string_append_printf(row, "%s ", cell->text != NULL ? cell->text : "");
    }
    measure_text(measure, row->str);
}

static bool
is_furniture(const Element *element)
{
    return element->kind == ELEMENT_HEADER || element->kind == ELEMENT_FOOTER;
}

/* Elements [first, end) are a list, or an index. */
static bool
is_aid(const Flow *flow, guint first, guint end, bool index)
{
    Measure measure = { 0 };

    for (guint i = first; i < end; i++) {
        const Element *element = flow_element(flow, i);
        g_autofree char *text = run_array_text(element->runs);

        if (element->kind == ELEMENT_PICTURE)
            return false;
        if (element->table != NULL)
            measure_table(&measure, element->table);
        else if (element->code != NULL)
            measure_text(&measure, element->code);
        /* Letters head the parts of an index. */
        else if (!is_furniture(element) && element->kind != ELEMENT_HEADING)
            measure_text(&measure, text);
    }
    if (measure.words == 0)
        return true; /* its entries are gone already */
    if (measure.words < MIN_WORDS)
        return false;
    return measure.entries >= ENTRIES * measure.lines ||
           (index && measure.numbers >= NUMBERS * measure.words &&
            measure.sentences <= SENTENCES * measure.words);
}

/* The first heading from @from on that is not below @level. */
static guint
section_end(const Flow *flow, guint from, guint level)
{
    while (from < flow->elements->len && !(flow_element(flow, from)->kind == ELEMENT_HEADING &&
                                           flow_element(flow, from)->level <= level))
        from++;
    return from;
}

void
aid_drop(Flow *flow)
{
    for (guint i = 0; i < flow->elements->len; i++) {
        const Element *heading = flow_element(flow, i);
        g_autofree char *title =
            heading->kind == ELEMENT_HEADING ? run_array_text(heading->runs) : NULL;
        const bool index = title != NULL && is_index_title(title);

        if (title == NULL || !(index || is_list_title(title)))
            continue;
        const guint end = section_end(flow, i + 1, heading->level);
        if (!is_aid(flow, i + 1, end, index))
            continue;
        for (guint k = i; k < end; k++)
            if (!is_furniture(flow_element(flow, k)))
                flow_change(flow, k)->why = index ? "the printed index" : "printed contents";
    }
    flow_drop_marked(flow);
}
