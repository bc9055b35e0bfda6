/* pipeline/picture_file.h - pictures as PNG files */
#pragma once

#include "pipeline/model/document.h"
#include "pipeline/pdf.h"

/* Writes @pix to @path; the same picture gives the same bytes. */
bool picture_file_write(const char *path, PIX *pix, GError **error);

/**
 * picture_file_cut:
 * @folder: beside the Markdown, relative to @base: "images"
 * @document: its pictures get the names of their files
 * @lost: (nullable): gets one char * for each picture that could not be cut out
 *
 * Cuts the pictures that stand in the flow out of their pages and writes each to
 * @base/@folder/page-012-1.png. Nothing is made where there are none.
 */
bool picture_file_cut(Pdf *pdf, Document *document, const char *base, const char *folder,
                      GPtrArray *lost, GError **error);
