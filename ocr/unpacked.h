/* ocr/unpacked.h - Tesseract's pictures of lines, as they are
 *
 * Tesseract keeps the picture of each line that it is about to read as a PNG in memory, and takes
 * it out again at once: a twentieth of its time is spent on packing what nobody stores. It does so
 * with Leptonica's pixWriteMem(). That is defined in sheaf a second time; as the program comes
 * before its libraries where the dynamic linker looks for a name, Tesseract calls this one, and it
 * gives Leptonica's own form of a picture in memory instead, which holds the same dots unpacked and
 * is known to pixReadMem() by its first bytes.
 */
#pragma once

#include <stdbool.h>

/* Are PNGs in memory to stay unpacked from here on? Not at first. */
void unpacked_set(bool unpacked);

/* How many were left unpacked. */
unsigned unpacked_pictures(void);
