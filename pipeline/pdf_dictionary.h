/* pipeline/pdf_dictionary.h - the dictionaries of a file's streams, as they stand in its bytes
 *
 * Poppler tells of an image when it has decoded it, of a font file or a profile never. But what
 * they are, and how large, stands in the file for all to read, as the dictionaries of streams are
 * neither compressed nor encrypted:
 *
 *     7 0 obj << /Type /XObject /Subtype /Image /Width 640 ... >> stream
 *                ^ from                                        ^ to
 *
 * So they are gone through without an eye for what refers to them: some may be of objects that
 * were replaced. A number that is another object's is none here.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    char *from, *to; /* written to only where the bytes are a private copy */
} PdfDictionary;

typedef struct {
    /*< private >*/
    GBytes *bytes;
    GArray *edits;
    char *at, *end, *last, *window;
} PdfDictionaryIter;

/* @bytes: a file or a private copy of one, mapped; lent, as is @edits: (nullable) gsize, the places
 * that were written to, which may grow meanwhile. However long the file, a window of it is kept in
 * memory at a time. */
void pdf_dictionary_iter_init(PdfDictionaryIter *iter, GBytes *bytes, GArray *edits);

/* False behind the last. A dictionary of more than 16 KiB is passed over. */
bool pdf_dictionary_next(PdfDictionaryIter *iter, PdfDictionary *found);

/* What stands behind the name @key, with its slash; NULL for none. */
char *pdf_dictionary_value(PdfDictionary in, const char *key);
bool pdf_dictionary_has(PdfDictionary in, const char *name);

/* How many digits the number at @value has; 0 for none. @value: (nullable) */
gsize pdf_dictionary_digits(PdfDictionary in, const char *value);

/* The whole number behind @key; 0 for none. */
double pdf_dictionary_number(PdfDictionary in, const char *key);

const char *pdf_dictionary_skip_space(const char *at, const char *end);

/* The only filter of the stream, at its slash; NULL where it has none, or several. */
const char *pdf_dictionary_only_filter(PdfDictionary in);

/* Is Flate its only filter, without parameters? */
bool pdf_dictionary_is_deflated(PdfDictionary in);

/* Where the data of the stream begins, in a file that ends at @end. */
char *pdf_dictionary_data(PdfDictionary in, const char *end);

/* Where the kind of an image is said, at the slash of /Image; NULL where it is none. */
char *pdf_dictionary_image(PdfDictionary in);

/* Is @text, which is short, anywhere in the file? However long, a window of it is kept in memory.
 */
bool pdf_dictionary_is_anywhere(GBytes *bytes, const char *text);

/* Lets go of what of @bytes is in memory, but for the pages with @edits, which it sorts. (nullable)
 */
void pdf_dictionary_rest(GBytes *bytes, GArray *edits);
