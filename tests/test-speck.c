/* tests/test-speck.c - specks go, what is larger stays */
#include "ocr/speck.h"

/* Pieces of all sizes up to four dots, close to each other and at the edges. */
static PIX *
peppered(int width, int height, GRand *random)
{
    PIX *pix = pixCreate(width, height, 1);

    for (int i = 0; i < width * height / 30; i++) {
        const int x = g_rand_int_range(random, -1, width), y = g_rand_int_range(random, -1, height);
        const int w = g_rand_int_range(random, 1, 5), h = g_rand_int_range(random, 1, 5);

        pixRasterop(pix, x, y, w, h, i % 4 == 0 ? PIX_CLR : PIX_SET, NULL, 0, 0);
    }
    return pix;
}

static void
pieces_up_to_a_size_go(void)
{
    GRand *random = g_rand_new_with_seed(31);

    for (int size = 1; size <= 5; size++) {
        guint with_specks = 0;

        for (int width = 60; width < 70; width++) {
            g_autoptr(PIX) pix = peppered(width, 60, random);
            g_autoptr(PIX) got = speck_drop(pix, size);
            g_autoptr(PIX) want =
                pixSelectBySize(pix, size, size, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GT, NULL);
            l_int32 same = 0, none = 0;

            g_assert_cmpint(pixEqual(got, want, &same), ==, 0);
            g_assert_true(same);
            pixEqual(pix, want, &none);
            with_specks += none ? 0 : 1;
        }
        g_assert_cmpuint(with_specks, >, 5);
    }
    g_rand_free(random);
}

/* The largest size there may be. */
static void
large_blots_go(void)
{
    g_autoptr(PIX) pix = pixCreate(200, 100, 1);
    l_int32 n = 0;

    pixRasterop(pix, 10, 10, SPECK_MAX_SIZE, SPECK_MAX_SIZE, PIX_SET, NULL, 0, 0);
    pixRasterop(pix, 60, 10, SPECK_MAX_SIZE + 1, 1, PIX_SET, NULL, 0, 0);
    g_autoptr(PIX) clean = speck_drop(pix, SPECK_MAX_SIZE);
    pixCountPixels(clean, &n, NULL);
    g_assert_cmpint(n, ==, SPECK_MAX_SIZE + 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/speck/sizes", pieces_up_to_a_size_go);
    g_test_add_func("/speck/large", large_blots_go);
    return g_test_run();
}
