/* pipeline/digest.c - what is in a file, as a SHA-256 */
#include "pipeline/digest.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <unistd.h>

#define READ_BYTES 65536

static char *
to_hex(const guint8 *bytes, guint n)
{
    GString *hex = g_string_sized_new(2 * n);

    for (guint i = 0; i < n; i++)
        g_string_append_printf(hex, "%02x", bytes[i]);
    return g_string_free(hex, FALSE);
}

char *
digest_file(int file)
{
    g_autofree guint8 *bytes = g_malloc(READ_BYTES);
    guint8 digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx sum;
    off_t at = 0;
    ssize_t n;

    sha256_init(&sum);
    while ((n = pread(file, bytes, READ_BYTES, at)) != 0) {
        if (n < 0 && errno != EINTR)
            return NULL;
        sha256_update(&sum, (size_t)MAX(n, 0), bytes);
        at += MAX(n, 0);
    }
    sha256_digest(&sum, sizeof digest, digest);
    return to_hex(digest, sizeof digest);
}
