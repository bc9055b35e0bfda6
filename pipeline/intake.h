/* pipeline/intake.h - a PDF file through all the stages, page after page
 *
 * Opens the file, takes pages through the stages of stage.h, writes and reads
 * their dumps where that is asked for, and gives the document with its flow.
 * A page that fails costs that page. The pages may be taken in several calls.
 */
#pragma once

#include "pipeline/board.h"
#include "pipeline/input.h"
#include "pipeline/option.h"
#include "pipeline/report.h"

#define INTAKE_ERROR intake_error_quark()
GQuark intake_error_quark(void);

typedef enum {
    INTAKE_ERROR_PAGES,       /* pages were asked for that the file does not have */
    INTAKE_ERROR_EMPTY,       /* no page of it could be had */
    INTAKE_ERROR_INTERRUPTED, /* the user wants to stop */
    INTAKE_ERROR_SHARED,      /* pages from `next` on are better shared out */
} IntakeError;

typedef struct {
    Pdf *pdf; /* stays open: pictures are cut out of it */
    Document *document;
    bool may_share; /* pages may be left to others, where the board asks for it */
    guint next;     /* after INTAKE_ERROR_SHARED: the first page that was not taken */
} Intake;

void intake_clear(Intake *intake);

/* @intake: (out): without pages; to be cleared by the caller, also after an error.
 * @file: (transfer full): the input, open */
bool intake_open(Intake *intake, const Options *options, const Input *input, int file, Board *board,
                 GError **error);

/**
 * intake_take:
 * @first, @last: numbers of pages, both ends taken; those not asked for are left out
 * @engine: (inout): the process's OCR engine, started when a page needs it
 * @entry: gets costs, what was lost, and what was guessed
 * @board: told where the work is; when it wants a stop, the next page is not begun
 *
 * Adds the pages to the document; with INTAKE_ERROR_SHARED, those before the one at which it
 * was found that others had better do the rest.
 */
bool intake_take(Intake *intake, const Options *options, const Input *input, guint first,
                 guint last, Engine **engine, const Report *report, ReportEntry *entry,
                 Board *board, GError **error);

/* All pages are there: makes the flow. FALSE with INTAKE_ERROR_EMPTY when there is none. */
bool intake_assemble(Intake *intake, const Options *options, Board *board, GError **error);
