/* detect/hyphen.c - words broken at line ends, whole again
 *
 * In order: capitals and digits after the hyphen keep it (Anglo-Saxon,
 * ISO-8859); the form that stands elsewhere in the document wins, by count if
 * both do; two words that stand by themselves elsewhere are a compound; what
 * no other place tells loses its hyphen, as typesetters break far more words
 * than authors hyphenate. A word that has a hyphen already
 * (state-of-the-) keeps the second one.
 */
#include "detect/hyphen.h"

#include "detect/phrase.h"

#include <string.h>

#define MIN_PART 4 /* letters: shorter words are syllables of longer ones */

struct HyphenDictionary {
    const Document *document;
    GHashTable *
        *counts; /* char * folded, hyphens as '-' -> guint *; NULL until they are asked for */
};

static bool
is_word_char(gunichar c)
{
    return g_unichar_isalnum(c) || phrase_is_hyphen(c) || c == '\'' || c == 0x2019;
}

/* Appends @c as the dictionary has it. */
static void
append_folded(GString *word, gunichar c)
{
    if (phrase_is_hyphen(c))
        g_string_append_c(word, '-');
    else
        g_string_append_unichar(word, c == 0x2019 ? '\'' : g_unichar_tolower(c));
}

static void
count_words(GHashTable *counts, const char *text)
{
    g_autoptr(GString) word = g_string_new(NULL);

    for (const char *p = text;; p = g_utf8_next_char(p)) {
        const gunichar c = *p != '\0' ? g_utf8_get_char(p) : ' ';

        if (is_word_char(c)) {
            append_folded(word, c);
            continue;
        }
        if (word->len > 1) {
            guint *count = g_hash_table_lookup(counts, word->str);

            if (count == NULL) {
                count = g_new0(guint, 1);
                g_hash_table_insert(counts, g_strdup(word->str), count);
            }
            (*count)++;
        }
        g_string_truncate(word, 0);
        if (*p == '\0')
            return;
    }
}

/* Cuts a word that may be half of one off the end, or the start, of a line. */
static void
count_line(GHashTable *counts, char *text, bool *cut_first)
{
    char *start = text;

    if (*cut_first)
        start += strcspn(start, " ");
    *cut_first = phrase_is_hyphen(phrase_last_char(text));
    if (*cut_first) {
        char *last = strrchr(start, ' ');

        if (last == NULL)
            return;
        *last = '\0';
    }
    count_words(counts, start);
}

static GHashTable *
count_document(const Document *document)
{
    GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = mark_page(document, p);
        bool cut_first = false;

        for (guint l = 0; l < page->lines->len; l++) {
            g_autofree char *text = phrase_line(page, page_line(page, l), 0);

            count_line(counts, text, &cut_first);
        }
    }
    return counts;
}

HyphenDictionary *
hyphen_dictionary_new(const Document *document)
{
    HyphenDictionary *dictionary = g_new0(HyphenDictionary, 1);

    *dictionary = (HyphenDictionary){ document, g_new0(GHashTable *, 1) };
    return dictionary;
}

void
hyphen_dictionary_free(HyphenDictionary *dictionary)
{
    if (dictionary == NULL)
        return;
    g_clear_pointer(dictionary->counts, g_hash_table_unref);
    g_free(dictionary->counts);
    g_free(dictionary);
}

static guint
count_of(const HyphenDictionary *dictionary, const char *left, const char *between,
         const char *right)
{
    g_autofree char *word = g_strconcat(left, between, right, NULL);

    if (*dictionary->counts == NULL)
        *dictionary->counts = count_document(dictionary->document);
    const guint *count = g_hash_table_lookup(*dictionary->counts, word);
    return count != NULL ? *count : 0;
}

/* The word characters at the end of @left without the hyphen, folded. */
static char *
tail_word(const char *left)
{
    const char *end = g_utf8_prev_char(left + strlen(left)), *start = end;

    while (start > left) {
        const char *before = g_utf8_prev_char(start);

        if (!is_word_char(g_utf8_get_char(before)))
            break;
        start = before;
    }

    GString *word = g_string_new(NULL);
    for (const char *p = start; p < end; p = g_utf8_next_char(p))
        append_folded(word, g_utf8_get_char(p));
    return g_string_free(word, FALSE);
}

