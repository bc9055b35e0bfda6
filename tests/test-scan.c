/* tests/test-scan.c - scanned pages made straight and clean */
#include "ocr/scan.h"

#include "tests/scan_art.h"

/* Lines of type, as strokes of the length of words: skew needs no letters. */
static void
draw_lines(Sheet *sheet)
{
    for (int line = 0; line < 20; line++) {
        for (int word = 0; word < 8; word++)
            sheet_box(sheet, 20 + 32 * word + line % 3, 20 + 12 * line, 45 + 32 * word,
                      25 + 12 * line);
    }
}

/* Two columns whose lines don't meet, which pulls at what is found by rows of the whole page. */
static void
draw_columns(Sheet *sheet)
{
    for (int line = 0; line < 26; line++)
        for (int word = 0; word < 6; word++) {
            const double x = 20 + 32 * word + line % 3, y = 20 + 13 * line;

            sheet_box(sheet, x, y, x + 27, y + 5);
            sheet_box(sheet, x + 215, y + 3, x + 242, y + 8);
        }
}

/* Two lines of a paragraph, and a chart: names, and bars that begin where they end, but higher. */
static void
draw_chart(Sheet *sheet)
{
    for (int line = 0; line < 2; line++)
        for (int word = 0; word < 8; word++)
            sheet_box(sheet, 20 + 32 * word, 20 + 12 * line, 45 + 32 * word, 25 + 12 * line);
    for (int row = 0; row < 28; row++) {
        const double y = 60 + 12.5 * row;

        for (int word = 0; word < 5; word++)
            sheet_box(sheet, 20 + 32 * word, y, 45 + 32 * word, y + 5);
        sheet_box(sheet, 179, y - 3.5, 300, y + 4);
    }
}

/* Is the paper of one as large as that of the other, in however many dots? */
static void
expect_same_paper(const Raster *one, const Raster *other)
{
    g_assert_cmpfloat_with_epsilon(pixGetWidth(one->pix) / one->x_dpi,
                                   pixGetWidth(other->pix) / other->x_dpi, 0.01);
    g_assert_cmpfloat_with_epsilon(pixGetHeight(one->pix) / one->y_dpi,
                                   pixGetHeight(other->pix) / other->y_dpi, 0.01);
}

static void
expect_skew(bool columns, double degrees, double expected)
{
    Sheet sheet = columns ? sheet_new(450, 380) : sheet_new(300, 280);

    (columns ? draw_columns : draw_lines)(&sheet);
    g_autoptr(Raster) scan = sheet_turned(sheet_scan(&sheet, 240, 10), degrees, 240);
    double skew = 99;
    g_autoptr(Raster) straight = scan_straighten(scan, &skew, NULL);

    g_assert_nonnull(straight);
    g_assert_cmpfloat_with_epsilon(skew, expected, 0.05);
    expect_same_paper(straight, scan);
}

static void
skew_is_told_clockwise_to_a_twentieth_of_a_degree(void)
{
    static const double degrees[] = { -4.1, -1.73, -0.7, -0.26, 0.11, 0.4, 1.3, 2.9 };

    for (guint i = 0; i < G_N_ELEMENTS(degrees); i++) {
        expect_skew(FALSE, degrees[i], degrees[i]);
        expect_skew(TRUE, degrees[i], degrees[i]);
    }
}

static void
bars_of_a_chart_are_no_part_of_its_lines(void)
{
    Sheet sheet = sheet_new(320, 430);

    draw_chart(&sheet);
    g_autoptr(Raster) scan = sheet_scan(&sheet, 240, 10);
    double skew = 99;
    g_autoptr(Raster) straight = scan_straighten(scan, &skew, NULL);

    g_assert_nonnull(straight);
    g_assert_cmpfloat(skew, ==, 0);
}

static void
a_straight_page_is_left_alone(void)
{
    expect_skew(FALSE, 0, 0);
    expect_skew(FALSE, 0.03, 0);
}

