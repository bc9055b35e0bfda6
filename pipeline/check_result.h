/* pipeline/check_result.h - what a check found out, for all who tell it
 *
 * A check has groups, those of sheaf.conf. A group has the documents that were
 * converted, the files that came of them beside those that are committed, and
 * the faults that its gates look for. Paths are seen from the folder of
 * sheaf.conf; what is put before them is in CheckResult.
 */
#pragma once

#include "pipeline/conf.h"
#include "pipeline/gate.h"
#include "pipeline/report.h"

/* What the report says of one document. */
typedef struct {
    char *path;
    bool whole;     /* all of it was converted */
    guint pages;    /* tried */
    GArray *empty;  /* guint: pages without text */
    GArray *tables; /* ReportTable */
    ReportWords words;
    GPtrArray *errors; /* char * */
} CheckDocument;

typedef enum {
    CHECK_EQUAL,
    CHECK_CHANGED,   /* committed, and not what is converted now */
    CHECK_MISSING,   /* converted, not committed */
    CHECK_LEFT_OVER, /* committed, and comes of no PDF any more */
} CheckState;

typedef struct {
    char *path;
    char *fresh; /* where it was converted to; NULL: it was not */
    CheckState state;
    bool binary;          /* no text, or one that is no UTF-8 */
    gsize before, after;  /* bytes */
    guint removed, added; /* lines */
    guint line;           /* of the first difference; 0: none */
    char *diff;           /* unified; or NULL */
    GPtrArray *notes;     /* char *: words and cells that differ, in words */
    bool updated;         /* it is now what is converted */
} CheckFile;

/* Something a gate looks for. */
typedef struct {
    const char *gate; /* as --fail-on calls it; static */
    char *path;       /* of a PDF or a file */
    guint page;       /* 0: none */
    char *message;
} CheckFault;

typedef struct {
    const ConfGroup *conf;
    char *folder; /* where fresh files are */
    char *base;   /* where committed ones are; "" for the folder of sheaf.conf */
    bool single;  /* `output` names a file */
    bool cached;
    double seconds;
    GPtrArray *documents; /* CheckDocument */
    GPtrArray *files;     /* CheckFile */
    GPtrArray *faults;    /* CheckFault */
    guint failed;         /* documents that are not whole */
} CheckGroup;

typedef struct {
    GPtrArray *groups; /* CheckGroup */
    char *prefix;      /* before paths, for people: "" or "docs/" */
    char *root_prefix; /* the same from the root of the repository, for services */
    guint compared, different, updated, faults, failed;
} CheckResult;

void check_document_free(gpointer document);
CheckGroup *check_group_new(const ConfGroup *conf);
void check_group_free(gpointer group);
void check_result_clear(CheckResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CheckResult, check_result_clear)

/* "docs/paper.md" for both "docs" and "./docs/" as @base. (transfer full) */
char *check_result_join(const char *base, const char *name);

/* @path as it goes into a diff or before a message. (transfer full) */
char *check_result_path(const CheckResult *result, const char *path);

/* "3 lines differ: 1 removed, 3 added" and the like, without the path. (transfer full) */
char *check_result_describe(const CheckFile *file);

/* "changed", "missing", "left over", "equal". */
const char *check_result_state(CheckState state);

/* "2 of 31 files differ, 1 fault"; "31 files are as committed". (transfer full) */
char *check_result_summary(const CheckResult *result);

/* Nothing differs that was not updated, no gate found anything, all was converted. */
bool check_result_is_good(const CheckResult *result);
