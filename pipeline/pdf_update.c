/* pipeline/pdf_update.c - what of a file is deflated, written a second time behind it, inflated */
#include "pipeline/pdf_update.h"

#include "pipeline/pdf_inflate.h"
#include "pipeline/pdf_xref.h"

#include <stdio.h>
#include <string.h>

static const char OBJECT[] = " obj";

#define ENTRY_BYTES 64 /* at most, of a number in the table; and about as much a stream */
#define TRAILER_BYTES 400
#define CLOSING_BYTES 2 /* of a dictionary */

/* An object that was written; none is twice, as each is where the file's table says. */
typedef struct {
    guint number, generation;
    gsize at; /* in the file */
} Written;

struct PdfUpdate {
    const char *file, *file_end;
    char *from, *at, *end; /* of the room */
    gsize offset;          /* in the file, of `from` */
    PdfXref xref;          /* of the file */
    GArray *objects;       /* Written */
};

/* The numbers of the object whose dictionary is @in. False where it is not the file's object of
 * that number. */
static bool
object_of(const PdfUpdate *update, PdfDictionary in, Written *object)
{
    const char *at = in.from - strlen(OBJECT);

    while (at > update->file && (g_ascii_isdigit(at[-1]) || at[-1] == ' '))
        at--;
    while (*at == ' ')
        at++;
    return pdf_xref_is_object(at, in.from, &object->number, &object->generation) &&
           object->number < update->xref.size &&
           update->xref.places[object->number] == (gsize)(at - update->file);
}

/* Is @value, which stands behind @key, said once, of the stream itself and not of something in it?
 */
static bool
is_own(PdfDictionary in, const char *key, char *value)
{
    int depth = 0;

    for (const char *at = in.from; at < value; at++) {
        if (at[0] == '<' && at[1] == '<')
            depth++;
        else if (at[0] == '>' && at[1] == '>')
            depth--;
        at += (at[0] == '<' || at[0] == '>') && at[1] == at[0];
    }
    return depth == 1 && !pdf_dictionary_has((PdfDictionary){ value, in.to }, key);
}

/* Has a page's contents, or what they refer to, such a dictionary? And is it deflated, and nothing
 * else? */
static bool
is_wanted(PdfDictionary in)
{
    static const char *const others[] = {
        "/Type1C",   "/CIDFontType0C", "/OpenType",     "/Length1", "/EmbeddedFile",
        "/Metadata", "/XRef",          "/ObjStm",       "/N",       "/DP",
        "/F",        "/FFilter",       "/FDecodeParms", "/DL"
    };
    static const char *const own[] = { "/Filter", "/Length" };

    if (!pdf_dictionary_is_deflated(in) || pdf_dictionary_image(in) != NULL)
        return false;
    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
        if (pdf_dictionary_has(in, others[i]))
            return false;
    for (guint i = 0; i < G_N_ELEMENTS(own); i++) {
        char *value = pdf_dictionary_value(in, own[i]);

        if (value == NULL || value >= in.to - CLOSING_BYTES || !is_own(in, own[i], value))
            return false;
    }
    if (!g_ascii_isdigit(*pdf_dictionary_value(in, "/Length")))
        return false;
    /* Strings, comments, and names written in another way may hold anything. */
    for (const char *at = in.from; at < in.to; at++)
        if (strchr("(%#", *at) != NULL) /* and NUL */
            return false;
    return true;
}

/* The name at @key, which is there, is none that anybody knows. */
static void
hide(PdfDictionary in, const char *key)
{
    char *at = pdf_dictionary_value(in, key);

    while (at != NULL && at > in.from && g_ascii_isspace(at[-1]))
        at--;
    if (at != NULL && at - in.from >= (gssize)strlen(key))
        at[1 - (gssize)strlen(key)] = '-';
}

void
pdf_update_add(PdfUpdate *update, PdfDictionary in)
{
    static const char ending[] = "\nendstream\nendobj\n";
    const gsize head = (gsize)(in.to - in.from) - CLOSING_BYTES;
    Written object;
    gsize size;

    if (!is_wanted(in) || !object_of(update, in, &object) ||
        (gsize)(update->end - update->at) < head + ENTRY_BYTES + 2 * TRAILER_BYTES)
        return;
    char *const copy = update->at + snprintf(update->at, ENTRY_BYTES, "%u %u obj", object.number,
                                             object.generation);
    /* The length comes before the data and is known after it: it has that much room. */
    char *const length = copy + head, *const data =
                                          length + strlen(" /Length 1234567890>>\nstream\n");
    const gsize kept = (gsize)(update->objects->len + 1) * ENTRY_BYTES + 2 * TRAILER_BYTES;
    if ((gsize)(update->end - data) < kept ||
        !pdf_inflate((const guint8 *)pdf_dictionary_data(in, update->file_end),
                     (const guint8 *)update->file_end, (guint8 *)data,
                     (gsize)(update->end - data) - kept, &size))
        return;
    memcpy(copy, in.from, head);
    const PdfDictionary copied = { copy, length };
    hide(copied, "/Filter");
    hide(copied, "/Length");
    char text[ENTRY_BYTES];
    snprintf(text, sizeof text, " /Length %10" G_GSIZE_FORMAT ">>\nstream\n", size);
    memcpy(length, text, (gsize)(data - length));
    memcpy(data + size, ending, sizeof ending - 1);
    object.at = update->offset + (gsize)(update->at - update->from);
    g_array_append_val(update->objects, object);
    update->at = data + size + sizeof ending - 1;
}

PdfUpdate *
pdf_update_new(GBytes *file, char *to)
{
    gsize size;
    const char *data = g_bytes_get_data(file, &size);
    PdfUpdate update = { .file = data,
                         .file_end = data + size,
                         .from = to,
                         .at = to,
                         .end = to + PDF_UPDATE_ROOM,
                         .offset = (gsize)(to - data) };

    if (!pdf_xref_read(file, &update.xref)) {
        pdf_xref_clear(&update.xref);
        return NULL;
    }
    *update.at++ = '\n'; /* whatever is before it */
    update.objects = g_array_new(FALSE, FALSE, sizeof(Written));
    return g_memdup2(&update, sizeof update);
}

/* There was room kept for it. */
static void
write_table(PdfUpdate *update)
{
    const gsize table = update->offset + (gsize)(update->at - update->from);
    const PdfXref *xref = &update->xref;

    update->at += sprintf(update->at, "xref\n");
    for (guint i = 0; i < update->objects->len; i++) {
        const Written *object = &g_array_index(update->objects, Written, i);

        update->at += sprintf(update->at, "%u 1\n%010" G_GSIZE_FORMAT " %05u n \n", object->number,
                              object->at, object->generation);
    }
    update->at += sprintf(update->at, "trailer\n<</Size %u /Prev %u /Root %u %u R", xref->size,
                          xref->table, xref->root, xref->generation);
    if (xref->info != 0)
        update->at += sprintf(update->at, " /Info %u %u R", xref->info, xref->info_version);
    update->at += sprintf(update->at, ">>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", table);
}

gsize
pdf_update_end(PdfUpdate *update)
{
    gsize size = 0;

    if (update == NULL)
        return 0;
    if (update->objects->len > 0) {
        write_table(update);
        size = (gsize)(update->at - update->from);
    }
    g_array_unref(update->objects);
    pdf_xref_clear(&update->xref);
    g_free(update);
    return size;
}
