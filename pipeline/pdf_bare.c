/* pipeline/pdf_bare.c - a file as if it had no images
 *
 * Decoding images is most of what it costs to draw a page that has some, and in vain where only
 * the strokes beside them matter. Poppler has no way to leave them out, but passes over XObjects
 * of a kind that it doesn't know. So the file is opened once more, from a copy in memory in
 * which images are said to be something else:
 *
 *     << /Type /XObject /Subtype /Image /Width 640 ...
 *                                 |
 *     << /Type /XObject /Subtype /image /Width 640 ...
 *
 * Nothing changes its place, so all references hold. Such dictionaries stand in the file as they
 * are, as those of streams are neither compressed nor encrypted. An image that is written into
 * the page's content, or whose kind is spelled in another way, is drawn.
 */
#include "pipeline/pdf_internal.h"

#include <string.h>

static const char KIND[] = "/Image";
static const char KEY[] = "/Subtype";

/* Does KEY end before @at, with white space between at most? */
static bool
follows_key(const char *data, const char *at)
{
    while (at > data && g_ascii_isspace(at[-1]))
        at--;
    return at - data >= (gssize)strlen(KEY) && memcmp(at - strlen(KEY), KEY, strlen(KEY)) == 0;
}

/* Gives images another kind. */
static void
disguise(char *data, gsize size)
{
    const char *end = data + size;
    char *at = data;

    while ((at = memmem(at, (gsize)(end - at), KIND, strlen(KIND))) != NULL) {
        char *name = at;

        at += strlen(KIND);
        if ((at == end || !g_ascii_isalnum(*at)) && follows_key(data, name))
            name[1] = 'i';
    }
}

static void
unref_map(gpointer map)
{
    g_mapped_file_unref(map);
}

/* The bytes of the file to be written to: only the pages written to are copied. */
static GBytes *
private_copy(const Pdf *pdf)
{
    const gsize size = g_bytes_get_size(pdf->bytes);
    GMappedFile *map = g_mapped_file_new_from_fd(pdf->file, TRUE, NULL);

    if (map != NULL && g_mapped_file_get_length(map) == size) {
        char *data = g_mapped_file_get_contents(map);

        disguise(data, size);
        return g_bytes_new_with_free_func(data, size, unref_map, map);
    }
    if (map != NULL)
        g_mapped_file_unref(map);

    char *data = g_memdup2(g_bytes_get_data(pdf->bytes, NULL), size);
    disguise(data, size);
    return g_bytes_new_take(data, size);
}

PopplerPage *
pdf_internal_bare_page(Pdf *pdf, guint number)
{
    if (pdf->bare_bytes == NULL) {
        pdf->bare_bytes = private_copy(pdf);
        /* Fails where a password is wanted: then images are drawn. */
        pdf->bare = poppler_document_new_from_bytes(pdf->bare_bytes, NULL, NULL);
    }
    return pdf->bare != NULL ? poppler_document_get_page(pdf->bare, (int)number - 1) : NULL;
}
