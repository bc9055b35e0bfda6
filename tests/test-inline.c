/* tests/test-inline.c - runs as Markdown: styles, code, links and notes come back from a GFM parser
 */
#include "emit/inline.h"

#include "tests/gfm.h"

/* A character as a reader sees it. */
typedef struct {
    gunichar c;
    guint flags;
    const char *uri; /* NULL or interned */
} Seen;

static const char *const WORDS[] = {
    "word",
    "a",
    "b",
    "x y",
    " ",
    " ",
    "c ",
    " d",
    "*",
    "**",
    "_",
    "`",
    "``",
    "~",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "!",
    "<",
    "<b>",
    "&amp;",
    "\\",
    "|",
    ".",
    ",",
    ":",
    "\"",
    "-",
    "- ",
    "#",
    "1.",
    "\xC3\xA9",
    "\xE2\x80\x94",
    "\xE2\x82\xAC",
    "\xC2\xA0",
    "http://a.b/_c_",
    "www.a.b",
    "a@b.c",
    "^",
    "[^1]",
    "](",
    "`x`",
    "+1",
    "5",
    "\xE4\xB8\xAD",
};

static const char *const URIS[] = { "http://a.b/_c_", "https://x.org/(y)?a=1&b", "mailto:a@b.c" };

static const char *
label_one(const char *label, gpointer data)
{
    (void)data;
    return strcmp(label, "1") == 0 ? "1" : NULL;
}

static void
add_run(GArray *runs, const char *text, guint flags, const char *uri)
{
    const Run like = { .flags = flags, .uri = (char *)uri };

    run_array_append(runs, text, &like);
}

static GArray *
random_runs(GRand *random)
{
    static const guint styles[] = { 0,
                                    0,
                                    0,
                                    RUN_BOLD,
                                    RUN_BOLD,
                                    RUN_ITALIC,
                                    RUN_ITALIC,
                                    RUN_BOLD | RUN_ITALIC,
                                    RUN_CODE,
                                    RUN_CODE,
                                    RUN_CODE | RUN_BOLD,
                                    RUN_SUPER,
                                    RUN_SUB,
                                    RUN_DOUBT,
                                    RUN_DOUBT | RUN_BOLD,
                                    RUN_DOUBT | RUN_CODE,
                                    RUN_BREAK,
                                    RUN_NOTE };
    GArray *runs = run_array_new();
    const int n = g_rand_int_range(random, 1, 9);

    for (int i = 0; i < n; i++) {
        const guint flags = styles[g_rand_int_range(random, 0, G_N_ELEMENTS(styles))];
        g_autoptr(GString) text = g_string_new(NULL);
        const bool linked =
            g_rand_int_range(random, 0, 5) == 0 && !(flags & (RUN_BREAK | RUN_NOTE));

        for (int k = g_rand_int_range(random, 1, 4); k > 0; k--)
            g_string_append(text, WORDS[g_rand_int_range(random, 0, G_N_ELEMENTS(WORDS))]);
        add_run(runs,
                flags & RUN_BREAK  ? ""
                : flags & RUN_NOTE ? "1"
                                   : text->str,
                flags, linked ? URIS[g_rand_int_range(random, 0, G_N_ELEMENTS(URIS))] : NULL);
    }
    return runs;
}

/* What is to be seen: white space once and without style, marks within code forgotten. */
static void
see(GArray *seen, const char *text, guint flags, const char *uri)
{
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        Seen s = { c, flags, g_intern_string(uri) };

        if (c == ' ') {
            if (seen->len == 0 || g_array_index(seen, Seen, seen->len - 1).c == ' ')
                continue;
            s = (Seen){ ' ', 0, NULL };
        } else if (flags & RUN_CODE) {
            s.flags = RUN_CODE;
        }
        g_array_append_val(seen, s);
    }
}

static GArray *
wanted(const GArray *runs, EscapeContext context)
{
    GArray *seen = g_array_new(FALSE, FALSE, sizeof(Seen));

    for (guint i = 0; i < runs->len; i++) {
        const Run *run = &g_array_index(runs, Run, i);
        guint flags =
            context == ESCAPE_HEADING ? run->flags & ~(guint)(RUN_BOLD | RUN_ITALIC) : run->flags;

        if (flags & RUN_BREAK)
            see(seen, " ", 0, NULL);
        else if (flags & RUN_NOTE)
            see(seen, "\x01", 0, NULL);
        else
            see(seen, run->text, flags, run->uri);
    }
    if (seen->len > 0 && g_array_index(seen, Seen, seen->len - 1).c == ' ')
        g_array_set_size(seen, seen->len - 1);
    return seen;
}

static guint
tag_flag(const char *tag)
{
    return strstr(tag, "strong") != NULL ? RUN_BOLD
           : strstr(tag, "mark") != NULL ? RUN_DOUBT
           : strstr(tag, "em") != NULL   ? RUN_ITALIC
           : strstr(tag, "sup") != NULL  ? RUN_SUPER
           : strstr(tag, "sub") != NULL  ? RUN_SUB
                                         : 0;
}

/* The address in `<a href="...">`, NULL in `</a>`. */
static const char *
tag_uri(const char *tag)
{
    g_auto(GStrv) parts = g_strsplit(tag, "\"", 3);
    g_autoptr(GString) uri = g_string_new(g_strv_length(parts) == 3 ? parts[1] : NULL);

    g_string_replace(uri, "&amp;", "&", 0);
    return uri->len > 0 ? g_intern_string(uri->str) : NULL;
}

