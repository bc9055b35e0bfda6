/* pipeline/task.h - a document under way: what is known of it so far
 *
 * The supervisor has one for each document from the moment its first unit is
 * given out until all of them have come back (pipeline/supervisor.c).
 */
#pragma once

#include "pipeline/unit.h"

typedef struct {
    guint input;
    guint n_pages; /* where it is done in pieces */
    guint waiting; /* its units that are given out or queued */
    guint deaths;  /* workers that it killed */
    bool in_pieces, failed;
    ReportEntry entry;
    GString *manifest;
    char *tables;
    GPtrArray *outputs; /* OutputFile */
    InputIdentity identity;
    int file; /* the document, open; -1: not */
} Task;

/* @path: of input number @input, lent. Its whole is given out. */
Task *task_new(guint input, const char *path);
void task_free(gpointer task);

/* Takes what a unit said into the whole, where it does not depend on the outcome; @result keeps the
 * rest. */
void task_add(Task *task, const Report *report, UnitResult *result);

/* Its own processor time was the workers': the supervisor's is left out. */
void task_stop(Task *task);
