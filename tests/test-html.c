/* tests/test-html.c - flows as HTML and as plain text */
#include "emit/html.h"
#include "emit/text.h"

#include "tests/flow_art.h"

/* What stands between <body> and </body>. */
static char *
body_of(const char *art, HtmlOptions options)
{
    g_autoptr(Document) document = flow_art_document(art);
    g_autofree char *html = html_document(document, &options);
    char *start = strstr(html, "<body>\n"), *end = strstr(html, "</body>");

    g_assert_true(g_str_has_prefix(html, "<!DOCTYPE html>\n"));
    g_assert_nonnull(start);
    start += strlen("<body>\n");
    return g_strndup(start, (gsize)(end - start));
}

static void
expect_html(const char *art, const char *want)
{
    g_autofree char *got = body_of(art, (HtmlOptions){ .images = true });

    g_assert_cmpstr(got, ==, want);
}

static void
expect_text(const char *art, TextOptions options, const char *want)
{
    g_autoptr(Document) document = flow_art_document(art);
    g_autofree char *got = text_document(document, &options);

    g_assert_cmpstr(got, ==, want);
}

static void
html_has_blocks_and_styles(void)
{
    expect_html("heading1 A & B\npara a {b|bold} <x>, H{v|2}O {c|a<b}\ncode c\n    if (a < b)\n    "
                "    c();\n",
                "<h1 id=\"a--b\">A &amp; B</h1>\n"
                "<p>a <strong>bold</strong> &lt;x&gt;, H<sub>2</sub>O <code>a&lt;b</code></p>\n"
                "<pre><code>if (a &lt; b)\n    c();</code></pre>\n");
}

static void
html_lists_nest(void)
{
    expect_html(
        "item - a\ndepth=1 item 1. b\ndepth=1 item 2. c\ndepth=2 para in c\nitem - d\nquote=1 para "
        "q\n",
        "<ul>\n<li><p>a</p>\n<ol>\n<li value=\"1\"><p>b</p>\n</li>\n<li "
        "value=\"2\"><p>c</p>\n<p>in c</p>\n"
        "</li>\n</ol>\n</li>\n<li><p>d</p>\n</li>\n</ul>\n<blockquote>\n<p>q</p>\n</blockquote>\n");
}

static void
html_links_to_headings_and_notes(void)
{
    expect_html("para See {to 1 115|there} and {link https://a.org/?a=1&b=\"|here}.{n|1}\nheading2 "
                "There\nnote 1 N.\n",
                "<p>See <a href=\"#there\">there</a> and <a "
                "href=\"https://a.org/?a=1&amp;b=&quot;\">here</a>."
                "<sup><a href=\"#note-1\">1</a></sup></p>\n<h2 id=\"there\">There</h2>\n"
                "<hr>\n<div class=\"notes\">\n<p id=\"note-1\">1 N.</p>\n</div>\n");
}

static void
html_tables_and_pictures(void)
{
    expect_html("header=1 table\n    a | b\n    c <2x1> | <\npicture a.png \"A\"\n",
                "<table>\n <tr>\n  <th>a</th>\n  <th>b</th>\n </tr>\n <tr>\n  <td "
                "colspan=\"2\">c</td>\n </tr>\n</table>\n"
                "<p><img src=\"a.png\" alt=\"&quot;A&quot;\"></p>\n");
}

static void
furniture_is_written_when_asked_for(void)
{
    g_autofree char *without = body_of("header H\npara p\n", (HtmlOptions){ 0 });
    g_autofree char *with = body_of("header H\npara p\n", (HtmlOptions){ .furniture = true });

    g_assert_cmpstr(without, ==, "<p>p</p>\n");
    g_assert_cmpstr(with, ==, "<p class=\"furniture\">H</p>\n<p>p</p>\n");
    expect_text("header H\npara p\n", (TextOptions){ 0 }, "p\n");
    expect_text("header H\npara p\n", (TextOptions){ .furniture = true }, "H\n\np\n");
}

static void
text_is_what_is_read(void)
{
    expect_text("heading1 One\npara a {b|b} {link http://x|c}{br}d\nitem - x\nitem - y\ndepth=1 "
                "para z\npage=2 para p\n",
                (TextOptions){ .form_feeds = true }, "One\n\na b c d\n\n- x\n- y\n\n  z\n\f\np\n");
    expect_text("code\n    a\n      b\nnote 1 N.\n", (TextOptions){ 0 }, "a\n  b\n\n1 N.\n");
}

static void
text_tables_are_aligned(void)
{
    expect_text("table\n    Name | Size\n    a | 10\n    long name | 7\n", (TextOptions){ 0 },
                "Name       Size\na          10\nlong name  7\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/html/blocks", html_has_blocks_and_styles);
    g_test_add_func("/html/lists", html_lists_nest);
    g_test_add_func("/html/links", html_links_to_headings_and_notes);
    g_test_add_func("/html/tables", html_tables_and_pictures);
    g_test_add_func("/html/furniture", furniture_is_written_when_asked_for);
    g_test_add_func("/html/text", text_is_what_is_read);
    g_test_add_func("/html/text-tables", text_tables_are_aligned);
    return g_test_run();
}
