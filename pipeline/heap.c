/* pipeline/heap.c - how a worker has its memory of the system
 *
 * As a rule malloc asks the system for each large block and gives it back, and
 * the system clears each of its pages anew: a tenth of the time of a scan, a
 * third of that of a slide of photographs.
 */
#include "pipeline/heap.h"

#include <malloc.h>

#define PIECE (4 << 20)        /* what the heap grows by */
#define KEPT_BYTES (256 << 20) /* free at its end: more than a few pages need */

void
heap_settle(void)
{
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    mallopt(M_TOP_PAD, PIECE);
}
