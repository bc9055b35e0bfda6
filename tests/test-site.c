/* tests/test-site.c - who made a book, and what site generators want of it */
#include "emit/site.h"
#include "emit/summary.h"

#include "tests/flow_art.h"

static const char BOOK[] = "heading1 The \"Book\"\npara by N. N. and M. M.\npara 3rd May 2024\n"
                           "page=2 para It may be copied and changed, by you and by all others, "
                           "under the {link https://creativecommons.org/licenses/by-sa/4.0/|"
                           "Creative Commons Attribution-ShareAlike 4.0} licence.\n"
                           "heading1 A\npara x\n";

static void
the_title_page_says_what_the_metadata_does_not(void)
{
    g_autoptr(Document) document = flow_art_document(BOOK);
    g_auto(Imprint) imprint;

    imprint_init(&imprint, document);
    g_assert_cmpstr(imprint.author, ==, "N. N. and M. M.");
    g_assert_cmpstr(imprint.date, ==, "3rd May 2024");
    g_assert_cmpstr(imprint.licence, ==, "Creative Commons Attribution-ShareAlike 4.0");
    g_assert_cmpstr(imprint.licence_uri, ==, "https://creativecommons.org/licenses/by-sa/4.0/");
}

static void
metadata_with_commands_in_it_says_nothing(void)
{
    g_autoptr(Document) document = flow_art_document("para Standby for 2024.\nheading1 A");
    g_auto(Imprint) imprint;

    document->author = g_strdup("N. N.\\thanks {M.}");
    document->date = g_strdup("2024-05-01");
    imprint_init(&imprint, document);
    g_assert_null(imprint.author);
    g_assert_cmpstr(imprint.date, ==, "2024-05-01");
    g_assert_null(imprint.licence);
}

static void
expect_licence(const char *sentence, const char *want)
{
    g_autofree char *art = g_strconcat("para ", sentence, NULL);
    g_autoptr(Document) document = flow_art_document(art);
    g_auto(Imprint) imprint;

    imprint_init(&imprint, document);
    g_assert_cmpstr(imprint.licence, ==, want);
}

static void
licences_are_known_by_their_names(void)
{
    expect_licence("under the GNU Free Documentation License, Version 1.3 or any later version.",
                   "GNU Free Documentation License, Version 1.3 or any later");
    expect_licence("This book is licensed CC BY-NC-SA 4.0, and so on.", "CC BY-NC-SA 4.0");
    expect_licence("Code is under the MIT License.", "MIT License");
    expect_licence("All rights reserved. No part may be copied.", "All rights reserved");
    expect_licence("A licence to kill is something else.", NULL);
}

static void
a_contents_page_names_the_terms(void)
{
    g_autoptr(Document) document = flow_art_document(BOOK);
    const ChapterOptions options = { 0 };
    g_autoptr(GPtrArray) plan = chapter_plan(document, &options);
    g_auto(Imprint) imprint;
    imprint_init(&imprint, document);
    g_autofree char *readme = summary_readme(document, plan, &imprint);

    g_assert_cmpstr(readme, ==,
                    "# The \"Book\"\n\nN. N. and M. M.\n\n3rd May 2024\n\n"
                    "Licence: [Creative Commons Attribution-ShareAlike 4.0]"
                    "(https://creativecommons.org/licenses/by-sa/4.0/)\n\n## Contents\n\n"
                    "- [Front matter](00-front-matter.md)\n- [A](01-a.md)\n");
}

static void
what_follows_the_chapters_follows_the_list(void)
{
    g_autoptr(Document) document =
        flow_art_document("page=2 heading1 Preface\nheading1 1 A\nheading2 B\nheading1 Glossary\n"
                          "heading1 2 C\nheading1 Appendix A\nheading1 Index\n");
    const ChapterOptions options = { .split = CHAPTER_SPLIT_SECTION };
    g_autoptr(GPtrArray) plan = chapter_plan(document, &options);
    g_autofree char *summary = summary_mdbook(document, plan);

    g_assert_cmpstr(summary, ==,
                    "# Summary\n\n[book](README.md)\n[Preface](01-preface.md)\n\n"
                    "- [1 A](02-a.md)\n  - [B](02-01-b.md)\n- [Glossary](03-glossary.md)\n"
                    "- [2 C](04-c.md)\n\n[Appendix A](05-appendix-a.md)\n[Index](06-index.md)\n");
}

