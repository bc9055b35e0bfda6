/* emit/division.c - what a heading says it opens: a part, a chapter, matter before or after them */
#include "emit/division.h"

#include <string.h>

/* "Part II", "Part One: Objects", "Teil 3", "Première partie"; not "Partial evaluation". */
#define PART                                                                                       \
    "^((part|book|teil|partie|parte|deel|del)\\s+([0-9]+|[ivxlc]+|one|two|three|four|five|six|"    \
    "seven|eight|nine|ten|prima|seconda|terza|quarta)"                                             \
    "|(erster|zweiter|dritter|vierter|fünfter)\\s+teil"                                           \
    "|(première|deuxième|seconde|troisième|quatrième|cinquième)\\s+partie"                    \
    "|(primera|segunda|tercera|cuarta|quinta)\\s+parte)\\b"

/* Whole titles, or what they begin with: "Preface to the second edition". */
#define FRONT                                                                                      \
    "^(preface|foreword|acknowledge?ments?|dedication|copyright|colophon|frontispiece|"            \
    "about (this|the) (book|author|authors|cover)|how to (use|read) this (book|guide|manual)|"     \
    "vorwort|geleitwort|danksagung|impressum|préface|avant-propos|remerciements|prefacio|"        \
    "prólogo|agradecimientos|prefazione|ringraziamenti|prefácio|agradecimentos|voorwoord|"       \
    "front matter|imprint|legal notice|license|licence)\\b"

#define BACK                                                                                       \
    "^(appendix|appendices|anhang|annexe?|anexo|apéndice|appendice|bijlage|glossary|glossar|"     \
    "glossaire|glosario|glossario|bibliography|bibliographie|bibliografía|bibliografia|"          \
    "literaturverzeichnis|literatur|references|works cited|further reading|afterword|epilogue|"    \
    "nachwort|postface|epílogo|colophon|about the authors?|(\\S+\\s+)?index|register|"            \
    "sachregister|stichwortverzeichnis|índice alfabético|indice analitico|(end)?notes|credits|"  \
    "list of contributors)\\b"

static bool
matches(const char *pattern, const char *title)
{
    return g_regex_match_simple(pattern, title, G_REGEX_CASELESS, 0);
}

/* "A. Grammar" is an appendix, "A Grammar" may be any chapter, "N. N." is somebody. */
static bool
is_lettered(const char *title)
{
    return title[0] >= 'A' && title[0] <= 'K' && (title[1] == '.' || title[1] == ':') &&
           title[2] == ' ' && title[3] != '\0' && title[4] != '.';
}

Division
division_kind(const char *title)
{
    if (!g_utf8_validate(title, -1, NULL))
        return DIVISION_CHAPTER;
    if (matches(PART, title))
        return DIVISION_PART;
    if (matches(FRONT, title))
        return DIVISION_FRONT;
    if (matches(BACK, title) || is_lettered(title))
        return DIVISION_BACK;
    return DIVISION_CHAPTER;
}

guint
division_number(const char *title)
{
    const char *p = title;
    guint number = 0;

    if (g_ascii_strncasecmp(p, "chapter ", 8) == 0)
        p += 8;
    if (strspn(p, "0123456789") > 4)
        return 0;
    for (; g_ascii_isdigit(*p); p++)
        number = 10 * number + (guint)g_ascii_digit_value(*p);
    /* "3.1", "3D", "3-4" are no chapter's. */
    if ((*p == '.' || *p == ':') && !g_ascii_isdigit(p[1]))
        p++;
    return *p == ' ' || *p == '\0' ? number : 0;
}
