/* pipeline/model/shelf.c - what of a long document waits, in a file instead of in memory
 *
 *     blocks     [ 16 MiB of the file ] [ 16 MiB ] [ 16 MiB ]
 *                  ~~~~~ on disk ~~~~~~~~~~~~~~~~~ ~~~~|
 *                                            written so far
 *
 * Blocks are shared mappings of parts of the file, side by side in it. Room on disk is taken
 * before anything is written: a page of memory that found none would be the end of the process.
 */
#include "pipeline/model/shelf.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define BLOCK_BYTES ((gsize)16 << 20)
#define ALIGNMENT ((gsize)16) /* of malloc() */

/* How much may come to memory before all is let go, when things are put and when they are looked
 * at: pages that are one table have some 70 kB. */
#define PUT_BYTES ((gsize)4 << 20)
#define VISITS 64

typedef struct {
    char *bytes;
    gsize size, used;
    bool mapped; /* else from the heap */
} Block;

struct Shelf {
    int file; /* -1 for none */
    off_t end;
    GArray *blocks; /* Block; the last is being filled */
    gsize fresh;    /* bytes put since it rested */
    guint last, visits;
};

/* A new file that nobody else can open, nor needs to remove. */
static int
open_file(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "shelf-XXXXXX", NULL);
    const int file = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);

    if (file >= 0)
        g_unlink(path);
    return file;
}

Shelf *
shelf_new(const char *folder)
{
    Shelf *shelf = g_new0(Shelf, 1);

    shelf->file = open_file(folder);
    shelf->blocks = g_array_new(FALSE, FALSE, sizeof(Block));
    return shelf;
}

void
shelf_free(Shelf *shelf)
{
    if (shelf == NULL)
        return;
    for (guint i = 0; i < shelf->blocks->len; i++) {
        const Block *block = &g_array_index(shelf->blocks, Block, i);

        if (block->mapped)
            munmap(block->bytes, block->size);
        else
            g_free(block->bytes);
    }
    g_array_unref(shelf->blocks);
    if (shelf->file >= 0)
        close(shelf->file);
    g_free(shelf);
}

/* The last block, with room for @n bytes. */
static Block *
block_for(Shelf *shelf, gsize n)
{
    Block *last = shelf->blocks->len > 0
                      ? &g_array_index(shelf->blocks, Block, shelf->blocks->len - 1)
                      : NULL;

    if (last != NULL && last->size - last->used >= n)
        return last;

    Block block = { .size = (n + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES };
    if (shelf->file >= 0 && posix_fallocate(shelf->file, shelf->end, (off_t)block.size) == 0)
        block.bytes =
            mmap(NULL, block.size, PROT_READ | PROT_WRITE, MAP_SHARED, shelf->file, shelf->end);
    block.mapped = block.bytes != NULL && block.bytes != MAP_FAILED;
    if (block.mapped)
        shelf->end += (off_t)block.size;
    else
        block.bytes = g_malloc(block.size);
    g_array_append_val(shelf->blocks, block);
    return &g_array_index(shelf->blocks, Block, shelf->blocks->len - 1);
}

bool
shelf_holds(const Shelf *shelf, gconstpointer thing)
{
    for (guint i = 0; i < shelf->blocks->len; i++) {
        const Block *block = &g_array_index(shelf->blocks, Block, i);

        if ((const char *)thing >= block->bytes && (const char *)thing < block->bytes + block->size)
            return true;
    }
    return false;
}

void
shelf_rest(Shelf *shelf)
{
    for (guint i = 0; i < shelf->blocks->len; i++) {
        const Block *block = &g_array_index(shelf->blocks, Block, i);

        /* Of a shared mapping of a file that loses nothing: what was changed is the file's. */
        if (block->mapped)
            madvise(block->bytes, block->size, MADV_DONTNEED);
    }
    shelf->fresh = 0;
}

gpointer
shelf_put(Shelf *shelf, gconstpointer data, gsize n)
{
    const gsize rounded = (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    Block *block = block_for(shelf, rounded);
    char *place = block->bytes + block->used;

    if (n > 0)
        memcpy(place, data, n);
    block->used += rounded;
    shelf->fresh += rounded;
    if (shelf->fresh > PUT_BYTES)
        shelf_rest(shelf);
    return place;
}

char *
shelf_put_text(Shelf *shelf, const char *text)
{
    return text != NULL ? shelf_put(shelf, text, strlen(text) + 1) : NULL;
}

GArray *
shelf_put_array(Shelf *shelf, const GArray *array, gsize element_size)
{
    if (array == NULL)
        return NULL;

    GArray put = { .len = array->len };
    put.data = shelf_put(shelf, array->data, array->len * element_size);
    return shelf_put(shelf, &put, sizeof put);
}

GPtrArray *
shelf_put_pointers(Shelf *shelf, const GPtrArray *array)
{
    if (array == NULL)
        return NULL;

    GPtrArray put = { .len = array->len };
    put.pdata = shelf_put(shelf, array->pdata, array->len * sizeof *array->pdata);
    return shelf_put(shelf, &put, sizeof put);
}

gsize
shelf_size(const Shelf *shelf)
{
    gsize size = 0;

    for (guint i = 0; i < shelf->blocks->len; i++)
        size += g_array_index(shelf->blocks, Block, i).used;
    return size;
}

void
shelf_visit(Shelf *shelf, guint i)
{
    if (shelf == NULL || i == shelf->last)
        return;
    shelf->last = i;
    if (++shelf->visits % VISITS == 0)
        shelf_rest(shelf);
}
