/* pipeline/unit.h - what a worker is given to do, and what it says came of it
 *
 * A unit is a whole document; or some pages of one, taken through the stages
 * and spooled (pipeline/spool.h); or the joining of a document from its spooled
 * pages. A whole document that is long and slow is handed back when another
 * worker has nothing to do (pipeline/handover.h): the pages that were done are
 * spooled, and the rest is shared out.
 */
#pragma once

#include "pipeline/input.h"
#include "pipeline/report.h"

typedef enum { UNIT_WHOLE, UNIT_PAGES, UNIT_JOIN, UNIT_KIND_COUNT } UnitKind;

typedef struct {
    UnitKind kind;
    guint input;       /* which of the inputs */
    guint first, last; /* UNIT_PAGES: both ends taken */
} Unit;

typedef enum {
    OUTCOME_WRITTEN, /* the document is; for UNIT_PAGES: its pages are spooled, but those lost */
    OUTCOME_FAILED,  /* the document is lost, for the reasons in `entry` */
    OUTCOME_EMPTY,   /* the document has no pages */
    OUTCOME_SPLIT,   /* pages before `next` are spooled, the rest waits to be done */
    OUTCOME_STOPPED, /* the user wants to stop */
    OUTCOME_CLOSED,  /* nobody reads what is written */
    OUTCOME_FULL,    /* there is no room for what is to be written; `entry` says where */
    OUTCOME_COUNT
} UnitOutcome;

typedef struct {
    UnitOutcome outcome;
    guint n_pages, next;    /* OUTCOME_SPLIT: of the document; the first page not done */
    bool retires;           /* the worker has grown too large and ends itself */
    ReportEntry entry;      /* `path` is not sent */
    char *manifest;         /* lines for the manifest */
    char *tables;           /* as JSON, for the ledger; or NULL */
    InputIdentity identity; /* of the file; all empty when it was not asked for */
    GPtrArray *outputs;     /* OutputFile: what was written */
} UnitResult;

void unit_result_clear(UnitResult *result);

/* Their forms as messages; what is floating is returned so. FALSE: not of this form. */
const GVariantType *unit_type(void);
GVariant *unit_pack(const Unit *unit);
bool unit_unpack(GVariant *message, Unit *unit);
const GVariantType *unit_result_type(void);
GVariant *unit_result_pack(const UnitResult *result);
bool unit_result_unpack(GVariant *message, UnitResult *result);
