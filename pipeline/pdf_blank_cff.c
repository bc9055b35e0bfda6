/* pipeline/pdf_blank_cff.c - a font in the Compact Font Format without its letters
 *
 * An encoding says which glyph a code is, and the charset what a glyph is called. Without glyphs,
 * supplements of the encoding say what a code is called.
 *
 * Format: Adobe's Technical Note 5176.
 */
#include "pipeline/pdf_blank_font.h"

#include <string.h>

#define CHARSET 15
#define ENCODING 16
#define CHARSTRINGS 17
#define ESCAPE 12
#define ROS 30 /* behind an escape: the font is CID-keyed, and has no encoding */

#define PREDEFINED_ENCODINGS 2 /* 0 and 1 instead of an offset */
#define PREDEFINED_CHARSETS 3  /* of which the first has glyphs numbered as strings are */
#define SUPPLEMENTS 0x80
#define MAX_GLYPHS 65535

#define U16(n) (guint8)((n) >> 8 & 0xFF), (guint8)((n)&0xFF)

typedef struct {
    const guint8 *font;
    gsize size, at;
    bool failed; /* it ended too early */
} Reader;

/* What of a font is wanted. Places are offsets into it. */
typedef struct {
    gsize names, names_end, strings, strings_end;
    gsize charset, encoding;
    guint n_glyphs;
    bool cid;
} Cff;

static guint
read_number(Reader *reader, guint n_bytes)
{
    guint number = 0;

    if (reader->failed || n_bytes > reader->size - reader->at) {
        reader->failed = true;
        return 0;
    }
    while (n_bytes-- > 0)
        number = number << 8 | reader->font[reader->at++];
    return number;
}

static void
go_to(Reader *reader, gsize at)
{
    if (at > reader->size)
        reader->failed = true;
    else
        reader->at = at;
}

/* Goes behind an index; *first, *first_end: what is its first item. Returns how many it has. */
static guint
skip_index(Reader *reader, gsize *first, gsize *first_end)
{
    const guint n = read_number(reader, 2);

    *first = *first_end = reader->at;
    if (n == 0)
        return 0;
    const guint width = read_number(reader, 1);
    const gsize offsets = reader->at, data = offsets + (gsize)(n + 1) * width - 1;
    if (width < 1 || width > 4) {
        reader->failed = true;
        return 0;
    }
    *first = data + read_number(reader, width);
    *first_end = data + read_number(reader, width);
    go_to(reader, offsets + (gsize)n * width);
    go_to(reader, data + read_number(reader, width));
    if (*first > *first_end || *first_end > reader->size)
        reader->failed = true;
    return n;
}

/* The operand whose first byte is @first. Only whole ones are wanted. */
static gint
read_operand(Reader *reader, guint first)
{
    if (first == 28)
        return (gint16)read_number(reader, 2);
    if (first == 29)
        return (gint)read_number(reader, 4);
    if (first == 30) { /* a real one: to its last nibble */
        guint byte;

        do
            byte = read_number(reader, 1);
        while (!reader->failed && (byte & 0x0F) != 0x0F && byte >> 4 != 0x0F);
        return 0;
    }
    if (first < 247)
        return (gint)first - 139;
    if (first < 251)
        return (gint)((first - 247) * 256 + read_number(reader, 1) + 108);
    return -(gint)((first - 251) * 256 + read_number(reader, 1) + 108);
}

/* The top dictionary up to @end. */
static void
read_dictionary(Reader *reader, gsize end, Cff *cff, gsize *charstrings)
{
    gint operand = 0;

    while (reader->at < end && !reader->failed) {
        const guint byte = read_number(reader, 1);
        const gsize offset = (gsize)MAX(operand, 0);

        if (byte > 21) {
            operand = read_operand(reader, byte);
            continue;
        }
        if (byte == ESCAPE)
            cff->cid |= read_number(reader, 1) == ROS;
        else if (byte == CHARSET)
            cff->charset = offset;
        else if (byte == ENCODING)
            cff->encoding = offset;
        else if (byte == CHARSTRINGS)
            *charstrings = offset;
    }
}

static bool
read_font(Reader *reader, Cff *cff)
{
    gsize first, end, charstrings = 0;

    *cff = (Cff){ 0 };
    if (read_number(reader, 1) != 1)
        return false;
    read_number(reader, 1);
    go_to(reader, read_number(reader, 1));
    cff->names = reader->at;
    if (skip_index(reader, &first, &end) != 1)
        return false;
    cff->names_end = reader->at;
    if (skip_index(reader, &first, &end) != 1)
        return false;
    cff->strings = reader->at;
    skip_index(reader, &(gsize){ 0 }, &(gsize){ 0 });
    cff->strings_end = reader->at;
    go_to(reader, first);
    read_dictionary(reader, end, cff, &charstrings);
    go_to(reader, charstrings);
    cff->n_glyphs = read_number(reader, 2);
    return !reader->failed && !cff->cid && cff->n_glyphs > 0;
}

