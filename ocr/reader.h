/* ocr/reader.h - the words of a scanned page
 *
 * What a stage does with a scan, in this order:
 *
 *   raster = pdf_page_image(...), or pdf_render(..., 300, ...)
 *   quarters = orientation_find(engine, raster); when not 0, raster = scan_turn(raster, quarters)
 *     and quarter_page(page, quarters)
 *   raster = scan_straighten(raster, &page->skew_deg, ...)
 *   page->rulings, page->lattices and the rest of detect, on that raster
 *   page->words = reader_page(engine, raster, page, page->styles, ...)
 */
#pragma once

#include "ocr/engine.h"

/**
 * reader_page:
 * @scan: straightened; 8 or 32 bpp, not yet cleaned
 * @page: rulings and lattices are used: rulings are taken off before reading, cells that
 *   read badly are read again one by one; only read
 * @styles: the page's styles, to which those of the words are added
 *
 * A page without text, a photograph say, gives an empty array.
 *
 * Returns: (transfer full): Words with boxes, baselines and confidence; NULL with OCR_ERROR_READ.
 */
GArray *reader_page(Engine *engine, const Raster *scan, const Page *page, GArray *styles,
                    GError **error);

/* reader_page() in two steps, for those who ask after the first one whether the page is in the
 * engine's language: a page read once. */
typedef struct ReaderDraft ReaderDraft;

/* The first step. (transfer full); NULL with OCR_ERROR_READ. */
ReaderDraft *reader_draft(Engine *engine, const Raster *scan, const Page *page, GError **error);
void reader_draft_free(ReaderDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReaderDraft, reader_draft_free)

/* How sure its words are, by letters, 0 for none; *letters gets how many they are. */
double reader_draft_confidence(const ReaderDraft *draft, guint *letters);

/* The second step, as reader_page() with the same @engine and @page. Uses @draft up, which is then
 * only to be freed. */
GArray *reader_finish(ReaderDraft *draft, Engine *engine, const Page *page, GArray *styles);
