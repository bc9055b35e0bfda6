/* ocr/reader.c - the words of a scanned page */
#include "ocr/reader.h"

#include <string.h>

#include "ocr/reading.h"
#include "ocr/scan.h"

/* Over scanned pages with charts and photographs, words that are there have 0.3 and more but for
 * one in two hundred; what is read into pictures and specks is mostly below. */
#define MIN_CONFIDENCE 0.3

/* Appends what the engine read on a picture of which @scale dots make a dot of @clean, and which
 * stands at (@x, @y) of it. */
static void
take(GArray *readings, const GArray *words, const Raster *clean, double x, double y, double scale,
     guint first_line)
{
    for (guint i = 0; i < words->len; i++) {
        const EngineWord *word = &g_array_index(words, EngineWord, i);
        const bool turned = word->rotation == 90 || word->rotation == 270;
        const Bbox base =
            raster_to_points(clean, x + word->baseline / scale, y + word->baseline / scale, 0, 0);
        const Reading reading = { .text = g_strdup(word->text),
                                  .ink = raster_to_points(clean, x + word->x0 / scale,
                                                          y + word->y0 / scale,
                                                          (word->x1 - word->x0) / scale,
                                                          (word->y1 - word->y0) / scale),
                                  .baseline = turned ? base.x0 : base.y0,
                                  .confidence = word->confidence,
                                  .rotation = word->rotation,
                                  .line = first_line + word->line };

        g_array_append_val(readings, reading);
    }
}

/* Strokes of the page read as letters. */
static bool
is_stroke(const char *text)
{
    return strspn(text, "|_-=~") == strlen(text);
}

static bool
is_junk(const Reading *reading)
{
    return reading->confidence < MIN_CONFIDENCE ||
           (is_stroke(reading->text) && reading->confidence < 2 * MIN_CONFIDENCE);
}

static void
drop_junk(GArray *readings)
{
    guint kept = 0;

    for (guint i = 0; i < readings->len; i++) {
        Reading *reading = &g_array_index(readings, Reading, i);

        if (is_junk(reading))
            continue;
        if (kept != i) {
            const Reading moved = *reading;

            *reading = g_array_index(readings, Reading, kept);
            g_array_index(readings, Reading, kept) = moved;
        }
        kept++;
    }
    g_array_set_size(readings, kept);
}

GArray *
reader_page(Engine *engine, const Raster *scan, const Page *page, GArray *styles, GError **error)
{
    g_autoptr(Raster) clean = scan_clean(scan, error);

    if (clean == NULL)
        return NULL;
    scan_lift_rulings(clean, page->rulings);

    g_autoptr(GArray) words =
        engine_read(engine, clean->pix, clean->x_dpi, ENGINE_PAGE, error);
    if (words == NULL)
        return NULL;

    g_autoptr(GArray) readings = reading_array_new();
    take(readings, words, clean, 0, 0, 1, 0);
    drop_junk(readings);
    return reading_set(readings, styles);
}
