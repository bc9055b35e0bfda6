/* pipeline/picture_file.c - pictures as PNG files */
#include "pipeline/picture_file.h"

#include "pipeline/output.h"
#include "pipeline/picture_label.h"

/* Sharp on a screen with two dots to a pixel, at the width of a printed page. */
#define CUT_DPI 200

bool
picture_file_write(const char *path, PIX *pix, GError **error)
{
    l_uint8 *bytes = NULL;
    size_t n = 0;

    if (pixWriteMemPng(&bytes, &n, pix, 0) != 0) {
        g_set_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FILE,
                    "cannot write %s: no PNG of %d by %d dots", path, pixGetWidth(pix),
                    pixGetHeight(pix));
        return FALSE;
    }
    const bool done = output_write(path, bytes, n, error);
    lept_free(bytes);
    return done;
}

bool
picture_file_cut(Pdf *pdf, Document *document, const char *base, const char *folder,
                 GPtrArray *lost, GError **error)
{
    guint page = 0, n = 0;

    for (guint i = 0; i < document->flow->elements->len; i++) {
        Element *element = g_ptr_array_index(document->flow->elements, i);
        g_autoptr(GError) cause = NULL;

        if (element->kind != ELEMENT_PICTURE || bbox_is_empty(element->bbox))
            continue;
        n = element->page == page ? n + 1 : 1;
        page = element->page;

        g_autoptr(PIX) pix = pdf_render_area(pdf, page, element->bbox, CUT_DPI, &cause);
        if (pix == NULL) {
            if (lost != NULL)
                g_ptr_array_add(
                    lost, g_strdup_printf("page %u: picture %u: %s", page, n, cause->message));
            continue;
        }
        g_autofree char *file = g_strdup_printf("%s/page-%03u-%u.png", folder, page, n);
        g_autofree char *path = g_build_filename(base, file, NULL);
        if (!picture_file_write(path, pix, error))
            return FALSE;
        g_free(element->file);
        element->file = g_steal_pointer(&file);
    }
    picture_label_settle(document->flow);
    return TRUE;
}
