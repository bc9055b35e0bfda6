/* pipeline/pdf_plain.c - a file as if what costs most to load were hardly there
 *
 * To know what a page says and paints, nobody has to decode its images, convert colours by a
 * profile, or have the outlines of its letters. Poppler does all of it, and has no way to be told
 * not to. So pages are gone through in a copy of the file, in memory, where the dictionaries of
 * some streams say something else, letter for letter, so that nothing changes its place:
 *
 *     images       /Width 640  /Filter /DCTDecode      ->  /Width 2    /Filter /-CTDecode
 *     profiles     /N 3        /Filter /FlateDecode    ->              /Filter /-lateDecode
 *     font files   /Length1 24000 /Filter /FlateDecode ->              /Filter /-lateDecode
 *
 * A filter that Poppler doesn't know leaves it with an empty stream. An image is as large on the
 * page as it was, and of two by two black pixels. Without its profile a colour is that of the
 * device, which is near enough to tell a tint from paper. Without its font file a letter stands
 * where it stood, as widths and meanings are elsewhere.
 *
 * Dictionaries of streams stand in the file as they are: they are neither compressed nor encrypted.
 * One that is written in another way keeps what it has, and costs what it costs.
 */
#include "pipeline/pdf_internal.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char STREAM[] = "stream";
static const char OBJECT[] = " obj";

#define DICTIONARY_BYTES 2048          /* longer ones are left alone */
#define WINDOW_BYTES ((gssize)4 << 20) /* of the file that are kept in memory at a time */

typedef struct {
    char *data; /* the copy */
    PdfPlain what;
    GArray *edits; /* gsize: places that were written to; NULL for nobody wants to know */
} Work;

/* The dictionary of a stream, in memory that may be written to. */
typedef struct {
    char *from, *to;
} Dictionary;

static bool
is_regular(char c)
{
    return c != '\0' && !g_ascii_isspace(c) && strchr("()<>[]{}/%", c) == NULL;
}

/* What stands behind the name @key, NULL for none. */
static char *
value_of(Dictionary in, const char *key)
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

static bool
has_name(Dictionary in, const char *name)
{
    return value_of(in, name) != NULL;
}

/* The length of the number at @at, 0 for none and for the number of another object. */
static gsize
number_length(Dictionary in, const char *at)
{
    gsize n = 0;

    while (at + n < in.to && g_ascii_isdigit(at[n]))
        n++;

    const char *next = at + n;
    while (next < in.to && g_ascii_isspace(*next))
        next++;
    return next < in.to && g_ascii_isdigit(*next) ? 0 : n;
}

/* Makes filters unknown: of one name, or of all in brackets. */
static void
break_filters(Dictionary in)
{
    char *at = value_of(in, "/Filter");
    const bool several = at != NULL && at < in.to && *at == '[';

    for (at = several ? at + 1 : at; at != NULL && at + 1 < in.to && *at != ']'; at++)
        if (*at == '/') {
            at[1] = PDF_PLAIN_FILTER;
            if (!several)
                return;
        } else if (!several) {
            return;
        }
}

/* Are both sides one pixel? Such an image is a colour, and keeps it. */
static bool
is_pixel(const char *width, gsize w, const char *height, gsize h)
{
    return w == 1 && h == 1 && *width == '1' && *height == '1';
}

static void
shrink_image(Dictionary in)
{
    char *width = value_of(in, "/Width"), *height = value_of(in, "/Height");
    const gsize w = width != NULL ? number_length(in, width) : 0;
    const gsize h = height != NULL ? number_length(in, height) : 0;

    if (w == 0 || h == 0 || is_pixel(width, w, height, h))
        return;
    /* Its colours are only in the file itself. */
    if (has_name(in, "/JPXDecode") && !has_name(in, "/ColorSpace"))
        return;
    memset(width, ' ', w);
    memset(height, ' ', h);
    *width = *height = '2';
    break_filters(in);
}

static bool
is_image(Dictionary in)
{
    const char *kind = value_of(in, "/Subtype");

    return kind != NULL && in.to - kind > 6 && memcmp(kind, "/Image", 6) == 0 &&
           !is_regular(kind[6]);
}

/* Nothing but a profile's stream has a number of channels and no type. */
static bool
is_profile(Dictionary in)
{
    const char *channels = value_of(in, "/N");

    return channels != NULL && number_length(in, channels) == 1 && !has_name(in, "/Type") &&
           !has_name(in, "/FunctionType");
}

/* Only such font files as Poppler doesn't look into for what codes mean. */
static bool
is_font(Dictionary in)
{
    return (has_name(in, "/Length1") && !has_name(in, "/Length2")) ||
           has_name(in, "/CIDFontType0C") || has_name(in, "/OpenType");
}

/* Where a name of @in that is written over begins; its end is less than a page on. */
static void
note_edit(const Work *work, Dictionary in)
{
    const gsize ends[] = { (gsize)(in.from - work->data), (gsize)(in.to - work->data) };

    if (work->edits != NULL)
        g_array_append_vals(work->edits, ends, G_N_ELEMENTS(ends));
}

static void
edit(const Work *work, Dictionary in)
{
    const PdfPlain what = work->what;

    if ((what & PDF_PLAIN_IMAGES) && is_image(in))
        shrink_image(in);
    else if (((what & PDF_PLAIN_PROFILES) && is_profile(in)) ||
             ((what & PDF_PLAIN_FONTS) && is_font(in)))
        break_filters(in);
    else
        return;
    note_edit(work, in);
}

/* Edits the dictionary of the stream whose keyword is at @at, when that is one: a keyword behind a
 * dictionary, behind an object's. @last: the keyword before. */
static void
edit_stream(const Work *work, char *at, char *last)
{
    char *to = at, *from = MAX(last, at - MIN(at - work->data, DICTIONARY_BYTES)), *object;
    bool found = false;

    while (to > from && g_ascii_isspace(to[-1]))
        to--;
    if (to == from || to[-1] != '>')
        return;
    while ((object = memmem(from, (gsize)(to - from), OBJECT, strlen(OBJECT))) != NULL) {
        from = object + strlen(OBJECT);
        found = true;
    }
    if (found)
        edit(work, (Dictionary){ from, to });
}

void
pdf_plain_make(GBytes *copy, PdfPlain what, GArray *edits)
{
    gsize size;
    char *data = (char *)g_bytes_get_data(copy, &size), *end = data + size;
    const Work work = { data, what, edits };
    char *last = data, *window = data;

    for (char *at = data; (at = memmem(at, (gsize)(end - at), STREAM, strlen(STREAM))) != NULL;
         at += strlen(STREAM)) {
        edit_stream(&work, at, last);
        last = at;
        if (edits != NULL && at - window > WINDOW_BYTES) {
            pdf_plain_rest(copy, edits);
            window = at;
        }
    }
    if (edits != NULL && size > WINDOW_BYTES)
        pdf_plain_rest(copy, edits);
}

static int
compare_places(gconstpointer a, gconstpointer b)
{
    const gsize x = *(const gsize *)a, y = *(const gsize *)b;

    return x < y ? -1 : x > y;
}

void
pdf_plain_rest(GBytes *copy, GArray *edits)
{
    const gsize page = (gsize)sysconf(_SC_PAGESIZE);
    gsize size, from = 0;
    char *data = (char *)g_bytes_get_data(copy, &size);

    g_array_sort(edits, compare_places);
    for (guint i = 0; i <= edits->len; i++) {
        const gsize to = i < edits->len ? g_array_index(edits, gsize, i) / page * page : size;

        if (to > from)
            madvise(data + from, to - from, MADV_DONTNEED);
        from = to + page;
    }
}
