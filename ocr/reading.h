/* ocr/reading.h - what was read, before it is set as words
 *
 * Tesseract tells where ink is; the rest of sheaf wants what a typesetter
 * knows: the size of type, and boxes as tall as the type and not as the
 * letters that happen to be in a word. A Reading is the first, reading_set()
 * makes the second.
 *
 * Space: points.
 *
 * Method: the height of capitals and ascenders, or of letters that have none,
 * over the whole line; then lines of nearly one size are taken to be of one
 * size, as printed pages have few.
 */
#pragma once

#include "ocr/engine.h"
#include "ocr/stand.h"

typedef struct {
    char *text;
    Bbox ink;
    double baseline; /* as of a Word */
    double confidence;
    gint16 rotation;
    guint line; /* words read as one line have one number */
    double
        pitch; /* of type of fixed width: how wide a letter is, and @ink is whole cells; else 0 */
} Reading;

/* An empty array of Readings that frees their texts. */
GArray *reading_array_new(void);

/* Moves @reading from its array to the end of @readings, as part of @line; its text is gone from
 * where it was. */
void reading_move(GArray *readings, Reading *reading, guint line);

/* Exchanges two Readings. */
void reading_swap(Reading *one, Reading *other);

/* The first number that no line of @readings has. */
guint reading_next_line(const GArray *readings);

/* Letters and figures in @text. */
guint reading_letters(const char *text);

/* The middle confidence of what was read at one place, long words counting more. */
double reading_confidence(const GArray *readings);

/* Size and baseline of one word on the page @clean; a turned one does not tell. */
Stand reading_stand(const Reading *reading, const Raster *clean);

/**
 * reading_set:
 * @readings: of one page; only read
 * @clean: the same page, as of scan_clean()
 * @styles: those of the words are added
 *
 * Returns: (transfer full): Words in the order of @readings, with boxes of the full height of
 *   their type
 */
GArray *reading_set(const GArray *readings, const Raster *clean, GArray *styles);
