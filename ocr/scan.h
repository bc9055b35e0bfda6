/* ocr/scan.h - a scanned page made straight and clean
 *
 * The stages want the page in two forms: straight but otherwise as scanned, to
 * find rulings and pictures on and to show; and clean, to be read.
 *
 *   straight = scan_straighten(scan, &skew, &error);
 *   ... rulings and lattices are found on `straight` ...
 *   clean = scan_clean(straight, SCAN_CAPITALS, &error);
 *   lift_rulings(clean, page->rulings);
 *
 * reader_page() does the last two itself. A page that lies on its side or head
 * is turned before: orientation_find() tells, scan_turn() does.
 */
#pragma once

#include "pipeline/model/page.h"
#include "pipeline/model/raster.h"

/* Of 255, once paper is white: thin grey print at 200 dpi has up to 200, noise (8 of 255 in the
 * scans that were measured) and JPEG's ringing around letters stay above. */
#define SCAN_INK_LEVEL 208

/* Of 255, once tones are spread from white to black in each spot: what lines are looked for in. Of
 * strokes it leaves the core, so that letters which stand close do not touch. */
#define SCAN_PRINT_LEVEL 160

#define SCAN_SKETCH_DPI 150

/* The page small enough for looking at lines only, at 150 dpi or less: in grey, and in black and
 * white. (transfer full): NULL when there is no memory for it; only to be read */
PIX *scan_small(const Raster *scan);
PIX *scan_sketch(const Raster *scan);

/* Keeps both with @scan for whoever looks next: which way up the page is, what is border, how far
 * it is turned and how large its letters are all take one. */
void scan_keep_sketch(Raster *scan);

/* 8 bpp where @pix, of 32 bpp, has no colours. (transfer full), takes @pix */
PIX *scan_drop_colour(PIX *pix);

/**
 * scan_straighten:
 * @scan: 1, 8 or 32 bpp; only read
 * @skew_deg: how far the page was turned, clockwise; 0 where it was straight or could not
 *   be told
 *
 * Returns: (transfer full): the page turned back by its skew, 8 or 32 bpp, square pixels, what
 *   comes in at the corners in the colour of the paper; NULL with OCR_ERROR_READ.
 */
Raster *scan_straighten(const Raster *scan, double *skew_deg, GError **error);

/* The page turned clockwise by quarter turns; with an odd number its width and height change
 * places. (transfer full) */
Raster *scan_turn(const Raster *scan, guint quarters);

/* How many dots letters want: in scripts with capitals, few (they are told by their height); in
 * others there are small marks between strokes close together. */
typedef enum { SCAN_CAPITALS, SCAN_CASELESS } ScanPrint;

/**
 * scan_clean:
 * @scan: straight; only read
 *
 * Black on white whatever it was on the page: paper is evened to white, text on a tint or
 * white on a dark band becomes black on white, pictures stay. About 300 dpi, square pixels,
 * or the resolution of the scan where that is near enough, and no more of them than @print wants.
 *
 * Returns: (transfer full): the same page, 8 bpp, of another size; NULL with OCR_ERROR_READ.
 */
Raster *scan_clean(const Raster *scan, ScanPrint print, GError **error);

/* Everything darker than the paper, 1 bpp, without specks. (transfer full) */
Raster *scan_ink(const Raster *clean);
