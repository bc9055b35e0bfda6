/* pipeline/pdf_dictionary.c - the dictionaries of a file's streams, as they stand in its bytes */
#include "pipeline/pdf_dictionary.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char STREAM[] = "stream";
static const char OBJECT[] = " obj";
static const char IMAGE[] = "/Image";

#define DICTIONARY_BYTES (16 << 10)
#define WINDOW_BYTES (4 << 20)

static bool
is_regular(char c)
{
    return c != '\0' && !g_ascii_isspace(c) && strchr("()<>[]{}/%", c) == NULL;
}

void
pdf_dictionary_iter_init(PdfDictionaryIter *iter, GBytes *bytes, GArray *edits)
{
    gsize size;
    char *data = (char *)g_bytes_get_data(bytes, &size);

    *iter = (PdfDictionaryIter){ bytes, edits, data, data + size, data, data };
}

/* What the keyword at @keyword belongs to, when that stands behind a dictionary, and that behind an
 * object's number: so not "endstream", and hardly ever bytes that only look like it. */
static bool
dictionary_before(const PdfDictionaryIter *iter, char *keyword, PdfDictionary *found)
{
    char *from = keyword - MIN(keyword - iter->last, DICTIONARY_BYTES), *to = keyword;

    while (to > from && g_ascii_isspace(to[-1]))
        to--;
    if (to == from || to[-1] != '>')
        return false;
    for (char *at = to - strlen(OBJECT); at >= from; at--)
        if (memcmp(at, OBJECT, strlen(OBJECT)) == 0) {
            *found = (PdfDictionary){ at + strlen(OBJECT), to };
            return true;
        }
    return false;
}

bool
pdf_dictionary_next(PdfDictionaryIter *iter, PdfDictionary *found)
{
    char *keyword;

    while ((keyword = memmem(iter->at, (gsize)(iter->end - iter->at), STREAM, strlen(STREAM))) !=
           NULL) {
        const bool is_one = dictionary_before(iter, keyword, found);

        iter->at = iter->last = keyword + strlen(STREAM);
        if (keyword - iter->window > WINDOW_BYTES) {
            pdf_dictionary_rest(iter->bytes, iter->edits);
            iter->window = keyword;
        }
        if (is_one)
            return true;
    }
    if (g_bytes_get_size(iter->bytes) > WINDOW_BYTES)
        pdf_dictionary_rest(iter->bytes, iter->edits);
    return false;
}

char *
pdf_dictionary_value(PdfDictionary in, const char *key)
{
    const gsize length = strlen(key);

    for (char *at = in.from; (at = memmem(at, (gsize)(in.to - at), key, length)) != NULL;) {
        at += length;
        if (at == in.to || is_regular(*at))
            continue; /* a longer name */
        while (at < in.to && g_ascii_isspace(*at))
            at++;
        return at;
    }
    return NULL;
}

bool
pdf_dictionary_has(PdfDictionary in, const char *name)
{
    return pdf_dictionary_value(in, name) != NULL;
}

gsize
pdf_dictionary_digits(PdfDictionary in, const char *value)
{
    gsize n = 0;

    if (value == NULL)
        return 0;
    while (value + n < in.to && g_ascii_isdigit(value[n]))
        n++;

    /* "7 0 R" is that of object 7. */
    const char *next = value + n;
    while (next < in.to && g_ascii_isspace(*next))
        next++;
    return next < in.to && g_ascii_isdigit(*next) ? 0 : n;
}

double
pdf_dictionary_number(PdfDictionary in, const char *key)
{
    const char *value = pdf_dictionary_value(in, key);
    const gsize n = pdf_dictionary_digits(in, value);
    double number = 0;

    for (gsize i = 0; i < n; i++)
        number = number * 10 + (value[i] - '0');
    return number;
}

const char *
pdf_dictionary_skip_space(const char *at, const char *end)
{
    while (at < end && g_ascii_isspace(*at))
        at++;
    return at;
}

const char *
pdf_dictionary_only_filter(PdfDictionary in)
{
    const char *at = pdf_dictionary_value(in, "/Filter");

    if (at == NULL || at == in.to)
        return NULL;
    if (*at != '[')
        return *at == '/' ? at : NULL;
    at = pdf_dictionary_skip_space(at + 1, in.to);
    const char *rest = at + 1;
    while (rest < in.to && g_ascii_isalnum(*rest))
        rest++;
    rest = pdf_dictionary_skip_space(rest, in.to);
    return rest < in.to && *at == '/' && *rest == ']' ? at : NULL;
}

bool
pdf_dictionary_is_deflated(PdfDictionary in)
{
    static const char name[] = "/FlateDecode";
    const char *filter = pdf_dictionary_only_filter(in);

    return filter != NULL && in.to - filter > (gssize)strlen(name) &&
           memcmp(filter, name, strlen(name)) == 0 && !is_regular(filter[strlen(name)]) &&
           !pdf_dictionary_has(in, "/DecodeParms");
}

char *
pdf_dictionary_data(PdfDictionary in, const char *end)
{
    char *data = (char *)pdf_dictionary_skip_space(in.to, end);

    data += MIN(end - data, (gssize)strlen(STREAM));
    data += data < end && *data == '\r';
    data += data < end && *data == '\n';
    return data;
}

char *
pdf_dictionary_image(PdfDictionary in)
{
    char *kind = pdf_dictionary_value(in, "/Subtype");
    const gssize length = (gssize)strlen(IMAGE);

    return kind != NULL && in.to - kind > length && memcmp(kind, IMAGE, (gsize)length) == 0 &&
                   !is_regular(kind[length])
               ? kind
               : NULL;
}

static int
compare_places(gconstpointer a, gconstpointer b)
{
    const gsize x = *(const gsize *)a, y = *(const gsize *)b;

    return x < y ? -1 : x > y;
}

void
pdf_dictionary_rest(GBytes *bytes, GArray *edits)
{
    const gsize page = (gsize)sysconf(_SC_PAGESIZE);
    const guint n = edits != NULL ? edits->len : 0;
    gsize size, from = 0;
    char *data = (char *)g_bytes_get_data(bytes, &size);

    if (edits != NULL)
        g_array_sort(edits, compare_places);
    for (guint i = 0; i <= n; i++) {
        const gsize to = i < n ? g_array_index(edits, gsize, i) / page * page : size;

        if (to > from)
            madvise(data + from, to - from, MADV_DONTNEED);
        from = to + page;
    }
}

bool
pdf_dictionary_is_anywhere(GBytes *bytes, const char *text)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    const gsize n = strlen(text);
    bool found = false;

    for (gsize from = 0; from < size && !found; from += WINDOW_BYTES) {
        found = memmem(data + from, MIN(size - from, WINDOW_BYTES + n), text, n) != NULL;
        if (size > WINDOW_BYTES)
            madvise((char *)data + from, MIN(size - from, WINDOW_BYTES), MADV_DONTNEED);
    }
    return found;
}
