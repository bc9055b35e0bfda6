/* tests/test-order.c - pictures among text: columns beside them, labels in and around them */
#include "tests/layout_art.h"

/* A picture over the drawing, in characters and rows: those from (x0, y0) up to (x1, y1). */
typedef struct {
    int x0, y0, x1, y1;
} Frame;

static void
expect_around(const char *picture, const char *styles, const Frame *frames, guint n,
              const char *expected)
{
    g_autoptr(Page) page = art_page(picture, styles);

    for (guint i = 0; i < n; i++) {
        const Picture drawn = { { frames[i].x0 * ART_CHAR, frames[i].y0 * ART_ROW,
                                  frames[i].x1 * ART_CHAR, frames[i].y1 * ART_ROW },
                                PICTURE_DRAWING };

        g_array_append_val(page->pictures, drawn);
    }
    g_autofree char *found = blocks_of(page);

    g_assert_cmpstr(found, ==, expected);
}

static void
charts_with_a_title_each_are_columns(void)
{
    const Frame charts[] = { { 0, 4, 30, 16 }, { 40, 4, 70, 16 } };

    expect_around("How much rain fell in the                How often it was seen in the\n"
                  "north                                    south\n"
                  "\n"
                  "\n"
                  "\n"
                  "\n"
                  "  80 mm                                    12 days\n"
                  "\n"
                  "  40 mm                                    7 days\n"
                  "\n\n\n\n\n\n\n\n"
                  "Counted by the hour, at dawn             Counted by the day, at night\n",
                  NULL, charts, 2,
                  "para: How much rain fell in the / north\n"
                  "pic\n"
                  "para: 80 mm / 40 mm\n"
                  "para: Counted by the hour, at dawn\n"
                  "para: How often it was seen in the / south\n"
                  "pic\n"
                  "para: 12 days / 7 days\n"
                  "para: Counted by the day, at night\n");
}

static void
a_figure_with_its_caption_stands_beside_text(void)
{
    const Frame photo = { 0, 2, 28, 8 };

    expect_around(
        "Above the figure the text goes over the whole width of the page.\n"
        "\n"
        "                                Beside it are lines of text that go\n"
        "                                on where the first one ended, with\n"
        "                                more lines than it takes to tell a\n"
        "                                column from a chance, since no line\n"
        "                                of them stands alone, nor reaches\n"
        "                                over to the figure that is on the\n"
        "\n"
        "Figure 1. The north side        left of all of them and that has a\n"
        "of the house at noon.           caption under it, as figures have.\n",
        NULL, &photo, 1,
        "para: Above the figure the text goes over the whole width of the page.\n"
        "pic\n"
        "cap: Figure 1. The north side / of the house at noon.\n"
        "para: Beside it are lines of text that go / on where the first one ended, with / "
        "more lines than it takes to tell a / column from a chance, since no line / "
        "of them stands alone, nor reaches / over to the figure that is on the\n"
        "para: left of all of them and that has a / "
        "caption under it, as figures have.\n");
}

static void
numbers_along_the_axes_are_the_charts(void)
{
    const Frame chart = { 10, 2, 34, 11 };

    expect_around("What follows is text that goes over the whole width of this page.\n"
                  "\n"
                  "      100\n"
                  "\n"
                  "                      high          one\n"
                  "\n"
                  "       50                           two\n"
                  "\n"
                  "\n"
                  "\n"
                  "        0\n"
                  "           Jan     Feb     Mar\n"
                  "\n"
                  "Below the chart is more of such text, over the whole width as well.\n",
                  "\n\nssssssssssss\n\nssssssssssssssssssssssssssssssssssssssssssssss\n\n"
                  "ssssssssssssssssssssssssssssssssssssssssssss\n\n\n\nsssssssssss\n"
                  "ssssssssssssssssssssssssssssssssssssssssssss\n",
                  &chart, 1,
                  "para: What follows is text that goes over the whole width of this page.\n"
                  "pic\n"
                  "para: 100 / high one / 50 two / 0 / Jan Feb Mar\n"
                  "para: Below the chart is more of such text, over the whole width as well.\n");
}

static void
the_end_of_a_paragraph_beside_a_picture_is_no_label(void)
{
    const Frame photo = { 0, 0, 28, 6 };

    expect_around("                               The text beside the photo has a last\n"
                  "                               line that is as short as a label is,\n"
                  "                               and yet it is no label but the end of\n"
                  "                               this.\n",
                  NULL, &photo, 1,
                  "pic\n"
                  "para: The text beside the photo has a last / "
                  "line that is as short as a label is, / "
                  "and yet it is no label but the end of / this.\n");
}

static void
prose_in_a_frame_is_cut_into_paragraphs(void)
{
    const Frame box = { 0, 1, 50, 8 };

    expect_around("Outside of the frame stands most of the text of this page, so that\n"
                  "\n"
                  "   A frame may hold text as well as the labels of\n"
                  "a chart, and then it reads as text.\n"
                  "   Another paragraph in it is one by itself, too.\n"
                  "\n"
                  "\n"
                  "\n"
                  "the frame is not the ground on which everything there is was printed.\n"
                  "It goes on with one line after another until it is longer than what is\n"
                  "in the frame, and this is how it does so: with words, and yet more of\n"
                  "these, in a row.\n",
                  NULL, &box, 1,
                  "para: Outside of the frame stands most of the text of this page, so that\n"
                  "pic\n"
                  "para: A frame may hold text as well as the labels of / "
                  "a chart, and then it reads as text.\n"
                  "para: Another paragraph in it is one by itself, too.\n"
                  "para: the frame is not the ground on which everything there is was printed. / "
                  "It goes on with one line after another until it is longer than what is / "
                  "in the frame, and this is how it does so: with words, and yet more of / "
                  "these, in a row.\n");
}

