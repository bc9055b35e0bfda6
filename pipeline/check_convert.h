/* pipeline/check_convert.h - a group of sheaf.conf, converted afresh
 *
 * The command runs as it would from the command line, in this process, into a
 * folder of its own; what it reports is read back. With a cache, a result of a
 * run before is taken where nothing that decides about it has changed: the
 * program itself, the options, the inputs with their names and contents, and
 * files that options name.
 */
#pragma once

#include "pipeline/check_result.h"

/* Results waiting to be compared, and those kept. */
typedef struct {
    char *scratch;      /* folder, removed at the end */
    GPtrArray *passing; /* char *: folders elsewhere that go as well */
    const char *kept;   /* folder of the cache; or NULL */
    char *program;      /* hash of the program; NULL: not asked for yet */
    guint n;            /* groups that were converted */
} CheckStore;

bool check_convert_init(CheckStore *store, const char *cache, GError **error);

/* Results of the cache that were not used for a month go, too. */
void check_convert_clear(CheckStore *store);

#define CHECK_CONVERT_ERROR check_convert_error_quark()
GQuark check_convert_error_quark(void);

typedef enum {
    CHECK_CONVERT_ERROR_USAGE,       /* the options of the group make no sense together */
    CHECK_CONVERT_ERROR_INTERRUPTED, /* the user wants to stop */
    CHECK_CONVERT_ERROR_FOLDER,      /* there is no place for results */
} CheckConvertError;

/**
 * check_convert:
 * @check: of the command line: jobs, quiet, verbose
 * @group: gets all but files and faults
 *
 * Documents that fail are no error: the group says so. The current folder is that of sheaf.conf.
 */
bool check_convert(CheckStore *store, const Options *check, CheckGroup *group, GError **error);
