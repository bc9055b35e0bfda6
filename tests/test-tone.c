/* tests/test-tone.c - tones as Leptonica has them, to the dot */
#include "ocr/tone.h"

/* Paper with grain, from @dark at one side to @light at the other, and strokes on it. */
static PIX *
page(int width, int height, int dark, int light, GRand *random)
{
    PIX *pix = pixCreate(width, height, 8);

    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            pixSetPixel(
                pix, x, y,
                (guint32)CLAMP(dark + (light - dark) * x / width + g_rand_int_range(random, -6, 7),
                               0, 255));
    for (int i = 0; i < 60; i++) {
        BOX *box = boxCreate(g_rand_int_range(random, 0, width - 2),
                             g_rand_int_range(random, 0, height - 2),
                             g_rand_int_range(random, 1, 12), g_rand_int_range(random, 1, 12));

        pixSetInRectArbitrary(pix, box, (guint32)g_rand_int_range(random, 0, 200));
        boxDestroy(&box);
    }
    return pix;
}

/* Takes both. */
static void
expect_same(PIX *got, PIX *want)
{
    l_int32 same = 0;

    g_assert_nonnull(got);
    g_assert_cmpint(pixEqual(got, want, &same), ==, 0);
    g_assert_true(same);
    pixDestroy(&got);
    pixDestroy(&want);
}

static void
even_paper_is_leptonicas(void)
{
    GRand *random = g_rand_new_with_seed(21);

    for (int width = 200; width < 235; width++) {
        g_autoptr(PIX) pix = page(width, 150, 120, 240, random);
        PIX *map = NULL;

        g_assert_cmpint(pixGetBackgroundGrayMap(pix, NULL, 32, 32, 60, 64, &map), ==, 0);
        g_autoptr(PIX) inverse = pixGetInvBackgroundMap(map, 255, 2, 2);
        expect_same(tone_apply(pix, inverse, 32),
                    pixApplyInvBackgroundGrayMap(pix, inverse, 32, 32));
        pixDestroy(&map);
    }
    g_rand_free(random);
}

static void
spread_tones_are_leptonicas(void)
{
    static const int papers[][2] = { { 120, 240 }, { 255, 255 }, { 0, 255 }, { 250, 250 } };
    GRand *random = g_rand_new_with_seed(22);

    for (guint i = 0; i < G_N_ELEMENTS(papers); i++)
        for (int width = 88; width < 125; width++) {
            g_autoptr(PIX) pix = page(width, 97, papers[i][0], papers[i][1], random);

            expect_same(tone_spread(pix, 30, 70, 2), pixContrastNorm(NULL, pix, 30, 30, 70, 2, 2));
        }
    g_rand_free(random);
}

/* Nothing that is far enough from anything else. */
static void
flat_page_stays(void)
{
    GRand *random = g_rand_new_with_seed(23);
    g_autoptr(PIX) pix = pixCreate(100, 100, 8);

    pixSetAllArbitrary(pix, 200);
    expect_same(tone_spread(pix, 30, 70, 2), pixCopy(NULL, pix));
    g_autoptr(PIX) narrow = page(20, 100, 100, 250, random);
    expect_same(tone_spread(narrow, 30, 70, 2), pixContrastNorm(NULL, narrow, 30, 30, 70, 2, 2));
    g_rand_free(random);
}

static void
ink_is_leptonicas(void)
{
    static const int levels[] = { 0, 1, 60, 127, 128, 129, 208, 255 };
    GRand *random = g_rand_new_with_seed(24);

    for (guint i = 0; i < G_N_ELEMENTS(levels); i++)
        for (int width = 96; width < 130; width++) {
            g_autoptr(PIX) pix = page(width, 40, 0, 255, random);

            expect_same(tone_ink(pix, levels[i]), pixThresholdToBinary(pix, levels[i]));
        }
    g_rand_free(random);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE); /* of a page without contrast */
    g_test_add_func("/tone/apply", even_paper_is_leptonicas);
    g_test_add_func("/tone/spread", spread_tones_are_leptonicas);
    g_test_add_func("/tone/spread/flat", flat_page_stays);
    g_test_add_func("/tone/ink", ink_is_leptonicas);
    return g_test_run();
}