static void
a_picture_under_most_of_the_text_parts_no_columns(void)
{
    const Frame ground = { 0, 0, 74, 5 };

    expect_around("one begins with words that reach     and three stands beside it, with\n"
                  "over to here and goes on so that     as many words on each of its own\n"
                  "two lines and a third make it up     lines as the first column has on\n"
                  "to the very end of this column.      its lines, until all is said now.\n",
                  NULL, &ground, 1,
                  "pic\n"
                  "para: one begins with words that reach / over to here and goes on so that / "
                  "two lines and a third make it up / to the very end of this column.\n"
                  "para: and three stands beside it, with / as many words on each of its own / "
                  "lines as the first column has on / its lines, until all is said now.\n");
}

static void
columns_with_a_head_each_need_few_rows(void)
{
    expect_around("Our purpose             Our mission             What we do\n"
                  "\n"
                  "Making tools that       Easy tools, on          The best of tools for\n"
                  "last                    every desk              all that is needed\n",
                  "s\n", NULL, 0,
                  "para: Our purpose\n"
                  "para: Making tools that / last\n"
                  "para: Our mission\n"
                  "para: Easy tools, on / every desk\n"
                  "para: What we do\n"
                  "para: The best of tools for / all that is needed\n");
}

static void
a_form_is_read_across(void)
{
    expect_around("Name of the owner       Ada King\n"
                  "Place of birth          London\n",
                  NULL, NULL, 0, "para: Name of the owner Ada King\npara: Place of birth London\n");
}

static void
small_type_under_a_picture_is_its_caption_and_no_footnote(void)
{
    const Frame photo = { 0, 4, 30, 10 };

    expect_around("the left column has some lines and   which goes on in this one, where it\n"
                  "then some more of them, and one in   has more words to say, line by line\n"
                  "smaller type under a photo at its    until it has come to the end of them\n"
                  "end, before it goes on beside it,    and of the page, that is to say, not\n"
                  "                                     before it is as long as the other is\n"
                  "                                     with the photo under it and what was\n"
                  "                                     written of the photo at the foot of\n"
                  "                                     the whole, for there it has to stand\n"
                  "                                     since it belongs to the photo and to\n"
                  "                                     nothing else on the page that is not\n"
                  "The house from the north, at noon    the photo of the house in the north.\n",
                  "\n\n\n\n\n\n\n\n\n\nsssssssssssssssssssssssssssssssssss\n", &photo, 1,
                  "para: the left column has some lines and / then some more of them, and one in / "
                  "smaller type under a photo at its / end, before it goes on beside it,\n"
                  "pic\n"
                  "para: The house from the north, at noon\n"
                  "para: which goes on in this one, where it / has more words to say, line by line "
                  "/ until it has come to the end of them / and of the page, that is to say, not / "
                  "before it is as long as the other is / with the photo under it and what was / "
                  "written of the photo at the foot of / the whole, for there it has to stand / "
                  "since it belongs to the photo and to / nothing else on the page that is not / "
                  "the photo of the house in the north.\n");
}

static void
a_sidebar_in_small_type_is_read_where_it_stands(void)
{
    expect_around(
        "Of sidebars            The text beside the sidebar goes on much\n"
        "                       longer than that, so that it is seen that\n"
        "a sidebar is set in    the small type is none of its footnotes,\n"
        "smaller type than      which would stand at the foot of columns\n"
        "the text beside it     and not in the middle of the page, as it\n"
        "                       does here, where it ends before the text\n"
        "                       has come to its end, which takes some more\n"
        "                       lines, of which this one is the last one.\n",
        "bbbbbbbbbbb\n\nssssssssssssssssssss\nssssssssssssssssssss\nssssssssssssssssssss\n", NULL,
        0,
        "head: Of sidebars\n"
        "para: a sidebar is set in / smaller type than / the text beside it\n"
        "para: The text beside the sidebar goes on much / "
        "longer than that, so that it is seen that / "
        "the small type is none of its footnotes, / "
        "which would stand at the foot of columns / "
        "and not in the middle of the page, as it / "
        "does here, where it ends before the text / "
        "has come to its end, which takes some more / "
        "lines, of which this one is the last one.\n");
}

static void
justified_lines_beside_a_picture_are_no_labels(void)
{
    const Frame photo = { 0, 0, 28, 6 };

    expect_around("                               Lines of justified text that are set in\n"
                  "                               narrow  columns  have wide  spaces,  so\n"
                  "                               that  words  do  stand alone  as labels\n"
                  "                               do,  but  all  of it  is  text  that is\n"
                  "                               read from left to right, line for line.\n",
                  NULL, &photo, 1,
                  "pic\n"
                  "para: Lines of justified text that are set in / "
                  "narrow columns have wide spaces, so / that words do stand alone as labels / "
                  "do, but all of it is text that is / read from left to right, line for line.\n");
}

#define RULE(f) g_test_add_func("/order/" #f, f)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    RULE(charts_with_a_title_each_are_columns);
    RULE(a_figure_with_its_caption_stands_beside_text);
    RULE(numbers_along_the_axes_are_the_charts);
    RULE(the_end_of_a_paragraph_beside_a_picture_is_no_label);
    RULE(prose_in_a_frame_is_cut_into_paragraphs);
    RULE(a_picture_under_most_of_the_text_parts_no_columns);
    RULE(columns_with_a_head_each_need_few_rows);
    RULE(a_form_is_read_across);
    RULE(small_type_under_a_picture_is_its_caption_and_no_footnote);
    RULE(a_sidebar_in_small_type_is_read_where_it_stands);
    RULE(justified_lines_beside_a_picture_are_no_labels);
    return g_test_run();
}