static void
skew_is_one_angle_whatever_the_shape_of_pixels(void)
{
    Sheet sheet = sheet_new(300, 280);

    draw_lines(&sheet);
    g_autoptr(Raster) even = sheet_turned(sheet_scan(&sheet, 240, 10), 1.2, 240);
    /* As a fax has it: half as many rows. */
    g_autoptr(Raster) fax = raster_new(pixScale(even->pix, 1, 0.5f), even->x_dpi, even->y_dpi / 2);
    double skew = 99;
    g_autoptr(Raster) straight = scan_straighten(fax, &skew, NULL);

    g_assert_cmpfloat_with_epsilon(skew, 1.2, 0.05);
    g_assert_cmpfloat(straight->x_dpi, ==, straight->y_dpi);
    expect_same_paper(straight, even);
}

/* The resolution at which a page of letters, as high as @height points, at 300 dpi, is read. */
static double
dpi_of_letters(double height, ScanPrint print)
{
    Sheet sheet = sheet_new(200, 200);

    for (int line = 0; line < 9; line++)
        for (int letter = 0; letter < 18; letter++)
            sheet_box(&sheet, 10 + 10 * letter, 10 + 20 * line, 13 + 10 * letter,
                      10 + 20 * line + height);
    g_autoptr(Raster) scan = sheet_scan(&sheet, 240, 4);
    g_autoptr(Raster) clean = scan_clean(scan, print, NULL);

    expect_same_paper(clean, scan);
    return clean->x_dpi;
}

static void
a_page_has_no_more_dots_than_its_print_wants(void)
{
    /* Capitals of print of 10 points, and of 6. */
    g_assert_cmpfloat_with_epsilon(dpi_of_letters(6.6, SCAN_CAPITALS), 246, 16);
    g_assert_cmpfloat(dpi_of_letters(4.1, SCAN_CAPITALS), ==, 300);
    g_assert_cmpfloat(dpi_of_letters(6.6, SCAN_CASELESS), ==, 300);
}

static void
colour_goes_only_where_there_is_none(void)
{
    PIX *grey = pixCreate(5, 4, 32), *red = pixCreate(5, 4, 32);

    pixSetRGBPixel(grey, 1, 1, 90, 90, 90);
    pixSetRGBPixel(red, 4, 3, 91, 90, 90);
    grey = scan_drop_colour(grey);
    red = scan_drop_colour(red);
    g_assert_cmpint(pixGetDepth(grey), ==, 8);
    g_assert_cmpint(pixGetDepth(red), ==, 32);
    pixDestroy(&grey);
    pixDestroy(&red);
}

static void
corners_come_in_as_paper(void)
{
    Sheet sheet = sheet_new(300, 280);

    draw_lines(&sheet);
    g_autoptr(Raster) scan = sheet_turned(sheet_scan(&sheet, 240, 0), 4, 240);
    double skew;
    g_autoptr(Raster) straight = scan_straighten(scan, &skew, NULL);

    g_assert_cmpint(sheet_tone_at(straight, 1, 1), ==, 240);
    g_assert_cmpint(sheet_tone_at(straight, 298, 278), ==, 240);
}

/* What scan_straighten() makes of the sheet, on paper of 240. */
static Raster *
straightened(Sheet *sheet)
{
    g_autoptr(Raster) scan = sheet_scan(sheet, 240, 4);
    double skew;

    return scan_straighten(scan, &skew, NULL);
}

static void
black_beside_the_page_becomes_paper(void)
{
    Sheet sheet = sheet_new(300, 280);

    draw_lines(&sheet);
    sheet_box(&sheet, 0, 0, 12, 280);
    sheet_box(&sheet, 0, 270, 300, 280);
    g_autoptr(Raster) straight = straightened(&sheet);

    g_assert_cmpint(sheet_tone_at(straight, 5, 100), >, 220);
    g_assert_cmpint(sheet_tone_at(straight, 12, 100), >, 220);
    g_assert_cmpint(sheet_tone_at(straight, 150, 277), >, 220);
    g_assert_cmpint(sheet_tone_at(straight, 30, 22), <, 60);
}

