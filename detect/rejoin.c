/* detect/rejoin.c - long lines of code that the typesetter broke */
#include "detect/rejoin.h"

#include <stdbool.h>
#include <string.h>

/* Arrows with hooks are nobody's program. TeX's are made of an arrow and a hook of its own, which
 * fonts call a comma or a hyphen. */
static const char *const starts[] = { "\u21AA", "\u2937", "\u21B3", ",\u2192", "\u0592\u2192" };
static const char *const ends[] = { "\u21A9", "\u21B5",  "\u23CE",       "\u2936",
                                    "\u21B2", "\u2190-", "\u2190\u0593", "\u2190," };

/* How long the mark is that @line begins with, spaces before and one behind it counted. */
static gsize
start_length(const char *line)
{
    const gsize indent = strspn(line, " ");

    for (guint i = 0; i < G_N_ELEMENTS(starts); i++)
        if (g_str_has_prefix(line + indent, starts[i])) {
            const gsize n = indent + strlen(starts[i]);
            return n + (line[n] == ' ');
        }
    return 0;
}

/* Takes a mark off the end of @line. Returns whether there was one; @space: was it apart? */
static bool
take_end(GString *line, bool *space)
{
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        if (!g_str_has_suffix(line->str, ends[i]))
            continue;
        g_string_truncate(line, line->len - strlen(ends[i]));
        *space = line->len > 0 && line->str[line->len - 1] == ' ';
        while (line->len > 0 && line->str[line->len - 1] == ' ')
            g_string_truncate(line, line->len - 1);
        return true;
    }
    return false;
}

char *
rejoin_lines(const char *code)
{
    g_auto(GStrv) lines = g_strsplit(code, "\n", -1);
    GString *out = g_string_new(NULL);
    g_autoptr(GString) line = g_string_new(lines[0]);
    guint written = 0;

    for (guint i = 0; lines[i] != NULL; i++) {
        const char *next = lines[i + 1];
        const gsize start = next != NULL ? start_length(next) : 0;
        bool space = true;
        const bool broken = next != NULL && *next != '\0' && take_end(line, &space);

        if (broken || start > 0) {
            /* Without a mark at its start the next part has an indentation of its own. */
            const char *rest = next + (start > 0 ? start : strspn(next, " "));

            g_string_append_printf(line, "%s%s", space ? " " : "", rest);
            continue;
        }
        g_string_append_printf(out, "%s%s", written++ > 0 ? "\n" : "", line->str);
        g_string_assign(line, next != NULL ? next : "");
    }
    return g_string_free(out, FALSE);
}
