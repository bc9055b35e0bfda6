/* pipeline/picture_file.h - the pictures of a document as files
 *
 * A bitmap that the page shows as it is stored goes into a file as it is stored
 * when it is a JPEG, and as a PNG with its own pixels else. What is drawn is
 * rendered, and cut to its ink. The same picture is written once.
 */
#pragma once

#include "pipeline/model/document.h"
#include "pipeline/pdf.h"

typedef struct {
    double dpi; /* of what has to be drawn */

    /* What the @element-th element of the flow, a picture, is called, without an ending. Called
     * when no element will leave the flow any more. (transfer full) */
    char *(*name)(guint element, gpointer data);
    gpointer data;
} PictureFileOptions;

/* Sharp on a screen with two dots to a pixel, at the width of a printed page. */
#define PICTURE_FILE_DPI 200

/* Writes @pix to @path; the same picture gives the same bytes. */
bool picture_file_write(const char *path, PIX *pix, GError **error);

/**
 * picture_file_cut:
 * @folder: beside the Markdown, relative to @base: "images"
 * @document: its pictures get the names of their files
 * @options: (nullable): pictures are called page-012-1 by default
 * @lost: (nullable): gets one char * for each picture that could not be cut out
 *
 * Cuts the pictures that stand in the flow out of their pages and writes them to
 * @base/@folder. Nothing is made where there are none.
 */
bool picture_file_cut(Pdf *pdf, Document *document, const char *base, const char *folder,
                      const PictureFileOptions *options, GPtrArray *lost, GError **error);
