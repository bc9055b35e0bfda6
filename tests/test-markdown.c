/* tests/test-markdown.c - flows as Markdown: tests/spec/markdown.txt, and random flows read back */
#include "emit/markdown.h"

#include "tests/flow_art.h"
#include "tests/gfm.h"

#define SPEC "tests/spec/markdown.txt"

typedef struct {
    char *options, *flow, *markdown;
    guint line;
} Pair;

static void
pair_free(gpointer data)
{
    Pair *pair = data;

    g_free(pair->options);
    g_free(pair->flow);
    g_free(pair->markdown);
    g_free(pair);
}

/* The pairs between `~~~ flow`, `~~~ markdown` and `~~~`. */
static GPtrArray *
read_spec(const char *path)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    GPtrArray *pairs = g_ptr_array_new_with_free_func(pair_free);

    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_autoptr(GString) flow = g_string_new(NULL), markdown = g_string_new(NULL);

        if (!g_str_has_prefix(lines[i], "~~~ flow"))
            continue;
        Pair *pair = g_new0(Pair, 1);
        pair->line = i + 1;
        pair->options = g_strdup(lines[i] + strlen("~~~ flow"));
        for (i++; strcmp(lines[i], "~~~ markdown") != 0; i++)
            g_string_append_printf(flow, "%s\n", lines[i]);
        for (i++; strcmp(lines[i], "~~~") != 0; i++)
            g_string_append_printf(markdown, "%s\n", lines[i]);
        pair->flow = g_strdup(flow->str);
        pair->markdown = g_strdup(markdown->str);
        g_ptr_array_add(pairs, pair);
    }
    return pairs;
}

static void
the_specification_holds(void)
{
    g_autoptr(GPtrArray) pairs = read_spec(SPEC);

    g_assert_cmpuint(pairs->len, >, 20);
    for (guint i = 0; i < pairs->len; i++) {
        const Pair *pair = g_ptr_array_index(pairs, i);
        const MarkdownOptions options = {
            .tables = strstr(pair->options, "html") != NULL   ? MARKDOWN_TABLES_HTML
                      : strstr(pair->options, "pipe") != NULL ? MARKDOWN_TABLES_PIPE
                                                              : MARKDOWN_TABLES_AUTO,
            .images = strstr(pair->options, "images") != NULL,
            .furniture = strstr(pair->options, "furniture") != NULL,
            .page_marks = strstr(pair->options, "pages") != NULL,
        };
        g_autoptr(Document) document = flow_art_document(pair->flow);
        g_autofree char *got = markdown_document(document, &options, NULL);

        if (strcmp(got, pair->markdown) != 0)
            g_test_message("%s:%u", SPEC, pair->line);
        g_assert_cmpstr(got, ==, pair->markdown);
    }
}

/* What an element is, where it stands and what it says, as "item 1 0 text". */
static void
note_down(GPtrArray *out, const char *kind, guint items, guint quotes, const char *text)
{
    g_ptr_array_add(out, g_strdup_printf("%s %u %u %s", kind, items, quotes, text));
}

static void
read_blocks(GPtrArray *out, cmark_node *node, guint items, guint quotes, bool first)
{
    for (cmark_node *child = cmark_node_first_child(node); child != NULL;
         child = cmark_node_next(child)) {
        const cmark_node_type type = cmark_node_get_type(child);
        g_autofree char *text = gfm_text(child);

        if (type == CMARK_NODE_PARAGRAPH && first)
            note_down(out, "item", items - 1, quotes, text);
        else if (type == CMARK_NODE_PARAGRAPH)
            note_down(out, "para", items, quotes, text);
        else if (type == CMARK_NODE_HEADING)
            note_down(out, "heading", items, quotes, text);
        else if (type == CMARK_NODE_CODE_BLOCK)
            note_down(out, "code", items, quotes, cmark_node_get_literal(child));
        else if (type == CMARK_NODE_BLOCK_QUOTE)
            read_blocks(out, child, items, quotes + 1, false);
        else if (type == CMARK_NODE_LIST)
            for (cmark_node *item = cmark_node_first_child(child); item != NULL;
                 item = cmark_node_next(item))
                read_blocks(out, item, items + 1, quotes, true);
        else
            note_down(out, cmark_node_get_type_string(child), items, quotes, "");
        first = false;
    }
}

/* A flow whose depths make sense: an element stands in at most one item more than the item before
 * it, and quotes do not change within a list. */
