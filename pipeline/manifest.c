/* pipeline/manifest.c - what is written once for all tables of a run
 *
 * A line of a document that begins with a tab is a resource of the package, one
 * with the mark of pipeline/concat.h rows of the file of all tables, any other a
 * line of the manifest.
 */
#include "pipeline/manifest.h"

#include "emit/datapackage.h"
#include "pipeline/concat.h"
#include "pipeline/output.h"

#include <string.h>

#define PACKAGE_FILE "datapackage.json"

#define RESOURCE '\t'

struct Manifest {
    char *folder;
    OutputStream *lines, *resources; /* NULL: nothing so far */
    Concat *concat;
    GError *error; /* the first that went wrong, or NULL */
};

void
manifest_add_line(GString *lines, const char *line)
{
    g_string_append(lines, line);
}

void
manifest_add_resource(GString *lines, const char *resource)
{
    g_string_append_printf(lines, "%c%s\n", RESOURCE, resource);
}

Manifest *
manifest_new(const char *folder)
{
    Manifest *manifest = g_new0(Manifest, 1);

    manifest->folder = g_strdup(folder);
    manifest->concat = concat_new(folder);
    return manifest;
}

static void
open_stream(Manifest *manifest, const char *name, OutputStream **stream)
{
    g_autofree char *path = g_build_filename(manifest->folder, name, NULL);

    *stream = output_stream_open(path, &manifest->error);
}

static void
take_line(Manifest *manifest, const char *line, gsize n)
{
    const bool resource = *line == RESOURCE;
    OutputStream **stream = resource ? &manifest->resources : &manifest->lines;
    const bool first = *stream == NULL;

    if (*line == CONCAT_MARK) {
        concat_take(manifest->concat, line, n);
        return;
    }
    if (first)
        open_stream(manifest, resource ? PACKAGE_FILE : MANIFEST_FILE, stream);
    if (*stream == NULL)
        return;
    if (!resource) {
        output_stream_add(*stream, line, n);
        return;
    }
    const char *before = first ? DATAPACKAGE_HEAD : DATAPACKAGE_NEXT;
    output_stream_add(*stream, before, strlen(before));
    output_stream_add(*stream, line + 1, n - strlen("\t\n"));
}

void
manifest_take(Manifest *manifest, const char *lines)
{
    while (*lines != '\0' && manifest->error == NULL) {
        const char *end = strchr(lines, '\n');
        const gsize n = end != NULL ? (gsize)(end - lines) + 1 : strlen(lines);

        take_line(manifest, lines, n);
        lines += n;
    }
}

bool
manifest_finish(Manifest *manifest, bool always, GError **error)
{
    if (always && manifest->lines == NULL && manifest->error == NULL)
        open_stream(manifest, MANIFEST_FILE, &manifest->lines);
    if (manifest->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&manifest->error));
        return FALSE;
    }
    if (manifest->resources != NULL)
        output_stream_add(manifest->resources, DATAPACKAGE_TAIL, strlen(DATAPACKAGE_TAIL));
    return (manifest->lines == NULL ||
            output_stream_close(g_steal_pointer(&manifest->lines), error)) &&
           (manifest->resources == NULL ||
            output_stream_close(g_steal_pointer(&manifest->resources), error));
}

bool
manifest_finish_concat(Manifest *manifest, GError **error)
{
    return concat_finish(manifest->concat, error);
}

void
manifest_free(Manifest *manifest)
{
    if (manifest == NULL)
        return;
    g_clear_pointer(&manifest->lines, output_stream_drop);
    g_clear_pointer(&manifest->resources, output_stream_drop);
    concat_free(manifest->concat);
    g_clear_error(&manifest->error);
    g_free(manifest->folder);
    g_free(manifest);
}