/* The word characters at the start of @right, folded. */
static char *
head_word(const char *right)
{
    GString *word = g_string_new(NULL);

    for (const char *p = right; *p != '\0' && is_word_char(g_utf8_get_char(p));
         p = g_utf8_next_char(p))
        append_folded(word, g_utf8_get_char(p));
    while (word->len > 0 && word->str[word->len - 1] == '-')
        g_string_truncate(word, word->len - 1);
    return g_string_free(word, FALSE);
}

guint
hyphen_count(const HyphenDictionary *dictionary, const char *word)
{
    g_autofree char *head = head_word(word);

    return count_of(dictionary, head, "", "");
}

/* Words that English writes together with what follows, or goes before, as often as not. */
static bool
builds_words(const char *head, const char *tail)
{
    static const char *const heads[] = { "after", "any",   "back",  "down",  "every",   "fore",
                                         "here",  "inter", "more",  "never", "none",    "other",
                                         "over",  "some",  "super", "there", "through", "trans",
                                         "under", "where", "with",  NULL };
    static const char *const tails[] = { "able", "body",  "ever", "fore",     "form",  "hood",
                                         "less", "like",  "ment", "ness",     "over",  "port",
                                         "self", "ship",  "side", "standing", "stand", "thing",
                                         "tion", "times", "ward", "wards",    "ways",  "where",
                                         "wise", "work",  NULL };

    return g_strv_contains(heads, head) || g_strv_contains(tails, tail);
}

/* Are both parts words of their own here, as those of a compound are and the halves of a broken
 * word seldom? */
static bool
is_compound(const HyphenDictionary *dictionary, const char *head, const char *tail)
{
    static const char *const openers[] = { "two",   "three", "four", "five", "seven",
                                           "eight", "nine",  "self", "well", NULL };
    const gsize shorter = MIN(strlen(head), strlen(tail));
    const guint once = MIN(count_of(dictionary, head, "", ""), count_of(dictionary, "", "", tail));

    /* Next to no English word goes on behind these: two-dimensional, self-contained. */
    if (g_strv_contains(openers, head) && strlen(tail) > MIN_PART)
        return true;
    return shorter >= MIN_PART && once >= (shorter > MIN_PART ? 1 : 2) && !builds_words(head, tail);
}

bool
hyphen_is_soft(const HyphenDictionary *dictionary, const char *left, const char *right)
{
    if (!phrase_is_hyphen(phrase_last_char(left)))
        return false;
    /* U+00AD says so itself. */
    if (phrase_last_char(left) == 0x00AD)
        return true;

    g_autofree char *head = tail_word(left);
    g_autofree char *tail = head_word(right);
    const gunichar next = phrase_first_char(right);

    if (*head == '\0' || *tail == '\0' || !g_unichar_isalpha(next) ||
        !g_unichar_isalpha(phrase_last_char(head)))
        return false;

    const guint whole = count_of(dictionary, head, "", tail);
    const guint hyphened = count_of(dictionary, head, "-", tail);

    /* All capitals are broken like small letters. */
    if (g_unichar_isupper(next) && whole == 0) {
        const char *before = g_utf8_find_prev_char(left, left + strlen(left) - 1);
        const gunichar last = before != NULL ? g_utf8_get_char(before) : 0;

        return g_unichar_isupper(last) && hyphened == 0 && strlen(head) > 1 && strlen(tail) > 1 &&
               g_unichar_isupper(g_utf8_get_char(g_utf8_next_char(right)));
    }
    if (whole != hyphened)
        return whole > hyphened;
    return strchr(head, '-') == NULL && !is_compound(dictionary, head, tail);
}

bool
hyphen_is_dash(const char *left, const char *right)
{
    const gsize n = strlen(left);
    const char *last = n > 0 ? g_utf8_prev_char(left + n) : left;

    if (last == left || last[-1] == ' ')
        return true;
    /* "pre- and post-war" */
    return g_str_has_prefix(right, "and ") || g_str_has_prefix(right, "or ") ||
           g_str_has_prefix(right, "to ") || g_str_has_prefix(right, "und ") ||
           g_str_has_prefix(right, "oder ");
}
