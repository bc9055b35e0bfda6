/* tests/test-escape.c - what goes into Markdown comes out of a GFM parser, and little is escaped */
#include "emit/escape.h"
#include "emit/uri.h"

#include "tests/gfm.h"

/* What could mean something, alone or together. */
static const char *const NASTY[] = {
    "*",
    "**",
    "***",
    "_",
    "__",
    "`",
    "``",
    "```",
    "~",
    "~~",
    "~~~",
    "[",
    "]",
    "(",
    ")",
    "!",
    "<",
    ">",
    "&",
    "&amp;",
    "&#35;",
    "&x;",
    "#",
    "##",
    "+",
    "-",
    "--",
    "---",
    "=",
    "==",
    "|",
    "\\",
    ":",
    ";",
    ".",
    ",",
    "/",
    "^",
    "\"",
    "'",
    "$",
    "%",
    "@",
    "?",
    "{",
    "}",
    " ",
    " ",
    " ",
    " ",
    "  ",
    "a",
    "b",
    "word",
    "x",
    "X",
    "1",
    "12",
    "1.",
    "2)",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "[x] ",
    "[ ]",
    "[^1]",
    "[^1]: ",
    "[a]: ",
    "](",
    "![",
    "www.",
    "www.a.b/",
    "http://",
    "https://a.b/",
    "ftp://x",
    "a@b.c",
    "mailto:a@b.c",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<?",
    "<a@b.c>",
    "<http://a.b>",
    ":--",
    "|-|",
    "\xC3\xA9",
    "\xE2\x80\x94",
    "\xE2\x82\xAC",
    "\xC2\xA0",
    "\xE4\xB8\xAD",
    "+1",
    "\t",
    "\\\\",
    "http://a.b/_c_",
    "foo_bar",
    "'s",
    "...",
    "xmpp:",
    "<br>",
    "\xE2\x9C\x93",
    "\xCC\x81",
};

static char *
nasty(GRand *random)
{
    GString *text = g_string_new(NULL);
    const int n = g_rand_int_range(random, 1, 14);

    for (int i = 0; i < n; i++)
        g_string_append(text, NASTY[g_rand_int_range(random, 0, G_N_ELEMENTS(NASTY))]);
    return g_string_free(text, FALSE);
}

static cmark_node *
only_child(cmark_node *node, cmark_node_type type)
{
    cmark_node *child = cmark_node_first_child(node);

    return child != NULL && cmark_node_get_type(child) == type && cmark_node_next(child) == NULL
               ? child
               : NULL;
}

/* The block that @context's text is in, in a document that is nothing but that block. */
static char *
document_of(const char *markdown, EscapeContext context)
{
    switch (context) {
    case ESCAPE_HEADING:
        return g_strdup_printf("## %s\n", markdown);
    case ESCAPE_ITEM:
        return g_strdup_printf("- %s\n", markdown);
    case ESCAPE_CELL:
        return g_strdup_printf("| %s | z |\n| --- | --- |\n", markdown);
    case ESCAPE_TITLE:
        return g_strdup_printf("[%s](there.md)\n", markdown);
    default:
        return g_strdup_printf("%s\n\n[^1]: note, [^1]\n", markdown);
    }
}

static cmark_node *
block_of(cmark_node *root, EscapeContext context)
{
    cmark_node *block = cmark_node_first_child(root);

    switch (context) {
    case ESCAPE_HEADING:
        return only_child(root, CMARK_NODE_HEADING);
    case ESCAPE_ITEM:
        return (block = only_child(root, CMARK_NODE_LIST)) != NULL &&
                       (block = cmark_node_first_child(block)) != NULL &&
                       cmark_node_next(block) == NULL
                   ? only_child(block, CMARK_NODE_PARAGRAPH)
                   : NULL;
    case ESCAPE_CELL:
        /* Table, row, cell. */
        block = block != NULL ? cmark_node_first_child(block) : NULL;
        return block != NULL ? cmark_node_first_child(block) : NULL;
    case ESCAPE_TITLE:
        return (block = only_child(root, CMARK_NODE_PARAGRAPH)) != NULL
                   ? only_child(block, CMARK_NODE_LINK)
                   : NULL;
    default:
        return block != NULL && cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH ? block : NULL;
    }
}

static void
expect_back(const char *text, EscapeContext context)
{
    g_autofree char *wanted = g_strstrip(escape_clean(text));
    g_autofree char *markdown = escape_text(text, context);
    g_autofree char *document = document_of(markdown, context);

    if (*wanted == '\0')
        return;
    g_autoptr(cmark_node) root = gfm_parse(document);
    cmark_node *block = block_of(root, context);
    g_autofree char *got = block != NULL ? gfm_text(block) : g_strdup("(another block)");
    if (strcmp(got, wanted) != 0)
        g_test_message("text %s\nmarkdown %s", text, document);
    g_assert_cmpstr(got, ==, wanted);
}

