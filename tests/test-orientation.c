/* tests/test-orientation.c - which way up a scanned page is */
#include "ocr/orientation.h"

#include "ocr/scan.h"
#include "tests/reading_art.h"

static Engine *english;

static Raster *
page_of_text(void)
{
    Sheet sheet = sheet_new(280, 280);

    for (int i = 0; i < 3; i++)
        reading_draw_lines(&sheet, 30 + 80 * i);
    return sheet_scan(&sheet, 245, 5);
}

static void
a_page_on_its_side_or_head_is_told(void)
{
    if (reading_is_skipped(english))
        return;
    g_autoptr(Raster) upright = page_of_text();

    for (guint turned = 0; turned < 4; turned++) {
        g_autoptr(Raster) scan = scan_turn(upright, turned);
        g_assert_cmpuint(orientation_find(english, scan), ==, (4 - turned) % 4);
    }
}

static void
words_that_make_sense_stand_upright(void)
{
    if (reading_is_skipped(english))
        return;
    /* More letters go down than up, as on a page head down. */
    Sheet sheet = sheet_new(280, 200);
    for (int i = 0; i < 9; i++)
        sheet_text(&sheet, 20, 20 + 20 * i, 11, false, "young puppy argues, enjoys many pages");
    g_autoptr(Raster) upright = sheet_scan(&sheet, 245, 5);
    double up, left;

    orientation_weigh(upright, &up, &left);
    g_assert_cmpfloat(up, <, 0);
    g_assert_cmpuint(orientation_find(english, upright), ==, 0);
    g_autoptr(Raster) head_down = scan_turn(upright, 2);
    g_assert_cmpuint(orientation_find(english, head_down), !=, 1);
}

static void
a_running_head_does_not_tell_how_a_page_lies(void)
{
    if (reading_is_skipped(english))
        return;
    g_autoptr(Raster) upright = page_of_text();
    g_autoptr(Raster) lying = scan_turn(upright, 1);
    Sheet head = sheet_new(150, 14);
    sheet_text(&head, 4, 10, 9, false, "Rivers and their harbours");
    g_autoptr(Raster) line = sheet_scan(&head, 245, 5);
    const int margin = (int)raster_to_pixels(lying, 20);

    pixRasterop(lying->pix, margin, 0, pixGetWidth(line->pix), pixGetHeight(line->pix), PIX_SRC,
                line->pix, 0, 0);
    g_assert_cmpuint(orientation_find(english, lying), ==, 3);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    english = reading_engine();

#define TEST(name) g_test_add_func("/orientation/" #name, name)
    TEST(a_page_on_its_side_or_head_is_told);
    TEST(words_that_make_sense_stand_upright);
    TEST(a_running_head_does_not_tell_how_a_page_lies);
    const int status = g_test_run();
    engine_free(english);
    return status;
}
