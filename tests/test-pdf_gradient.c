/* tests/test-pdf_gradient.c - gradients look the same with fewer stops */
#include "pipeline/pdf_gradient.h"

#include <glib.h>
#include <stdlib.h>

#define SIDE 64

/* A wave of colours through @n stops, @jump of which are had twice, with another colour. */
static void
add_stops(cairo_pattern_t *pattern, int n, int jump)
{
    for (int i = 0; i < n; i++) {
        const double at = (double)i / (n - 1), bend = at < 0.5 ? 2 * at : 2 - 2 * at;

        cairo_pattern_add_color_stop_rgba(pattern, at, at, bend, at * at, 1 - at / 2);
        if (jump > 0 && i % jump == jump - 1)
            cairo_pattern_add_color_stop_rgba(pattern, at, bend, at, 1 - at, 1);
    }
}

static cairo_surface_t *
paint(cairo_pattern_t *pattern)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, SIDE, SIDE);
    cairo_t *cairo = cairo_create(surface);

    cairo_set_source(cairo, pattern);
    cairo_paint(cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    return surface;
}

/* Of any byte of two pictures. */
static int
largest_difference(cairo_surface_t *a, cairo_surface_t *b)
{
    const unsigned char *p = cairo_image_surface_get_data(a), *q = cairo_image_surface_get_data(b);
    int largest = 0;

    for (int i = 0; i < cairo_image_surface_get_stride(a) * SIDE; i++)
        largest = MAX(largest, abs(p[i] - q[i]));
    return largest;
}

/* Returns how many stops are left. */
static int
check_thin(cairo_pattern_t *pattern, int apart)
{
    cairo_pattern_t *thin = pdf_gradient_thin(pattern);
    cairo_surface_t *before = paint(pattern), *after;
    int n = 0;

    g_assert_nonnull(thin);
    after = paint(thin);
    g_assert_cmpint(largest_difference(before, after), <=, apart);
    g_assert_cmpint(cairo_pattern_get_extend(thin), ==, cairo_pattern_get_extend(pattern));
    cairo_pattern_get_color_stop_count(thin, &n);
    cairo_surface_destroy(before);
    cairo_surface_destroy(after);
    cairo_pattern_destroy(thin);
    return n;
}

static void
looks_as_before(void)
{
    cairo_matrix_t turned;
    cairo_pattern_t *linear = cairo_pattern_create_linear(3, 5, 60, 40);
    cairo_pattern_t *radial = cairo_pattern_create_radial(20, 20, 4, 32, 30, 36);

    cairo_matrix_init_rotate(&turned, 0.3);
    cairo_pattern_set_matrix(radial, &turned);
    cairo_pattern_set_extend(radial, CAIRO_EXTEND_PAD);
    add_stops(linear, 200, 0);
    add_stops(radial, 200, 0);
    g_assert_cmpint(check_thin(linear, 1), <, 24);
    g_assert_cmpint(check_thin(radial, 1), <, 24);
    cairo_pattern_destroy(linear);
    cairo_pattern_destroy(radial);
}

/* Straight from one colour to another, two stops are enough. */
static void
a_straight_one_has_two_stops(void)
{
    cairo_pattern_t *pattern = cairo_pattern_create_linear(0, 0, SIDE, 0);

    for (int i = 0; i <= 100; i++)
        cairo_pattern_add_color_stop_rgb(pattern, i / 100.0, i / 100.0, 0.5, 1 - i / 100.0);
    g_assert_cmpint(check_thin(pattern, 1), ==, 2);
    cairo_pattern_destroy(pattern);
}

static void
jumps_stay(void)
{
    cairo_pattern_t *pattern = cairo_pattern_create_linear(0, 0, SIDE, 0);

    add_stops(pattern, 100, 10);
    check_thin(pattern, 1);
    cairo_pattern_destroy(pattern);
}

static void
others_are_left_alone(void)
{
    cairo_pattern_t *plain = cairo_pattern_create_rgb(1, 0, 0);
    cairo_pattern_t *two = cairo_pattern_create_linear(0, 0, 1, 1);
    cairo_pattern_t *needed = cairo_pattern_create_linear(0, 0, 1, 1);

    cairo_pattern_add_color_stop_rgb(two, 0, 0, 0, 0);
    cairo_pattern_add_color_stop_rgb(two, 1, 1, 1, 1);
    for (int i = 0; i <= 4; i++)
        cairo_pattern_add_color_stop_rgb(needed, i / 4.0, i % 2, 0, 0);
    g_assert_null(pdf_gradient_thin(plain));
    g_assert_null(pdf_gradient_thin(two));
    g_assert_null(pdf_gradient_thin(needed));
    cairo_pattern_destroy(plain);
    cairo_pattern_destroy(two);
    cairo_pattern_destroy(needed);
}

#define TEST(name) g_test_add_func("/pdf_gradient/" #name, name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST(looks_as_before);
    TEST(a_straight_one_has_two_stops);
    TEST(jumps_stay);
    TEST(others_are_left_alone);
    return g_test_run();
}
