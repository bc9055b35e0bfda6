/* emit/deadlink.c - links in written Markdown that lead nowhere
 *
 * Reads the Markdown that this program writes: links are `](target)` outside
 * code, headings begin with `#` at the start of a line outside fences.
 */
#include "emit/deadlink.h"

#include "emit/anchor.h"
#include "emit/escape.h"

#include <stdbool.h>
#include <string.h>

typedef struct {
    GHashTable *anchors; /* "file" and "file#slug", owned */
    GPtrArray *links;    /* "file", "target", in turn, owned */
} Found;

/* The end of the code span that begins at @p, after its last backtick; NULL for none. */
static const char *
code_end(const char *p)
{
    const gsize run = strspn(p, "`");

    for (p += run; *p != '\0';) {
        const gsize other = strspn(p, "`");

        if (other == run)
            return p + other;
        p += MAX(other, 1);
    }
    return NULL;
}

/* The code between the backticks at @p and before @end, without the spaces that part it from
 * backticks of its own. */
static void
append_code(GString *text, const char *p, const char *end)
{
    const gsize run = strspn(p, "`");
    g_autofree char *code = g_strndup(p + run, (gsize)(end - p) - 2 * run);
    const gsize length = strlen(code);
    const bool padded = length > 2 && *code == ' ' && code[length - 1] == ' ';

    g_string_append_len(text, code + padded, (gssize)(length - 2 * (gsize)padded));
}

/* The end of a link's target: the parenthesis that closes the one before @p. */
static const char *
target_end(const char *p)
{
    int depth = 1;

    for (; *p != '\0'; p++) {
        if (*p == '\\' && p[1] != '\0')
            p++;
        else if (*p == '(')
            depth++;
        else if (*p == ')' && --depth == 0)
            return p;
    }
    return NULL;
}

/* The length of a tag that this program writes; 0 where none begins. */
static gsize
tag_length(const char *p)
{
    static const char *const tags[] = { "<strong>", "</strong>", "<em>",   "</em>", "<sup>",
                                        "</sup>",   "<sub>",     "</sub>", "<br>",  "</a>" };

    for (guint i = 0; i < G_N_ELEMENTS(tags); i++)
        if (g_str_has_prefix(p, tags[i]))
            return strlen(tags[i]);
    return g_str_has_prefix(p, "<a href=\"") && strstr(p, "\">") != NULL
               ? (gsize)(strstr(p, "\">") + 2 - p)
               : 0;
}

/* The text of a line: code as it is, links without their targets, which go to @targets, no tags, no
 * escapes. Stars are left: they are punctuation. */
static char *
read_line(const char *line, GPtrArray *targets)
{
    GString *text = g_string_new(NULL);

    for (const char *p = line; *p != '\0';) {
        const char *end = *p == '`'                   ? code_end(p)
                          : g_str_has_prefix(p, "](") ? target_end(p + 2)
                                                      : NULL;

        if (*p == '\\' && g_ascii_ispunct(p[1])) {
            g_string_append_c(text, p[1]);
            p += 2;
        } else if (*p == '`' && end != NULL) {
            append_code(text, p, end);
            p = end;
        } else if (*p == ']' && end != NULL) {
            g_ptr_array_add(targets, g_strndup(p + 2, (gsize)(end - p - 2)));
            p = end + 1;
        } else if (tag_length(p) > 0) {
            p += tag_length(p);
        } else {
            g_string_append_c(text, *p++);
        }
    }
    return g_string_free(text, FALSE);
}

/* @marks: number signs before a heading, 0 for other lines. */
static void
add_line(Found *found, const char *file, const char *line, gsize marks, GHashTable *taken)
{
    g_autoptr(GPtrArray) targets = g_ptr_array_new();
    g_autofree char *text = read_line(line + marks, targets);
    g_autofree char *clean = escape_line(text);
    g_autofree char *slug = marks > 0 ? anchor_unique_slug(taken, clean) : NULL;

    if (slug != NULL && *slug != '\0')
        g_hash_table_add(found->anchors, g_strdup_printf("%s#%s", file, slug));
    for (guint i = 0; i < targets->len; i++) {
        g_ptr_array_add(found->links, g_strdup(file));
        g_ptr_array_add(found->links, g_ptr_array_index(targets, i));
    }
}

/* What stands behind the quotes and list markers that a line begins with. */
static const char *
skip_prefix(const char *line)
{
    for (;;) {
        const gsize digits = strspn(line, "0123456789");

        if (*line == ' ' || *line == '>')
            line++;
        else if ((*line == '-' || *line == '*') && line[1] == ' ')
            line += 2;
        else if (digits > 0 && (line[digits] == '.' || line[digits] == ')') &&
                 line[digits + 1] == ' ')
            line += digits + 2;
        else
            return line;
    }
}

static void
read_file(Found *found, const DeadlinkFile *file)
{
    g_auto(GStrv) lines = g_strsplit(file->text, "\n", -1);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gsize fence = 0;
    bool table = false; /* in HTML, where brackets are no link */

    g_hash_table_add(found->anchors, g_strdup(file->name));
    for (guint i = 0; lines[i] != NULL; i++) {
        const char *line = skip_prefix(lines[i]);
        const gsize ticks = strspn(line, "`");
        const gsize marks = strspn(line, "#");

        if (fence > 0) {
            fence = ticks >= fence && line[ticks] == '\0' ? 0 : fence;
        } else if (ticks >= 3 && strchr(line + ticks, '`') == NULL) {
            fence = ticks;
        } else if (g_str_has_prefix(line, "<table")) {
            table = true;
        } else if (g_str_has_prefix(line, "</table>")) {
            table = false;
        } else if (!table) {
            add_line(found, file->name, line, marks <= 6 && line[marks] == ' ' ? marks : 0, taken);
        }
    }
}

static bool
is_elsewhere(const char *target)
{
    const gsize scheme =
        strspn(target, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    return scheme > 0 && target[scheme] == ':';
}

static bool
is_picture(const char *target)
{
    return g_str_has_suffix(target, ".png") || g_str_has_suffix(target, ".jpg");
}

GPtrArray *
deadlink_find(const DeadlinkFile *files, guint n)
{
    g_autoptr(GHashTable) anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func(g_free);
    GPtrArray *dead = g_ptr_array_new_with_free_func(g_free);
    Found found = { anchors, links };

    for (guint i = 0; i < n; i++)
        read_file(&found, &files[i]);
    for (guint i = 0; i + 1 < links->len; i += 2) {
        const char *file = g_ptr_array_index(links, i), *target = g_ptr_array_index(links, i + 1);
        g_autofree char *whole =
            *target == '#' ? g_strconcat(file, target, NULL) : g_strdup(target);

        if (!is_elsewhere(target) && !is_picture(target) && !g_hash_table_contains(anchors, whole))
            g_ptr_array_add(dead, g_strdup_printf("%s: %s", file, target));
    }
    return dead;
}
