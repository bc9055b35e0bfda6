/* emit/imprint.c - who wrote a book, when, and under what terms it may be used */
#include "emit/imprint.h"

#include "emit/cover.h"
#include "emit/escape.h"
#include "emit/uri.h"

#include <string.h>

/* Terms are stated behind the title page, or in a preface. */
#define LICENCE_PAGES 15

#define MAX_TITLE_WORDS 12 /* of a line of a title page; with more it is a sentence */

/* The names of licences, those that say most first. A version belongs to the name. */
static const char *const licences[] = {
    "Creative Commons (Attribution|Zero|CC0)([ -][A-Z][A-Za-z]+)*( [0-9]\\.[0-9])?"
    "( (International|Unported|Generic|Universal))?",
    "CC[ -](BY|0)(-(NC|SA|ND))*( [0-9]\\.[0-9])?",
    "GNU (Free Documentation|(Lesser |Affero )?General Public) Licen[cs]e"
    "(,? [Vv]ersion [0-9.]*[0-9]( or( any)? later)?)?",
    "(LaTeX Project Public|Mozilla Public|Open Publication|Eclipse Public|Apache|Artistic|MIT|BSD|"
    "ISC) Licen[cs]e(,? [Vv]ersion [0-9.]*[0-9])?",
    "[Pp]ublic domain",
    "All rights (are )?reserved",
};

/* A day, or a month with its year, in the spellings of title pages. */
#define MONTH                                                                                      \
    "(January|February|March|April|May|June|July|August|September|October|November|December|"      \
    "Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|juin|"    \
    "juillet|août|septembre|octobre|novembre|décembre)"
#define DATE                                                                                       \
    "\\b([0-9]{4}[-/][0-9]{2}[-/][0-9]{2}|([0-9]{1,2}(st|nd|rd|th|\\.)? )?" MONTH                  \
    " ([0-9]{1,2}(st|nd|rd|th)?, ?)?[0-9]{4})\\b"

/* The part of @text that @pattern matches. (transfer full): NULL for none */
static char *
match(const char *pattern, const char *text)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
    g_autoptr(GMatchInfo) info = NULL;

    if (!g_utf8_validate(text, -1, NULL) || !g_regex_match(regex, text, 0, &info))
        return NULL;
    return g_match_info_fetch(info, 0);
}

static char *
plain_text(const Element *element)
{
    g_autofree char *text = run_array_text(element->runs);

    return escape_line(text);
}

static guint
count_words(const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);

    return *text == '\0' ? 0 : g_strv_length(words);
}

/* Metadata of a typesetter that left its own commands in it says nothing. */
static char *
clean_metadata(const char *text)
{
    g_autofree char *clean = escape_line(text != NULL ? text : "");

    return *clean == '\0' || strpbrk(clean, "\\`{}") != NULL ? NULL : g_steal_pointer(&clean);
}

/* The first short line of the title page that @pattern finds something in. */
static char *
on_title_page(const Document *document, const Cover *cover, const char *pattern)
{
    for (guint i = 0; document->flow != NULL && i < cover->end; i++) {
        const Element *element = flow_element(document->flow, i);
        g_autofree char *text = plain_text(element);

        if (element->page != 1 || count_words(text) > MAX_TITLE_WORDS)
            continue;
        char *found = match(pattern, text);
        if (found != NULL)
            return found;
    }
    return NULL;
}

static char *
find_author(const Document *document, const Cover *cover)
{
    char *author = clean_metadata(document->author);

    if (author != NULL)
        return author;
    g_autofree char *line =
        on_title_page(document, cover, "^([Bb]y|von|par|di|por|door) \\p{Lu}.*");
    const char *name = line != NULL ? strchr(line, ' ') : NULL;
    return name != NULL ? g_strdup(name + 1) : NULL;
}

/* What the title page says of when is of the text; the metadata's date is that of typesetting. */
static char *
find_date(const Document *document, const Cover *cover)
{
    char *date = on_title_page(document, cover, DATE);

    return date != NULL ? date : clean_metadata(document->date);
}

/* A link in @element that leads to terms, not to somebody's page. */
static char *
licence_link(const Element *element)
{
    for (guint i = 0; i < element->runs->len; i++) {
        const char *uri = g_array_index(element->runs, Run, i).uri;

        if (uri != NULL && uri_is_safe(uri) &&
            (strstr(uri, "licen") != NULL || strstr(uri, "creativecommons.org") != NULL ||
             strstr(uri, "copyleft") != NULL))
            return g_strdup(uri);
    }
    return NULL;
}

static void
find_licence(Imprint *imprint, const Flow *flow)
{
    for (guint k = 0; k < G_N_ELEMENTS(licences) && imprint->licence == NULL; k++) {
        for (guint i = 0; i < flow->elements->len && imprint->licence == NULL; i++) {
            const Element *element = flow_element(flow, i);
            g_autofree char *text = plain_text(element);

            if (element->page > LICENCE_PAGES)
                break;
            if (element->kind == ELEMENT_HEADING)
                continue;
            imprint->licence = match(licences[k], text);
            if (imprint->licence != NULL)
                imprint->licence_uri = licence_link(element);
        }
    }
}

void
imprint_init(Imprint *imprint, const Document *document)
{
    const Cover cover = cover_find(document);

    *imprint =
        (Imprint){ .author = find_author(document, &cover), .date = find_date(document, &cover) };
    if (document->flow != NULL)
        find_licence(imprint, document->flow);
}

void
imprint_clear(Imprint *imprint)
{
    g_clear_pointer(&imprint->author, g_free);
    g_clear_pointer(&imprint->date, g_free);
    g_clear_pointer(&imprint->licence, g_free);
    g_clear_pointer(&imprint->licence_uri, g_free);
}
