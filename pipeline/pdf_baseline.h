/* pipeline/pdf_baseline.h - where the baselines are, which Poppler does not say */
#pragma once

#include "pipeline/pdf_spot.h"

/* Sets the baseline of each spot from its rectangle, style and turn. */
void pdf_baseline_set(PdfSpots *spots, const Page *page);
