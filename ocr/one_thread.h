/* ocr/one_thread.h - Tesseract's parallel regions without threads
 *
 * Tesseract has its network's gates computed side by side, by OpenMP: some hundred thousand regions
 * a page. Threads cost more than they win there, and a worker is to use one processor. Told to make
 * none (OMP_THREAD_LIMIT=1), OpenMP's library still forms a team of one at each region and wakes
 * nobody, by a system call.
 *
 * So the functions that compilers call at a region (libgomp's, "The libgomp ABI" of its manual) are
 * defined in sheaf: the thread that comes to a region does it all, piece by piece. As the program
 * comes before its libraries where the dynamic linker looks for a name, Tesseract calls these.
 */
#pragma once

#include <glib.h>

/* Does nothing but bring the functions into the program: for whoever starts Tesseract. */
void one_thread_settle(void);

/* How many regions were met. */
guint64 one_thread_regions(void);
