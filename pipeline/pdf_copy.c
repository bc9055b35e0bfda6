/* pipeline/pdf_copy.c - the file opened as a whole, and without some of what it has
 *
 *     plain    text, and what is painted: images of a few dots, no profiles, fonts without letters
 *     drawn    the same with its images
 *     bare     all but the images
 *     shown    the file; where it has images that are too large, without those
 *
 * Only pages of memory that were written to are had twice.
 */
#include "pipeline/pdf_dictionary.h"
#include "pipeline/pdf_internal.h"
#include "pipeline/pdf_update.h"

#include <gio/gio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A part of the address space. */
typedef struct {
    void *data;
    gsize size;
} Span;

static void
unmap(gpointer data)
{
    Span *span = data;

    munmap(span->data, span->size);
    g_free(span);
}

/* As long as the file to the end of its last page of memory, whatever is behind that. */
static gsize
whole_pages(gsize size)
{
    const gsize page = (gsize)sysconf(_SC_PAGESIZE);

    return (size + page - 1) / page * page;
}

/* Of @file, with @room behind its last page of memory. */
static GBytes *
private_copy(int file, gsize room)
{
    struct stat info;

    if (fstat(file, &info) != 0 || info.st_size <= 0)
        return NULL;
    const gsize size = (gsize)info.st_size;
    const Span span = { mmap(NULL, whole_pages(size) + room, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
                        whole_pages(size) + room };
    if (span.data == MAP_FAILED)
        return NULL;
    if (mmap(span.data, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, file, 0) ==
        MAP_FAILED) {
        munmap(span.data, span.size);
        return NULL;
    }
    return g_bytes_new_with_free_func(span.data, size, unmap, g_memdup2(&span, sizeof span));
}

static void
unref_bytes(gpointer bytes)
{
    g_bytes_unref(bytes);
}

/* @copy with @n bytes behind its last page of memory. */
static GBytes *
with_update(GBytes *copy, gsize n)
{
    const gsize size = n > 0 ? whole_pages(g_bytes_get_size(copy)) + n : g_bytes_get_size(copy);

    return g_bytes_new_with_free_func(g_bytes_get_data(copy, NULL), size, unref_bytes,
                                      g_bytes_ref(copy));
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

/* Opens @copy without @what. False where there is no room for it, or with what Poppler says. */
static bool
open_without(const Pdf *pdf, PdfCopy *copy, PdfPlain what, GError **error)
{
    const bool updated = (what & PDF_PLAIN_IMAGES) != 0; /* each page is gone through */
    copy->bytes = private_copy(pdf->file, updated ? PDF_UPDATE_ROOM : 0);
    if (copy->bytes == NULL)
        return false;
    copy->edits = g_array_new(FALSE, FALSE, sizeof(gsize));
    copy->images = g_array_new(FALSE, FALSE, sizeof(PdfPlace));
    char *behind =
        (char *)g_bytes_get_data(copy->bytes, NULL) + whole_pages(g_bytes_get_size(copy->bytes));
    PdfUpdate *update = updated ? pdf_update_new(copy->bytes, behind) : NULL;
    pdf_plain_make(copy->bytes, what | PDF_PLAIN_LARGE, copy->edits, copy->images, update);
    g_autoptr(GBytes) whole = with_update(copy->bytes, pdf_update_end(update));
    copy->poppler = open_poppler(whole, pdf->password, error);
    if (copy->poppler == NULL) /* what is painted comes from another copy then */
        g_clear_pointer(&copy->images, g_array_unref);
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
        pdf_dictionary_rest(copy->bytes, copy->edits);
}

void
pdf_copy_clear(PdfCopy *copy)
{
    g_clear_object(&copy->poppler);
    g_clear_pointer(&copy->edits, g_array_unref);
    g_clear_pointer(&copy->images, g_array_unref);
    g_clear_pointer(&copy->bytes, g_bytes_unref);
}
