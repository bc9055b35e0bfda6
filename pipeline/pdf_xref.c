/* pipeline/pdf_xref.c - the cross-reference table of a file that was written once */
#include "pipeline/pdf_xref.h"

#include <stdio.h>
#include <string.h>

static const char HEADER[] = "%PDF-";
static const char TABLE[] = "xref";
static const char TRAILER[] = "trailer";
static const char START[] = "startxref";

#define TAIL 1024       /* bytes at the end where the last `startxref` is */
#define ENTRY 20        /* bytes */
#define MAX_SIZE 200000 /* objects: for more the table alone takes longer than a page */
#define MAX_FILE (1u << 30)
#define MAX_DIGITS 9
#define REFERENCE_BYTES 30

/* What comes to memory at once, and how much of it stays there. */
#define BLOCK_BYTES (64u << 10)
#define BLOCKS 64

/* A number of up to MAX_DIGITS at *@at, which goes behind it. False where there is none. */
static bool
read_number(const char **at, const char *end, guint *number)
{
    const char *from = *at;

    for (*number = 0; *at < end && g_ascii_isdigit(**at) && *at - from < MAX_DIGITS; ++*at)
        *number = *number * 10 + (guint)(**at - '0');
    return *at > from && (*at == end || !g_ascii_isdigit(**at));
}

static bool
read_word(const char **at, const char *end, const char *word)
{
    const gsize n = strlen(word);

    if ((gsize)(end - *at) < n || memcmp(*at, word, n) != 0)
        return false;
    *at += n;
    return true;
}

bool
pdf_xref_is_object(const char *at, const char *end, guint *number, guint *generation)
{
    return read_number(&at, end, number) && read_word(&at, end, " ") &&
           read_number(&at, end, generation) && read_word(&at, end, " obj");
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

/* One line: "0000000017 00000 n", and two bytes that end it. Of an object that is in use, its place
 * goes to *@place, where it has to be; 0 for another. */
static bool
read_entry(const char *data, const char *end, const char *line, guint number, guint *place)
{
    const char *at = line + 1;
    guint offset, generation, found, found_generation;

    if (*line != '0' || !read_number(&at, end, &offset) || !read_word(&at, end, " ") ||
        !read_number(&at, end, &generation) || at != line + 16 || !g_ascii_isspace(line[18]) ||
        !g_ascii_isspace(line[19]))
        return false;
    *place = 0;
    if (line[17] == 'f')
        return true;
    *place = offset;
    return line[17] == 'n' && offset < (gsize)(end - data) &&
           pdf_xref_is_object(data + offset, end, &found, &found_generation) && found == number &&
           found_generation == generation;
}

/* Looking at each object would bring all of the file to memory. @block: of the one before. */
static void
rest(GBytes *file, guint place, guint *block, guint *n_blocks)
{
    if (place / BLOCK_BYTES == *block)
        return;
    *block = place / BLOCK_BYTES;
    if (++*n_blocks % BLOCKS == 0)
        pdf_dictionary_rest(file, NULL);
}

/* The sections at *@at, which goes to the trailer. Objects that are known already stay. */
static bool
read_sections(PdfXref *xref, GBytes *file, const char *end, const char **at)
{
    const char *data = g_bytes_get_data(file, NULL);
    guint first, n, place, block = 0, n_blocks = 0;

    while (!read_word(at, end, TRAILER)) {
        if (!read_number(at, end, &first) || !read_word(at, end, " ") || !read_number(at, end, &n))
            return false;
        *at = pdf_dictionary_skip_space(*at, end);
        if (first > xref->size || n > xref->size - first || (gsize)(end - *at) < (gsize)n * ENTRY)
            return false;
        for (guint i = 0; i < n; i++, *at += ENTRY) {
            if (!read_entry(data, end, *at, first + i, &place))
                return false;
            rest(file, place, &block, &n_blocks);
            if (xref->places[first + i] == 0)
                xref->places[first + i] = place;
        }
        *at = pdf_dictionary_skip_space(*at, end);
    }
    return true;
}

/* What stands between `trailer` and `startxref`, as far as it is the trailer of the table at
 * @place. No name in it is written in another way. */
static bool
find_trailer(const char *data, const char *end, guint place, PdfDictionary *trailer)
{
    if (place == 0 || place >= (gsize)(end - data))
        return false;
    char *from = memmem(data + place, (gsize)(end - data) - place, TRAILER, strlen(TRAILER));
    char *to = from != NULL ? memmem(from, (gsize)(end - from), START, strlen(START)) : NULL;

    if (to == NULL)
        return false;
    *trailer = (PdfDictionary){ from + strlen(TRAILER), to };
    return memchr(from, '#', (gsize)(to - from)) == NULL &&
           memchr(from, '%', (gsize)(to - from)) == NULL;
}

static bool
read_table(PdfXref *xref, GBytes *file, const char *end, guint place)
{
    const char *at = (const char *)g_bytes_get_data(file, NULL) + place;

    if (!read_word(&at, end, TABLE))
        return false;
    at = pdf_dictionary_skip_space(at, end);
    return read_sections(xref, file, end, &at);
}

static guint
last_table(const char *data, const char *end)
{
    const char *at = end - MIN(end - data, TAIL), *last = NULL;
    guint place = 0;

    while ((at = memmem(at, (gsize)(end - at), START, strlen(START))) != NULL) {
        at += strlen(START);
        last = at;
    }
    if (last == NULL)
        return 0;
    last = pdf_dictionary_skip_space(last, end);
    return read_number(&last, end, &place) ? place : 0;
}

/* Reads the one table, or both of a linearized file. */
static bool
read_all(PdfXref *xref, GBytes *file, const char *end)
{
    const char *data = g_bytes_get_data(file, NULL);
    static const char previous[] = "/Prev", linearized[] = "/Linearized";
    PdfDictionary trailer, other;
    guint place;

    if (!find_trailer(data, end, xref->table, &trailer) ||
        pdf_dictionary_has(trailer, "/Encrypt") || pdf_dictionary_has(trailer, "/XRefStm") ||
        !find_reference(trailer, "/Root", &xref->root, &xref->generation))
        return false;
    if (!find_reference(trailer, "/Info", &xref->info, &xref->info_version))
        xref->info = 0;
    const double size = pdf_dictionary_number(trailer, "/Size");
    if (!(size >= 2 && size <= MAX_SIZE))
        return false;
    xref->size = (guint)size;
    xref->places = g_new0(guint32, xref->size);
    if (!read_table(xref, file, end, xref->table))
        return false;
    const char *value = pdf_dictionary_value(trailer, previous);
    if (value == NULL)
        return true;
    return memmem(data, MIN((gsize)(end - data), TAIL), linearized, strlen(linearized)) != NULL &&
           pdf_dictionary_digits(trailer, value) > 0 && read_number(&value, trailer.to, &place) &&
           find_trailer(data, end, place, &other) && !pdf_dictionary_has(other, previous) &&
           !pdf_dictionary_has(other, "/XRefStm") && read_table(xref, file, end, place);
}

bool
pdf_xref_read(GBytes *file, PdfXref *xref)
{
    gsize size;
    const char *data = g_bytes_get_data(file, &size), *at = data;

    *xref = (PdfXref){ 0 };
    if (size > MAX_FILE || !read_word(&at, data + size, HEADER))
        return false;
    xref->table = last_table(data, data + size);
    return read_all(xref, file, data + size);
}

void
pdf_xref_clear(PdfXref *xref)
{
    g_clear_pointer(&xref->places, g_free);
}
