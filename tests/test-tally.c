/* tests/test-tally.c - every word of the pages is written, left out for a reason, or lost */
#include "emit/chapter.h"
#include "pipeline/reread.h"
#include "pipeline/tally.h"

#include "tests/flow_art.h"

/* A page of words, a line each line of @art; "~" before a word glues it to the one before. */
static void
add_page(Document *document, const char *art)
{
    Page *page = page_new(document->pages->len + 1, 400, 600);
    g_auto(GStrv) lines = g_strsplit(art, "\n", -1);
    const Style style = { .font = (char *)"F", .size = 10 };

    page_intern_style(page->styles, &style);
    for (guint l = 0; lines[l] != NULL; l++) {
        g_auto(GStrv) words = g_strsplit(lines[l], " ", -1);
        double x = 50;

        for (guint i = 0; words[i] != NULL; i++) {
            const bool glued = *words[i] == '~';
            const char *text = words[i] + glued;
            x -= glued ? 5 : 0;
            const Word word = { .text = g_strdup(text),
                                .bbox = { x, 50 + 20 * l, x + 5 * strlen(text), 60 + 20 * l },
                                .glued = glued,
                                .link = -1 };

            x = word.bbox.x1 + 5;
            g_array_append_val(page->words, word);
        }
    }
    g_ptr_array_add(document->pages, page);
}

/* What became of the words of @document, when its files say @written. */
static char *
fates(const Document *document, const char *written)
{
    const ChapterOptions options = { 0 };
    g_autoptr(GPtrArray) plan = chapter_plan(document, &options);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)reread_free);
    GString *out = g_string_new(NULL);

    g_ptr_array_add(files, reread_new("01-a.md", written));
    g_ptr_array_add(files, reread_new("README.md", "# contents are no text\n"));
    g_autoptr(Tally) tally = tally_new(document, plan, files);
    g_string_append_printf(out, "%u = %u + %u + %u\n", tally->words, tally->written, tally->dropped,
                           tally->lost);
    for (guint i = 0; i < tally->entries->len; i++) {
        const TallyEntry *entry = &g_array_index(tally->entries, TallyEntry, i);
        g_autofree char *text = tally_describe(entry);

        g_string_append_printf(out, "page %u: %s\n", entry->page, text);
    }
    return g_string_free(out, FALSE);
}

/* One page of @words and a flow of one heading. */
static void
expect(const char *words, const char *written, const char *want)
{
    g_autoptr(Document) document = flow_art_document("heading1 A");
    add_page(document, words);
    g_autofree char *got = fates(document, written);

    g_assert_cmpstr(got, ==, want);
}

static void
words_that_are_written_are_there(void)
{
    expect("A Words, (and) more.", "# A\n\nmore *Words* and\n", "4 = 4 + 0 + 0\n");
}

static void
a_word_that_no_file_has_is_lost(void)
{
    expect("A one two two three", "# A\n\none two\n",
           "5 = 3 + 0 + 2\npage 1: 2 words reached no file: two three\n");
    /* The contents of the book are made of its titles: they are no proof. */
    expect("A contents", "# A\n", "2 = 1 + 0 + 1\npage 1: 1 word reached no file: contents\n");
}

static void
a_broken_word_is_one(void)
{
    expect("A every-\nwhere well- known", "# A\n\neverywhere well-known\n", "5 = 5 + 0 + 0\n");
    /* The hyphen may be gone, and a note may stand between the halves. */
    expect("A every note where", "# A\n\neverywhere[^1]\n\n[^1]: note\n", "4 = 4 + 0 + 0\n");
}

static void
pieces_of_a_word_are_looked_for_together_and_alone(void)
{
    expect("A loop ~body", "# A\n\n**loop**body\n", "2 = 2 + 0 + 0\n");
    expect("A loop ~body", "# A\n\nloop body\n", "2 = 2 + 0 + 0\n");
    expect("A foobar", "# A\n\nfoo bar\n", "2 = 2 + 0 + 0\n");
}

