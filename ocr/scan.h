/* ocr/scan.h - a scanned page made straight and clean, by Leptonica alone
 *
 * The stages want the page in two forms: straight but otherwise as scanned, to
 * find rulings and pictures on and to show; and clean, to be read.
 *
 *   straight = scan_straighten(scan, &skew, &error);
 *   ... rulings and lattices are found on `straight` ...
 *   clean = scan_clean(straight, &error);
 *   scan_lift_rulings(clean, page->rulings);
 *
 * reader_page() does the last two itself. A page that lies on its side or head
 * is turned before: reader_turn() tells, scan_turn() does.
 *
 * Method: skew by the variance of row sums (Postl's, in Leptonica's
 * pixFindSkewSweepAndSearch); fills as solid areas of one tone.
 */
#pragma once

#include "pipeline/model/page.h"
#include "pipeline/model/raster.h"

/**
 * scan_straighten:
 * @scan: 1, 8 or 32 bpp; only read
 * @skew_deg: how far the page was turned, clockwise; 0 where it was straight or could not
 *   be told
 *
 * Returns: (transfer full): the page turned back by its skew, same size, 8 or 32 bpp, what
 *   comes in at the corners in the colour of the paper; NULL with OCR_ERROR_READ.
 */
Raster *scan_straighten(const Raster *scan, double *skew_deg, GError **error);

/* How sure is it that the page is upright (positive, else head down: negative), and that its
 * letters point left (positive, else right)? By how many letters go up above the small ones and
 * how many down, as Leptonica's pixOrientDetect() counts them: in Latin script more go up. Both
 * are 0 where there is too little text. */
void scan_find_up(const Raster *scan, double *up, double *left);

/* The page turned clockwise by quarter turns; with an odd number its width and height change
 * places. (transfer full) */
Raster *scan_turn(const Raster *scan, guint quarters);

/**
 * scan_clean:
 * @scan: straight; only read
 *
 * Black on white whatever it was on the page: paper is evened to white, text on a tint or
 * white on a dark band becomes black on white, pictures stay. About 300 dpi, square pixels,
 * or the resolution of the scan where that is near enough.
 *
 * Returns: (transfer full): the same page, 8 bpp, of another size; NULL with OCR_ERROR_READ.
 */
Raster *scan_clean(const Raster *scan, GError **error);

/* Takes the Rulings off @clean (8 bpp, black on white), leaving letters that cross them. */
void scan_lift_rulings(Raster *clean, const GArray *rulings);

/* Everything darker than the paper, 1 bpp, without specks. (transfer full) */
Raster *scan_ink(const Raster *clean);
