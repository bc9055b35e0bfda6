/* pipeline/language.h - the language in which a page is read
 *
 * What --lang names. Without it, pages are read in English, which reads other languages in Latin
 * letters well but for their accents; and a page in another script in the language that
 * ocr/script.h has for it, where there is data for it.
 */
#pragma once

#include "pipeline/stage.h"

/* Is a page of which the engine read so many @letters, sure by @confidence, in the script of the
 * engine's language? FALSE is no answer. */
bool language_fits(guint letters, double confidence);

/**
 * language_choose:
 * @raster: the page, straight; only read
 *
 * Makes @engine, which speaks the run's languages, speak that of @page. Strips of it are read to
 * tell: for runs without --lang, and pages for which language_fits() does not hold.
 *
 * Returns: FALSE where there is no data for its script: the page's choice and the run's advice
 *   say so.
 */
bool language_choose(StageRun *run, Engine *engine, Page *page, const Raster *raster);
