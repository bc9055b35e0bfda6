/* pipeline/pdf_update.c - what of a file is deflated, written a second time behind it, inflated */
#include "pipeline/pdf_update.h"

#include "pipeline/pdf_dictionary.h"
#include "pipeline/pdf_inflate.h"

#include <stdio.h>
#include <string.h>

static const char HEADER[] = "%PDF-";
static const char OBJECT[] = " obj";
static const char TABLE[] = "xref";
static const char START[] = "startxref";

#define TAIL 1024      /* bytes at the end where the last `startxref` is */
#define ENTRY_BYTES 64 /* at most, of a number in the table; and about as much a stream */
#define TRAILER_BYTES 400
#define TABLE_BYTES 64 /* no table with its trailer is shorter */
#define MAX_DIGITS 10
#define REFERENCE_BYTES 30

/* An object that was written. */
typedef struct {
    guint number, generation;
    gsize at; /* in the file */
} Written;

struct PdfUpdate {
    const char *file, *file_end;
    char *from, *at, *end; /* of the room */
    gsize offset;          /* in the file, of `from` */
    double table;          /* where the file's own last one is */
    PdfDictionary trailer; /* of that */
    GArray *objects;       /* Written */
};

/* A number that ends before *@end, which goes to its start. False where there is none. */
static bool
number_before(const char *from, const char **end, guint *number)
{
    const char *at = *end;
    guint64 value = 0, power = 1;

    while (at > from && g_ascii_isdigit(at[-1]) && *end - at < MAX_DIGITS) {
        value += power * (guint64)(*--at - '0');
        power *= 10;
    }
    if (at == *end || (at > from && g_ascii_isdigit(at[-1])) || value > G_MAXINT)
        return false;
    *end = at;
    *number = (guint)value;
    return true;
}

/* The numbers of the object whose dictionary is @in. */
static bool
object_of(const PdfUpdate *update, PdfDictionary in, Written *object)
{
    const char *at = in.from - strlen(OBJECT);

    if (!number_before(update->file, &at, &object->generation) || at == update->file ||
        *--at != ' ' || !number_before(update->file, &at, &object->number))
        return false;
    return at == update->file || g_ascii_isspace(at[-1]);
}

/* Has a page's contents, or what they refer to, such a dictionary? And is it deflated, and nothing
 * else? */
static bool
is_wanted(PdfDictionary in)
{
    static const char *const others[] = { "/Type1C",  "/CIDFontType0C", "/OpenType",
                                          "/Length1", "/EmbeddedFile",  "/Metadata",
                                          "/XRef" };

    if (!pdf_dictionary_is_deflated(in) || pdf_dictionary_image(in) != NULL ||
        !pdf_dictionary_has(in, "/Length"))
        return false;
    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
        if (pdf_dictionary_has(in, others[i]))
            return false;
    /* A profile has a number and no type; objects in a stream are many, and are read again and
     * again where a file has many such streams. */
    return !pdf_dictionary_has(in, "/N") || pdf_dictionary_has(in, "/ObjStm");
}

/* The name at @key is none that anybody knows. */
static void
hide(PdfDictionary in, const char *key)
{
    char *at = pdf_dictionary_value(in, key);

    while (g_ascii_isspace(at[-1]))
        at--;
    at[1 - (gssize)strlen(key)] = '-';
}

void
pdf_update_add(PdfUpdate *update, PdfDictionary in)
{
    static const char ending[] = "\nendstream\nendobj\n";
    const gsize head = (gsize)(in.to - in.from) - strlen(">>");
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
    memcpy(data + size, ending, strlen(ending));
    object.at = update->offset + (gsize)(update->at - update->from);
    g_array_append_val(update->objects, object);
    update->at = data + size + strlen(ending);
}

/* The dictionary of the cross-reference table, or stream, at @place. False where there is none. */
static bool
trailer_at(const PdfUpdate *update, double place, PdfDictionary *trailer)
{
    if (!(place > 0) || place >= (double)(update->file_end - update->file - TABLE_BYTES))
        return false;
    const char *const table = update->file + (gsize)place;
    const bool plain = memcmp(table, TABLE, strlen(TABLE)) == 0;
    const char *const first = plain ? "trailer" : OBJECT, *const last = plain ? START : "stream";
    char *from = memmem(table, (gsize)(update->file_end - table), first, strlen(first));
    char *to =
        from != NULL ? memmem(from, (gsize)(update->file_end - from), last, strlen(last)) : NULL;

    if (to == NULL)
        return false;
    *trailer = (PdfDictionary){ from, to };
    return true;
}

