/* detect/phrase.c - what the document passes ask of a line's words */
#include "detect/phrase.h"

#include <string.h>

/* A section number has at most this many parts; more is a version or an address. */
#define MAX_NUMBER_PARTS 6

/* No printed page number is larger, and no Roman one is written beyond this. */
#define MAX_NUMBER 99999
#define MAX_ROMAN 399

/* Of the text's size: what is set over two lines or more, as detect/line.c has it. */
#define DROP_CAP_SIZE 1.8

char *
phrase_line(const Page *page, const Line *line, guint skip)
{
    GString *text = g_string_new(NULL);

    for (guint i = skip; i < line->n; i++) {
        const Word *word = page_line_word(page, line, i);

        if (text->len > 0 && !word->glued)
            g_string_append_c(text, ' ');
        g_string_append(text, word->text);
    }
    return g_string_free(text, FALSE);
}

/* That of text without a letter beyond ASCII. */
static char *
ascii_key(const char *text)
{
    char *key = g_malloc(strlen(text) + 1), *to = key;

    for (; *text != '\0'; text++)
        if (g_ascii_isalnum(*text))
            *to++ = g_ascii_tolower(*text);
    *to = '\0';
    return key;
}

char *
phrase_key(const char *text)
{
    if (g_str_is_ascii(text))
        return ascii_key(text);

    g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
    g_autofree char *folded = g_utf8_casefold(normal != NULL ? normal : "", -1);
    GString *key = g_string_new(NULL);

    for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (g_unichar_isalnum(c))
            g_string_append_unichar(key, c);
    }
    return g_string_free(key, FALSE);
}

/* The value of the Roman number in the @n bytes at @text, 0 when it is none. */
static guint
roman_value(const char *text, gsize n)
{
    static const char letters[] = "ivxlc";
    static const guint values[] = { 1, 5, 10, 50, 100 };
    guint value = 0, last = 1000;

    for (gsize i = 0; i < n; i++) {
        const char *at = strchr(letters, g_ascii_tolower(text[i]));

        if (at == NULL || *at == '\0')
            return 0;

        const guint v = values[at - letters];
        /* A smaller figure before a larger one was added and is to be taken off. */
        value += v > last ? v - 2 * last : v;
        last = v;
    }
    return value <= MAX_ROMAN ? value : 0;
}

guint
phrase_number(const char *text)
{
    const gsize n = strlen(text);

    if (n == 0 || n > 8)
        return 0;
    if (strspn(text, "0123456789") == n) {
        const guint64 value = g_ascii_strtoull(text, NULL, 10);

        return value <= MAX_NUMBER ? (guint)value : 0;
    }
    return roman_value(text, n);
}

/* Length in bytes of a number like "1", "2.3", "A.1" or "IV." at @text and of the dot or bracket
 * after it; its parts in @parts. 0 when there is none. */
static gsize
number_length(const char *text, guint *parts)
{
    gsize at = 0;

    *parts = 0;
    if (g_ascii_isalpha(text[0])) {
        gsize letters = strspn(text, "IVXLC");

        if (letters == 0 || roman_value(text, letters) == 0 || text[letters] != '.')
            letters = g_ascii_isupper(text[0]) && text[1] == '.' ? 1 : 0;
        if (letters == 0)
            return 0;
        *parts = 1;
        at = letters + 1;
    }
    while (g_ascii_isdigit(text[at]) && *parts < MAX_NUMBER_PARTS) {
        const gsize digits = strspn(text + at, "0123456789");

        if (digits > 3)
            return 0;
        (*parts)++;
        at += digits;
        if (text[at] != '.')
            break;
        at++;
    }
    if (*parts == 0)
        return 0;
    if (text[at] == ')' || text[at] == ':')
        at++;
    return text[at] == ' ' || text[at] == '\0' ? at : 0;
}

