/* pipeline/pdf_update.c - what pages draw, inflated, as an update of their file
 *
 * Format: ISO 32000-1, 7.5.4 to 7.5.8 (cross-reference tables and streams, trailers, updates).
 */
#include "pipeline/pdf_update.h"

#include "pipeline/pdf_inflate.h"

#include <string.h>

#define TAIL 1024              /* bytes: so near to its end a file says where its table is */
#define MAX_TRAILER (64 << 10) /* bytes */
#define MAX_TABLE (8 << 20)    /* bytes */
#define MAX_DICTIONARY 1024    /* bytes of a stream's that is copied */
#define ENTRY 48               /* bytes at most that an object takes in the table */
#define TRAILER_ROOM 512       /* bytes that what ends the update takes */
#define LENGTH_DIGITS 10

typedef struct {
    guint64 number;
    guint generation;
    gsize offset; /* into the file */
} Object;

static const char *
find(const char *from, const char *end, const char *text)
{
    return from < end ? memmem(from, (gsize)(end - from), text, strlen(text)) : NULL;
}

static const char *
skip_space(const char *at, const char *end)
{
    while (at < end && g_ascii_isspace(*at))
        at++;
    return at;
}

/* The whole number at @at; *next: what is behind it, @at where there is none. */
static guint64
read_number(const char *at, const char *end, const char **next)
{
    guint64 number = 0;

    *next = at;
    for (; at < end && g_ascii_isdigit(*at) && number < G_MAXUINT32; at++) {
        number = number * 10 + (guint64)(*at - '0');
        *next = at + 1;
    }
    return number;
}

/* "12 0 R" at @at: its end, NULL where there is none. */
static const char *
reference_end(const char *at, const char *end)
{
    for (guint i = 0; i < 2; i++) {
        const char *next;

        read_number(at, end, &next);
        if (next == at)
            return NULL;
        at = skip_space(next, end);
    }
    return at < end && *at == 'R' ? at + 1 : NULL;
}

/* What @key refers to, as text. */
static bool
read_reference(PdfDictionary in, const char *key, char *reference)
{
    const char *at = pdf_dictionary_value(in, key);
    const char *end = at != NULL ? reference_end(at, in.to) : NULL;

    if (end == NULL || end - at >= PDF_UPDATE_REFERENCE)
        return false;
    memcpy(reference, at, (gsize)(end - at));
    reference[end - at] = '\0';
    return true;
}

/* Was the file written in one go? One that is made for reading over a network says twice where its
 * table is. */
static bool
is_written_once(const char *file, const char *end)
{
    const char *linear = find(file, MIN(end, file + TAIL), "/Linearized");
    guint n = 0;

    for (const char *at = file; (at = find(at, end, "startxref")) != NULL; at++)
        n++;
    return n == (linear != NULL ? 2 : 1);
}

/* The dictionary that is the trailer, or has its place. */
static bool
find_trailer(const char *file, const char *end, guint64 offset, PdfDictionary *in)
{
    const char *at, *next;

    if (offset >= (guint64)(end - file))
        return false;
    at = skip_space(file + offset, end);
    read_number(at, end, &next);
    if (next > at) /* an object: a stream */
        in->from = (char *)next;
    else
        in->from = (char *)find(at, MIN(end, at + MAX_TABLE), "trailer");
    if (in->from == NULL)
        return false;
    const char *stop = MIN(end, in->from + MAX_TRAILER);
    in->to = (char *)find(in->from, stop, next > at ? "stream" : "startxref");
    return in->to != NULL;
}

static bool
read_trailer(PdfUpdate *update)
{
    const char *end = update->file_end, *next;
    const char *tail = end - MIN(end - update->file, TAIL), *at = find(tail, end, "startxref");
    PdfDictionary in;

    if (at == NULL)
        return false;
    at = skip_space(at + strlen("startxref"), end);
    update->previous = read_number(at, end, &next);
    if (next == at || !find_trailer(update->file, end, update->previous, &in) ||
        pdf_dictionary_has(in, "/Encrypt"))
        return false;
    update->n_objects = (guint64)pdf_dictionary_number(in, "/Size");
    return update->n_objects > 0 && read_reference(in, "/Root", update->root) &&
           (read_reference(in, "/Info", update->info) || !pdf_dictionary_has(in, "/Info"));
}

