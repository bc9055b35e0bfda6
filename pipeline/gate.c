/* pipeline/gate.c - what makes a check fail although files are as they were */
#include "pipeline/gate.h"

#include "pipeline/suggestion.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK(gate_error, gate_error)

static const char *const names[] = { "failed",     "empty-pages",   "confidence", "dead-links",
                                     "lost-words", "dropped-words", NULL };

static bool
refuse(GError **error, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, GATE_ERROR, GATE_ERROR_SYNTAX, message);
    return FALSE;
}

static bool
read_number(const char *text, double *number, const char **rest)
{
    char *end;

    *number = g_ascii_isdigit(*text) || *text == '.' ? g_ascii_strtod(text, &end) : -1;
    if (*number < 0 || !isfinite(*number))
        return FALSE;
    *rest = end;
    return TRUE;
}

/* @value: NULL where none was given. @words: a share can be asked for. */
static bool
read_limit(const char *name, const char *value, bool words, GateLimit *limit, GError **error)
{
    const char *rest = "";

    *limit = (GateLimit){ .set = TRUE };
    if (value == NULL)
        return TRUE;
    if (!read_number(value, &limit->most, &rest))
        return refuse(error, "%s=%s: want a number", name, value);
    limit->percent = words && strcmp(rest, "%") == 0;
    if (*rest != '\0' && !limit->percent)
        return refuse(error, "%s=%s: want a number%s", name, value,
                      words ? ", or a share: 2%" : "");
    return TRUE;
}

static bool
read_confidence(const char *value, double *confidence, GError **error)
{
    const char *rest = "";

    return (value != NULL && read_number(value, confidence, &rest) && *rest == '\0' &&
            *confidence <= 1) ||
           refuse(error, "confidence: want the least that will do, from 0 to 1: confidence=0.7");
}

static bool
read_gate(const char *name, const char *value, Gates *gates, GError **error)
{
    if (strcmp(name, "empty-pages") == 0)
        return read_limit(name, value, FALSE, &gates->empty_pages, error);
    if (strcmp(name, "dead-links") == 0)
        return read_limit(name, value, FALSE, &gates->dead_links, error);
    if (strcmp(name, "lost-words") == 0)
        return read_limit(name, value, TRUE, &gates->lost_words, error);
    if (strcmp(name, "confidence") == 0)
        return read_confidence(value, &gates->confidence, error);
    if (strcmp(name, "dropped-words") == 0)
        return value != NULL
                   ? read_limit(name, value, TRUE, &gates->dropped_words, error)
                   : refuse(error, "%s", "dropped-words: want a number: dropped-words=10%");
    if (strcmp(name, "failed") != 0) {
        const char *meant = suggestion_find(name, names);
        g_autofree char *list = g_strjoinv(", ", (char **)names);

        return meant != NULL ? refuse(error, "'%s' is unknown: did you mean %s?", name, meant)
                             : refuse(error, "'%s' is unknown: want some of %s", name, list);
    }
    gates->failed = TRUE;
    return value == NULL || refuse(error, "failed takes no value");
}

bool
gate_read(const char *text, Gates *gates, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);

    *gates = (Gates){ 0 };
    for (guint i = 0; parts[i] != NULL; i++) {
        char *name = g_strstrip(parts[i]);
        char *value = strchr(name, '=');

        if (value != NULL)
            *value++ = '\0';
        if (*name != '\0' && !read_gate(g_strchomp(name), value, gates, error))
            return FALSE;
    }
    return TRUE;
}

bool
gate_exceeds(GateLimit limit, guint n, guint all)
{
    return limit.set && (limit.percent ? n * 100.0 > limit.most * all : n > limit.most);
}
