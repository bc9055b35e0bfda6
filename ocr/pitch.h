/* ocr/pitch.h - type of fixed width, told by the distances of its letters
 *
 * Code is set in type in which every letter is as wide as every other. On a
 * scan no font has a name, but the letters of such a line stand at one
 * distance, spaces are as wide as letters, and so it is plain where words end.
 *
 * Space: points.
 */
#pragma once

#include "ocr/reading.h"

/**
 * pitch_settle:
 * @readings: of one page
 * @clean: the page, as of scan_clean()
 * @fills: (nullable): Fills of the page; the lines on one are of one kind of type
 *
 * Readings of lines of fixed width get their pitch and boxes of whole cells. Those that an empty
 * cell parts become two, those that none parts one. Others stay as they are, with a pitch of 0.
 */
void pitch_settle(GArray *readings, const Raster *clean, const GArray *fills);