static void
read_back(GArray *seen, cmark_node *node, guint *tags, guint flags, const char *uri)
{
    for (cmark_node *child = cmark_node_first_child(node); child != NULL;
         child = cmark_node_next(child)) {
        const cmark_node_type type = cmark_node_get_type(child);
        const char *literal = cmark_node_get_literal(child);

        if (type == CMARK_NODE_TEXT)
            see(seen, literal, flags | *tags, uri);
        else if (type == CMARK_NODE_CODE)
            see(seen, literal, RUN_CODE, uri);
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            see(seen, " ", 0, NULL);
        else if (type == CMARK_NODE_HTML_INLINE && strcmp(literal, "<br>") == 0)
            see(seen, " ", 0, NULL);
        else if (type == CMARK_NODE_HTML_INLINE &&
                 (strcmp(literal, "</a>") == 0 || g_str_has_prefix(literal, "<a ")))
            uri = tag_uri(literal);
        else if (type == CMARK_NODE_HTML_INLINE)
            *tags = literal[1] == '/' ? *tags & ~tag_flag(literal) : *tags | tag_flag(literal);
        else if (type == CMARK_NODE_FOOTNOTE_REFERENCE)
            see(seen, "\x01", 0, NULL);
        else if (type == CMARK_NODE_STRONG)
            read_back(seen, child, tags, flags | RUN_BOLD, uri);
        else if (type == CMARK_NODE_EMPH)
            read_back(seen, child, tags, flags | RUN_ITALIC, uri);
        else
            read_back(seen, child, tags, flags,
                      type == CMARK_NODE_LINK ? cmark_node_get_url(child) : uri);
    }
}

/* Addresses in plain text become links by themselves; that is not what is looked at. */
static char *
describe(const GArray *seen, bool links)
{
    GString *out = g_string_new(NULL);
    Seen last = { 0 };

    for (guint i = 0; i < seen->len; i++) {
        const Seen *s = &g_array_index(seen, Seen, i);

        if (s->c != ' ' && (s->flags != last.flags || (links && s->uri != last.uri))) {
            g_string_append_printf(out, "{%s%s%s%s%s%s%s}", s->flags & RUN_BOLD ? "b" : "",
                                   s->flags & RUN_ITALIC ? "i" : "", s->flags & RUN_CODE ? "c" : "",
                                   s->flags & RUN_DOUBT ? "?" : "", s->flags & RUN_SUPER ? "^" : "",
                                   s->flags & RUN_SUB ? "v" : "",
                                   links && s->uri != NULL ? s->uri : "");
            last = *s;
        }
        g_string_append_unichar(out, s->c);
    }
    return g_string_free(out, FALSE);
}

static bool
has_bare_address(const GArray *runs)
{
    g_autofree char *text = run_array_text(runs);

    return strstr(text, "www.") != NULL || strstr(text, "//") != NULL || strchr(text, '@') != NULL;
}

static void
expect_back(const GArray *runs, EscapeContext context)
{
    const InlineOptions options = { .context = context,
                                    .plain = context == ESCAPE_HEADING,
                                    .note = label_one };
    g_autofree char *markdown = inline_markdown(runs, &options);
    g_autofree char *document =
        g_strdup_printf(context == ESCAPE_HEADING ? "# %s\n\n[^1]: note\n"
                        : context == ESCAPE_CELL  ? "| %s | z |\n| --- | --- |\n\n[^1]: note\n"
                        : context == ESCAPE_ITEM  ? "- %s\n\n[^1]: note\n"
                                                  : "%s\n\n[^1]: note\n",
                        markdown);
    g_autoptr(GArray) want = wanted(runs, context);
    g_autoptr(GArray) got = g_array_new(FALSE, FALSE, sizeof(Seen));
    guint tags = 0;

    if (want->len == 0)
        return;
    g_autoptr(cmark_node) root = gfm_parse(document);
    cmark_node *block = cmark_node_first_child(root);
    if (context == ESCAPE_CELL || context == ESCAPE_ITEM)
        block = cmark_node_first_child(cmark_node_first_child(block));
    read_back(got, block, &tags, 0, NULL);
    if (got->len > 0 && g_array_index(got, Seen, got->len - 1).c == ' ')
        g_array_set_size(got, got->len - 1);

    const bool links = !has_bare_address(runs);
    g_autofree char *want_text = describe(want, links), *got_text = describe(got, links);
    if (strcmp(got_text, want_text) != 0)
        g_test_message("markdown: %s", document);
    g_assert_cmpstr(got_text, ==, want_text);
}

static void
any_runs_come_back(gconstpointer data)
{
    const EscapeContext context = GPOINTER_TO_UINT(data);
    GRand *random = g_rand_new_with_seed(7 + context);

    for (guint i = 0; i < 10000; i++) {
        g_autoptr(GArray) runs = random_runs(random);
        expect_back(runs, context);
    }
    g_rand_free(random);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/inline/random/paragraph", GUINT_TO_POINTER(ESCAPE_PARAGRAPH),
                         any_runs_come_back);
    g_test_add_data_func("/inline/random/item", GUINT_TO_POINTER(ESCAPE_ITEM), any_runs_come_back);
    g_test_add_data_func("/inline/random/heading", GUINT_TO_POINTER(ESCAPE_HEADING),
                         any_runs_come_back);
    g_test_add_data_func("/inline/random/cell", GUINT_TO_POINTER(ESCAPE_CELL), any_runs_come_back);
    return g_test_run();
}