static void
each_generator_gets_its_own_front_matter(void)
{
    static const struct {
        SiteKind kind;
        guint position;
        const char *want;
    } of[] = {
        { SITE_NONE, 1, "" },
        { SITE_MDBOOK, 1, "" },
        { SITE_JEKYLL, 1, "---\ntitle: \"A \\\"b\\\" \\\\c\"\nnav_order: 1\n---\n\n" },
        { SITE_JEKYLL, 0,
          "---\ntitle: \"A \\\"b\\\" \\\\c\"\nnav_order: 0\npermalink: /\n---\n\n" },
        { SITE_HUGO, 1, "---\ntitle: \"A \\\"b\\\" \\\\c\"\nweight: 2\n---\n\n" },
        { SITE_DOCUSAURUS, 2,
          "---\ntitle: \"A \\\"b\\\" \\\\c\"\nsidebar_position: 2\nmdx:\n  format: md\n---\n\n" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(of); i++) {
        g_autofree char *got = site_front_matter(of[i].kind, "A \"b\"\n\\c", of[i].position);
        g_assert_cmpstr(got, ==, of[i].want);
    }
}

static const char *
file_of(const GPtrArray *files, const char *name)
{
    for (guint i = 0; i < files->len; i++) {
        const SiteFile *file = g_ptr_array_index(files, i);

        if (strcmp(file->name, name) == 0)
            return file->text;
    }
    return NULL;
}

static void
each_generator_gets_its_own_files(void)
{
    Imprint imprint = { .author = (char *)"N. N." };
    g_autoptr(GPtrArray) none = site_files(SITE_NONE, "A \"b\"", &imprint);
    g_autoptr(GPtrArray) mdbook = site_files(SITE_MDBOOK, "A \"b\"", &imprint);
    g_autoptr(GPtrArray) jekyll = site_files(SITE_JEKYLL, "A \"b\"", &imprint);
    g_autoptr(GPtrArray) docusaurus = site_files(SITE_DOCUSAURUS, "A \"b\"", &imprint);
    g_autoptr(GPtrArray) hugo = site_files(SITE_HUGO, "A \"b\"", &imprint);

    g_assert_cmpuint(none->len, ==, 0);
    g_assert_cmpstr(file_of(mdbook, "book.toml"), ==,
                    "[book]\ntitle = \"A \\\"b\\\"\"\nauthors = [\"N. N.\"]\nsrc = \".\"\n");
    g_assert_true(g_str_has_prefix(file_of(jekyll, "_config.yml"),
                                   "title: \"A \\\"b\\\"\"\nauthor: \"N. N.\"\n"));
    g_assert_nonnull(strstr(file_of(docusaurus, "docusaurus.config.js"), "title: \"A \\\"b\\\"\""));
    g_assert_nonnull(file_of(docusaurus, "package.json"));
    g_assert_nonnull(strstr(file_of(hugo, "hugo.toml"), "title = \"A \\\"b\\\"\"\n"));
    g_assert_nonnull(file_of(hugo, "layouts/_default/_markup/render-link.html"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site/imprint", the_title_page_says_what_the_metadata_does_not);
    g_test_add_func("/site/metadata", metadata_with_commands_in_it_says_nothing);
    g_test_add_func("/site/licences", licences_are_known_by_their_names);
    g_test_add_func("/site/contents", a_contents_page_names_the_terms);
    g_test_add_func("/site/summary", what_follows_the_chapters_follows_the_list);
    g_test_add_func("/site/front-matter", each_generator_gets_its_own_front_matter);
    g_test_add_func("/site/files", each_generator_gets_its_own_files);
    return g_test_run();
}
