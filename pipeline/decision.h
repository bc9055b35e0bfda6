/* pipeline/decision.h - what of a page is read by OCR
 *
 * Reading a page takes a hundred times as long as taking its text layer, and the text layer is
 * mostly what its author wrote. So OCR reads what has none, what has one that cannot be trusted,
 * and what the user asks for. What was decided, and for which reason, goes with the page as its
 * choices (pipeline/model/choice.h).
 *
 * What is cheap is looked at first: where images lie, what the letters are like. Only where that
 * casts doubt on the words (pipeline/doubt.h) is Tesseract asked to read a few of them.
 */
#pragma once

#include "detect/look.h"
#include "pipeline/stage.h"

/* Decides what @page, as after load, is, and whether it is read: fills kind and choices. @look:
 * what detect/look.h says of the page. */
void decision_make(StageRun *run, Page *page, LookFlags look);

/* What is seen now may change that: a page without text that is drawn throughout, or has print
 * among what is drawn, is read, too. @raster: (nullable) of what is drawn on it. */
void decision_revise(const StageOptions *options, Page *page, const Raster *raster);

/* Decides which pictures on a page of text are read; to be called when all is seen. */
void decision_pictures(const StageOptions *options, Page *page);

/* Does one image cover the page, as in a scan? */
bool decision_has_page_image(const Page *page);

/* Is the whole page to be read by OCR? */
bool decision_wants_page(const StageOptions *options, const Page *page);

/* Is there room for a line of text in a picture that covers @bbox? */
bool decision_is_readable(Bbox bbox);

/* Are there bitmaps to be read, or looked at for a table? What is ruled in them are tables like
 * others. */
bool decision_wants_pictures(const StageOptions *options, const Page *page);

/* Appends a choice about the part of the page in @bbox. */
void decision_add(Page *page, Bbox bbox, Reason reason, bool read);