static Document *
random_document(GRand *random, GPtrArray *want)
{
    static const char *const texts[] = { "one",   "- two", "3. three", "# four", "five\\",
                                         "> six", "```",   "---",      "a | b" };
    Document *document = document_new("random.pdf");
    guint deepest = 0, quote = 0;

    document->flow = flow_new();
    for (int n = g_rand_int_range(random, 1, 14); n > 0; n--) {
        static const ElementKind kinds[] = { ELEMENT_PARAGRAPH, ELEMENT_ITEM, ELEMENT_ITEM,
                                             ELEMENT_ITEM,      ELEMENT_CODE, ELEMENT_HEADING };
        const ElementKind kind = kinds[g_rand_int_range(random, 0, G_N_ELEMENTS(kinds))];
        const char *text = texts[g_rand_int_range(random, 0, G_N_ELEMENTS(texts))];
        Element *element = flow_add(document->flow, kind, 1, BBOX_EMPTY);
        const guint depth = (guint)g_rand_int_range(random, 0, (gint)deepest + 1);

        if (depth == 0)
            quote = g_rand_int_range(random, 0, 4) == 0;
        element->depth = kind == ELEMENT_HEADING ? 0 : depth;
        element->quote = quote;
        element->level = 2;
        deepest = kind == ELEMENT_ITEM ? element->depth + 1 : element->depth;
        if (kind == ELEMENT_ITEM) {
            element->ordered = g_rand_boolean(random);
            element->ordinal = (guint)g_rand_int_range(random, 1, 12);
            element->marker = element->ordered ? g_strdup_printf("%u.", element->ordinal)
                                               : g_strdup(g_rand_boolean(random) ? "-" : "+");
        }
        if (kind == ELEMENT_CODE) {
            element->code = g_strdup_printf("  %s\n\n%s", text, text);
            g_autofree char *literal = g_strdup_printf("%s\n", element->code);
            note_down(want, "code", element->depth, quote, literal);
        } else {
            run_array_append(element->runs, text, NULL);
            note_down(want,
                      kind == ELEMENT_ITEM      ? "item"
                      : kind == ELEMENT_HEADING ? "heading"
                                                : "para",
                      element->depth, quote, text);
        }
    }
    return document;
}

static void
random_flows_keep_their_shape(void)
{
    GRand *random = g_rand_new_with_seed(3);
    const MarkdownOptions options = { 0 };

    for (guint i = 0; i < 5000; i++) {
        g_autoptr(GPtrArray) want = g_ptr_array_new_with_free_func(g_free);
        g_autoptr(GPtrArray) got = g_ptr_array_new_with_free_func(g_free);
        g_autoptr(Document) document = random_document(random, want);
        g_autofree char *markdown = markdown_document(document, &options, NULL);
        g_autoptr(cmark_node) root = gfm_parse(markdown);

        read_blocks(got, root, 0, 0, false);
        g_ptr_array_add(want, NULL);
        g_ptr_array_add(got, NULL);
        g_autofree char *want_text = g_strjoinv("\n", (char **)want->pdata),
                        *got_text = g_strjoinv("\n", (char **)got->pdata);
        if (strcmp(got_text, want_text) != 0)
            g_test_message("%s", markdown);
        g_assert_cmpstr(got_text, ==, want_text);
    }
    g_rand_free(random);
}

typedef struct {
    GString *text;
    guint pieces;
} Taken;

static void
take_piece(gpointer data, const char *text, gsize n)
{
    Taken *taken = data;

    g_string_append_len(taken->text, text, (gssize)n);
    taken->pieces++;
}

/* Notes come at the end, wherever their marks were, and lists go on from piece to piece. */
static void
pieces_are_the_whole(void)
{
    const MarkdownOptions options = { 0 };
    g_autoptr(GString) art = g_string_new(NULL);

    for (guint i = 0; i < 4000; i++)
        g_string_append_printf(art,
                               "para Text no. %u, and a mark{n|note %u}\nitem - %u\n"
                               "depth=1 item 1. first below %u\nnote %u What it says\n",
                               i, i, i, i, i);
    g_autoptr(Document) document = flow_art_document(art->str);
    g_autofree char *whole = markdown_document(document, &options, NULL);
    Taken taken = { .text = g_string_new(NULL) };

    markdown_document_pieces(document, &options, take_piece, &taken);
    g_assert_cmpuint(taken.pieces, >, 3);
    g_assert_true(strcmp(taken.text->str, whole) == 0);
    g_string_free(taken.text, TRUE);

    g_autoptr(Document) empty = flow_art_document("");
    taken = (Taken){ .text = g_string_new(NULL) };
    markdown_document_pieces(empty, &options, take_piece, &taken);
    g_assert_cmpstr(taken.text->str, ==, "");
    g_string_free(taken.text, TRUE);
}

static void
a_part_counts_its_levels_anew(void)
{
    g_autoptr(Document) document = flow_art_document(
        "heading3 Out\nheading2 A\nheading5 B\nheading4 C\nheading3 D\nheading2 E");
    const MarkdownOptions options = { 0 };
    const MarkdownPart part = { .first = 1, .n = 4, .levels = true };
    const MarkdownPart titled = { .first = 1, .n = 2, .levels = true, .title = "T #" };
    g_autofree char *got = markdown_part(document, &part, &options);
    g_autofree char *below = markdown_part(document, &titled, &options);

    g_assert_cmpstr(got, ==, "# A\n\n## B\n\n## C\n\n## D\n");
    g_assert_cmpstr(below, ==, "# T \\#\n\n## A\n\n### B\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/markdown/spec", the_specification_holds);
    g_test_add_func("/markdown/part", a_part_counts_its_levels_anew);
    g_test_add_func("/markdown/pieces", pieces_are_the_whole);
    g_test_add_func("/markdown/random", random_flows_keep_their_shape);
    return g_test_run();
}
