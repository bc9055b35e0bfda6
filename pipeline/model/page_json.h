/* pipeline/model/page_json.h - a page as JSON, both ways
 *
 * One line for every element, so that two dumps can be compared by diff.
 * Lossless for a page whose measures were rounded by page_json_round(): what
 * is read back equals what was written, and is written again as the same
 * bytes. Reading trusts nothing: sizes and nesting are limited, unknown or
 * missing fields are errors, and verify_page() has the last word.
 *
 * Cell.runs, which the document passes make, are not part of it.
 */
#pragma once

#include "pipeline/model/verify.h"

#define PAGE_JSON_VERSION 5

#define PAGE_JSON_MAX_BYTES (256u << 20) /* of a page; the fullest seen has 6 MB */
#define PAGE_JSON_MAX_NESTING 16         /* of brackets; the form itself needs 7 */
#define PAGE_JSON_MAX_ITEMS 1000000      /* of one array */

#define PAGE_JSON_ERROR page_json_error_quark()
GQuark page_json_error_quark(void);

typedef enum {
    PAGE_JSON_ERROR_FORM,    /* not the JSON of a page: the message says where */
    PAGE_JSON_ERROR_LIMIT,   /* too large or too deep */
    PAGE_JSON_ERROR_VERSION, /* written by another version */
} PageJsonError;

/* Rounds every measure of @page to what the JSON form keeps. */
void page_json_round(Page *page);

/* @after: the stage that the page has behind it. Ends with a newline. (transfer full): NULL when
 * the page holds what JSON cannot (text that is not UTF-8, measures that are not finite). */
char *page_json_write(const Page *page, StageId after, GError **error);

/* @text need not end with NUL. *after gets the stage. (transfer full) */
Page *page_json_read(const char *text, gsize length, StageId *after, GError **error);
