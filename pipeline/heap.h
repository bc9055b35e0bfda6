/* pipeline/heap.h - how a worker has its memory of the system
 *
 * A page takes megabytes for some milliseconds: pictures, masks, what Poppler
 * and cairo make of them; a scan takes dozens of pictures.
 */
#pragma once

/* Makes the heap of this process one piece that is not given back between pages. Once, early; it
 * changes nothing but time, and the heap may be larger by some megabytes. */
void heap_settle(void);
