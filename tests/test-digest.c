/* tests/test-digest.c - what is in a file, as a SHA-256 */
#include "pipeline/digest.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

static void
expect(const char *text, gsize n)
{
    g_autofree char *path = NULL;
    const int file = g_file_open_tmp(NULL, &path, NULL);
    g_autofree char *want = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, n);

    g_assert_cmpint(write(file, text, n), ==, (gssize)n);
    g_autofree char *got = digest_file(file);
    g_assert_cmpstr(got, ==, want);
    g_assert_cmpint(lseek(file, 0, SEEK_CUR), ==, (off_t)n); /* where it stood */
    close(file);
    g_unlink(path);
}

static void
files_have_the_digest_of_their_bytes(void)
{
    g_autofree char *long_text = g_strnfill(200000, 'x');

    expect("", 0);
    expect("abc", 3);
    expect(long_text, 65536);
    expect(long_text, 200000);
}

static void
what_cannot_be_read_has_none(void)
{
    const int folder = open("/", O_RDONLY | O_DIRECTORY);
    g_autofree char *got = digest_file(folder);

    g_assert_null(got);
    close(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/digest/files_have_the_digest_of_their_bytes",
                    files_have_the_digest_of_their_bytes);
    g_test_add_func("/digest/what_cannot_be_read_has_none", what_cannot_be_read_has_none);
    return g_test_run();
}
