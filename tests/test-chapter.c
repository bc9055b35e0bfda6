/* tests/test-chapter.c - a flow as a book of chapters */
#include "emit/chapter.h"
#include "emit/cover.h"
#include "emit/summary.h"
#include "pipeline/proof.h"

#include "tests/flow_art.h"

static const ChapterOptions OPTIONS = { 0 };

static const char BOOK[] =
    "para A cover\n"
    "page=2 heading1 1 The Eval Loop\n"
    "para See {to 2 200|below}, {to 3 0|objects}, {to 3 295|types} and {to 1 0|the cover}.{n|a}\n"
    "y=210 heading3 Details\n"
    "note a First.\n"
    "page=3 heading1 2 Objects & Types\n"
    "para Back to {to 2 90|the loop}.{n|b}\n"
    "y=290 heading2 Types\n"
    "heading2 Types\n"
    "note b Second.\n";

static char *
markdown(const Document *document, const GPtrArray *plan, guint i)
{
    g_autoptr(Anchors) anchors = chapter_anchors(document, plan);
    guint notes = 0;

    return chapter_markdown(document, plan, i, anchors, &OPTIONS, &notes);
}

/* "file title first+n", one a line; parts and front matter are marked. */
static char *
describe(const GPtrArray *plan)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < plan->len; i++) {
        const Chapter *chapter = g_ptr_array_index(plan, i);

        g_string_append_printf(out, "%s \"%s\" %u+%u%s%s%s\n",
                               chapter->file != NULL ? chapter->file : "-", chapter->title,
                               chapter->first, chapter->n, chapter->part ? " part" : "",
                               chapter->front ? " front" : "", chapter->titled ? " titled" : "");
    }
    return g_string_free(out, FALSE);
}

static void
expect_split(ChapterSplit split, const char *art, const char *title, const char *want)
{
    const ChapterOptions options = { .split = split };
    g_autoptr(Document) document = flow_art_document(art);

    document->title = g_strdup(title);
    g_autoptr(GPtrArray) plan = chapter_plan(document, &options);
    g_autofree char *got = describe(plan);
    g_assert_cmpstr(got, ==, want);
}

static void
expect_plan(const char *art, const char *title, const char *want)
{
    expect_split(CHAPTER_SPLIT_CHAPTER, art, title, want);
}

static void
chapters_begin_at_the_highest_headings(void)
{
    expect_plan(BOOK, NULL,
                "01-the-eval-loop.md \"1 The Eval Loop\" 1+4\n"
                "02-objects-types.md \"2 Objects & Types\" 5+5\n");
    expect_plan("heading2 A\npara x\nheading3 B\nheading2 C", NULL,
                "01-a.md \"A\" 0+3\n02-c.md \"C\" 3+1\n");
}

static void
front_matter_is_kept_for_its_sentences(void)
{
    expect_plan("para All rights are reserved by the author of this book, and nobody "
                "else.\nheading1 A\npara x",
                NULL, "00-front-matter.md \"Front matter\" 0+1 front titled\n01-a.md \"A\" 1+2\n");
    expect_plan("para The Book\npara by N. N.\nheading1 A\npara x", NULL, "01-a.md \"A\" 2+2\n");
    expect_plan("para . . . . . . . . . . . . . . . . . . . .\nheading1 A\npara x", NULL,
                "01-a.md \"A\" 1+2\n");
}

static void
a_title_set_like_a_chapter_is_the_cover(void)
{
    static const char sentence[] =
        "para It may be copied and changed under the terms of the licence.\n";
    g_autofree char *imprint =
        g_strconcat("heading1 The Book\n", sentence, "page=2 heading1 A\npara x", NULL);

    expect_plan("heading1 The Book\nheading1 A\npara x", "The book", "01-a.md \"A\" 1+2\n");
    expect_plan("heading1 The Book\npara N. N.\npage=2 heading1 A\npara x", NULL,
                "01-a.md \"A\" 2+2\n");
    expect_plan(imprint, "The Book",
                "00-front-matter.md \"Front matter\" 0+2 front\n01-a.md \"A\" 2+2\n");
    expect_plan(imprint, NULL, "01-the-book.md \"The Book\" 0+2\n02-a.md \"A\" 2+2\n");

    g_autoptr(Document) document = flow_art_document("heading1 The Book\npage=2 heading1 A");
    g_autofree char *title = cover_title(document);
    g_assert_cmpstr(title, ==, "The Book");
}

