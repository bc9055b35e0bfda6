/* pipeline/reread.c - a written Markdown file as GitHub reads it */
#include "pipeline/reread.h"

#include "emit/anchor.h"
#include "emit/escape.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(cmark_parser, cmark_parser_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cmark_node, cmark_node_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cmark_iter, cmark_iter_free)

/* One file on its way. */
typedef struct {
    Reread *reread;
    const char *body;  /* of the file, behind its front matter */
    char **lines;      /* of the body */
    GHashTable *taken; /* ids of headings so far, for anchor_unique_slug() */
    GString *heading;  /* text of the heading at hand, NULL outside of one */
    guint titles;      /* level-1 headings */
} Reader;

static void fault(Reader *reader, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
fault(Reader *reader, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_ptr_array_add(reader->reread->faults, g_strdup_vprintf(format, args));
    va_end(args);
}

/* The block at hand is over: so is its last word. */
static void
flush(Reader *reader)
{
    g_string_append_c(reader->reread->words, '\n');
}

static void
add_text(Reader *reader, const char *text)
{
    g_string_append(reader->reread->words, text);
    if (reader->heading != NULL)
        g_string_append(reader->heading, text);
}

/* Text between the tags of @html, and where its links lead. */
static void
add_html(Reader *reader, const char *html)
{
    for (const char *p = html; *p != '\0';) {
        const char *end = *p == '<' ? strchr(p, '>') : NULL;

        if (end != NULL) {
            if (g_str_has_prefix(p, "<a href=\"")) {
                const char *from = p + strlen("<a href=\"");
                g_autofree char *raw = g_strndup(from, strcspn(from, "\""));
                g_autoptr(GString) target = g_string_new(raw);

                g_string_replace(target, "&amp;", "&", 0);
                g_ptr_array_add(reader->reread->links, g_strdup(target->str));
            }
            /* A cell ends the word, a style does not. */
            if (g_str_has_prefix(p, "<br") || g_str_has_prefix(p, "<t") ||
                g_str_has_prefix(p, "</t"))
                add_text(reader, " ");
            p = end + 1;
        } else if (g_str_has_prefix(p, "&lt;") || g_str_has_prefix(p, "&gt;")) {
            add_text(reader, p[1] == 'l' ? "<" : ">");
            p += 4;
        } else if (g_str_has_prefix(p, "&amp;")) {
            add_text(reader, "&");
            p += 5;
        } else {
            const char one[] = { *p++, '\0' };
            add_text(reader, one);
        }
    }
}

/* A fenced block that the file's end closes, or its container's. */
static void
check_fence(Reader *reader, cmark_node *node)
{
    int length = 0, offset = 0;
    char character = 0;
    const int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);

    if (!cmark_node_get_fenced(node, &length, &offset, &character))
        return;
    const char *line =
        last >= 1 && (guint)last <= g_strv_length(reader->lines) ? reader->lines[last - 1] : "";
    line += strspn(line, " >\t");
    gsize run = 0;
    while (line[run] == character)
        run++;
    if (last <= first || run < (gsize)length || line[run + strspn(line + run, " \r")] != '\0')
        fault(reader, "the code fence of line %d is left open", first);
}

/* Does the file have @text as a mark, not escaped to be text? */
static bool
is_meant(const Reader *reader, const char *text)
{
    for (const char *p = strstr(reader->body, text); p != NULL; p = strstr(p + 1, text))
        if (p == reader->body || p[-1] != '\\')
            return true;
    return false;
}

/* A reference that has no note stays text. */
static void
check_notes(Reader *reader, const char *text)
{
    for (const char *p = strstr(text, "[^"); p != NULL; p = strstr(p + 2, "[^")) {
        const gsize digits = strspn(p + 2, "0123456789");
        g_autofree char *mark = g_strndup(p, digits + 3);

        if (digits > 0 && p[2 + digits] == ']' && is_meant(reader, mark))
            fault(reader, "footnote %.*s has no text", (int)digits, p + 2);
    }
}

static void
end_heading(Reader *reader, cmark_node *node)
{
    g_autofree char *clean = escape_line(reader->heading->str);
    g_autofree char *slug = anchor_unique_slug(reader->taken, clean);

    if (*slug != '\0')
        g_hash_table_add(reader->reread->anchors, g_steal_pointer(&slug));
    reader->titles += cmark_node_get_heading_level(node) == 1;
    g_string_free(reader->heading, TRUE);
    reader->heading = NULL;
}

