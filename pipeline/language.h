/* pipeline/language.h - the language in which a page is read
 *
 * What --lang names. Without it, pages are read in English, which reads other languages in Latin
 * letters well but for their accents; and a page in another script in the language that
 * ocr/script.h has for it, where there is data for it.
 */
#pragma once

#include "pipeline/stage.h"

/**
 * language_choose:
 * @raster: the page, straight; only read
 *
 * Makes @engine speak the language of @page. A page in the script of the languages at hand costs
 * the reading of two lines more.
 *
 * Returns: FALSE where there is no data for its script: the page's choice and the run's advice
 *   say so.
 */
bool language_choose(StageRun *run, Engine *engine, Page *page, const Raster *raster);