static void
what_was_left_out_says_why(void)
{
    g_autoptr(Document) document = flow_art_document(
        "para The Book\npage=2 heading1 A\nheader Title 7\npara text\npara Contents Contents\n");

    flow_drop(document->flow, 4, "printed contents");
    add_page(document, "The Book");
    add_page(document, "Title 7\nA text Title\nContents");
    g_autofree char *got = fates(document, "# A\n\ntext Title\n");
    g_assert_cmpstr(got, ==,
                    "8 = 3 + 5 + 0\npage 1: 2 words left out: the cover\n"
                    "page 2: 2 words left out: running heads and feet\n"
                    "page 2: 1 word left out: printed contents\n");
}

static void
the_title_of_a_part_is_in_the_contents(void)
{
    g_autoptr(Document) document = flow_art_document("page=2 heading1 Part I\nheading2 A\npara x");

    g_ptr_array_add(document->pages, page_new(1, 400, 600));
    add_page(document, "Part I\nA\nx");
    g_autofree char *got = fates(document, "# A\n\nx\n");
    g_assert_cmpstr(got, ==,
                    "4 = 2 + 2 + 0\npage 2: 2 words left out: a part's title, in README.md\n");
}

static void
marks_of_notes_change_their_form(void)
{
    g_autoptr(Document) document =
        flow_art_document("heading1 A\npara loop{n|3}\nnote 3 Text\nitem o x\n");

    add_page(document, "A loop ~3 3 Text o x 4");
    g_autofree char *got = fates(document, "# A\n\nloop[^1]\n\n- x\n\n[^1]: Text\n");
    g_assert_cmpstr(got, ==, "7 = 6 + 0 + 1\npage 1: 1 word reached no file: 4\n");
}

static void
what_a_figure_shows_is_in_the_figure(void)
{
    g_autoptr(Document) document = flow_art_document("heading1 A\npicture a.png\n");
    Element *picture = g_ptr_array_index(document->flow->elements, 1);

    picture->bbox = (Bbox){ 40, 65, 300, 85 };
    add_page(document, "A text\nlabel text\ntext");
    g_autofree char *got = fates(document, "# A\n\ntext text\n");
    g_assert_cmpstr(got, ==, "5 = 3 + 2 + 0\npage 1: 2 words left out: in a figure\n");
}

static void
scripts_without_spaces_are_counted_by_characters(void)
{
    expect("A \xE6\x97\xA5\xE6\x9C\xAC \xE8\xAA\x9E",
           "# A\n\n\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E\n", "3 = 3 + 0 + 0\n");
}

static void
the_header_of_a_table_is_written_once(void)
{
    g_autoptr(Document) document =
        flow_art_document("heading1 A\nheader=1 table\n    h i\n    x\n");
    Table *table = ((Element *)g_ptr_array_index(document->flow->elements, 1))->table;
    const TablePart parts[] = { { 1, { 0, 60, 400, 100 } }, { 2, { 0, 40, 400, 100 } } };

    g_array_set_size(table->parts, 0);
    g_array_append_vals(table->parts, parts, 2);
    add_page(document, "A\nh i\nx");
    add_page(document, "h i\ny");
    g_autofree char *got = fates(document, "# A\n\n| h i |\n| - |\n| x |\n| y |\n");
    g_assert_cmpstr(got, ==,
                    "7 = 5 + 2 + 0\npage 2: 2 words left out: a table's header once more\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tally/written", words_that_are_written_are_there);
    g_test_add_func("/tally/lost", a_word_that_no_file_has_is_lost);
    g_test_add_func("/tally/broken", a_broken_word_is_one);
    g_test_add_func("/tally/pieces", pieces_of_a_word_are_looked_for_together_and_alone);
    g_test_add_func("/tally/left-out", what_was_left_out_says_why);
    g_test_add_func("/tally/parts", the_title_of_a_part_is_in_the_contents);
    g_test_add_func("/tally/marks", marks_of_notes_change_their_form);
    g_test_add_func("/tally/figure", what_a_figure_shows_is_in_the_figure);
    g_test_add_func("/tally/characters", scripts_without_spaces_are_counted_by_characters);
    g_test_add_func("/tally/header", the_header_of_a_table_is_written_once);
    return g_test_run();
}
