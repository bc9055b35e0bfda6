/* tests/json_mutator.h - changes the JSON of pages so that it is JSON still
 *
 * A change of bytes seldom leaves a page that can be read. Page JSON has one
 * element a line (pipeline/model/page_json.h), so lines are what is copied,
 * moved and dropped, and within a line numbers and texts are changed. Several
 * pages stand one after the other with NUL between them.
 */
#pragma once

#include <glib.h>
#include <string.h>

size_t LLVMFuzzerMutate(guint8 *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(guint8 *data, size_t size, size_t max_size, unsigned int seed);

/* From @from, the end of the line that begins there, its line end taken. */
static inline const char *
json_mutator_line_end(const char *from, const char *end)
{
    const char *found = memchr(from, '\n', (gsize)(end - from));

    return found != NULL ? found + 1 : end;
}

/* The beginning of a line. */
static inline const char *
json_mutator_line(GRand *random, const char *text, gsize size)
{
    const char *at = text + g_rand_int_range(random, 0, (gint32)size);

    while (at > text && at[-1] != '\n')
        at--;
    return at;
}

/* A line that is an element of an array; NULL when chance finds none. */
static inline const char *
json_mutator_element(GRand *random, const char *text, gsize size)
{
    for (guint i = 0; i < 8; i++) {
        const char *line = json_mutator_line(random, text, size);

        if (*line == '{')
            return line;
    }
    return NULL;
}

/* Puts @with in the place of @n bytes of @text at @at. */
static inline void
json_mutator_replace(GString *text, gsize at, gsize n, const char *with, gsize n_with)
{
    g_string_erase(text, (gssize)at, (gssize)n);
    g_string_insert_len(text, (gssize)at, with, (gssize)n_with);
}

/* An element again before another one: near, where one kind is, or anywhere. */
static inline void
json_mutator_copy(GRand *random, GString *text, bool moves)
{
    const char *from = json_mutator_element(random, text->str, text->len);
    const char *to = json_mutator_element(random, text->str, text->len);

    if (from == NULL || to == NULL)
        return;
    const gsize n = (gsize)(json_mutator_line_end(from, text->str + text->len) - from),
                at = (gsize)(to - text->str);
    g_autofree char *line = g_strndup(from, n);
    if (moves)
        g_string_erase(text, from - text->str, (gssize)n);
    if (n > 2 && line[n - 2] == ',')
        g_string_insert_len(text, (gssize)MIN(at, text->len), line, (gssize)n);
}

/* Some elements in a row less. */
static inline void
json_mutator_drop(GRand *random, GString *text)
{
    const char *from = json_mutator_element(random, text->str, text->len);
    const char *to = from;
    const char *end = text->str + text->len;
    const gint n = 1 << g_rand_int_range(random, 0, 8);

    for (gint i = 0; i < n && to != NULL && to < end && *to == '{'; i++) {
        const char *next = json_mutator_line_end(to, end);

        if (next - to < 2 || next[-2] != ',')
            break;
        to = next;
    }
    if (from != NULL)
        g_string_erase(text, from - text->str, to - from);
}

static inline bool
json_mutator_is_number(char c)
{
    return g_ascii_isdigit(c) || c == '.' || c == '-';
}

/* Another number for one of those there are: another one of the page, one close by, or an odd one.
 */
static inline void
json_mutator_number(GRand *random, GString *text)
{
    static const char *const odd[] = { "0",   "-1",  "1",    "2",     "0.001",  "12",     "90",
                                       "180", "270", "1000", "10000", "100000", "1440000" };
    gsize at = (gsize)g_rand_int_range(random, 0, (gint32)text->len);
    gsize n = 0;

    while (at < text->len && !json_mutator_is_number(text->str[at]))
        at++;
    while (at > 0 && json_mutator_is_number(text->str[at - 1]))
        at--;
    while (at + n < text->len && json_mutator_is_number(text->str[at + n]))
        n++;
    if (n == 0)
        return;
    g_autofree char *old = g_strndup(text->str + at, n);
    const bool is_whole = strchr(old, '.') == NULL;
    char near[G_ASCII_DTOSTR_BUF_SIZE];
    const double shift = g_rand_double_range(random, -1, 1) * (1 << g_rand_int_range(random, 0, 9));
    g_ascii_formatd(near, sizeof near, is_whole ? "%.0f" : "%.3f",
                    g_ascii_strtod(old, NULL) + (is_whole ? shift / 64 : shift));
    const char *with =
        g_rand_boolean(random) ? near : odd[g_rand_int_range(random, 0, G_N_ELEMENTS(odd))];
    json_mutator_replace(text, at, n, with, strlen(with));
}

/* Another text: short ones mean much to a page, long ones and odd letters are rare in seeds. */
static inline void
json_mutator_text(GRand *random, GString *text)
{
    static const char *const texts[] = { "1",
                                         "1.1",
                                         "a)",
                                         "-",
                                         "\xe2\x80\xa2",
                                         "iv",
                                         "*",
                                         "Table",
                                         "Figure",
                                         "Chapter",
                                         "1,234",
                                         "(12)",
                                         "12%",
                                         "\xe2\x80\x94",
                                         "...........",
                                         "def",
                                         "{",
                                         "|",
                                         "\xd7\x90",
                                         "\xe4\xb8\x80",
                                         "e\xcc\x81",
                                         "Contents",
                                         "total:",
                                         "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww" };
    const gsize from = (gsize)g_rand_int_range(random, 0, (gint32)text->len);
    const char *found = strstr(text->str + from, "\"text\":\"");
    const char *end = found != NULL ? strchr(found + 8, '"') : NULL;

    if (end == NULL)
        return;
    const char *with = texts[g_rand_int_range(random, 0, G_N_ELEMENTS(texts))];
    json_mutator_replace(text, (gsize)(found + 8 - text->str), (gsize)(end - found - 8), with,
                         strlen(with));
}

static inline void
json_mutator_flag(GRand *random, GString *text)
{
    const gsize from = (gsize)g_rand_int_range(random, 0, (gint32)text->len);
    const char *found = strstr(text->str + from, ":false");

    if (found != NULL)
        json_mutator_replace(text, (gsize)(found - text->str), 6, ":true", 5);
}

size_t
LLVMFuzzerCustomMutator(guint8 *data, size_t size, size_t max_size, unsigned int seed)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    const gint rounds = 1 << g_rand_int_range(random, 0, 5);

    if (size < 16 || data[0] != '{' || g_rand_int_range(random, 0, 16) == 0)
        return LLVMFuzzerMutate(data, size, max_size);
    GString *text = g_string_new_len((const char *)data, (gssize)size);
    for (gint i = 0; i < rounds && text->len > 16; i++) {
        const gint what = g_rand_int_range(random, 0, 16);

        if (what < 7)
            json_mutator_number(random, text);
        else if (what < 11)
            json_mutator_text(random, text);
        else if (what < 13)
            json_mutator_copy(random, text, what == 12);
        else if (what < 15)
            json_mutator_drop(random, text);
        else
            json_mutator_flag(random, text);
    }
    const gsize n = MIN(text->len, max_size);
    memcpy(data, text->str, n);
    g_string_free(text, TRUE);
    return n;
}
