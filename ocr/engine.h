/* ocr/engine.h - Tesseract, and nothing else through Tesseract
 *
 * One engine a process, started on first use: a start costs 0.14 s. Set
 * OMP_THREAD_LIMIT=1 in the environment before the process starts.
 */
#pragma once

#include "pipeline/model/page.h"
#include "pipeline/model/raster.h"

typedef struct Engine Engine;

#define OCR_ERROR ocr_error_quark()
GQuark ocr_error_quark(void);

typedef enum {
    OCR_ERROR_LANGUAGE, /* no data for a language: the message names the Debian package */
    OCR_ERROR_READ,     /* this picture cannot be read: go on with the next */
} OcrError;

/* @languages: as Tesseract takes them, "eng+deu". */
Engine *engine_new(const char *languages, GError **error);
void engine_free(Engine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Engine, engine_free)
