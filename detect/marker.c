/* detect/marker.c - bullets, list numbers, caption words: how a line begins */
#include "detect/marker.h"

#include <string.h>

static bool
is_bullet(gunichar c)
{
    static const gunichar bullets[] = {
        0x2022, 0x2023, 0x2043, 0x204C, 0x204D, 0x2219, 0x25AA, 0x25AB, 0x25CF, 0x25CB, 0x25E6,
        0x25A0, 0x25A1, 0x25B6, 0x25B8, 0x25BA, 0x25C6, 0x25C7, 0x2756, 0x27A2, 0x27A4, 0x2192,
        0x21D2, 0x2713, 0x2714, 0x2610, 0x2611, 0x2612, 0x00B7, 0x00BB, 0x2666, 0x2660, 0x274F,
        0x2751, 0x25FC, 0x25FE, 0x2013, 0x2014, 0x2212, 0x2218, '-',    '*',    0x22A0, 0x25FB,
        0x2B1C, 0x25D8, 0x25D9, 0x2981, 0x29BF, 0x25B7, 0x25B9, 0x27A1,
    };

    for (guint i = 0; i < G_N_ELEMENTS(bullets); i++) {
        if (bullets[i] == c)
            return true;
    }
    return false;
}

/* The value of a roman number in one case, 0 for none. */
static guint
roman_value(const char *text, gsize len)
{
    static const char letters[] = "ivxlcdm";
    static const guint values[] = { 1, 5, 10, 50, 100, 500, 1000 };
    guint total = 0, last = 1000;

    for (gsize i = 0; i < len; i++) {
        const char *at = strchr(letters, g_ascii_tolower(text[i]));

        if (at == NULL || text[i] == '\0')
            return 0;
        const guint value = values[at - letters];
        total += value;
        if (value > last)
            total -= 2 * last;
        last = value;
    }
    return total;
}

static Marker
ordinal_parse(const char *text, gsize len)
{
    const Marker none = { MARKER_NONE, 0 };

    if (len == 0)
        return none;
    if (strspn(text, "0123456789") >= len)
        return len <= 2 ? (Marker){ MARKER_NUMBER, (guint)g_ascii_strtoull(text, NULL, 10) } : none;
    if (len == 1 && g_ascii_isalpha(text[0]))
        return (Marker){ MARKER_LETTER, (guint)(g_ascii_tolower(text[0]) - 'a') + 1 };
    if (len <= 5 && (g_ascii_islower(text[0]) == g_ascii_islower(text[len - 1]))) {
        const guint value = roman_value(text, len);

        if (value > 0 && value < 40)
            return (Marker){ MARKER_ROMAN, value };
    }
    return none;
}

Marker
marker_parse(const char *word)
{
    const Marker none = { MARKER_NONE, 0 };
    const gsize len = strlen(word);
    const gunichar first = g_utf8_get_char(word);

    if (is_bullet(first))
        return *g_utf8_next_char(word) == '\0' ? (Marker){ MARKER_BULLET, 0 } : none;
    if (strcmp(word, "o") == 0) /* a bullet of some word processors, in a font of their own */
        return (Marker){ MARKER_BULLET, 0 };
    if (len < 2 || len > 8)
        return none;
    if ((word[0] == '(' && word[len - 1] == ')') || (word[0] == '[' && word[len - 1] == ']'))
        return ordinal_parse(word + 1, len - 2);
    if (word[len - 1] == '.' || word[len - 1] == ')')
        return ordinal_parse(word, len - 1);
    return none;
}

/* The roman number that a letter may be; 0 for none. */
static guint
roman_of_letter(guint ordinal)
{
    const char letter = ordinal <= 26 ? (char)('a' + ordinal - 1) : '\0';

    return letter == 'i' || letter == 'v' || letter == 'x' ? roman_value(&letter, 1) : 0;
}

bool
marker_follows(Marker marker, Marker next, guint most)
{
    if (marker.kind == MARKER_LETTER && next.kind == MARKER_ROMAN)
        marker = (Marker){ MARKER_ROMAN, roman_of_letter(marker.ordinal) };
    else if (marker.kind == MARKER_ROMAN && next.kind == MARKER_LETTER)
        next = (Marker){ MARKER_ROMAN, roman_of_letter(next.ordinal) };
    return marker.kind == next.kind && marker.kind != MARKER_NONE && marker.ordinal > 0 &&
           next.ordinal > marker.ordinal && next.ordinal - marker.ordinal <= most;
}

bool
marker_is_caption(const char *first, const char *second)
{
    static const char *const names[] = {
        "figure",  "fig.", "fig",       "table",   "chart",   "exhibit", "listing",
        "plate",   "map",  "graph",     "tableau", "tab.",    "scheme",  "photo",
        "diagram", "box",  "abbildung", "abb.",    "tabelle",
    };
    g_autofree char *folded = g_ascii_strdown(first, -1);
    bool named = false;

    for (guint i = 0; i < G_N_ELEMENTS(names) && !named; i++)
        named = strcmp(folded, names[i]) == 0;
    if (!named || second == NULL || !g_ascii_isupper(first[0]))
        return false;
    return g_ascii_isdigit(second[0]) ||
           (g_ascii_isalpha(second[0]) && g_ascii_isdigit(second[1])) ||
           (g_ascii_isupper(second[0]) &&
            (second[1] == '.' || second[1] == ':' || second[1] == '-' || second[1] == '\0')) ||
           roman_value(second, strcspn(second, ".:")) > 0;
}

guint
marker_section_depth(const char *word)
{
    guint depth = 0;
    const char *at = word;

    if (g_ascii_isupper(*at) && at[1] == '.' && g_ascii_isdigit(at[2])) {
        at += 2;
        depth = 1;
    }
    while (g_ascii_isdigit(*at)) {
        const gsize digits = strspn(at, "0123456789");

        if (digits > 3)
            return 0;
        depth++;
        at += digits;
        if (*at == '\0')
            return depth;
        if (*at != '.')
            return 0;
        at++;
    }
    return *at == '\0' ? depth : 0;
}
