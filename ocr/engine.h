/* ocr/engine.h - Tesseract, and nothing else through Tesseract
 *
 * One engine a process, started on first use: a start costs 0.14 s. It makes
 * no threads (ocr/one_thread.h) and packs no pictures (ocr/unpacked.h). Where
 * Tesseract is built with another OpenMP library than GCC's, OMP_THREAD_LIMIT=1
 * has to be in the environment before that is loaded (ocr/tesseract.h).
 *
 * The engine reads pictures, not pages: what goes in is any piece of a page at
 * any scale, what comes out is in pixels of that picture. ocr/reader.h knows
 * where the picture stood on the page.
 *
 * What is read does not depend on what was read before, nor on the locale.
 */
#pragma once

#include "pipeline/model/page.h"
#include "pipeline/model/raster.h"

typedef struct Engine Engine;

#define OCR_ERROR ocr_error_quark()
GQuark ocr_error_quark(void);

typedef enum {
    OCR_ERROR_LANGUAGE, /* no data for a language, or no Tesseract: the message names the package */
    OCR_ERROR_READ,     /* this picture cannot be read: go on with the next */
} OcrError;

/* What numbers are made of, with what stands beside them. */
#define ENGINE_FIGURES "0123456789.,-+%$()*"

/* What the picture shows. */
typedef enum {
    ENGINE_PAGE,   /* a page: columns, tables and pictures are told apart */
    ENGINE_COLUMN, /* one column of text of several sizes */
    ENGINE_BLOCK,  /* one block of text of one size */
    ENGINE_LINE,   /* one line */
    ENGINE_FIGURE, /* one line of a number: nothing but ENGINE_FIGURES */
    ENGINE_WORD,   /* one word */
    ENGINE_SPARSE, /* text anywhere, in no order */
} EngineMode;

typedef struct {
    char *text;         /* UTF-8, NFC, never empty, no white space */
    int x0, y0, x1, y1; /* box around the ink, pixels */
    double baseline;    /* pixels: y at the middle of upright text; x for turned text */
    double confidence;  /* 0 to 1 */
    gint16 rotation;    /* degrees clockwise: 0, 90, 180, 270 */
    guint line;         /* from 0; words of one line have one number, lines in reading order */
} EngineWord;

/* Loads Tesseract's code, for a process that will not be let to; if that fails, engine_new() says
 * so. */
void engine_prepare(void);

/**
 * engine_new:
 * @languages: as Tesseract takes them, "eng+deu"
 *
 * Tesseract and Leptonica say nothing on standard error from here on.
 *
 * Returns: (transfer full): NULL with OCR_ERROR_LANGUAGE when a language has no data, or Tesseract
 *   itself can't be had.
 */
Engine *engine_new(const char *languages, GError **error);

/**
 * engine_speak:
 * @languages: as for engine_new()
 *
 * From here on engine_read() reads in these languages; their data is loaded when they are asked
 * for the first time, and kept.
 *
 * Returns: false with OCR_ERROR_LANGUAGE when a language has no data; the engine reads as before.
 */
bool engine_speak(Engine *engine, const char *languages, GError **error);

/* What it reads in: "eng+deu". */
const char *engine_languages(const Engine *engine);

void engine_free(Engine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Engine, engine_free)

/**
 * engine_read:
 * @pix: 1, 8 or 32 bpp, upright, dark on light; only read. Grey is read better than black
 *   and white, 300 dpi better than others.
 * @dpi: of @pix
 *
 * Returns: (transfer full): EngineWords in Tesseract's reading order, freed with the array;
 *   a picture without text gives an empty one. NULL with OCR_ERROR_READ.
 */
GArray *engine_read(Engine *engine, const PIX *pix, double dpi, EngineMode mode, GError **error);

/**
 * engine_read_ink:
 * @pix: as for engine_read(), paper white and print black all over
 * @ink: @pix in black and white
 *
 * The same, where it is known what is ink: lines are looked for in @ink, and none is tried in
 * negative. Letters are read on @pix.
 */
GArray *engine_read_ink(Engine *engine, const PIX *pix, const PIX *ink, double dpi, EngineMode mode,
                        GError **error);

/**
 * engine_turn:
 * @pix: a whole page, as for engine_read()
 * @quarters: quarter turns clockwise, 0 to 3, that make the page upright
 *
 * Which way up is the page?
 *
 * Returns: false when it cannot be told: without tesseract-ocr-osd, or with too little text.
 */
bool engine_turn(Engine *engine, const PIX *pix, double dpi, guint *quarters);

/* The script of most of what is written on @pix, upright, as Tesseract calls it: "Devanagari". NULL
 * when it cannot be told. It is a guess: few letters will do for it. */
const char *engine_script(Engine *engine, const PIX *pix, double dpi);
