/* emit/filename.c - titles as parts of file names */
#include "emit/filename.h"

#include <stdbool.h>
#include <string.h>

/* File names are read in listings, and some systems and archives stop at 100. */
#define MAX_NAME 48

/* "Chapter 3: The eval loop", "3. The eval loop". */
const char *
filename_skip_number(const char *title)
{
    static const char *const words[] = { "chapter ", "kapitel ", "chapitre ", "capitolo ",
                                         "hoofdstuk " };
    const char *p = title;

    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strncasecmp(title, words[i], strlen(words[i])) == 0)
            p = title + strlen(words[i]);
    const gsize digits = strspn(p, "0123456789.");
    if (digits == 0)
        return title;
    for (p += digits; *p != '\0' && !g_unichar_isalnum(g_utf8_get_char(p));)
        p = g_utf8_next_char(p);
    return g_unichar_isalpha(g_utf8_get_char(p)) ? p : title;
}

/* Letters that do not decompose into an ASCII letter and a mark. */
static const char *
ascii_letters(gunichar c)
{
    switch (c) {
    case 0xDF:
        return "ss";
    case 0xE6:
        return "ae";
    case 0xF8:
        return "o";
    case 0x0142:
        return "l";
    case 0x0153:
        return "oe";
    case 0x0131:
        return "i";
    default:
        return NULL;
    }
}

char *
filename_slug(const char *title)
{
    g_autofree char *plain = g_utf8_normalize(filename_skip_number(title), -1, G_NORMALIZE_ALL);
    GString *slug = g_string_new(NULL);
    bool gap = false;

    for (const char *p = plain; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_unichar_tolower(g_utf8_get_char(p));
        const char *letters = ascii_letters(c);
        const char own[] = { c < 0x80 && g_ascii_isalnum((char)c) ? (char)c : '\0', '\0' };

        /* A mark belongs to the letter before it, an apostrophe to its word. */
        if (g_unichar_ismark(c) || c == '\'' || c == 0x2019)
            continue;
        if (letters == NULL && *own == '\0') {
            gap = true;
            continue;
        }
        if (gap && slug->len >= MAX_NAME)
            break;
        if (gap && slug->len > 0)
            g_string_append_c(slug, '-');
        gap = false;
        g_string_append(slug, letters != NULL ? letters : own);
    }
    g_string_truncate(slug, MIN(slug->len, 2 * MAX_NAME));
    if (slug->len == 0)
        g_string_append(slug, "chapter");
    return g_string_free(slug, FALSE);
}
