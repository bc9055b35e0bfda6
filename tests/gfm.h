/* tests/gfm.h - Markdown read back by cmark-gfm, as GitHub reads it */
#pragma once

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <glib.h>
#include <stdbool.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(cmark_node, cmark_node_free)

static inline cmark_parser *
gfm_parser(void)
{
    static const char *const extensions[] = { "table", "strikethrough", "autolink", "tagfilter",
                                              "tasklist" };
    cmark_parser *parser;

    cmark_gfm_core_extensions_ensure_registered();
    parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (guint i = 0; i < G_N_ELEMENTS(extensions); i++) {
        cmark_syntax_extension *extension = cmark_find_syntax_extension(extensions[i]);

        g_assert_nonnull(extension);
        cmark_parser_attach_syntax_extension(parser, extension);
    }
    return parser;
}

static inline cmark_node *
gfm_parse(const char *markdown)
{
    cmark_parser *parser = gfm_parser();
    cmark_node *root;

    cmark_parser_feed(parser, markdown, strlen(markdown));
    root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

static inline char *
gfm_html(const char *markdown)
{
    cmark_parser *parser = gfm_parser();
    cmark_node *root;
    char *html, *copy;

    cmark_parser_feed(parser, markdown, strlen(markdown));
    root = cmark_parser_finish(parser);
    html = cmark_render_html(root, CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE,
                             cmark_parser_get_syntax_extensions(parser));
    copy = g_strdup(html);
    free(html);
    cmark_node_free(root);
    cmark_parser_free(parser);
    return copy;
}

static inline void
gfm_append_text(GString *text, cmark_node *node)
{
    for (cmark_node *child = cmark_node_first_child(node); child != NULL;
         child = cmark_node_next(child)) {
        const cmark_node_type type = cmark_node_get_type(child);

        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            g_string_append(text, cmark_node_get_literal(child));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            g_string_append_c(text, ' ');
        else if (type == CMARK_NODE_HTML_INLINE &&
                 g_str_has_prefix(cmark_node_get_literal(child), "<br"))
            g_string_append_c(text, ' ');
        else
            gfm_append_text(text, child);
    }
}

/* The text that a reader of @node sees. (transfer full) */
static inline char *
gfm_text(cmark_node *node)
{
    GString *text = g_string_new(NULL);

    gfm_append_text(text, node);
    return g_string_free(text, FALSE);
}
