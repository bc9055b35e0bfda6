/* pipeline/manifest.h - what is written once for all tables of a run
 *
 * manifest.jsonl has a line for each file or sheet, and datapackage.json, where
 * it is asked for, a resource for each CSV file. Both are made of lines that
 * come with each document: from the worker to the supervisor, through the
 * ledger where the run is resumed, and from the ledgers of shares that are
 * merged. They are written as they come, in the order of the documents, and get
 * their names when all is done.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define MANIFEST_FILE "manifest.jsonl"

/* Add to the lines of a document. */
void manifest_add_line(GString *lines, const char *line);
void manifest_add_resource(GString *lines, const char *resource);

typedef struct Manifest Manifest;

/* Nothing is in @folder before the first line. */
Manifest *manifest_new(const char *folder);

/* Takes the lines of the next document. What goes wrong is told by manifest_finish(). */
void manifest_take(Manifest *manifest, const char *lines);

/* Puts the files into place. @always: manifest.jsonl also when there was no line. */
bool manifest_finish(Manifest *manifest, bool always, GError **error);

/* Does the same for the file of all tables; FALSE also where tables do not fit into it. To be
 * called last. */
bool manifest_finish_concat(Manifest *manifest, GError **error);

/* Removes what has not been put into place. */
void manifest_free(Manifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Manifest, manifest_free)