static void
a_title_above_all_headings_is_no_chapter(void)
{
    expect_plan("heading1 The Book\npara x\nheading2 A\npara x\nheading2 B", NULL,
                "01-a.md \"A\" 2+2\n02-b.md \"B\" 4+1\n");
    /* With one section only it may be an article, and a chapter says that it is one. */
    expect_plan("heading1 The Book\npara x\nheading2 A\npara x", NULL,
                "01-the-book.md \"The Book\" 0+4\n");
    expect_plan("heading1 4. Beetles\nheading2 A\nheading2 B", NULL,
                "01-beetles.md \"4. Beetles\" 0+3\n");
    /* Nor is one that stands on a later page. */
    expect_plan("para x\npage=2 heading1 Beetles\nheading2 A\nheading2 B", NULL,
                "01-beetles.md \"Beetles\" 1+3\n");
}

static void
no_chapter_begins_where_the_outline_has_none(void)
{
    static const char art[] = "para The Book\nheading1 N. N., Springfield\nheading1 May 2024\n"
                              "page=2 heading1 A\npara x\n";
    const OutlineEntry entry = { g_strdup("A"), 1, 2, 0 };
    g_autoptr(Document) document = flow_art_document(art);
    g_array_append_val(document->outline, entry);
    g_autoptr(GPtrArray) plan = chapter_plan(document, &OPTIONS);
    g_autofree char *got = describe(plan);

    g_assert_cmpstr(got, ==, "01-a.md \"A\" 3+2\n");
    expect_plan(art, NULL,
                "01-n-n-springfield.md \"N. N., Springfield\" 1+1\n"
                "02-may-2024.md \"May 2024\" 2+1\n03-a.md \"A\" 3+2\n");
}

static void
numbers_that_go_on_tell_parts(void)
{
    expect_plan("page=2 heading1 User\nheading2 1 A\nheading2 2 B\nheading1 Reference\n"
                "heading2 3 C\nheading1 Index\npara x",
                NULL,
                "- \"User\" 0+1 part\n01-a.md \"1 A\" 1+1\n02-b.md \"2 B\" 2+1\n"
                "- \"Reference\" 3+1 part\n03-c.md \"3 C\" 4+1\n04-index.md \"Index\" 5+2\n");
    /* Sections are numbered anew in each chapter. */
    expect_plan("page=2 heading1 User\nheading2 1 A\nheading2 2 B\nheading1 Reference\n"
                "heading2 1 C",
                NULL, "01-user.md \"User\" 0+3\n02-reference.md \"Reference\" 3+2\n");
}

static void
a_book_is_cut_as_asked(void)
{
    static const char art[] =
        "heading1 The Book\npage=2 heading1 Preface\nheading1 Part I: Basics\npara x\n"
        "heading2 A\npara x\nheading3 B\nheading2 C\n";

    expect_split(CHAPTER_SPLIT_NONE, art, NULL, "01-the-book.md \"The Book\" 1+7 titled\n");
    expect_split(CHAPTER_SPLIT_PART, art, NULL,
                 "01-preface.md \"Preface\" 1+1\n"
                 "02-part-i-basics.md \"Part I: Basics\" 2+6\n");
    expect_split(CHAPTER_SPLIT_SECTION, art, NULL,
                 "01-preface.md \"Preface\" 1+1\n- \"Part I: Basics\" 2+0 part\n"
                 "02-part-i-basics.md \"Part I: Basics\" 2+2\n03-a.md \"A\" 4+2\n"
                 "03-01-b.md \"B\" 6+1\n04-c.md \"C\" 7+1\n");
}

static void
notes_are_numbered_through_the_book_where_asked(void)
{
    const ChapterOptions options = { .notes_through = true };
    g_autoptr(Document) document = flow_art_document(BOOK);
    g_autoptr(GPtrArray) plan = chapter_plan(document, &options);
    g_autoptr(Anchors) anchors = chapter_anchors(document, plan);
    guint notes = 0;
    g_autofree char *first = chapter_markdown(document, plan, 0, anchors, &options, &notes);
    g_autofree char *second = chapter_markdown(document, plan, 1, anchors, &options, &notes);

    g_assert_nonnull(strstr(first, "\n[^1]: First.\n"));
    g_assert_nonnull(strstr(second, "\n[^2]: Second.\n"));
    g_assert_cmpuint(notes, ==, 2);
}

