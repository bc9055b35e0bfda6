/* pipeline/report.h - what became of each document, for people and for programs
 *
 * For people: one line on standard error for whatever failed, as in
 * "sheaf: report.pdf: page 3: message". For programs: --report, JSON Lines,
 * one object a document with its outcome, pages, seconds and CPU a stage.
 */
#pragma once

#include "pipeline/sandbox.h"
#include "pipeline/stage.h"

/* What became of a page, or of a part of one. */
typedef struct {
    guint page;
    bool part;
    Choice choice;
} ReportChoice;

/* How sure the finder was of a table. */
typedef struct {
    guint page;
    double confidence; /* 0 to 1 */
} ReportTable;

/* Where the words of the pages went: see pipeline/tally.h. */
typedef struct {
    bool counted;
    guint words, written, dropped, lost;
} ReportWords;

typedef struct {
    const char *path;    /* of the document, lent */
    guint pages, failed; /* pages tried, pages lost */
    bool pageless;       /* the document has no pages: neither done nor failed */
    guint read;          /* pages and pictures that OCR read */
    GPtrArray *errors;   /* char *: what was lost */
    GPtrArray *warnings; /* char *: what was guessed or skipped */
    GPtrArray *advice;   /* char *: what the user can install to get more */
    GArray *choices;     /* ReportChoice: what was read by OCR, and why */
    GArray *empty;       /* guint: pages without any text */
    GArray *tables;      /* ReportTable */
    ReportWords words;
    StageCost costs[STAGE_COUNT];
    StageCost rendering;         /* pictures of pages; no part of the costs above */
    double seconds, cpu_seconds; /* all in all; before report_entry_stop(): when it began */
    SandboxHold hold;            /* of the processes that worked on it */
    long max_rss_kib;            /* the most that a process working on it has had so far */
} ReportEntry;

typedef struct {
    bool verbose;
    bool silent;        /* a worker's: messages are kept in the entry and said by the supervisor */
    guint done, failed; /* documents written whole; documents of which something was lost */
    guint written;      /* documents of which something was written */
} Report;

/* "sheaf: " and the message, on one line whatever the message holds. */
void report_say(const char *format, ...) G_GNUC_PRINTF(1, 2);

void report_entry_init(ReportEntry *entry, const char *path);
void report_entry_clear(ReportEntry *entry);

/* The work on it is over: from here on its seconds are how long it took. */
void report_entry_stop(ReportEntry *entry);

/* Adds to @entry what was found out about some of its pages; says the messages of @part, which
 * were not said where they arose. `seconds` stay those of @entry. */
void report_entry_add(const Report *report, ReportEntry *entry, const ReportEntry *part);

/* Something of the document is lost. @page: 0 for the whole document. Said at once. */
void report_lost(const Report *report, ReportEntry *entry, guint page, const char *message);

/* Something was guessed or skipped. Said with --verbose only. */
void report_warn(const Report *report, ReportEntry *entry, guint page, const char *message);

/* The user can do something to get more of the document. Said at once, but only once of each
 * document. */
void report_advise(const Report *report, ReportEntry *entry, const char *message);

/* Keeps what @page says of what was read of it. */
void report_choices(ReportEntry *entry, const Page *page);

/**
 * report_finish:
 * @written: something of the document was
 *
 * Counts the document. Returns: (transfer full): its line for --report.
 */
char *report_finish(Report *report, const ReportEntry *entry, bool written);

/* Counts a document that a run before is through with. */
void report_recall(Report *report, bool written, bool whole);
