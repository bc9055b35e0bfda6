/* tests/test-brick.c - bricks in steps do what one at once does */
#include "pipeline/model/brick.h"

#include "pipeline/model/raster.h"

/* Dots of many sizes, also at the edges. */
static PIX *
picture(int width, int height, GRand *random)
{
    PIX *pix = pixCreate(width, height, 1);

    for (int i = 0; i < 60; i++)
        pixRasterop(pix, g_rand_int_range(random, -20, width),
                    g_rand_int_range(random, -20, height), g_rand_int_range(random, 1, 40),
                    g_rand_int_range(random, 1, 40), i % 3 == 0 ? PIX_CLR : PIX_SET, NULL, 0, 0);
    return pix;
}

/* Takes both. */
static void
expect_same(PIX *got, PIX *want, int w, int h)
{
    l_int32 same = 0;

    g_assert_nonnull(got);
    g_assert_cmpint(pixEqual(got, want, &same), ==, 0);
    if (!same)
        g_test_message("%d x %d", w, h);
    g_assert_true(same);
    pixDestroy(&got);
    pixDestroy(&want);
}

static void
steps_do_what_one_brick_does(void)
{
    static const int sizes[][2] = { { 1, 1 },   { 3, 3 },  { 17, 1 }, { 1, 50 }, { 12, 12 },
                                    { 23, 1 },  { 5, 5 },  { 40, 2 }, { 2, 31 }, { 16, 16 },
                                    { 100, 1 }, { 9, 70 }, { 15, 15 } };
    GRand *random = g_rand_new_with_seed(7);

    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++)
        for (int width = 95; width <= 130; width += 7) {
            const int w = sizes[i][0], h = sizes[i][1];
            g_autoptr(PIX) pix = picture(width, 110, random);

            expect_same(brick_open(pix, w, h), pixOpenBrick(NULL, pix, w, h), w, h);
            expect_same(brick_dilate(pix, w, h), pixDilateBrick(NULL, pix, w, h), w, h);
            expect_same(brick_close(pix, w, h), pixCloseSafeBrick(NULL, pix, w, h), w, h);
        }
    g_rand_free(random);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/brick/steps", steps_do_what_one_brick_does);
    return g_test_run();
}