static void
punch_holes_become_paper(void)
{
    Sheet sheet = sheet_new(300, 280);

    draw_lines(&sheet);
    sheet_disc(&sheet, 10, 90, 8);
    sheet_disc(&sheet, 10, 190, 8);
    g_autoptr(Raster) straight = straightened(&sheet);

    g_assert_cmpint(sheet_tone_at(straight, 10, 90), >, 220);
    g_assert_cmpint(sheet_tone_at(straight, 10, 190), >, 220);
}

static void
a_dark_band_with_a_title_that_runs_off_the_page_stays(void)
{
    Sheet sheet = sheet_new(300, 280);

    draw_lines(&sheet);
    sheet_box(&sheet, 0, 0, 300, 18);
    sheet_tone(&sheet, 1);
    for (int k = 0; k < 10; k++)
        sheet_box(&sheet, 200 + 8 * k, 6, 205 + 8 * k, 12);
    g_autoptr(Raster) straight = straightened(&sheet);

    g_assert_cmpint(sheet_tone_at(straight, 100, 8), <, 60);
}

static void
a_dark_picture_in_the_page_is_no_border(void)
{
    Sheet sheet = sheet_new(300, 280);

    draw_lines(&sheet);
    sheet_box(&sheet, 0, 60, 150, 200);
    sheet_disc(&sheet, 200, 140, 8); /* no hole so far in */
    g_autoptr(Raster) straight = straightened(&sheet);

    g_assert_cmpint(sheet_tone_at(straight, 20, 100), <, 60);
    g_assert_cmpint(sheet_tone_at(straight, 200, 140), <, 60);
}

/* Black and white, with a dot of ink at every @step-th place, and the number of dots left. */
static int
ink_of_peppered(int step)
{
    Sheet sheet = sheet_new(100, 100);

    sheet_box(&sheet, 20, 20, 40, 40);
    g_autoptr(Raster) grey = sheet_scan(&sheet, 255, 0);
    g_autoptr(Raster) scan = raster_new(pixThresholdToBinary(grey->pix, 128), 200, 200);
    for (int y = 0; y < pixGetHeight(scan->pix); y += step)
        for (int x = 0; x < pixGetWidth(scan->pix); x += step)
            pixSetPixel(scan->pix, x, y, (x + y) / step % 2 == 0);
    double skew;
    g_autoptr(Raster) straight = scan_straighten(scan, &skew, NULL);
    g_autoptr(PIX) ink = pixThresholdToBinary(straight->pix, 128);
    int count = 0;

    pixCountPixels(ink, &count, NULL);
    return count;
}

static void
pepper_goes_and_pinholes_close(void)
{
    const int square = (int)(20 * SHEET_DPI / 72) * (int)(20 * SHEET_DPI / 72);

    g_assert_cmpint(abs(ink_of_peppered(12) - square), <, square / 20);
}

static void
a_few_specks_may_be_print(void)
{
    Sheet sheet = sheet_new(100, 100);
    g_autoptr(Raster) grey = sheet_scan(&sheet, 255, 0);
    g_autoptr(Raster) scan = raster_new(pixThresholdToBinary(grey->pix, 128), 200, 200);
    double skew;

    pixSetPixel(scan->pix, 50, 50, 1);
    g_autoptr(Raster) straight = scan_straighten(scan, &skew, NULL);
    guint32 tone = 255;
    pixGetPixel(straight->pix, 50, 50, &tone);
    g_assert_cmpuint(tone, ==, 0);
}

static void
a_page_without_lines_has_no_skew(void)
{
    Sheet sheet = sheet_new(200, 200);
    g_autoptr(Raster) scan = sheet_scan(&sheet, 250, 5);
    double skew = 99;
    g_autoptr(Raster) straight = scan_straighten(scan, &skew, NULL);

    g_assert_nonnull(straight);
    g_assert_cmpfloat(skew, ==, 0);
}

