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
 *
 * In the same way images are left out that have more pixels than the limit. Poppler says that it
 * passes over them, which tells the page.
 */
#include "pipeline/limit.h"
#include "pipeline/pdf_internal.h"

#include <string.h>
#include <sys/mman.h>

static const char KIND[] = "/Image";
static const char KEY[] = "/Subtype";
static const char OBJECT[] = " obj";
static const char STREAM[] = "stream";

#define WINDOW_BYTES ((gsize)4 << 20)
#define DICTIONARY_BYTES 2048 /* of an image, at most, before and behind its kind */

/* Does KEY end before @at, with white space between at most? */
static bool
follows_key(const char *data, const char *at)
{
    while (at > data && g_ascii_isspace(at[-1]))
        at--;
    return at - data >= (gssize)strlen(KEY) && memcmp(at - strlen(KEY), KEY, strlen(KEY)) == 0;
}

/* The name that says of the next object at *@at or after it that it is an image; NULL for none. */
static const char *
next_image(const char *data, const char *end, const char **at)
{
    const char *name;

    while ((name = memmem(*at, (gsize)(end - *at), KIND, strlen(KIND))) != NULL) {
        *at = name + strlen(KIND);
        if ((*at == end || !g_ascii_isalnum(**at)) && follows_key(data, name))
            return name;
    }
    return NULL;
}

/* The number behind @key between @from and @to; 0 for none. */
static double
number_of(const char *from, const char *to, const char *key)
{
    const char *at = memmem(from, (gsize)(to - from), key, strlen(key));
    double number = 0;

    if (at == NULL)
        return 0;
    for (at += strlen(key); at < to && g_ascii_isspace(*at);)
        at++;
    for (; at < to && g_ascii_isdigit(*at); at++)
        number = number * 10 + (*at - '0');
    return number;
}

/* Has the image more pixels than the limit whose dictionary has @name in it? */
static bool
is_large(const char *data, const char *end, const char *name)
{
    const char *from = name - MIN(name - data, DICTIONARY_BYTES);
    const char *to = name + MIN(end - name, DICTIONARY_BYTES);
    const char *stop = memmem(name, (gsize)(to - name), STREAM, strlen(STREAM));

    for (const char *at; (at = memmem(from, (gsize)(name - from), OBJECT, strlen(OBJECT))) != NULL;)
        from = at + strlen(OBJECT);
    to = stop != NULL ? stop : to;
    return limit_is_passed(LIMIT_IMAGE_PIXELS,
                           number_of(from, to, "/Width") * number_of(from, to, "/Height"));
}

/* Gives images the kind @kind, all of them or those that are too large. @copy: a private one.
 * @edits: (nullable) gets where. */
static void
disguise(GBytes *copy, const char *kind, bool only_large, GArray *edits)
{
    gsize size;
    char *data = (char *)g_bytes_get_data(copy, &size);
    const char *end = data + size, *at = data, *name;

    while ((name = next_image(data, end, &at)) != NULL)
        if (!only_large || is_large(data, end, name)) {
            const gsize from = (gsize)(name - data), to = from + strlen(KIND) - 1;

            for (guint i = 1; i < strlen(KIND); i++)
                data[from + i] = kind[i - 1];
            if (edits != NULL) {
                g_array_append_val(edits, from);
                g_array_append_val(edits, to);
            }
        }
}

/* @bytes: a file, mapped, of which no more than WINDOW_BYTES are kept in memory. */
static bool
has_large(GBytes *bytes)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size), *name;
    bool found = FALSE;

    for (gsize from = 0; !found && from < size; from += WINDOW_BYTES) {
        /* What is cut in two at the end of a window is whole in the next. */
        const char *to = data + MIN(size, from + WINDOW_BYTES + strlen(KIND) + 1);
        const char *at = data + from;

        while (!found && (name = next_image(data, to, &at)) != NULL)
            found = is_large(data, data + size, name);
        if (size > WINDOW_BYTES)
            madvise((gpointer)data, size, MADV_DONTNEED);
    }
    return found;
}

static void
unref_map(gpointer map)
{
    g_mapped_file_unref(map);
}

static GBytes *
private_copy(int file)
{
    GMappedFile *map = g_mapped_file_new_from_fd(file, TRUE, NULL);

    return map != NULL ? g_bytes_new_with_free_func(g_mapped_file_get_contents(map),
                                                    g_mapped_file_get_length(map), unref_map, map)
                       : NULL;
}

GBytes *
pdf_bare_private_copy(int file, GArray *edits)
{
    GBytes *copy = private_copy(file);

    if (copy != NULL && has_large(copy))
        disguise(copy, PDF_LARGE_IMAGE, TRUE, edits);
    return copy;
}

GBytes *
pdf_bare_without_large(int file, GBytes *bytes)
{
    GBytes *copy = has_large(bytes) ? private_copy(file) : NULL;

    if (copy == NULL)
        return bytes;
    disguise(copy, PDF_LARGE_IMAGE, TRUE, NULL);
    g_bytes_unref(bytes);
    return copy;
}

PopplerPage *
pdf_internal_bare_page(Pdf *pdf, guint number)
{
    if (pdf->bare_bytes == NULL && (pdf->bare_bytes = private_copy(pdf->file)) != NULL) {
        disguise(pdf->bare_bytes, PDF_BARE_IMAGE, FALSE, NULL);
        /* Fails where a password is wanted: then images are drawn. */
        pdf->bare = poppler_document_new_from_bytes(pdf->bare_bytes, NULL, NULL);
    }
    return pdf->bare != NULL ? poppler_document_get_page(pdf->bare, (int)number - 1) : NULL;
}
