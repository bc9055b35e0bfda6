/* emit/deadlink.c - links in written Markdown that lead nowhere
 *
 * Reads the Markdown that this program writes: links are `](target)` outside
 * code, headings begin with `#` at the start of a line outside fences.
 */
#include "emit/deadlink.h"

#include "emit/anchor.h"

#include <stdbool.h>
#include <string.h>

typedef struct {
    GHashTable *anchors; /* "file" and "file#slug", owned */
    GPtrArray *links;    /* "file", "target", in turn, owned */
} Found;

/* A line without what is between backticks; an escaped backtick is none. */
static char *
without_code(const char *line)
{
    GString *out = g_string_new(NULL);

    for (const char *p = line; *p != '\0';) {
        if (*p == '\\' && p[1] != '\0') {
            g_string_append_len(out, p, 2);
            p += 2;
            continue;
        }
        const gsize run = strspn(p, "`");
        const char *close = NULL;

        for (const char *q = p + run; run > 0 && *q != '\0' && close == NULL;) {
            const gsize other = strspn(q, "`");

            if (other == run)
                close = q + other;
            q += MAX(other, 1);
        }
        if (close != NULL) {
            p = close;
        } else {
            g_string_append_len(out, p, MAX(run, 1));
            p += MAX(run, 1);
        }
    }
    return g_string_free(out, FALSE);
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

static void
add_links(Found *found, const char *file, const char *line)
{
    g_autofree char *plain = without_code(line);

    for (const char *p = strstr(plain, "]("); p != NULL; p = strstr(p + 1, "](")) {
        const char *end = target_end(p + 2);

        if (end == NULL || (p > plain && p[-1] == '\\'))
            continue;
        g_ptr_array_add(found->links, g_strdup(file));
        g_ptr_array_add(found->links, g_strndup(p + 2, (gsize)(end - p - 2)));
    }
}

/* A heading's text: links without their targets, no tags, no escapes. Other marks are
 * punctuation, which an id leaves out. */
static char *
heading_text(const char *markdown)
{
    g_autoptr(GRegex) targets = g_regex_new("\\]\\([^)]*\\)", 0, 0, NULL);
    g_autoptr(GRegex) tags = g_regex_new("</?(strong|em|sup|sub|br)>", 0, 0, NULL);
    g_autofree char *linked = g_regex_replace_literal(targets, markdown, -1, 0, "]", 0, NULL);

    return g_regex_replace_literal(tags, linked != NULL ? linked : markdown, -1, 0, "", 0, NULL);
}

static void
add_heading(Found *found, const char *file, const char *markdown, GHashTable *taken)
{
    g_autofree char *text = heading_text(markdown);
    g_autofree char *slug = text != NULL ? anchor_unique_slug(taken, text) : NULL;

    if (slug != NULL)
        g_hash_table_add(found->anchors, g_strdup_printf("%s#%s", file, slug));
}

static void
read_file(Found *found, const DeadlinkFile *file)
{
    g_auto(GStrv) lines = g_strsplit(file->text, "\n", -1);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gsize fence = 0;

    g_hash_table_add(found->anchors, g_strdup(file->name));
    for (guint i = 0; lines[i] != NULL; i++) {
        const char *line = lines[i] + strspn(lines[i], " >");
        const gsize ticks = strspn(line, "`");
        const gsize marks = strspn(line, "#");

        if (fence > 0) {
            fence = ticks >= fence && line[ticks] == '\0' ? 0 : fence;
        } else if (ticks >= 3 && strchr(line + ticks, '`') == NULL) {
            fence = ticks;
        } else {
            if (marks >= 1 && marks <= 6 && line[marks] == ' ')
                add_heading(found, file->name, line + marks, taken);
            add_links(found, file->name, line);
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