/* Where the last cross-reference table of the file is, 0 where that can't be found. */
static double
last_table(const PdfUpdate *update)
{
    char *at = (char *)update->file_end - MIN(update->file_end - update->file, TAIL), *last = NULL;

    while ((at = memmem(at, (gsize)(update->file_end - at), START, strlen(START))) != NULL) {
        last = at;
        at += strlen(START);
    }
    const PdfDictionary rest = { last, (char *)update->file_end };
    return last != NULL ? pdf_dictionary_number(rest, START) : 0;
}

/* "7 0 R" at @key, as it stands there. False where there is none. */
static bool
find_reference(PdfDictionary in, const char *key, guint *number, guint *generation)
{
    const char *value = pdf_dictionary_value(in, key);
    char text[REFERENCE_BYTES + 1] = "", r = '\0';

    if (value != NULL)
        memcpy(text, value, (gsize)MIN(in.to - value, REFERENCE_BYTES));
    return sscanf(text, "%9u %9u %c", number, generation, &r) == 3 && r == 'R';
}

/* Is each number one object's? So it is where there is one table; a linearized file has another of
 * its first page, which is the last. */
static bool
is_first_version(const PdfUpdate *update, PdfDictionary trailer)
{
    static const char linearized[] = "/Linearized";
    const double previous = pdf_dictionary_number(trailer, "/Prev");
    const gsize head = MIN((gsize)(update->file_end - update->file), TAIL);
    PdfDictionary other;

    return previous == 0 ||
           (memmem(update->file, head, linearized, strlen(linearized)) != NULL &&
            trailer_at(update, previous, &other) && !pdf_dictionary_has(other, "/Prev"));
}

static gint
compare_objects(gconstpointer a, gconstpointer b)
{
    const Written *p = a, *q = b;

    return p->number < q->number ? -1 : p->number > q->number;
}

static bool
is_any_twice(GArray *objects)
{
    g_array_sort(objects, compare_objects);
    for (guint i = 1; i < objects->len; i++)
        if (g_array_index(objects, Written, i).number ==
            g_array_index(objects, Written, i - 1).number)
            return true;
    return false;
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
    guint root, generation;

    if (size <= TABLE_BYTES || memcmp(data, HEADER, strlen(HEADER)) != 0)
        return NULL;
    update.table = last_table(&update);
    if (!trailer_at(&update, update.table, &update.trailer) ||
        pdf_dictionary_has(update.trailer, "/Encrypt") ||
        !find_reference(update.trailer, "/Root", &root, &generation) ||
        !is_first_version(&update, update.trailer))
        return NULL;
    update.objects = g_array_new(FALSE, FALSE, sizeof(Written));
    return g_memdup2(&update, sizeof update);
}

/* There was room kept for it. */
static void
write_table(PdfUpdate *update)
{
    const gsize table = update->offset + (gsize)(update->at - update->from);
    guint number, generation;

    update->at += sprintf(update->at, "%s\n", TABLE);
    for (guint i = 0; i < update->objects->len; i++) {
        const Written *object = &g_array_index(update->objects, Written, i);

        update->at += sprintf(update->at, "%u 1\n%010" G_GSIZE_FORMAT " %05u n \n", object->number,
                              object->at, object->generation);
    }
    update->at += sprintf(update->at, "trailer\n<</Size %.0f /Prev %.0f",
                          pdf_dictionary_number(update->trailer, "/Size"), update->table);
    if (find_reference(update->trailer, "/Root", &number, &generation))
        update->at += sprintf(update->at, " /Root %u %u R", number, generation);
    if (find_reference(update->trailer, "/Info", &number, &generation))
        update->at += sprintf(update->at, " /Info %u %u R", number, generation);
    update->at += sprintf(update->at, ">>\n%s\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", START, table);
}

gsize
pdf_update_end(PdfUpdate *update)
{
    gsize size = 0;

    if (update == NULL)
        return 0;
    if (update->objects->len > 0 && !is_any_twice(update->objects)) {
        write_table(update);
        size = (gsize)(update->at - update->from);
    }
    g_array_unref(update->objects);
    g_free(update);
    return size;
}
