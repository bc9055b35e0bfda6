/* ocr/tesseract.h - Tesseract, loaded when something is to be read
 *
 * Forty libraries come with it, for which the dynamic linker takes as long as for all others
 * together: twelve milliseconds, of which most runs would have nothing. So the program is not
 * linked with it.
 */
#pragma once

#include <glib.h>
#include <tesseract/capi.h>

/* What is used of its C interface, whose names begin with Tess. */
#define TESSERACT_FUNCTIONS(DO)                                                                    \
    DO(BaseAPIClear)                                                                               \
    DO(BaseAPICreate)                                                                              \
    DO(BaseAPIDelete)                                                                              \
    DO(BaseAPIDetectOrientationScript)                                                             \
    DO(BaseAPIGetIterator)                                                                         \
    DO(BaseAPIGetLoadedLanguagesAsVector)                                                          \
    DO(BaseAPIInit2)                                                                               \
    DO(BaseAPIRecognize)                                                                           \
    DO(BaseAPISetImage2)                                                                           \
    DO(BaseAPISetInputImage)                                                                       \
    DO(BaseAPISetPageSegMode)                                                                      \
    DO(BaseAPISetSourceResolution)                                                                 \
    DO(BaseAPISetVariable)                                                                         \
    DO(DeleteText)                                                                                 \
    DO(DeleteTextArray)                                                                            \
    DO(PageIteratorBaseline)                                                                       \
    DO(PageIteratorBoundingBox)                                                                    \
    DO(PageIteratorIsAtBeginningOf)                                                                \
    DO(PageIteratorOrientation)                                                                    \
    DO(ResultIteratorConfidence)                                                                   \
    DO(ResultIteratorDelete)                                                                       \
    DO(ResultIteratorGetPageIterator)                                                              \
    DO(ResultIteratorGetUTF8Text)                                                                  \
    DO(ResultIteratorNext)

typedef struct {
#define TESSERACT_FIELD(name) __typeof__(&Tess##name) name;
    TESSERACT_FUNCTIONS(TESSERACT_FIELD)
#undef TESSERACT_FIELD
} Tesseract;

/* Lent, the same each time. NULL with OCR_ERROR_LANGUAGE where it can't be had. */
const Tesseract *tesseract_load(GError **error);
