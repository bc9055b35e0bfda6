/* ocr/scan.h - a scanned page made straight and clean, by Leptonica alone */
#pragma once

#include "pipeline/model/raster.h"

/* The page turned back by its skew, same size; *skew_deg gets the turn, clockwise, 0 where
 * it was straight or could not be told. (transfer full) */
Raster *scan_straighten(const Raster *scan, double *skew_deg, GError **error);
