/* pipeline/pdf_inline.c - may a page of this file draw an image that is no object of its own?
 *
 * Poppler tells where images are by going through all that a page draws once more, which takes as
 * long as reading its text. Most pages have none, and for images that are objects Poppler says so
 * on the way to the text (see pdf_bare.c). What is left are images written into the contents:
 *
 *     q 24 0 0 24 72 700 cm BI /W 24 /H 24 /BPC 1 /IM true ID ...... EI Q
 *
 * So the file is gone through from stream to stream, those that may be contents are inflated, and
 * looked through for BI. It is done once, at some five hundred megabytes a second of contents.
 * Where a stream is of a kind that isn't known here, the answer is that there may be one, as it is
 * where BI stands in a text or in the glyphs of a bitmap font.
 */
#include "pipeline/pdf_internal.h"

#include <gio/gio.h>
#include <string.h>

#define DICTIONARY_BYTES 2048     /* longer ones are not those of contents */
#define MAX_INFLATED (256u << 20) /* bytes: half a second */
#define CHUNK 65536

/* Streams that draw nothing: fonts, other objects, places of objects, descriptions. */
static const char *const NO_CONTENTS[] = { "/Length1",  "/Type1C", "/CIDFontType0C",
                                           "/OpenType", "/ObjStm", "/XRef",
                                           "/XML" };

typedef struct {
    const char *from, *to;
} Span;

static const char *
find(Span in, const char *text)
{
    return memmem(in.from, (gsize)(in.to - in.from), text, strlen(text));
}

static bool
is_space(char c)
{
    return c == '\0' || g_ascii_isspace(c);
}

/* Is there an operator BI? @data: begins with what is before it, or with white space. */
static bool
has_operator(Span data)
{
    for (const char *at = data.from; (at = find((Span){ at, data.to }, "BI")) != NULL; at += 2)
        if ((at == data.from || is_space(at[-1])) &&
            (at + 2 >= data.to || is_space(at[2]) || at[2] == '/'))
            return true;
    return false;
}

/* The same for what inflates from @data; true where that fails. @left: bytes that may still be. */
static bool
inflated_has_operator(Span data, gsize *left)
{
    g_autoptr(GZlibDecompressor) zlib = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
    g_autofree char *out = g_malloc(CHUNK);
    gsize kept = 0; /* of the chunk before: " BI" may be in two */
    GConverterResult result = G_CONVERTER_CONVERTED;

    while (result == G_CONVERTER_CONVERTED) {
        gsize n_read = 0, n_written = 0;

        result = g_converter_convert(G_CONVERTER(zlib), data.from, (gsize)(data.to - data.from),
                                     out + kept, CHUNK - kept, G_CONVERTER_NO_FLAGS, &n_read,
                                     &n_written, NULL);
        if (result == G_CONVERTER_ERROR || n_written > *left)
            return true;
        data.from += n_read;
        *left -= n_written;

        const gsize n = kept + n_written;
        if (has_operator((Span){ out, out + n }))
            return true;
        kept = MIN(n, 3);
        memmove(out, out + n - kept, kept);
    }
    return false;
}

/* The dictionary of the stream whose keyword is at @keyword: from the last "obj" before it. */
static Span
dictionary_of(const char *data, const char *keyword)
{
    const char *least = keyword - MIN(keyword - data, DICTIONARY_BYTES);

    for (const char *at = keyword - 3; at >= least; at--)
        if (memcmp(at, "obj", 3) == 0)
            return (Span){ at, keyword };
    return (Span){ keyword, keyword };
}

static bool
is_keyword(const char *data, const char *at, const char *end)
{
    const char *before = at;

    while (before > data && is_space(before[-1]))
        before--;
    return at + 8 < end && (at[6] == '\n' || at[6] == '\r') && before - data >= 2 &&
           before[-1] == '>' && before[-2] == '>';
}

/* May a stream with this dictionary and these bytes draw an image of its own? */
static bool
may_draw(Span dictionary, Span bytes, gsize *left)
{
    if (dictionary.from == dictionary.to)
        return true;
    if (pdf_bare_is_image(dictionary.from, dictionary.to))
        return false;
    /* A thumbnail says of what kind it is no more than that; an image whose kind is spelled in
     * another way does. */
    if (find(dictionary, "/Width") != NULL && find(dictionary, "/Height") != NULL)
        return find(dictionary, "/Subtype") != NULL || find(dictionary, "#") != NULL;
    for (guint i = 0; i < G_N_ELEMENTS(NO_CONTENTS); i++)
        if (find(dictionary, NO_CONTENTS[i]) != NULL)
            return false;

    const char *filter = find(dictionary, "/Filter");
    if (filter == NULL)
        return find(dictionary, "/F ") != NULL || has_operator(bytes);
    for (filter += strlen("/Filter"); is_space(*filter) || *filter == '[';)
        filter++;
    const gsize name = strlen("/FlateDecode");
    if ((gsize)(dictionary.to - filter) < name || memcmp(filter, "/FlateDecode", name) != 0)
        return true;
    for (filter += name; is_space(*filter);)
        filter++;
    /* A second filter, or what was inflated is not yet the contents. */
    return (*filter == '/' && find((Span){ filter, dictionary.to }, "Decode") != NULL &&
            find(dictionary, "[") != NULL) ||
           find(dictionary, "/Predictor") != NULL || inflated_has_operator(bytes, left);
}

bool
pdf_inline_may_draw(GBytes *file)
{
    gsize size, left = MAX_INFLATED;
    const char *data = g_bytes_get_data(file, &size);
    const char *end = data + size, *at = data;

    if (find((Span){ data, end }, "/Encrypt") != NULL)
        return true;
    while ((at = find((Span){ at, end }, "stream")) != NULL) {
        if (!is_keyword(data, at, end)) {
            at += strlen("stream");
            continue;
        }
        const Span dictionary = dictionary_of(data, at);
        Span bytes = { at + strlen("stream"), end };
        bytes.from += bytes.from[0] == '\r' && bytes.from[1] == '\n' ? 2 : 1;
        const char *stop = find(bytes, "endstream");

        bytes.to = stop != NULL ? stop : end;
        if (may_draw(dictionary, bytes, &left))
            return true;
        at = bytes.to;
    }
    return false;
}
