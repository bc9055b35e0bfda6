/* pipeline/decision.h - what of a page is read by OCR
 *
 * Reading a page takes a hundred times as long as taking its text layer, and the text layer is
 * what its author wrote; so OCR reads what has none, and what the user asks for.
 */
#pragma once

#include "detect/look.h"
#include "pipeline/stage.h"

/* Does one image cover the page, as in a scan? */
bool decision_has_page_image(const Page *page);

/* @look: what detect/look.h says of the page */
PageKind decision_kind(const Page *page, LookFlags look);

/* Is the whole page to be read by OCR? */
bool decision_wants_page(const StageOptions *options, const Page *page);

/* Is there room for a line of text in a picture that covers @bbox? */
bool decision_is_readable(Bbox bbox);

/* Are there bitmaps to be read? What is ruled in them are tables like others. */
bool decision_wants_pictures(const StageOptions *options, const Page *page);

/* Pictures and no text to speak of: what such a page says is drawn, too, as outlines of letters. */
bool decision_is_drawn(const Page *page);

/* Do words of the text layer stand in @bbox? Then what the picture says is known. */
bool decision_holds_words(const Page *page, Bbox bbox);
