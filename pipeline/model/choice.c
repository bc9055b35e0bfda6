/* pipeline/model/choice.c - what was read by OCR and what was not, and why */
#include "pipeline/model/choice.h"

const char *const choice_reasons[REASON_COUNT + 1] = {
    [REASON_TEXT_LAYER] = "text-layer",
    [REASON_EMPTY] = "empty",
    [REASON_NO_TEXT] = "no-text",
    [REASON_DRAWN_TEXT] = "drawn-text",
    [REASON_LAYER_AGREES] = "layer-agrees",
    [REASON_LAYER_DIFFERS] = "layer-differs",
    [REASON_LAYER_SHIFTED] = "layer-shifted",
    [REASON_NO_UNICODE] = "no-unicode",
    [REASON_LETTERS_AGREE] = "letters-agree",
    [REASON_LETTERS_DIFFER] = "letters-differ",
    [REASON_UNCHECKED] = "unchecked",
    [REASON_TABLE_PICTURE] = "table-picture",
    [REASON_ASKED] = "asked",
    [REASON_OCR_OFF] = "ocr-off",
    [REASON_NO_DATA] = "no-language-data",
    [REASON_VERTICAL] = "vertical-text",
    [REASON_COUNT] = NULL,
};
