/* ocr/one_thread.c - Tesseract's parallel regions without threads */
#include "ocr/one_thread.h"

/* As compilers call them: they stand in no header. */
void GOMP_parallel(void (*body)(void *), void *data, unsigned threads, unsigned flags);
void GOMP_parallel_sections(void (*body)(void *), void *data, unsigned threads, unsigned count,
                            unsigned flags);
unsigned GOMP_sections_start(unsigned count);
unsigned GOMP_sections_next(void);
void GOMP_sections_end(void);
void GOMP_sections_end_nowait(void);

static guint64 regions;

/* The sections of the region that is being done, counted from 1. */
static _Thread_local struct {
    unsigned count, done;
} sections;

void
one_thread_settle(void)
{
}

guint64
one_thread_regions(void)
{
    return regions;
}

#pragma GCC visibility push(default) /* Tesseract must find them, however this is compiled */

void
GOMP_parallel(void (*body)(void *), void *data, G_GNUC_UNUSED unsigned threads,
              G_GNUC_UNUSED unsigned flags)
{
    regions++;
    body(data);
}

/* @body asks for one section after the other. */
void
GOMP_parallel_sections(void (*body)(void *), void *data, G_GNUC_UNUSED unsigned threads,
                       unsigned count, G_GNUC_UNUSED unsigned flags)
{
    const __typeof__(sections) around = sections;

    regions++;
    sections.count = count;
    sections.done = 0;
    body(data);
    sections = around;
}

/* The next section, 0 after the last. */
unsigned
GOMP_sections_next(void)
{
    return sections.done < sections.count ? ++sections.done : 0;
}

/* Sections within a region, as an inner part of it. */
unsigned
GOMP_sections_start(unsigned count)
{
    sections.count = count;
    sections.done = 0;
    return GOMP_sections_next();
}

void
GOMP_sections_end(void)
{
}

void
GOMP_sections_end_nowait(void)
{
}

#pragma GCC visibility pop