static void
pictures_of_a_few_dots_do_no_harm(void)
{
    for (int depth = 1; depth <= 32; depth = depth == 1 ? 8 : depth * 4) {
        g_autoptr(Raster) scan = raster_new(pixCreate(3, 2, depth), 300, 300);
        double skew = 99;
        g_autoptr(Raster) straight = scan_straighten(scan, &skew, NULL);
        g_autoptr(Raster) clean =
            straight != NULL ? scan_clean(straight, SCAN_CASELESS, NULL) : NULL;

        g_assert_nonnull(straight);
        g_assert_cmpfloat(skew, ==, 0);
        if (clean != NULL) {
            g_autoptr(Raster) ink = scan_ink(clean);
            g_assert_nonnull(ink);
        }
    }
}

static void
quarter_turns_change_sides(void)
{
    g_autoptr(Raster) scan = raster_new(pixCreate(30, 20, 8), 300, 150);

    pixSetPixel(scan->pix, 29, 0, 255); /* the top right corner */
    g_autoptr(Raster) turned = scan_turn(scan, 1);
    guint32 tone = 0;

    g_assert_cmpint(pixGetWidth(turned->pix), ==, 20);
    g_assert_cmpfloat(turned->x_dpi, ==, 150);
    pixGetPixel(turned->pix, 19, 29, &tone);
    g_assert_cmpint(tone, ==, 255);
}

static void
grey_paper_becomes_white(void)
{
    Sheet sheet = sheet_new(200, 200);

    draw_lines(&sheet);
    g_autoptr(Raster) scan = sheet_scan(&sheet, 215, 6);
    g_autoptr(Raster) clean = scan_clean(scan, SCAN_CASELESS, NULL);

    g_assert_cmpint(sheet_tone_at(clean, 10, 100), >, 240);
    g_assert_cmpint(sheet_tone_at(clean, 30, 22), <, 40);
}

/* A band with two strokes for letters on it. */
static Raster *
band(double ground, double letters)
{
    Sheet sheet = sheet_new(300, 200);

    draw_lines(&sheet);
    sheet_tone(&sheet, ground);
    sheet_box(&sheet, 20, 90, 280, 114);
    sheet_tone(&sheet, letters);
    sheet_box(&sheet, 100, 98, 140, 99.5);
    sheet_box(&sheet, 100, 103, 140, 104.5);

    g_autoptr(Raster) scan = sheet_scan(&sheet, 250, 4);
    return scan_clean(scan, SCAN_CASELESS, NULL);
}

/* Whatever is left over from whole tiles of the background. */
static void
paper_is_white_up_to_its_edges(void)
{
    for (int more = 0; more < 4; more++) {
        PIX *grey = pixCreate(320 + more, 416 + more, 8);
        pixSetAllArbitrary(grey, 230);
        g_autoptr(Raster) scan = raster_new(grey, 300, 300);
        g_autoptr(Raster) clean = scan_clean(scan, SCAN_CAPITALS, NULL);
        g_assert_nonnull(clean);
        l_uint32 corner;

        pixGetPixel(clean->pix, pixGetWidth(clean->pix) - 1, pixGetHeight(clean->pix) - 1, &corner);
        g_assert_cmpuint(corner, >=, 250);
        g_autoptr(PIX) ink = pixThresholdToBinary(clean->pix, SCAN_INK_LEVEL);
        int black = 0;
        pixCountPixels(ink, &black, NULL);
        g_assert_cmpint(black, ==, 0);
    }
}

static void
white_on_dark_becomes_black_on_white(void)
{
    g_autoptr(Raster) clean = band(0.2, 1);

    g_assert_cmpint(sheet_tone_at(clean, 60, 100), >, 230);
    g_assert_cmpint(sheet_tone_at(clean, 120, 98.7), <, 60);
}

static void
a_tint_goes_and_its_letters_stay(void)
{
    g_autoptr(Raster) clean = band(0.7, 0);

    g_assert_cmpint(sheet_tone_at(clean, 60, 100), >, 230);
    g_assert_cmpint(sheet_tone_at(clean, 120, 98.7), <, 60);
}

