/* pipeline/batch.h - all inputs of a command
 *
 * A document that fails is named and the rest go on. What a command does with
 * a document that came through the stages is its Writer. The documents are
 * worked on by processes of their own (pipeline/supervisor.h); reports and
 * manifests are in the order of the inputs all the same.
 */
#pragma once

#include "pipeline/intake.h"
#include "pipeline/ledger.h"
#include "pipeline/manifest.h"
#include "pipeline/picture_file.h"

enum {
    STATUS_DONE = 0,
    STATUS_DIFFERENT = 1, /* what was to be checked is not as it should be */
    STATUS_USAGE = 2,
    STATUS_SOME = 3,    /* some documents failed, the rest were written */
    STATUS_NOTHING = 4, /* nothing could be written */
    STATUS_INTERRUPTED = 130,
};

typedef struct BatchWriter BatchWriter;

typedef struct {
    const Options *options;
    const BatchWriter *writer;
    InputList *list;
    bool several;   /* documents may be many: each gets a name of its own under -o */
    bool to_file;   /* -o is the file of the only document */
    Ledger *ledger; /* NULL: none is kept */
    Report report;
    ReportEntry *entry; /* in a worker: of the document at hand */
    Engine *engine;     /* started when needed */
    char *tables;       /* in a worker: those of the document at hand, as JSON; or NULL */
    GString *lines;     /* in a worker: of the document at hand; else of all, for `finish` */
    Manifest *manifest; /* takes the lines of all documents where it is not NULL */
} Batch;

struct BatchWriter {
    /* Writes what came of one document. Called in a worker. */
    bool (*write)(Batch *batch, const Input *input, Intake *intake, GError **error);

    /* (nullable): writes what is one for all documents. */
    bool (*finish)(Batch *batch, GError **error);

    bool has_manifest; /* the lines that documents give are for one */
};

/* Returns the exit status. */
int batch_run(const Options *options, const BatchWriter *writer);

/* The folder that results are written to or below; NULL: there are none. (transfer full) */
char *batch_folder(const Batch *batch);

/* OUTPUT/stem + ending, or the file that -o names; NULL where there is no -o. (transfer full) */
char *batch_path(const Batch *batch, const Input *input, const char *ending);

/* picture_file_cut(), what is lost reported. */
bool batch_cut_pictures(Batch *batch, Intake *intake, const char *base, const char *folder,
                        const PictureFileOptions *options, GError **error);
