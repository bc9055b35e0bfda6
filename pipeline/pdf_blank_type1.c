/* pipeline/pdf_blank_type1.c - a Type 1 font without its letters
 *
 * What such a font is called and how it is encoded stands at its beginning, for all to read. The
 * letters are in the encrypted part behind that, for which one with a blank glyph is put.
 *
 * Format: "Adobe Type 1 Font Format".
 */
#include "pipeline/pdf_blank_font.h"

#include <string.h>

#define EEXEC_KEY 55665
#define RANDOM_BYTES 4 /* at the beginning of what is encrypted */

/* The glyph is not encrypted once more (lenIV -1): 0 500 hsbw endchar. */
static const char private_part[] = "----dup /Private 5 dict dup begin\n"
                                   "/RD {string currentfile exch readstring pop} executeonly def\n"
                                   "/ND {noaccess def} executeonly def\n"
                                   "/BlueValues [] def\n"
                                   "/lenIV -1 def\n"
                                   "2 index /CharStrings 1 dict dup begin\n"
                                   "/.notdef 5 RD \x8B\xF8\x88\x0D\x0E ND\n"
                                   "end end readonly put noaccess put\n"
                                   "dup/FontName get exch definefont pop\n"
                                   "mark currentfile closefile\n";

/* Appends @n bytes of @text, encrypted; they begin with random ones, which need not be. */
static void
append_encrypted(GByteArray *out, const char *text, gsize n)
{
    guint16 key = EEXEC_KEY;

    for (gsize i = 0; i < n; i++) {
        const guint8 byte = (guint8)((guint8)text[i] ^ key >> 8);

        key = (guint16)((byte + key) * 52845u + 22719u);
        g_byte_array_append(out, &byte, 1);
    }
}

GByteArray *
pdf_blank_type1(const guint8 *font, gsize size)
{
    static const char eexec[] = "eexec";
    const guint8 *found = memmem(font, size, eexec, strlen(eexec));

    if (size < 2 || memcmp(font, "%!", 2) != 0 || found == NULL)
        return NULL;
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, font, (guint)(found - font + (gssize)strlen(eexec)));
    g_byte_array_append(out, (const guint8 *)"\n", 1);
    append_encrypted(out, private_part, sizeof private_part - 1);
    return out;
}
