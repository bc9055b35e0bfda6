/* tests/test-heap.c - large blocks are of the heap, which keeps them */
#include "pipeline/heap.h"

#include <glib.h>
#include <malloc.h>
#include <string.h>
#include <unistd.h>

#define BLOCK (8 << 20)

static void
large_blocks_are_kept(void)
{
    heap_settle();
    if (mallinfo2().arena == 0) {
        g_test_skip("memory is had from elsewhere: valgrind, a sanitizer");
        return;
    }
    g_free(g_malloc(BLOCK)); /* from here on there is room */
    const char *const end = sbrk(0);

    for (guint i = 0; i < 3; i++) {
        char *block = g_malloc(BLOCK);

        memset(block, 1, BLOCK);
        g_assert_true(block < end && block + BLOCK <= end);
        g_assert_cmpuint(mallinfo2().hblks, ==, 0);
        g_free(block);
        g_assert_true(end == sbrk(0));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/heap/large_blocks_are_kept", large_blocks_are_kept);
    return g_test_run();
}
