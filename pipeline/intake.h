/* pipeline/intake.h - a PDF file through all the stages, page after page
 *
 * Opens the file, takes the pages asked for through the stages of stage.h,
 * writes and reads their dumps where that is asked for, and gives the document
 * with its flow. A page that fails costs that page.
 */
#pragma once

#include "pipeline/input.h"
#include "pipeline/option.h"
#include "pipeline/report.h"

#define INTAKE_ERROR intake_error_quark()
GQuark intake_error_quark(void);

typedef enum {
    INTAKE_ERROR_PAGES,       /* pages were asked for that the file does not have */
    INTAKE_ERROR_EMPTY,       /* no page of it could be had */
    INTAKE_ERROR_INTERRUPTED, /* the user wants to stop */
} IntakeError;

typedef struct {
    Pdf *pdf; /* stays open: pictures are cut out of it */
    Document *document;
} Intake;

void intake_clear(Intake *intake);

/**
 * intake_read:
 * @intake: (out): to be cleared by the caller, also after an error
 * @engine: (inout): the process's OCR engine, started when a page needs it
 * @entry: gets costs, what was lost, and what was guessed
 * @stop: when this becomes TRUE, the next page is not begun
 */
bool intake_read(Intake *intake, const Options *options, const Input *input, Engine **engine,
                 Report *report, ReportEntry *entry, const volatile gint *stop, GError **error);
