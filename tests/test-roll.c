/* tests/test-roll.c - places that recur are found, and others agree less */
#include "ocr/roll.h"

#include <math.h>

#define N 30

/* What the roll tells, sine by sine. */
static double
agreement_at(const double *places, double pitch)
{
    double x = 0, y = 0;

    for (guint i = 0; i < N; i++) {
        x += cos(2 * G_PI * places[i] / pitch);
        y += sin(2 * G_PI * places[i] / pitch);
    }
    return hypot(x, y) / N;
}

static void
the_pitch_is_found(void)
{
    GRand *random = g_rand_new_with_seed(3);
    double places[N], pitch = 0, phase = 0;

    for (double wanted = 1.05; wanted < 1.95; wanted += 0.1) {
        for (guint i = 0; i < N; i++)
            places[i] = 7 + wanted * (2 * i + g_rand_int_range(random, 0, 2)) +
                        g_rand_double_range(random, -0.05, 0.05);
        const double agreed = roll_find_pitch(places, N, 1, 2, &pitch, &phase);

        g_assert_cmpfloat(agreed, >, 0.95);
        g_assert_cmpfloat_with_epsilon(pitch, wanted, 0.05 * wanted / N);
        const double off = remainder(phase - 7, wanted);
        g_assert_cmpfloat(fabs(off), <, 0.1);
        g_assert_cmpfloat_with_epsilon(agreed, agreement_at(places, pitch), 1e-6);
    }
    g_rand_free(random);
}

static void
chance_agrees_little(void)
{
    GRand *random = g_rand_new_with_seed(4);
    double places[N], pitch, phase, at = 0;

    for (guint i = 0; i < N; i++)
        places[i] = at += g_rand_double_range(random, 0.2, 3);
    g_assert_cmpfloat(roll_find_pitch(places, N, 1, 2, &pitch, &phase), <, 0.75);
    g_rand_free(random);
}

static void
one_place_agrees_with_itself(void)
{
    const double place = 5;
    double pitch = 0, phase = 0;

    g_assert_cmpfloat_with_epsilon(roll_find_pitch(&place, 1, 1, 2, &pitch, &phase), 1, 1e-9);
    g_assert_cmpfloat_with_epsilon(phase, 5, 1e-9);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/roll/pitch", the_pitch_is_found);
    g_test_add_func("/roll/chance", chance_agrees_little);
    g_test_add_func("/roll/one", one_place_agrees_with_itself);
    return g_test_run();
}
