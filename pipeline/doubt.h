/* pipeline/doubt.h - text layers that may not say what the page shows
 *
 * Two kinds are known: words that somebody's OCR laid invisibly over a scan, and words in fonts
 * whose letters are others than their codes say. Both are held against the picture of the page.
 */
#pragma once

#include "pipeline/stage.h"

/**
 * doubt_check:
 * @page: as after load, with a text layer
 *
 * Fills kind and the first choice; where only some of the words are wrong, further choices say
 * which parts of the page are to be read. A page whose words are above suspicion costs next to
 * nothing, and Tesseract is not started for it.
 */
void doubt_check(StageRun *run, Page *page);
