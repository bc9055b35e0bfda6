/* pipeline/conf.h - sheaf.conf: which files of a repository come from which PDFs
 *
 * A key file (GLib's, much like .ini): one group a document or folder.
 *
 *     [sheaf]                          options and gates for all groups
 *     fail-on = failed,confidence=0.7
 *
 *     [handbook]
 *     command = book                   convert, book or tables
 *     inputs = handbook.pdf            PDFs and folders, with semicolons
 *     output = book                    folder or file
 *     keep = CNAME.md;extra/           files in there that are not sheaf's; * and ? stand for
 * others site = mdbook                    any option of the command, without its dashes
 *
 * An option without a value is `true`; what an option takes several times is
 * parted by semicolons. Paths are seen from the folder of the file.
 */
#pragma once

#include "pipeline/option.h"

typedef struct {
    char *name;
    Command command;
    char **inputs;
    char *output;
    char **keep;          /* patterns, seen from the output folder; never NULL */
    char *fail_on;        /* as in gate.h; NULL: as for all */
    GPtrArray *arguments; /* char *: options for the command line */
} ConfGroup;

typedef struct {
    GPtrArray *groups; /* ConfGroup, in the order of the file; at least one */
    char *fail_on;     /* for all; NULL: none is named */
} Conf;

#define CONF_ERROR conf_error_quark()
GQuark conf_error_quark(void);

typedef enum {
    CONF_ERROR_FILE,   /* it cannot be read */
    CONF_ERROR_SYNTAX, /* what it says makes no sense */
} ConfError;

/* The message names file, group and key. */
Conf *conf_read(const char *path, GError **error);
void conf_free(Conf *conf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Conf, conf_free)
