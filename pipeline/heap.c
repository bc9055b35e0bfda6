/* pipeline/heap.c - how a worker has its memory of the system
 *
 * As a rule malloc asks the system for each large block and gives it back, and
 * the system clears each of its pages anew, 4 kB at a time: a tenth of the time
 * of a scan, a third of that of a slide of photographs.
 */
#include "pipeline/heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define LARGE_PAGE ((uintptr_t)2 << 20)
#define PIECE (64 << 20)       /* what the heap grows by; what is not touched takes no memory */
#define KEPT_BYTES (256 << 20) /* free at its end: more than a few pages need */

void
heap_settle(void)
{
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    mallopt(M_TOP_PAD, PIECE);

    void *const block = malloc(LARGE_PAGE); /* more than is free, so the heap grows */
    if (block == NULL)
        return;
    const uintptr_t from = ((uintptr_t)block + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    const uintptr_t to = (uintptr_t)sbrk(0) / LARGE_PAGE * LARGE_PAGE;
    if (from < to)
        madvise((void *)from, to - from, MADV_HUGEPAGE);
    free(block);
}