static void
a_heading_says_what_it_opens(void)
{
    static const struct {
        const char *title;
        Division kind;
        guint number;
    } of[] = {
        { "Part II: Objects", DIVISION_PART, 0 },
        { "Première partie", DIVISION_PART, 0 },
        { "Partial evaluation", DIVISION_CHAPTER, 0 },
        { "Preface to the second edition", DIVISION_FRONT, 0 },
        { "Vorwort", DIVISION_FRONT, 0 },
        { "Appendix B. Grammar", DIVISION_BACK, 0 },
        { "A. Grammar", DIVISION_BACK, 0 },
        { "Subject Index", DIVISION_BACK, 0 },
        { "Indexes", DIVISION_CHAPTER, 0 },
        { "3 Beetles", DIVISION_CHAPTER, 3 },
        { "Chapter 12: Beetles", DIVISION_CHAPTER, 12 },
        { "3. Beetles", DIVISION_CHAPTER, 3 },
        { "3.1 Wings", DIVISION_CHAPTER, 0 },
        { "3D printing", DIVISION_CHAPTER, 0 },
    };

    for (guint i = 0; i < G_N_ELEMENTS(of); i++) {
        g_assert_cmpint(division_kind(of[i].title), ==, of[i].kind);
        g_assert_cmpuint(division_number(of[i].title), ==, of[i].number);
    }
}

static void
parts_are_no_files(void)
{
    expect_plan(
        "heading1 Part I: Basics\nheading2 A\npara x\nheading2 B\nheading1 Part II\npara About "
        "it.\nheading2 C\n"
        "heading1 Appendix",
        NULL,
        "- \"Part I: Basics\" 0+1 part\n01-a.md \"A\" 1+2\n02-b.md \"B\" 3+1\n- \"Part II\" 4+0 "
        "part\n"
        "03-part-ii.md \"Part II\" 4+2\n04-c.md \"C\" 6+1\n05-appendix.md \"Appendix\" 7+1\n");
    expect_plan("heading1 Partial evaluation\nheading2 A", NULL,
                "01-partial-evaluation.md \"Partial evaluation\" 0+2\n");
}

static void
a_document_without_headings_is_one_chapter(void)
{
    expect_plan("para x\npara y", "A Letter", "01-a-letter.md \"A Letter\" 0+2 titled\n");
    expect_plan("para x", "letter.doc", "01-book.md \"book\" 0+1 titled\n");
    expect_plan("", NULL, "01-book.md \"book\" 0+0 titled\n");
}

static void
file_names_are_ascii_and_differ(void)
{
    expect_plan(
        "heading1 \xC3\x9C"
        "ber Gr\xC3\xB6\xC3\x9F"
        "en\nheading1 \xE6\x97\xA5\xE6\x9C\xAC\n"
        "heading1 What's new?\nheading1 What's new?\nheading1 Chapter 7: Caches\nheading1 7 "
        "\xE2\x80\x93 Caches",
        NULL,
        "01-uber-grossen.md \"\xC3\x9C"
        "ber Gr\xC3\xB6\xC3\x9F"
        "en\" 0+1\n"
        "02-chapter.md \"\xE6\x97\xA5\xE6\x9C\xAC\" 1+1\n03-whats-new.md \"What's new?\" 2+1\n"
        "04-whats-new.md \"What's new?\" 3+1\n05-caches.md \"Chapter 7: Caches\" 4+1\n"
        "06-caches.md \"7 \xE2\x80\x93 Caches\" 5+1\n");
}

static void
links_lead_to_the_headings_of_all_chapters(void)
{
    g_autoptr(Document) document = flow_art_document(BOOK);
    g_autoptr(GPtrArray) plan = chapter_plan(document, &OPTIONS);
    g_autofree char *first = markdown(document, plan, 0);
    g_autofree char *second = markdown(document, plan, 1);

    g_assert_cmpstr(first, ==,
                    "# 1 The Eval Loop\n\n"
                    "See [below](#details), [objects](02-objects-types.md), "
                    "[types](02-objects-types.md#types) and the cover.[^1]\n\n"
                    "## Details\n\n"
                    "[^1]: First.\n");
    g_assert_cmpstr(second, ==,
                    "# 2 Objects & Types\n\n"
                    "Back to [the loop](01-the-eval-loop.md).[^1]\n\n"
                    "## Types\n\n## Types\n\n"
                    "[^1]: Second.\n");
}