static void
any_text_comes_back(gconstpointer data)
{
    const EscapeContext context = GPOINTER_TO_UINT(data);
    GRand *random = g_rand_new_with_seed(20 + context);

    for (guint i = 0; i < 20000; i++) {
        g_autofree char *text = nasty(random);
        expect_back(text, context);
    }
    g_rand_free(random);
}

static void
expect(const char *text, const char *markdown)
{
    g_autofree char *got = escape_text(text, ESCAPE_PARAGRAPH);

    g_assert_cmpstr(got, ==, markdown);
}

static void
nothing_is_escaped_without_need(void)
{
    static const char *const plain[] = {
        "snake_case and __init__x",
        "2 * 3 = 6",
        "a lone * star",
        "see [1] and [a, b]",
        "p < 0.05 > 0",
        "AT&T, R&D",
        "C:\\dir\\file",
        "1.5 million",
        "#hashtag",
        "5 - 3",
        "a | b",
        "~5 to ~10",
        "it's 5`",
        "(1) first",
        "Wow! [sic]",
        "https://example.org/a_b/c",
        "x^2",
        "$5 and $10",
        "a+b",
        "me@example.org",
        "e.g. this",
    };

    for (guint i = 0; i < G_N_ELEMENTS(plain); i++)
        expect(plain[i], plain[i]);
}

static void
what_begins_a_block_is_escaped_only_there(void)
{
    expect("# one", "\\# one");
    expect("one # two", "one # two");
    expect("1. one", "1\\. one");
    expect("In 1999. one", "In 1999. one");
    expect("- one - two", "\\- one - two");
    expect("> one > two", "\\> one > two");
    expect("---", "\\---");
}

static void
delimiters_are_escaped_in_pairs(void)
{
    expect("*a* b", "\\*a\\* b");
    expect("_a_ b_c", "\\_a\\_ b_c");
    expect("`a` b", "\\`a\\` b");
    expect("~~a~~", "\\~\\~a\\~\\~");
    expect("[a](b)", "[a\\](b)");
    expect("<b> & &amp;", "\\<b> & \\&amp;");
}

static void
addresses_keep_their_characters(void)
{
    expect("https://a.org/_x_ and", "<https://a.org/_x_> and");
    expect("https://a.org/*x*, and", "<https://a.org/*x*>, and");
    expect("www.a.org/_x_", "www\\.a.org/\\_x\\_");
}

static void
a_heading_keeps_its_hashes(void)
{
    g_autofree char *sharp = escape_text("C #", ESCAPE_HEADING),
                    *joined = escape_text("C#", ESCAPE_HEADING);

    g_assert_cmpstr(sharp, ==, "C \\#");
    g_assert_cmpstr(joined, ==, "C#");
}

static void
a_target_is_one_word(void)
{
    static const char *const pairs[][2] = {
        { "https://a.org/x_(y)", "https://a.org/x_(y)" },
        { "a b", "a%20b" },
        { "a(b", "a\\(b" },
        { "a?b=1&copy;", "a?b=1&amp;copy;" },
        { "a?b&c=d", "a?b&c=d" },
        { "<x>", "%3Cx%3E" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *got = uri_escape(pairs[i][0]);
        g_assert_cmpstr(got, ==, pairs[i][1]);
    }
}

static void
controls_and_broken_bytes_do_no_harm(void)
{
    g_autofree char *clean = escape_clean("a\x01"
                                          "b\tc\nd\xFF"
                                          "e\x7F");

    g_assert_cmpstr(clean, ==,
                    "ab c d\xEF\xBF\xBD"
                    "e");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/escape/plain", nothing_is_escaped_without_need);
    g_test_add_func("/escape/line-start", what_begins_a_block_is_escaped_only_there);
    g_test_add_func("/escape/pairs", delimiters_are_escaped_in_pairs);
    g_test_add_func("/escape/addresses", addresses_keep_their_characters);
    g_test_add_func("/escape/heading", a_heading_keeps_its_hashes);
    g_test_add_func("/escape/target", a_target_is_one_word);
    g_test_add_func("/escape/controls", controls_and_broken_bytes_do_no_harm);
    g_test_add_data_func("/escape/random/paragraph", GUINT_TO_POINTER(ESCAPE_PARAGRAPH),
                         any_text_comes_back);
    g_test_add_data_func("/escape/random/item", GUINT_TO_POINTER(ESCAPE_ITEM), any_text_comes_back);
    g_test_add_data_func("/escape/random/heading", GUINT_TO_POINTER(ESCAPE_HEADING),
                         any_text_comes_back);
    g_test_add_data_func("/escape/random/cell", GUINT_TO_POINTER(ESCAPE_CELL), any_text_comes_back);
    g_test_add_data_func("/escape/random/title", GUINT_TO_POINTER(ESCAPE_TITLE),
                         any_text_comes_back);
    return g_test_run();
}
