/* emit/text.h - a flow as plain text: one paragraph a line, blank lines between */
#pragma once

#include "pipeline/model/document.h"

typedef struct {
    bool furniture;
    bool form_feeds; /* between pages, as pdftotext has them */
} TextOptions;

/* Tables are aligned with spaces. (transfer full) */
char *text_document(const Document *document, const TextOptions *options);