static void
contents_lead_to_chapters_and_sections(void)
{
    g_autoptr(Document) document = flow_art_document(BOOK);

    document->title = g_strdup("A [small] book");
    document->author = g_strdup("N. N.");
    document->date = g_strdup("2024-05-01");
    g_autoptr(GPtrArray) plan = chapter_plan(document, &OPTIONS);
    g_auto(Imprint) imprint;
    imprint_init(&imprint, document);
    g_autofree char *readme = summary_readme(document, plan, &imprint);
    g_autofree char *summary = summary_mdbook(document, plan);

    g_assert_cmpstr(readme, ==,
                    "# A [small] book\n\nN. N.\n\n2024-05-01\n\n## Contents\n\n"
                    "- [1 The Eval Loop](01-the-eval-loop.md)\n"
                    "  - [Details](01-the-eval-loop.md#details)\n"
                    "- [2 Objects & Types](02-objects-types.md)\n"
                    "  - [Types](02-objects-types.md#types)\n"
                    "  - [Types](02-objects-types.md#types-1)\n");
    g_assert_cmpstr(summary, ==,
                    "# Summary\n\n[A \\[small\\] book](README.md)\n\n"
                    "- [1 The Eval Loop](01-the-eval-loop.md)\n"
                    "- [2 Objects & Types](02-objects-types.md)\n");
}

static void
a_summary_has_parts_and_prefix_chapters(void)
{
    g_autoptr(Document) document = flow_art_document(
        "para All rights are reserved by the author of this book, and nobody else.\n"
        "heading1 Preface\nheading1 Part One\nheading2 A\nheading1 Part Two\nheading2 B\n");
    g_autoptr(GPtrArray) plan = chapter_plan(document, &OPTIONS);
    g_autofree char *summary = summary_mdbook(document, plan);

    g_assert_cmpstr(summary, ==,
                    "# Summary\n\n[book](README.md)\n[Front matter](00-front-matter.md)\n"
                    "[Preface](01-preface.md)\n\n"
                    "# Part One\n\n- [A](02-a.md)\n\n# Part Two\n\n- [B](03-b.md)\n");
}

static void
no_link_of_a_book_is_dead(void)
{
    g_autoptr(Document) document = flow_art_document(BOOK);
    g_autoptr(GPtrArray) plan = chapter_plan(document, &OPTIONS);
    g_autofree char *first = markdown(document, plan, 0);
    g_autofree char *second = markdown(document, plan, 1);
    g_auto(Imprint) imprint;
    imprint_init(&imprint, document);
    g_autofree char *readme = summary_readme(document, plan, &imprint);
    g_autofree char *summary = summary_mdbook(document, plan);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)reread_free);

    g_ptr_array_add(files, reread_new("01-the-eval-loop.md", first));
    g_ptr_array_add(files, reread_new("02-objects-types.md", second));
    g_ptr_array_add(files, reread_new("README.md", readme));
    g_ptr_array_add(files, reread_new("SUMMARY.md", summary));
    g_autoptr(GPtrArray) found = proof_find(files, NULL);
    g_assert_cmpuint(found->len, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chapter/plan", chapters_begin_at_the_highest_headings);
    g_test_add_func("/chapter/front", front_matter_is_kept_for_its_sentences);
    g_test_add_func("/chapter/cover", a_title_set_like_a_chapter_is_the_cover);
    g_test_add_func("/chapter/title-above-all", a_title_above_all_headings_is_no_chapter);
    g_test_add_func("/chapter/outline", no_chapter_begins_where_the_outline_has_none);
    g_test_add_func("/chapter/numbered-through", numbers_that_go_on_tell_parts);
    g_test_add_func("/chapter/split", a_book_is_cut_as_asked);
    g_test_add_func("/chapter/notes", notes_are_numbered_through_the_book_where_asked);
    g_test_add_func("/chapter/division", a_heading_says_what_it_opens);
    g_test_add_func("/chapter/parts", parts_are_no_files);
    g_test_add_func("/chapter/whole", a_document_without_headings_is_one_chapter);
    g_test_add_func("/chapter/names", file_names_are_ascii_and_differ);
    g_test_add_func("/chapter/links", links_lead_to_the_headings_of_all_chapters);
    g_test_add_func("/chapter/contents", contents_lead_to_chapters_and_sections);
    g_test_add_func("/chapter/summary", a_summary_has_parts_and_prefix_chapters);
    g_test_add_func("/chapter/no-dead-links", no_link_of_a_book_is_dead);
    return g_test_run();
}