static void
far_off_resolutions_are_read_at_300_dpi(void)
{
    g_autoptr(Raster) fax = raster_new(pixCreate(800, 400, 1), 200, 100);
    g_autoptr(Raster) fine = raster_new(pixCreate(1200, 1200, 8), 600, 600);
    g_autoptr(Raster) usual = raster_new(pixCreate(400, 400, 8), 240, 240);
    g_autoptr(Raster) fax_clean = scan_clean(fax, SCAN_CASELESS, NULL);
    g_autoptr(Raster) fine_clean = scan_clean(fine, SCAN_CASELESS, NULL);
    g_autoptr(Raster) usual_clean = scan_clean(usual, SCAN_CASELESS, NULL);

    g_assert_cmpint(pixGetWidth(fax_clean->pix), ==, pixGetHeight(fax_clean->pix));
    g_assert_cmpfloat(fax_clean->x_dpi, ==, 300);
    g_assert_cmpint(pixGetWidth(fine_clean->pix), ==, 600);
    g_assert_cmpfloat(usual_clean->x_dpi, ==, 240);
}

/* The resolution at which a page of 300 dpi is read when its file says @said. */
static double
dpi_where_the_file_says(double said)
{
    Sheet sheet = sheet_new(300, 280);

    draw_lines(&sheet);
    g_autoptr(Raster) scan = sheet_scan(&sheet, 250, 4);
    scan->x_dpi = scan->y_dpi = said;
    g_autoptr(Raster) clean = scan_clean(scan, SCAN_CASELESS, NULL);
    return clean->x_dpi;
}

static void
letters_tell_when_the_file_says_a_wrong_resolution(void)
{
    g_assert_cmpfloat(dpi_where_the_file_says(72), <, 110);
    g_assert_cmpfloat(dpi_where_the_file_says(300), ==, 300);
    g_assert_cmpfloat(dpi_where_the_file_says(600), >, 500);
}

static void
a_poster_of_few_dots_stays_small(void)
{
    g_autoptr(Raster) poster = raster_new(pixCreate(800, 1000, 8), 10, 10);
    g_autoptr(Raster) clean = scan_clean(poster, SCAN_CASELESS, NULL);

    g_assert_cmpfloat((double)pixGetWidth(clean->pix) * pixGetHeight(clean->pix), <, 40e6);

    g_autoptr(Raster) unknown = raster_new(pixCreate(80, 100, 8), 0, NAN);
    g_autoptr(GError) error = NULL;
    g_assert_null(scan_clean(unknown, SCAN_CASELESS, &error));
    g_assert_nonnull(error);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);

#define TEST(name) g_test_add_func("/scan/" #name, name)
    TEST(skew_is_told_clockwise_to_a_twentieth_of_a_degree);
    TEST(skew_is_one_angle_whatever_the_shape_of_pixels);
    TEST(a_straight_page_is_left_alone);
    TEST(bars_of_a_chart_are_no_part_of_its_lines);
    TEST(a_page_has_no_more_dots_than_its_print_wants);
    TEST(colour_goes_only_where_there_is_none);
    TEST(corners_come_in_as_paper);
    TEST(black_beside_the_page_becomes_paper);
    TEST(punch_holes_become_paper);
    TEST(a_dark_band_with_a_title_that_runs_off_the_page_stays);
    TEST(a_dark_picture_in_the_page_is_no_border);
    TEST(pepper_goes_and_pinholes_close);
    TEST(a_few_specks_may_be_print);
    TEST(a_page_without_lines_has_no_skew);
    TEST(pictures_of_a_few_dots_do_no_harm);
    TEST(quarter_turns_change_sides);
    TEST(grey_paper_becomes_white);
    TEST(paper_is_white_up_to_its_edges);
    TEST(white_on_dark_becomes_black_on_white);
    TEST(a_tint_goes_and_its_letters_stay);
    TEST(far_off_resolutions_are_read_at_300_dpi);
    TEST(letters_tell_when_the_file_says_a_wrong_resolution);
    TEST(a_poster_of_few_dots_stays_small);
    return g_test_run();
}
