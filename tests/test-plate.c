/* tests/test-plate.c - diagrams that a caption names, and what becomes of their labels */
#include "detect/plate.h"
#include "pipeline/picture_label.h"
#include "tests/text_art.h"

static void
add_ruling(Page *page, Axis axis, double at, double from, double to)
{
    const Ruling ruling = { axis, at, from, to, 1 };

    g_array_append_val(page->rulings, ruling);
}

static void
add_box(Page *page, double x0, double y0, double x1, double y1)
{
    add_ruling(page, AXIS_H, y0, x0, x1);
    add_ruling(page, AXIS_H, y1, x0, x1);
    add_ruling(page, AXIS_V, x0, y0, y1);
    add_ruling(page, AXIS_V, x1, y0, y1);
}

/* Two boxes between a line of prose and a caption; rows are 12 points, characters 6. */
static Page *
draw(const char *caption)
{
    g_autofree char *picture = g_strconcat("This is the last of the lines above the figure.\n"
                                           "\n"
                                           "      text        tokens\n"
                                           "\n"
                                           "\n",
                                           caption, "\n", NULL);
    Page *page = art_page(picture, NULL);

    add_box(page, 30, 18, 90, 54);
    add_box(page, 102, 18, 162, 54);
    return page;
}

static void
expect_plates(const Page *page, const GArray *grids, const GArray *pictures, guint n)
{
    g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(Bbox));
    g_autoptr(GArray) found = plate_find(page, grids != NULL ? grids : none,
                                         pictures != NULL ? pictures : page->pictures);

    g_assert_cmpuint(found->len, ==, n);
    if (n > 0) {
        const Bbox b = g_array_index(found, Bbox, 0);

        g_assert_cmpfloat_with_epsilon(b.x0, 29.5, 0.6);
        g_assert_cmpfloat_with_epsilon(b.x1, 162.5, 0.6);
        g_assert_cmpfloat_with_epsilon(b.y0, 17.5, 0.6);
        g_assert_cmpfloat_with_epsilon(b.y1, 54.5, 0.6);
    }
}

static void
boxes_above_a_figure_caption_are_the_figure(void)
{
    g_autoptr(Page) page = draw("Figure 1: what becomes of a text");

    expect_plates(page, NULL, NULL, 1);
}

static void
boxes_without_a_caption_are_none(void)
{
    g_autoptr(Page) page = draw("Words that name no figure");

    expect_plates(page, NULL, NULL, 0);
}

static void
a_figure_named_in_a_sentence_is_no_caption(void)
{
    g_autoptr(Page) page = draw("as is seen in Figure 1 above");

    expect_plates(page, NULL, NULL, 0);
}

static void
a_ruled_table_is_no_figure(void)
{
    g_autoptr(Page) page = draw("Figure 1: a table");
    g_autoptr(GArray) grids = g_array_new(FALSE, FALSE, sizeof(Bbox));
    const Bbox grid = { 30, 18, 162, 54 };

    g_array_append_val(grids, grid);
    expect_plates(page, grids, NULL, 0);
}

static void
a_caption_has_one_picture(void)
{
    g_autoptr(Page) page = draw("Figure 1: a photograph");
    g_autoptr(GArray) pictures = g_array_new(FALSE, FALSE, sizeof(Picture));
    const Picture photograph = { { 30, 80, 162, 160 }, PICTURE_BITMAP };

    g_array_append_val(pictures, photograph);
    expect_plates(page, NULL, pictures, 0);
}

static Element *
add_text(Flow *flow, ElementKind kind, Bbox bbox, const char *text)
{
    Element *element = flow_add(flow, kind, 1, bbox);

    run_array_append(element->runs, text, NULL);
    return element;
}

static Flow *
flow_with_picture(const char *label)
{
    Flow *flow = flow_new();
    Element *picture = flow_add(flow, ELEMENT_PICTURE, 1, (Bbox){ 30, 18, 162, 54 });

    picture->file = g_strdup("images/page-001-1.png");
    add_text(flow, ELEMENT_PARAGRAPH, (Bbox){ 36, 26, 150, 36 }, label);
    add_text(flow, ELEMENT_CAPTION, (Bbox){ 0, 62, 190, 72 }, "Figure 1: a figure");
    add_text(flow, ELEMENT_PARAGRAPH, (Bbox){ 0, 80, 190, 90 }, "Text below.");
    return flow;
}

static void
labels_go_and_the_caption_is_the_alternative_text(void)
{
    g_autoptr(Flow) flow = flow_with_picture("text tokens");

    picture_label_settle(flow);
    g_autofree char *alt = run_array_text(flow_element(flow, 0)->runs);
    g_assert_cmpuint(flow->elements->len, ==, 3);
    g_assert_cmpstr(alt, ==, "Figure 1: a figure");
    g_assert_cmpint(flow_element(flow, 1)->kind, ==, ELEMENT_CAPTION);
}

static void
a_sentence_in_a_picture_stays(void)
{
    g_autoptr(Flow) flow = flow_with_picture("a picture that says more than labels do stays text");

    picture_label_settle(flow);
    g_assert_cmpuint(flow->elements->len, ==, 4);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define RULE(f) g_test_add_func("/plate/" #f, f)
    RULE(boxes_above_a_figure_caption_are_the_figure);
    RULE(boxes_without_a_caption_are_none);
    RULE(a_figure_named_in_a_sentence_is_no_caption);
    RULE(a_ruled_table_is_no_figure);
    RULE(a_caption_has_one_picture);
    RULE(labels_go_and_the_caption_is_the_alternative_text);
    RULE(a_sentence_in_a_picture_stays);
    return g_test_run();
}