/* Numbers of items are text to a reader. */
static void
add_item_number(Reader *reader, cmark_node *item)
{
    cmark_node *list = cmark_node_parent(item);
    int number;

    if (list == NULL || cmark_node_get_list_type(list) != CMARK_ORDERED_LIST)
        return;
    number = cmark_node_get_list_start(list);
    for (cmark_node *at = cmark_node_previous(item); at != NULL; at = cmark_node_previous(at))
        number++;
    g_string_append_printf(reader->reread->words, "%d.\n", number);
}

static void
enter(Reader *reader, cmark_node *node)
{
    const cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_HEADING) {
        reader->heading = g_string_new(NULL);
    } else if (type == CMARK_NODE_ITEM) {
        flush(reader);
        add_item_number(reader, node);
    } else if (type == CMARK_NODE_TEXT) {
        check_notes(reader, cmark_node_get_literal(node));
        add_text(reader, cmark_node_get_literal(node));
    } else if (type == CMARK_NODE_CODE) {
        add_text(reader, cmark_node_get_literal(node));
    } else if (type == CMARK_NODE_CODE_BLOCK) {
        check_fence(reader, node);
        add_text(reader, cmark_node_get_literal(node));
        flush(reader);
    } else if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) {
        add_html(reader, cmark_node_get_literal(node));
    } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
        add_text(reader, " ");
    } else if (type == CMARK_NODE_LINK) {
        g_ptr_array_add(reader->reread->links, g_strdup(cmark_node_get_url(node)));
    } else if (type == CMARK_NODE_IMAGE) {
        g_ptr_array_add(reader->reread->images, g_strdup(cmark_node_get_url(node)));
    }
}

/* Blocks and cells end words, spans of text do not. */
static void
leave(Reader *reader, cmark_node *node)
{
    if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
        end_heading(reader, node);
    if ((cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK)
        flush(reader);
}

static bool
is_leaf(cmark_node *node)
{
    const cmark_node_type type = cmark_node_get_type(node);

    return type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK;
}

static void
walk(Reader *reader, cmark_node *root)
{
    g_autoptr(cmark_iter) iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);

        /* What describes a picture is its caption once more. */
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_IMAGE) {
            enter(reader, node);
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
            continue;
        }
        if (event == CMARK_EVENT_ENTER)
            enter(reader, node);
        if (event == CMARK_EVENT_EXIT || is_leaf(node))
            leave(reader, node);
    }
    flush(reader);
}

static cmark_node *
parse(const char *text)
{
    static const char *const extensions[] = { "table", "strikethrough", "autolink", "tagfilter",
                                              "tasklist" };

    cmark_gfm_core_extensions_ensure_registered();
    g_autoptr(cmark_parser) parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (guint i = 0; i < G_N_ELEMENTS(extensions); i++) {
        cmark_syntax_extension *extension = cmark_find_syntax_extension(extensions[i]);

        if (extension != NULL)
            cmark_parser_attach_syntax_extension(parser, extension);
    }
    cmark_parser_feed(parser, text, strlen(text));
    return cmark_parser_finish(parser);
}

/* @text behind what stands between two lines of dashes at its start. */
static const char *
skip_front_matter(const char *text)
{
    const char *end = g_str_has_prefix(text, "---\n") ? strstr(text, "\n---\n") : NULL;

    return end != NULL ? end + strlen("\n---\n") : text;
}

Reread *
reread_new(const char *name, const char *text)
{
    Reread *reread = g_new0(Reread, 1);
    const char *body = skip_front_matter(text);
    g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Reader reader = { .reread = reread, .body = body, .lines = lines, .taken = taken };
    g_autoptr(cmark_node) root = parse(body);

    reread->name = g_strdup(name);
    reread->faults = g_ptr_array_new_with_free_func(g_free);
    reread->anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    reread->links = g_ptr_array_new_with_free_func(g_free);
    reread->images = g_ptr_array_new_with_free_func(g_free);
    reread->words = g_string_new(NULL);
    walk(&reader, root);
    if (reader.titles == 0)
        fault(&reader, "there is no level-1 heading");
    if (!g_utf8_validate(text, -1, NULL))
        fault(&reader, "it is not UTF-8");
    else if (strstr(text, "\xE2\x80\x8B") != NULL)
        fault(&reader, "there is a U+200B");
    return reread;
}

bool
reread_is_contents(const Reread *reread)
{
    g_autofree char *name = g_path_get_basename(reread->name);

    return strcmp(name, "README.md") == 0 || strcmp(name, "_index.md") == 0 ||
           strcmp(name, "SUMMARY.md") == 0;
}

void
reread_free(Reread *reread)
{
    if (reread == NULL)
        return;
    g_free(reread->name);
    g_ptr_array_unref(reread->faults);
    g_hash_table_unref(reread->anchors);
    g_ptr_array_unref(reread->links);
    g_ptr_array_unref(reread->images);
    g_string_free(reread->words, TRUE);
    g_free(reread);
}
