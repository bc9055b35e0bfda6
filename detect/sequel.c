/* detect/sequel.c - words that say that something goes on from the page before or on the next
 *
 * Some words say it wherever they stand in a short line. Others mean it only at
 * the end or the start of one, as "suite" may also be a suite of rooms, and
 * some only together: "next page".
 */
#include "detect/sequel.h"

#include <string.h>

#define MAX_WORDS 14 /* of a title with such a word */
#define MAX_PHRASE 7 /* of a line about pages: "Fortsetzung auf der nächsten Seite" has five */

static const char *const anywhere[] = {
    "continued", "contd", "fortsetzung", "fortgesetzt", "continuación", "continuação",
};
static const char *const at_an_end[] = {
    "cont",         "ctd",    "continues", "concluded",     "forts",       "suite",
    "continua",     "segue",  "vervolg",   "continúa",      "viene",       "fortsatt",
    "fortsättning", "cont’d", "cont'd",    "continuazione", "pokračování",
};
static const char *const together[][2] = {
    { "next", "page" },        { "following", "page" },  { "previous", "page" },
    { "preceding", "page" },   { "nächsten", "seite" },  { "nächste", "seite" },
    { "folgenden", "seite" },  { "page", "suivante" },   { "page", "précédente" },
    { "página", "siguiente" }, { "página", "anterior" }, { "pagina", "successiva" },
    { "pagina", "seguente" },  { "volgende", "pagina" }, { "página", "seguinte" },
};

static bool
is_among(const char *word, const char *const *words, guint n)
{
    for (guint i = 0; i < n; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

/* Letters, digits and the apostrophe of "cont'd" between spaces and marks, case folded.
 * (transfer full) */
static GPtrArray *
words_of(const char *text)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *folded = g_utf8_casefold(text, -1);
    g_autoptr(GString) word = g_string_new(NULL);

    for (const char *p = folded;; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        const bool inner = (c == '\'' || c == 0x2019) && word->len > 0 &&
                           g_unichar_isalpha(g_utf8_get_char(g_utf8_next_char(p)));

        if (c != 0 && (g_unichar_isalnum(c) || inner)) {
            g_string_append_unichar(word, c);
            continue;
        }
        if (word->len > 0)
            g_ptr_array_add(words, g_strdup(word->str));
        g_string_truncate(word, 0);
        if (c == 0)
            return words;
    }
}

static bool
has_phrase(const GPtrArray *words)
{
    for (guint i = 0; i + 1 < words->len && words->len <= MAX_PHRASE; i++)
        for (guint k = 0; k < G_N_ELEMENTS(together); k++)
            if (strcmp(g_ptr_array_index(words, i), together[k][0]) == 0 &&
                strcmp(g_ptr_array_index(words, i + 1), together[k][1]) == 0)
                return true;
    return false;
}

bool
sequel_is_said(const char *text)
{
    g_autoptr(GPtrArray) words = words_of(text);

    if (words->len == 0 || words->len > MAX_WORDS)
        return false;
    for (guint i = 0; i < words->len; i++)
        if (is_among(g_ptr_array_index(words, i), anywhere, G_N_ELEMENTS(anywhere)))
            return true;
    return is_among(g_ptr_array_index(words, 0), at_an_end, G_N_ELEMENTS(at_an_end)) ||
           is_among(g_ptr_array_index(words, words->len - 1), at_an_end, G_N_ELEMENTS(at_an_end)) ||
           has_phrase(words);
}

char *
sequel_key(const char *text)
{
    g_autoptr(GPtrArray) words = words_of(text);
    GString *key = g_string_new(NULL);

    if (words->len > 1) {
        const char *last = g_ptr_array_index(words, words->len - 1);

        if (is_among(last, anywhere, G_N_ELEMENTS(anywhere)) ||
            is_among(last, at_an_end, G_N_ELEMENTS(at_an_end)))
            g_ptr_array_set_size(words, (gint)words->len - 1);
    }
    for (guint i = 0; i < words->len; i++)
        g_string_append(key, g_ptr_array_index(words, i));
    return g_string_free(key, FALSE);
}
