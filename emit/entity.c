/* emit/entity.c - text in HTML */
#include "emit/entity.h"

#include "emit/escape.h"

void
entity_append(GString *out, const char *text)
{
    g_autofree char *clean = escape_clean(text);

    for (const char *p = clean; *p != '\0'; p++) {
        if (*p == '&')
            g_string_append(out, "&amp;");
        else if (*p == '<')
            g_string_append(out, "&lt;");
        else if (*p == '>')
            g_string_append(out, "&gt;");
        else
            g_string_append_c(out, *p);
    }
}

void
entity_append_attribute(GString *out, const char *name, const char *value)
{
    g_autoptr(GString) quoted = g_string_new(NULL);

    entity_append(quoted, value);
    g_string_replace(quoted, "\"", "&quot;", 0);
    g_string_append_printf(out, " %s=\"%s\"", name, quoted->str);
}
