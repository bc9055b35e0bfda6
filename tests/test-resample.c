/* tests/test-resample.c - scaled and turned as by Leptonica, to the dot */
#include "ocr/resample.h"

/* Grain, edges and flat places. */
static PIX *
picture(int width, int height, GRand *random)
{
    PIX *pix = pixCreate(width, height, 8);

    pixSetAllArbitrary(pix, 250);
    for (int i = 0; i < 40; i++) {
        const int w = g_rand_int_range(random, 1, 60), h = g_rand_int_range(random, 1, 60);
        const int x = g_rand_int_range(random, -20, width),
                  y = g_rand_int_range(random, -20, height);

        pixRasterop(pix, x, y, w, h, i % 2 == 0 ? PIX_CLR : PIX_NOT(PIX_DST), NULL, 0, 0);
    }
    for (int y = 0; y < height / 2; y++)
        for (int x = 0; x < width / 2; x++)
            pixSetPixel(pix, x, y, (guint32)g_rand_int_range(random, 0, 256));
    return pix;
}

/* Takes both. */
static void
expect_same(PIX *got, PIX *want, const char *what, double how)
{
    l_int32 same = 0;

    g_assert_nonnull(got);
    g_assert_cmpint(pixGetWidth(got), ==, pixGetWidth(want));
    g_assert_cmpint(pixGetHeight(got), ==, pixGetHeight(want));
    g_assert_cmpint(pixEqual(got, want, &same), ==, 0);
    if (!same)
        g_test_message("%s %g of %d dots", what, how, pixGetWidth(want));
    g_assert_true(same);
    pixDestroy(&got);
    pixDestroy(&want);
}

static PIX *
by_leptonica(PIX *pix, double x, double y)
{
    return (float)MAX(x, y) < 0.7 ? pixScaleAreaMap(pix, (float)x, (float)y)
                                  : pixScaleGeneral(pix, (float)x, (float)y, 0, 0);
}

static void
sizes_are_leptonicas(void)
{
    static const double scales[][2] = {
        { 0.9, 0.9 },
        { 0.7, 0.7 },
        { 0.69, 0.69 },
        { 2 / 3.0, 2 / 3.0 },
        { 0.5, 0.5 },
        { 0.25, 0.25 },
        { 0.31, 0.57 },
        { 0.3, 0.8 },
        { 1.5, 1.5 },
        { 1, 0.97 },
        { 0.05, 0.05 },
        { 0.125, 0.6 },
        { 0.55, 0.2 },
        { 2, 2 },
        /* What 150 dpi of 300 comes to where those were worked out. */
        { 0.5 + 1e-10, 0.5 - 1e-10 },
        { 0.25 - 1e-10, 0.25 - 1e-10 },
        { 0.7 - 1e-9, 0.7 - 1e-9 },
    };
    GRand *random = g_rand_new_with_seed(11);

    for (guint i = 0; i < G_N_ELEMENTS(scales); i++)
        for (int width = 130; width < 140; width++) {
            g_autoptr(PIX) pix = picture(width, 97, random);
            const double x = scales[i][0], y = scales[i][1];

            expect_same(resample_scale(pix, x, y), by_leptonica(pix, x, y), "scaled", x);
        }
    g_rand_free(random);
}

/* Of any width: rows end within a word of four dots, or of eight once they are halved. */
static void
small_ones_are_leptonicas(void)
{
    static const double scales[] = { 0.9, 0.6, 0.5, 0.3, 1.5 };
    GRand *random = g_rand_new_with_seed(14);

    setMsgSeverity(L_SEVERITY_NONE); /* some have no dots left */
    for (int width = 1; width < 40; width++)
        for (int height = 1; height < 6; height++)
            for (guint i = 0; i < G_N_ELEMENTS(scales); i++) {
                g_autoptr(PIX) pix = picture(width, height, random);
                PIX *got = resample_scale(pix, scales[i], scales[i]);
                PIX *want = by_leptonica(pix, scales[i], scales[i]);

                if (want != NULL)
                    expect_same(got, want, "small", scales[i]);
                else
                    g_assert_null(got);
                expect_same(resample_turn(pix, 0.03, 250), pixRotateAMGray(pix, 0.03f, 250),
                            "turned", width);
            }
    g_rand_free(random);
}

static void
colours_are_left_to_leptonica(void)
{
    g_autoptr(PIX) colour = pixCreate(50, 40, 32);

    pixSetAllArbitrary(colour, 0x20408000);
    expect_same(resample_scale(colour, 0.5, 0.5), by_leptonica(colour, 0.5, 0.5), "colour", 0.5);
    expect_same(resample_scale(colour, 0.9, 0.9), by_leptonica(colour, 0.9, 0.9), "colour", 0.9);
}

static void
shrunk_ones_are_leptonicas(void)
{
    GRand *random = g_rand_new_with_seed(12);

    for (int by = 2; by < 20; by++)
        for (int width = 130; width < 136; width++) {
            g_autoptr(PIX) pix = picture(width, 97, random);
            const float scale = 1.0f / (float)by;

            expect_same(resample_shrink(pix, by),
                        by == 2 || by == 4 ? pixScaleAreaMap(pix, scale, scale)
                                           : pixScaleSmooth(pix, scale, scale),
                        "shrunk", by);
        }
    g_autoptr(PIX) small = picture(5, 3, random);
    expect_same(resample_shrink(small, 1), pixCopy(NULL, small), "kept", 1);
    expect_same(resample_shrink(small, 3), pixScaleSmooth(small, 1 / 3.0f, 1 / 3.0f), "small", 3);
    g_rand_free(random);
}

static void
turned_ones_are_leptonicas(void)
{
    static const double angles[] = { 0.0009, 0.002, -0.002, 0.01, -0.026, 0.12, -0.5, 2 };
    GRand *random = g_rand_new_with_seed(13);

    for (guint i = 0; i < G_N_ELEMENTS(angles); i++)
        for (int width = 130; width < 140; width++) {
            g_autoptr(PIX) pix = picture(width, 97, random);

            expect_same(resample_turn(pix, angles[i], 250),
                        pixRotateAMGray(pix, (float)angles[i], 250), "turned", angles[i]);
        }
    g_rand_free(random);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/resample/scale", sizes_are_leptonicas);
    g_test_add_func("/resample/small", small_ones_are_leptonicas);
    g_test_add_func("/resample/colour", colours_are_left_to_leptonica);
    g_test_add_func("/resample/shrink", shrunk_ones_are_leptonicas);
    g_test_add_func("/resample/turn", turned_ones_are_leptonicas);
    return g_test_run();
}