/* Length in bytes of "Chapter ", "Appendix " and the like at @text. */
static gsize
division_length(const char *text)
{
    static const char *const words[] = { "chapter ", "section ", "appendix ", "part ", "lesson " };

    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strncasecmp(text, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

const char *
phrase_after_number(const char *text)
{
    guint parts;
    const gsize word = division_length(text);
    gsize n = number_length(text + word, &parts);

    if (n == 0 && word > 0) {
        const gsize letters = strspn(text + word, "IVXLCABDEFGH");

        if (letters > 0 && strchr(" :.", text[word + letters]) != NULL)
            n = letters;
    }
    if (n == 0)
        return text;

    const char *rest = text + word + n;
    return rest + strspn(rest, " .:-");
}

guint
phrase_number_depth(const char *text)
{
    guint parts;
    const gsize word = division_length(text);

    if (word > 0)
        return phrase_after_number(text) != text ? 1 : 0;
    return number_length(text, &parts) > 0 ? parts : 0;
}

static bool
is_closing(gunichar c)
{
    const GUnicodeType type = g_unichar_type(c);

    return c == '"' || c == '\'' || type == G_UNICODE_CLOSE_PUNCTUATION ||
           type == G_UNICODE_FINAL_PUNCTUATION;
}

static bool
is_opening(gunichar c)
{
    const GUnicodeType type = g_unichar_type(c);

    return c == '"' || c == '\'' || type == G_UNICODE_OPEN_PUNCTUATION ||
           type == G_UNICODE_INITIAL_PUNCTUATION;
}

bool
phrase_ends_sentence(const char *text)
{
    const char *p = text + strlen(text);

    while (p > text) {
        p = g_utf8_prev_char(p);
        const gunichar c = g_utf8_get_char(p);

        if (!is_closing(c) && !g_unichar_isspace(c))
            return c < 0x80 ? strchr(".!?:", (int)c) != NULL
                            : c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1A ||
                                  c == 0x061F || c == 0x06D4; /* of CJK and of Arabic */
    }
    return false;
}

bool
phrase_starts_lower(const char *text)
{
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (!is_opening(c))
            return g_unichar_islower(c);
    }
    return false;
}

bool
phrase_is_caption(const char *text)
{
    static const char *const words[] = { "figure",  "fig.",      "fig",       "table", "tab.",
                                         "exhibit", "chart",     "box",       "photo", "plate",
                                         "scheme",  "listing",   "map",       "graph", "image",
                                         "diagram", "algorithm", "abbildung", "abb.",  "tabelle",
                                         "tableau", "graphique", "schaubild" };

    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        const gsize n = strlen(words[i]);

        if (g_ascii_strncasecmp(text, words[i], n) != 0)
            continue;
        if (text[n] == ':' && text[n + 1] == ' ')
            return true;
        if (text[n] != ' ')
            continue;
        const char *rest = text + n + 1;
        const gsize label = strcspn(rest, " .:");
        g_autofree char *first = g_strndup(rest, label);

        /* "Figure 3", "Table B.1", "Figure IV", not "Figure out what". */
        return g_ascii_isdigit(rest[0]) || phrase_number(first) > 0 ||
               (g_ascii_isupper(rest[0]) && (label == 1 || g_ascii_isdigit(rest[1])));
    }
    return false;
}

bool
phrase_is_cjk(gunichar c)
{
    switch (g_unichar_get_script(c)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
        return true;
    default:
        /* So stand ideographic and full-width punctuation and the signs of Katakana. */
        return (c >= 0x3001 && c <= 0x303F) || c == 0x30FB || c == 0x30FC ||
               (c >= 0xFF01 && c <= 0xFF65);
    }
}

bool
phrase_is_hyphen(gunichar c)
{
    return c == '-' || c == 0x2010 || c == 0x2011 || c == 0x00AD;
}

bool
phrase_is_accent(const char *text)
{
    return g_unichar_type(phrase_first_char(text)) == G_UNICODE_NON_SPACING_MARK;
}

bool
phrase_is_label(const char *text)
{
    return division_length(text) > 0 && phrase_after_number(text) != text &&
           *phrase_after_number(text) == '\0';
}

bool
phrase_is_date(const char *text)
{
    static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                          "jul", "aug", "sep", "oct", "nov", "dec" };
    g_auto(GStrv) words = g_strsplit_set(text, " ,.-/", -1);
    guint n_months = 0, numbers = 0, others = 0;

    for (guint i = 0; words[i] != NULL; i++) {
        bool month = false;

        for (guint k = 0; k < G_N_ELEMENTS(months); k++)
            month = month || g_ascii_strncasecmp(words[i], months[k], 3) == 0;
        if (g_ascii_isdigit(words[i][0]))
            numbers++;
        else if (month)
            n_months++;
        else if (words[i][0] != '\0')
            others++;
    }
    return n_months > 0 && numbers > 0 && others == 0;
}

bool
phrase_is_drop_cap(const Page *page, const Word *word, double size)
{
    return g_unichar_isupper(g_utf8_get_char(word->text)) &&
           *g_utf8_next_char(word->text) == '\0' &&
           page_style(page, word->style)->size > DROP_CAP_SIZE * size;
}

gunichar
phrase_first_char(const char *text)
{
    return *text != '\0' ? g_utf8_get_char(text) : 0;
}

gunichar
phrase_last_char(const char *text)
{
    const gsize n = strlen(text);

    return n > 0 ? g_utf8_get_char(g_utf8_prev_char(text + n)) : 0;
}

guint
phrase_n_words(const char *text)
{
    guint n = 0;

    for (const char *p = text; *p != '\0'; p++)
        n += *p != ' ' && (p == text || p[-1] == ' ');
    return n;
}
