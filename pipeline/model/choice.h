/* pipeline/model/choice.h - what was read by OCR and what was not, and why
 *
 * One Choice says what became of a page, others of parts of it. The names of the reasons are
 * what the report and the JSON form of a page call them; docs/scans.md explains them to users.
 */
#pragma once

#include "pipeline/model/geometry.h"

typedef enum {
    REASON_TEXT_LAYER,     /* its words are its author's, and nothing speaks against them */
    REASON_EMPTY,          /* no words, and no picture that could hold any */
    REASON_NO_TEXT,        /* a picture of a page without words to speak of */
    REASON_DRAWN_TEXT,     /* no words to speak of, but letters drawn as outlines */
    REASON_LAYER_AGREES,   /* invisible words over a picture that says the same */
    REASON_LAYER_DIFFERS,  /* invisible words over a picture that says something else */
    REASON_LAYER_SHIFTED,  /* the same words stand elsewhere in the picture, or nothing does */
    REASON_NO_UNICODE,     /* letters for which the font has no character */
    REASON_LETTERS_AGREE,  /* improbable words, but they look as they are spelt */
    REASON_LETTERS_DIFFER, /* improbable words that look otherwise: a font with other letters */
    REASON_UNCHECKED,      /* doubtful words that OCR could not read either */
    REASON_TABLE_PICTURE,  /* a picture of a table in a page of text */
    REASON_ASKED,          /* by --ocr always or --ocr pictures */
    REASON_OCR_OFF,        /* would be read but for --ocr never */
    REASON_NO_DATA,        /* in a script for which there is no Tesseract data here */
    REASON_VERTICAL,       /* its lines run from top to bottom, which is not read */
    REASON_COUNT
} Reason;

typedef struct {
    Bbox bbox; /* the page or a part of it */
    Reason reason;
    bool read; /* by OCR */
} Choice;

/* The name of each Reason; NULL at the end. */
extern const char *const choice_reasons[REASON_COUNT + 1];
