/* emit/cover.c - the title of a book, and where its cover ends */
#include "emit/cover.h"

#include "emit/division.h"
#include "emit/escape.h"

#include <string.h>

/* A cover has titles, names and dates; only what has a sentence this long is text. */
#define SENTENCE_WORDS 10

char *
cover_heading(const Element *element)
{
    g_autofree char *text = run_array_text(element->runs);

    return escape_line(text);
}

bool
cover_is_heading(const Element *element)
{
    g_autofree char *text = element->kind == ELEMENT_HEADING ? cover_heading(element) : NULL;

    return text != NULL && *text != '\0';
}

/* Ten words and a stop; dots that lead to a page number are no words. */
static bool
is_sentence(const char *text)
{
    g_autofree char *clean = escape_line(text);
    g_auto(GStrv) words = g_strsplit(clean, " ", -1);
    guint n = 0;

    for (guint i = 0; words[i] != NULL; i++)
        n += g_unichar_isalpha(g_utf8_get_char(words[i]));
    return n >= SENTENCE_WORDS && strchr(".!?:;)\"'", clean[strlen(clean) - 1]) != NULL;
}

static bool
table_has_sentence(const Table *table)
{
    for (guint i = 0; table != NULL && i < table->cells->len; i++)
        if (is_sentence(g_array_index(table->cells, Cell, i).text))
            return true;
    return false;
}

bool
cover_has_text(const Flow *flow, guint first, guint n)
{
    for (guint i = first; i < first + n; i++) {
        const Element *element = flow_element(flow, i);
        g_autofree char *text = run_array_text(element->runs);

        switch (element->kind) {
        case ELEMENT_FORMULA:
            return true;
        case ELEMENT_CODE:
            /* An address is often set like code. */
            if (element->code != NULL && strchr(element->code, '\n') != NULL)
                return true;
            break;
        case ELEMENT_TABLE:
            if (table_has_sentence(element->table))
                return true;
            break;
        case ELEMENT_PARAGRAPH:
        case ELEMENT_ITEM:
        case ELEMENT_NOTE:
            if (is_sentence(text))
                return true;
            break;
        default:
            break;
        }
    }
    return false;
}

guint
cover_next(const Flow *flow, guint from, guint level)
{
    while (from < flow->elements->len && !(flow_element(flow, from)->level <= level &&
                                           cover_is_heading(flow_element(flow, from))))
        from++;
    return from;
}

/* The highest level of a heading from @from on; G_MAXUINT for none. */
static guint
highest_level(const Flow *flow, guint from)
{
    guint level = G_MAXUINT;

    for (guint i = from; i < flow->elements->len; i++)
        if (flow_element(flow, i)->level < level && cover_is_heading(flow_element(flow, i)))
            level = flow_element(flow, i)->level;
    return level;
}

/* Programs put names of files, or of themselves, where the title should be. */
static bool
is_title(const char *title)
{
    static const char *const endings[] = { ".doc", ".docx", ".indd", ".tex", ".dvi",
                                           ".pdf", ".md",   ".qxd",  ".rtf" };

    if (*title == '\0' || g_ascii_strcasecmp(title, "untitled") == 0 ||
        g_str_has_prefix(title, "Microsoft Word - "))
        return false;
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(title, endings[i]))
            return false;
    return true;
}

/* The title in the metadata; (transfer full), NULL for none. */
static char *
metadata_title(const Document *document)
{
    g_autofree char *title = escape_line(document->title != NULL ? document->title : "");

    return is_title(title) ? g_steal_pointer(&title) : NULL;
}

static bool
is_document_title(const Document *document, const char *text)
{
    g_autofree char *clean = metadata_title(document);
    if (clean == NULL)
        return false;
    g_autofree char *a = g_utf8_casefold(text, -1), *b = g_utf8_casefold(clean, -1);

    return strcmp(a, b) == 0;
}

/* The first element from @at on that is not on the first page. */
static guint
first_page_end(const Flow *flow, guint at)
{
    while (at < flow->elements->len && flow_element(flow, at)->page == 1)
        at++;
    return at;
}

/* An outline that leads past the first page says that no chapter begins there. */
static bool
outline_skips_first_page(const Document *document)
{
    for (guint i = 0; i < document->outline->len; i++)
        if (g_array_index(document->outline, OutlineEntry, i).page <= 1)
            return false;
    return document->outline->len > 0;
}

/* Has the heading @at the first page for itself, but for names and dates? Those may be set like
 * headings. */
static bool
has_first_page(const Document *document, guint at, guint next)
{
    const Flow *flow = document->flow;
    const guint end = first_page_end(flow, at);
    const bool skipped = outline_skips_first_page(document);

    if (flow_element(flow, at)->page != 1 || cover_has_text(flow, at, end - at))
        return false;
    return skipped ? cover_next(flow, end, 6) < flow->elements->len
                   : end <= next && next < flow->elements->len;
}

/* Do all headings but those before it stand under the heading @at, two or more right below? */
static bool
is_above_all(const Flow *flow, guint at, guint level)
{
    guint n = 0;

    if (flow_element(flow, at)->page != flow_element(flow, 0)->page ||
        cover_next(flow, at + 1, level) < flow->elements->len)
        return false;
    for (guint i = cover_next(flow, at + 1, level + 1); i < flow->elements->len;
         i = cover_next(flow, i + 1, level + 1))
        n++;
    return n >= 2;
}

/* A chapter says what it is. */
static bool
is_chapter_title(const char *text)
{
    return division_kind(text) != DIVISION_CHAPTER || division_number(text) > 0;
}

Cover
cover_find(const Document *document)
{
    g_autoptr(Flow) empty = flow_new();
    const Flow *flow = document->flow != NULL ? document->flow : empty;
    const guint n = flow->elements->len;
    Cover cover = { .level = highest_level(flow, 0) };

    cover.end = cover.title = cover_next(flow, 0, cover.level);
    if (cover.title >= n)
        return cover;

    const guint next = cover_next(flow, cover.title + 1, cover.level);
    g_autofree char *text = cover_heading(flow_element(flow, cover.title));
    if (is_chapter_title(text))
        return cover;
    cover.found = (next < n && is_document_title(document, text)) ||
                  has_first_page(document, cover.title, next) ||
                  is_above_all(flow, cover.title, cover.level);
    if (cover.found) {
        const guint page_end = first_page_end(flow, cover.title);
        const bool alone = page_end > cover.title && page_end < n &&
                           !cover_has_text(flow, cover.title, page_end - cover.title);
        const guint from = alone ? page_end : cover.title + 1;

        cover.level = highest_level(flow, from);
        cover.end = cover_next(flow, from, cover.level);
    }
    return cover;
}

char *
cover_title(const Document *document)
{
    const Cover cover = cover_find(document);
    g_autofree char *stem = g_path_get_basename(document->path != NULL ? document->path : "-");
    char *dot = strrchr(stem, '.'), *title = metadata_title(document);

    if (title != NULL)
        return title;
    if (cover.found)
        return cover_heading(flow_element(document->flow, cover.title));
    if (dot != NULL && dot > stem)
        *dot = '\0';
    return strcmp(stem, "-") == 0 ? g_strdup("Document") : g_steal_pointer(&stem);
}