bool
pdf_update_begin(PdfUpdate *update, char *file, char *file_end, char *end)
{
    *update = (PdfUpdate){ .file = file, .file_end = file_end, .at = file_end, .end = end };
    /* Places are counted from the header. */
    if (file_end - file < 5 || memcmp(file, "%PDF-", 5) != 0 || !is_written_once(file, file_end) ||
        !read_trailer(update))
        return false;
    update->objects = g_array_new(FALSE, FALSE, sizeof(Object));
    return true;
}

/* Is it the content of a page, or of a form? Those of a page have nothing else to say. */
static bool
is_content(PdfDictionary in)
{
    const char *kind = pdf_dictionary_value(in, "/Subtype");
    const bool form = kind != NULL && in.to - kind > 6 && memcmp(kind, "/Form", 5) == 0;

    return (form ||
            (kind == NULL && !pdf_dictionary_has(in, "/Type") && !pdf_dictionary_has(in, "/N") &&
             !pdf_dictionary_has(in, "/Length1") && !pdf_dictionary_has(in, "/ShadingType") &&
             !pdf_dictionary_has(in, "/FunctionType"))) &&
           !pdf_dictionary_has(in, "/DecodeParms") && !pdf_dictionary_has(in, "/PatternType") &&
           in.to - in.from < MAX_DICTIONARY;
}

/* What the number in front of " obj" before @in is, and the one before that. */
static bool
read_object(const PdfUpdate *update, PdfDictionary in, Object *object)
{
    const char *at = in.from - strlen(" obj"), *next;

    while (at > update->file && g_ascii_isdigit(at[-1]))
        at--;
    object->generation = (guint)read_number(at, in.from, &next);
    if (next == at || at == update->file || at[-1] != ' ')
        return false;
    const char *end = --at;
    while (at > update->file && g_ascii_isdigit(at[-1]))
        at--;
    object->number = read_number(at, end, &next);
    return next == end && at < end && object->number > 0 && object->number < update->n_objects;
}

/* Blanks @key and its @value, up to @end. */
static void
blank(char *from, char *value, const char *end, const char *key)
{
    char *at = value - 1;

    while (at > from && g_ascii_isspace(*at))
        at--;
    at -= strlen(key) - 1;
    memset(at, ' ', (gsize)(end - at));
}

/* Takes the only filter, which is Flate, out of the dictionary. */
static bool
blank_filter(PdfDictionary in)
{
    static const char name[] = "/FlateDecode";
    char *at = pdf_dictionary_value(in, "/Filter");
    const char *value = at;

    if (at == NULL)
        return false;
    const bool several = at < in.to && *at == '[';
    at = (char *)skip_space(at + several, in.to);
    if (in.to - at <= (gssize)strlen(name) || memcmp(at, name, strlen(name)) != 0)
        return false;
    at += strlen(name);
    if (g_ascii_isalnum(*at))
        return false;
    if (several) {
        at = (char *)skip_space(at, in.to);
        if (at == in.to || *at++ != ']')
            return false;
    }
    blank(in.from, (char *)value, at, "/Filter");
    return true;
}

static bool
blank_length(PdfDictionary in)
{
    char *value = pdf_dictionary_value(in, "/Length");
    const char *end;

    if (value == NULL)
        return false;
    read_number(value, in.to, &end);
    if (end == value)
        return false;
    const char *reference = reference_end(value, in.to);
    blank(in.from, value, reference != NULL ? reference : end, "/Length");
    return true;
}

