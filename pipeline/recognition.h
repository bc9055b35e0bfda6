/* pipeline/recognition.h - pages and pictures read by OCR
 *
 * The words go to the page as if they came from the text layer.
 */
#pragma once

#include "pipeline/stage.h"

/* The process's engine, started on first use; NULL with OCR_ERROR_LANGUAGE. */
Engine *recognition_engine(StageRun *run, GError **error);

/* Reads the whole page: its words are those of OCR now. */
bool recognition_page(StageRun *run, Page *page, GError **error);

/* Reads the parts of the page that its choices say are to be read, in the place of their words. */
bool recognition_parts(StageRun *run, Page *page, GError **error);
