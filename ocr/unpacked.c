/* ocr/unpacked.c - Tesseract's pictures of lines, as they are */
#include "ocr/unpacked.h"

#include <dlfcn.h>

#include <leptonica/allheaders.h>

static bool leave_unpacked;
static unsigned pictures;

void
unpacked_set(bool unpacked)
{
    leave_unpacked = unpacked;
}

unsigned
unpacked_pictures(void)
{
    return pictures;
}

#pragma GCC visibility push(default) /* Tesseract must find it, however this is compiled */

l_ok
pixWriteMem(l_uint8 **data, size_t *size, PIX *pix, l_int32 format)
{
    static __typeof__(&pixWriteMem) real;

    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "pixWriteMem");
    if (!leave_unpacked || format != IFF_PNG)
        return real(data, size, pix, format);
    pictures++;
    return real(data, size, pix, IFF_SPIX);
}

#pragma GCC visibility pop