/* Writes the object's beginning up to its data; *length: where the digits of that are to be. */
static bool
write_head(PdfUpdate *update, PdfDictionary in, const Object *object, char **length)
{
    char head[64];
    const gsize n = (gsize)(in.to - in.from);
    const int m = g_snprintf(head, sizeof head, "%" G_GUINT64_FORMAT " %u obj", object->number,
                             object->generation);

    if (update->end - update->at < (gssize)(n + sizeof head))
        return false;
    memcpy(update->at, head, (gsize)m);
    memcpy(update->at + m, in.from, n);
    const PdfDictionary own = { update->at + m, update->at + m + n };
    if (own.to[-1] != '>' || own.to[-2] != '>' || !blank_filter(own) || !blank_length(own) ||
        pdf_dictionary_has(own, "/Filter") || pdf_dictionary_has(own, "/Length"))
        return false; /* those that are left may be the stream's */
    char *at = own.to - 2;
    at = g_stpcpy(at, "/Length ");
    *length = at;
    memset(at, ' ', LENGTH_DIGITS);
    update->at = g_stpcpy(at + LENGTH_DIGITS, ">>\nstream\n");
    return true;
}

/* Inflates what is behind the dictionary @in of the file. */
static bool
write_data(PdfUpdate *update, PdfDictionary in, char *length)
{
    static const char tail[] = "\nendstream\nendobj\n";
    const char *data = skip_space(in.to, update->file_end);
    const gssize reserved =
        (gssize)(update->objects->len + 1) * ENTRY + TRAILER_ROOM + (gssize)sizeof tail;
    const gssize room = update->end - update->at - reserved;
    char digits[LENGTH_DIGITS + 1];
    gsize n;

    data += MIN(update->file_end - data, (gssize)strlen("stream"));
    data += data < update->file_end && *data == '\r';
    data += data < update->file_end && *data == '\n';
    if (room <= 0 || !pdf_inflate((const guint8 *)data, (const guint8 *)update->file_end,
                                  (guint8 *)update->at, (gsize)room, &n))
        return false;
    g_snprintf(digits, sizeof digits, "%*" G_GSIZE_FORMAT, LENGTH_DIGITS, n);
    memcpy(length, digits, LENGTH_DIGITS);
    update->at = g_stpcpy(update->at + n, tail);
    return true;
}

void
pdf_update_add(PdfUpdate *update, PdfDictionary in)
{
    char *start = update->at, *length;
    Object object = { .offset = (gsize)(start - update->file) };

    if (!is_content(in) || !read_object(update, in, &object))
        return;
    if (write_head(update, in, &object, &length) && write_data(update, in, length))
        g_array_append_val(update->objects, object);
    else
        update->at = start;
}

static int
compare_objects(gconstpointer a, gconstpointer b)
{
    const Object *x = a, *y = b;

    return x->number < y->number ? -1 : x->number > y->number;
}

/* The table of what was added, but for what there are two of. Returns how many. */
static guint
write_table(PdfUpdate *update)
{
    const Object *objects = (const Object *)update->objects->data;
    const guint n = update->objects->len;
    guint written = 0;

    update->at = g_stpcpy(update->at, "xref\n");
    for (guint i = 0; i < n; i++) {
        if ((i > 0 && objects[i - 1].number == objects[i].number) ||
            (i + 1 < n && objects[i + 1].number == objects[i].number))
            continue;
        update->at += g_snprintf(update->at, ENTRY,
                                 "%" G_GUINT64_FORMAT " 1\n%010" G_GSIZE_FORMAT " %05u n \n",
                                 objects[i].number, objects[i].offset, objects[i].generation);
        written++;
    }
    return written;
}

char *
pdf_update_end(PdfUpdate *update)
{
    char *table = update->at;

    g_array_sort(update->objects, compare_objects);
    const guint n = write_table(update);
    g_array_unref(update->objects);
    if (n == 0)
        return (char *)update->file_end;
    return update->at +
           g_snprintf(update->at, TRAILER_ROOM,
                      "trailer\n<< /Root %s %s%s /Size %" G_GUINT64_FORMAT
                      " /Prev %" G_GUINT64_FORMAT " >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                      update->root, *update->info != '\0' ? "/Info " : "", update->info,
                      update->n_objects, update->previous, (gsize)(table - update->file));
}
