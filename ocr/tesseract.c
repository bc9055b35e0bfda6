/* ocr/tesseract.c - Tesseract, loaded when something is to be read */
#include "ocr/tesseract.h"

#include "ocr/engine.h"

#include <dlfcn.h>

#define LIBRARY "libtesseract.so.5"
#define PACKAGE "libtesseract5" /* of Debian */

const Tesseract *
tesseract_load(GError **error)
{
    static Tesseract loaded;
    static void *library;

    if (library != NULL)
        return &loaded;
    void *opened = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    bool whole = opened != NULL;

#define FIND(name) whole = whole && (*(void **)&loaded.name = dlsym(opened, "Tess" #name)) != NULL;
    TESSERACT_FUNCTIONS(FIND)
#undef FIND
    if (!whole) {
        g_set_error(error, OCR_ERROR, OCR_ERROR_LANGUAGE,
                    "Tesseract cannot be loaded (%s): install the Debian package " PACKAGE,
                    dlerror());
        return NULL;
    }
    library = opened;
    return &loaded;
}
