/* pipeline/pdf_copy.c - the file opened as a whole, and without some of what it has
 *
 *     plain    text, and what is painted: images of two dots, no profiles, fonts without letters
 *     drawn    the same with its images
 *     bare     all but the images
 *     shown    the file; where it has images that are too large, without those
 *
 * Only pages of memory that were written to are had twice. The plain one has what pages draw behind
 * it once more, inflated (pdf_update.h).
 */
#include "pipeline/pdf_dictionary.h"
#include "pipeline/pdf_internal.h"

#include <gio/gio.h>
#include <sys/mman.h>
#include <unistd.h>

/* Bytes for what pages draw, inflated: of some hundred pages. */
#define MAX_ROOM (4u << 20)
#define MAX_GROWTH 16 /* times the file */

typedef struct {
    char *data;
    gsize size;
} Mapping;

static void
unmap(gpointer data)
{
    Mapping *mapping = data;

    munmap(mapping->data, mapping->size);
    g_free(mapping);
}

static gsize
whole_pages(gsize n)
{
    const gsize page = (gsize)sysconf(_SC_PAGESIZE);

    return (n + page - 1) / page * page;
}

/* The @size bytes of the file, to be written to, and @room behind them. NULL where there is no
 * memory for that. */
static GBytes *
private_copy(int file, gsize size, gsize room)
{
    Mapping mapping = { .size = whole_pages(size) + whole_pages(room) };

    mapping.data = mmap(NULL, mapping.size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapping.data == MAP_FAILED)
        return NULL;
    if (mmap(mapping.data, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, file, 0) ==
        MAP_FAILED) {
        munmap(mapping.data, mapping.size);
        return NULL;
    }
    return g_bytes_new_with_free_func(mapping.data, size + room, unmap,
                                      g_memdup2(&mapping, sizeof mapping));
}

/* Most files need no password, also where one is given for all inputs. It can't be given
 * together with the bytes: Poppler 22.12 crashes when it is wrong. */
static PopplerDocument *
open_poppler(GBytes *bytes, const char *password, GError **error)
{
    g_autoptr(GError) cause = NULL;
    PopplerDocument *poppler = poppler_document_new_from_bytes(bytes, NULL, &cause);

    if (poppler == NULL && password != NULL &&
        g_error_matches(cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED)) {
        g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes(bytes);
        return poppler_document_new_from_stream(stream, (goffset)g_bytes_get_size(bytes), password,
                                                NULL, error);
    }
    if (poppler == NULL)
        g_propagate_error(error, g_steal_pointer(&cause));
    return poppler;
}

/* Takes @what out of the copy, which has @room, and puts what pages draw there. */
static void
make_plain(PdfCopy *copy, GBytes *roomy, gsize size, PdfPlain what)
{
    char *data = (char *)g_bytes_get_data(roomy, NULL), *end = data + size;
    const gsize last = size - 1;
    PdfUpdate update;
    const bool updates = pdf_update_begin(&update, data, end, data + g_bytes_get_size(roomy));

    copy->stored = g_bytes_new_from_bytes(roomy, 0, size);
    if (updates)
        g_array_append_val(copy->edits, last); /* its page of memory has what follows, too */
    pdf_plain_make(copy->stored, what, copy->edits, copy->images, updates ? &update : NULL);
    if (updates)
        end = pdf_update_end(&update);
    copy->bytes = g_bytes_new_from_bytes(roomy, 0, (gsize)(end - data));
}

/* Opens @copy without @what. False where there is no room for it, or with what Poppler says. */
static bool
open_without(const Pdf *pdf, PdfCopy *copy, PdfPlain what, GError **error)
{
    const gsize size = g_bytes_get_size(pdf->bytes);
    const gsize room = what & PDF_PLAIN_IMAGES ? MIN(MAX_ROOM, size * MAX_GROWTH) : 0;
    g_autoptr(GBytes) roomy = private_copy(pdf->file, size, room);

    if (roomy == NULL)
        return false;
    copy->edits = g_array_new(FALSE, FALSE, sizeof(gsize));
    copy->images = g_array_new(FALSE, FALSE, sizeof(PdfPlace));
    make_plain(copy, roomy, size, what | PDF_PLAIN_LARGE);
    copy->poppler = open_poppler(copy->bytes, pdf->password, error);
    return copy->poppler != NULL;
}

static bool
open_shown(const Pdf *pdf, PdfCopy *copy, GError **error)
{
    if (pdf_plain_has_large(pdf->bytes) && open_without(pdf, copy, 0, NULL))
        return true;
    pdf_copy_clear(copy);
    copy->bytes = g_bytes_ref(pdf->bytes);
    copy->poppler = open_poppler(copy->bytes, pdf->password, error);
    return copy->poppler != NULL;
}

PopplerDocument *
pdf_copy_get(Pdf *pdf, PdfCopyKind kind, GError **error)
{
    static const PdfPlain without[] = {
        [PDF_COPY_PLAIN] = PDF_PLAIN_IMAGES | PDF_PLAIN_PROFILES | PDF_PLAIN_FONTS,
        [PDF_COPY_DRAWN] = PDF_PLAIN_PROFILES | PDF_PLAIN_FONTS,
        [PDF_COPY_BARE] = PDF_PLAIN_BARE,
    };
    PdfCopy *copy = &pdf->copies[kind];

    if (copy->bytes != NULL)
        return copy->poppler;
    if (kind == PDF_COPY_SHOWN)
        open_shown(pdf, copy, error);
    else
        open_without(pdf, copy, without[kind], error);
    return copy->poppler;
}

void
pdf_copy_rest(PdfCopy *copy)
{
    if (copy->bytes != NULL)
        pdf_dictionary_rest(copy->stored != NULL ? copy->stored : copy->bytes, copy->edits);
}

void
pdf_copy_clear(PdfCopy *copy)
{
    g_clear_object(&copy->poppler);
    g_clear_pointer(&copy->edits, g_array_unref);
    g_clear_pointer(&copy->images, g_array_unref);
    g_clear_pointer(&copy->stored, g_bytes_unref);
    g_clear_pointer(&copy->bytes, g_bytes_unref);
}