/* (transfer full): guint16, what each glyph is called; NULL where that is not read here. */
static guint16 *
read_charset(Reader *reader, const Cff *cff)
{
    guint16 *names = g_new0(guint16, cff->n_glyphs);
    const guint format = cff->charset < PREDEFINED_CHARSETS
                             ? MAX_GLYPHS
                             : (go_to(reader, cff->charset), read_number(reader, 1));

    if (cff->charset == 0)
        for (guint i = 0; i < cff->n_glyphs; i++)
            names[i] = (guint16)i;
    else if (format > 2)
        g_clear_pointer(&names, g_free);
    for (guint i = 1; format <= 2 && i < cff->n_glyphs && !reader->failed;) {
        guint name = read_number(reader, 2);
        const guint more = format > 0 ? read_number(reader, format) : 0;

        for (guint k = 0; k <= more && i < cff->n_glyphs; k++)
            names[i++] = (guint16)name++;
    }
    return names;
}

/* Notes what a code is called; 0, which is .notdef, is as good as nothing. */
static void
read_encoding(Reader *reader, const Cff *cff, const guint16 *names, guint16 *codes)
{
    go_to(reader, cff->encoding);
    const guint format = read_number(reader, 1), n = read_number(reader, 1);

    for (guint i = 0, glyph = 1; i < n && !reader->failed; i++) {
        guint code = read_number(reader, 1);
        const guint more = (format & 0x7F) != 0 ? read_number(reader, 1) : 0;

        for (guint k = 0; k <= more && code < 256 && glyph < cff->n_glyphs; k++)
            codes[code++] = names[glyph++];
    }
    const guint supplements = (format & SUPPLEMENTS) != 0 ? read_number(reader, 1) : 0;
    for (guint i = 0; i < supplements && !reader->failed; i++) {
        const guint code = read_number(reader, 1);

        codes[code] = (guint16)read_number(reader, 2);
    }
}

/* The encoding of a font without glyphs: supplements alone. */
static void
write_encoding(GByteArray *out, const guint16 *codes)
{
    const guint8 head[] = { SUPPLEMENTS, 0, 0 };
    const guint at = out->len;

    g_byte_array_append(out, head, sizeof head);
    for (guint code = 0; code < 256; code++)
        if (codes[code] != 0 && out->data[at + 2] < 255) {
            const guint8 supplement[] = { (guint8)code, U16(codes[code]) };

            g_byte_array_append(out, supplement, sizeof supplement);
            out->data[at + 2]++;
        }
}

/* Two offsets, each of two bytes, which is enough where all of it is. */
#define DICTIONARY_BYTES 8

static GByteArray *
write_font(const Reader *reader, const Cff *cff, const guint16 *codes)
{
    static const guint8 header[] = { 1, 0, 4, 2 };
    static const guint8 dictionary[] = { U16(1), 1, 1, 1 + DICTIONARY_BYTES };
    static const guint8 no_subroutines[] = { U16(0) };
    static const guint8 charstrings[] = { U16(1), 1, 1, 2, 14 }; /* endchar */
    GByteArray *out = g_byte_array_new();
    guint encoding = (guint)cff->encoding;

    g_byte_array_append(out, header, sizeof header);
    g_byte_array_append(out, reader->font + cff->names, (guint)(cff->names_end - cff->names));
    g_byte_array_append(out, dictionary, sizeof dictionary);
    const guint at = out->len;
    g_byte_array_set_size(out, at + DICTIONARY_BYTES);
    g_byte_array_append(out, reader->font + cff->strings, (guint)(cff->strings_end - cff->strings));
    g_byte_array_append(out, no_subroutines, sizeof no_subroutines);
    if (cff->encoding >= PREDEFINED_ENCODINGS) {
        encoding = out->len;
        write_encoding(out, codes);
    }
    const guint glyphs = out->len;
    const guint8 operators[DICTIONARY_BYTES] = { 28, U16(glyphs),   CHARSTRINGS,
                                                 28, U16(encoding), ENCODING };
    g_byte_array_append(out, charstrings, sizeof charstrings);
    memcpy(out->data + at, operators, sizeof operators);
    return out;
}

GByteArray *
pdf_blank_cff(const guint8 *font, gsize size)
{
    Reader reader = { font, size, 0, false };
    guint16 codes[256] = { 0 };
    Cff cff;

    if (!read_font(&reader, &cff))
        return NULL;
    g_autofree guint16 *names = read_charset(&reader, &cff);
    if (names == NULL && cff.encoding >= PREDEFINED_ENCODINGS)
        return NULL;
    if (cff.encoding >= PREDEFINED_ENCODINGS)
        read_encoding(&reader, &cff, names, codes);
    if (reader.failed)
        return NULL;
    GByteArray *out = write_font(&reader, &cff, codes);
    if (out->len > G_MAXINT16) /* its places have two bytes and a sign */
        g_clear_pointer(&out, g_byte_array_unref);
    return out;
}
