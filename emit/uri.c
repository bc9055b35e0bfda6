/* emit/uri.c - addresses as link targets */
#include "emit/uri.h"

#include "emit/escape.h"

#include <string.h>

static bool
has_scheme(const char *uri)
{
    const char *p = uri;

    if (!g_ascii_isalpha(*p))
        return false;
    while (g_ascii_isalnum(*p) || (*p != '\0' && strchr("+-.", *p) != NULL))
        p++;
    return *p == ':' && p - uri > 1; /* "C:" is a drive */
}

/* What an address begins with that leaves its scheme out; NULL for none that is known. */
static const char *
missing_scheme(const char *uri)
{
    if (has_scheme(uri))
        return "";
    if (g_ascii_strncasecmp(uri, "www.", 4) == 0)
        return "https://";
    const char *at = strchr(uri, '@');
    return at != NULL && at > uri && strpbrk(uri, "/ ") == NULL && strchr(at, '.') != NULL
               ? "mailto:"
               : NULL;
}

bool
uri_is_safe(const char *uri)
{
    static const char *const unsafe[] = { "javascript:", "vbscript:", "data:", "file:" };

    while (g_ascii_isspace(*uri))
        uri++;
    for (guint i = 0; i < G_N_ELEMENTS(unsafe); i++)
        if (g_ascii_strncasecmp(uri, unsafe[i], strlen(unsafe[i])) == 0)
            return false;
    return missing_scheme(uri) != NULL;
}

/* Parentheses may stay where they are in pairs, which is how most of those in real addresses
 * stand; and parsers bound their depth. */
static bool
has_paired_parentheses(const char *uri)
{
    int depth = 0;

    for (const char *p = uri; *p != '\0'; p++) {
        depth += (*p == '(') - (*p == ')');
        if (depth < 0 || depth > 3)
            return false;
    }
    return depth == 0;
}

char *
uri_escape(const char *uri)
{
    g_autofree char *valid = g_utf8_make_valid(uri, -1);
    const bool paired = has_paired_parentheses(valid);
    const char *last_semicolon = strrchr(valid, ';');
    const char *start = valid;
    GString *out = g_string_new(NULL);

    while (g_ascii_isspace(*start))
        start++;
    const char *scheme = missing_scheme(start);
    g_string_append(out, scheme != NULL ? scheme : "");
    for (const char *p = start; *p != '\0'; p++) {
        const guchar c = (guchar)*p;

        if (c <= 0x20 || c == 0x7F || strchr("<>\\`", c) != NULL)
            g_string_append_printf(out, "%%%02X", c);
        else if ((c == '(' || c == ')') && !paired)
            g_string_append_printf(out, "\\%c", c);
        else if (c == '&' && (p[1] == '#' || g_ascii_isalpha(p[1])) && p < last_semicolon)
            g_string_append(out, "&amp;");
        else
            g_string_append_c(out, (char)c);
    }
    return g_string_free(out, FALSE);
}
