/* pipeline/output.c - files that are whole or not there */
#include "pipeline/output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK(output_error, output_error)

/* Folders below folders. Deeper ones are a loop of links. */
#define MAX_DEPTH 64

/* What the mode of files and folders is before the umask. */
#define FILE_MODE 0666
#define FOLDER_MODE 0777

bool
output_is_full(int cause)
{
    return cause == ENOSPC || cause == EDQUOT;
}

static bool
folder_error(const char *folder, int cause, GError **error)
{
    g_set_error(error, OUTPUT_ERROR,
                output_is_full(cause) ? OUTPUT_ERROR_FULL : OUTPUT_ERROR_FOLDER,
                "cannot write to folder %s: %s", folder, g_strerror(cause));
    return FALSE;
}

static void
file_error(const char *path, int cause, GError **error)
{
    g_set_error(error, OUTPUT_ERROR, output_is_full(cause) ? OUTPUT_ERROR_FULL : OUTPUT_ERROR_FILE,
                "cannot write %s: %s", path, g_strerror(cause));
}

/* Where files that are written are noted; NULL: nowhere. One for the process, as are its files. */
static GPtrArray *watched;
static OutputNotify notify;
static gpointer notify_data;

OutputFile *
output_file_new(const char *path, const char *sha256)
{
    OutputFile *file = g_new(OutputFile, 1);

    *file = (OutputFile){ g_strdup(path), g_strdup(sha256) };
    return file;
}

void
output_file_free(gpointer data)
{
    OutputFile *file = data;

    g_free(file->path);
    g_free(file->sha256);
    g_free(file);
}

/* NULL when it cannot be read. (transfer full) */
static char *
hash_of_file(const char *path)
{
    g_autoptr(GMappedFile) mapped = g_mapped_file_new(path, FALSE, NULL);

    if (mapped == NULL)
        return NULL;
    return g_compute_checksum_for_data(G_CHECKSUM_SHA256,
                                       (const guchar *)g_mapped_file_get_contents(mapped),
                                       g_mapped_file_get_length(mapped));
}

bool
output_file_is_whole(const OutputFile *file)
{
    g_autofree char *hash = hash_of_file(file->path);

    return g_strcmp0(hash, file->sha256) == 0;
}

void
output_watch(GPtrArray *files, OutputNotify about, gpointer data)
{
    watched = files;
    notify = about;
    notify_data = data;
}

static void
note(const char *path, const char *sha256)
{
    if (watched != NULL)
        g_ptr_array_add(watched, output_file_new(path, sha256));
}

/* A file is about to be at @path. Returns 0, or errno. */
static int
tell(const char *path)
{
    return notify != NULL ? notify(path, notify_data) : 0;
}

/* Gives the whole file @trial its name. Returns 0, or errno. */
static int
put(const char *trial, const char *path)
{
    const int cause = tell(path);

    return cause != 0 ? cause : g_rename(trial, path) != 0 ? errno : 0;
}

/* A name that nothing has: what is told of is this process's own. (transfer full) */
static char *
temporary_name(const char *folder)
{
    static guint n;
    g_autofree char *name =
        g_strdup_printf(OUTPUT_TEMPORARY "%d-%u-%08x", (int)getpid(), n++, g_random_int());

    return g_build_filename(folder, name, NULL);
}

bool
output_folder(const char *folder, GError **error)
{
    if (g_mkdir_with_parents(folder, FOLDER_MODE) != 0)
        return folder_error(folder, errno, error);
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return folder_error(folder, ENOTDIR, error);

    /* Asking for permission is not enough: a file system may be read-only or full. */
    g_autofree char *trial = g_build_filename(folder, OUTPUT_TEMPORARY "XXXXXX", NULL);
    const int fd = g_mkstemp(trial);
    if (fd < 0)
        return folder_error(folder, errno, error);
    close(fd);
    unlink(trial);
    return TRUE;
}

static bool
write_all(int fd, const char *data, gsize n)
{
    while (n > 0) {
        const gssize written = write(fd, data, n);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return FALSE;
        data += written;
        n -= (gsize)written;
    }
    return TRUE;
}

static mode_t
file_mode(void)
{
    const mode_t mask = umask(0);

    umask(mask);
    return FILE_MODE & ~mask;
}

struct OutputStream {
    char *path, *trial;
    int fd;
    GChecksum *hash;
    int cause; /* errno of the first write that failed, or 0 */
};

OutputStream *
output_stream_open(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *trial = temporary_name(folder);
    int fd = -1;

    if (g_mkdir_with_parents(folder, FOLDER_MODE) == 0 && (errno = tell(trial)) == 0)
        fd = g_open(trial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        folder_error(folder, errno, error);
        return NULL;
    }
    OutputStream *stream = g_new0(OutputStream, 1);
    stream->path = g_strdup(path);
    stream->trial = g_steal_pointer(&trial);
    stream->fd = fd;
    stream->hash = g_checksum_new(G_CHECKSUM_SHA256);
    return stream;
}

void
output_stream_add(OutputStream *stream, const void *data, gsize n)
{
    g_checksum_update(stream->hash, data, (gssize)n);
    if (stream->cause == 0 && !write_all(stream->fd, data, n))
        stream->cause = errno;
}

static void
stream_free(OutputStream *stream)
{
    g_checksum_free(stream->hash);
    g_free(stream->path);
    g_free(stream->trial);
    g_free(stream);
}

void
output_stream_drop(OutputStream *stream)
{
    close(stream->fd);
    unlink(stream->trial);
    stream_free(stream);
}

bool
output_stream_close(OutputStream *stream, GError **error)
{
    int cause = stream->cause;

    if (cause == 0 && fchmod(stream->fd, file_mode()) != 0)
        cause = errno;
    if (close(stream->fd) != 0 && cause == 0)
        cause = errno;
    if (cause == 0)
        cause = put(stream->trial, stream->path);
    if (cause != 0) {
        unlink(stream->trial);
        file_error(stream->path, cause, error);
    } else {
        note(stream->path, g_checksum_get_string(stream->hash));
    }
    stream_free(stream);
    return cause == 0;
}

bool
output_write(const char *path, const void *data, gsize n, GError **error)
{
    OutputStream *stream = output_stream_open(path, error);

    if (stream == NULL)
        return FALSE;
    output_stream_add(stream, data, n);
    return output_stream_close(stream, error);
}

char *
output_scratch(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *scratch = temporary_name(folder);

    if (g_mkdir_with_parents(folder, FOLDER_MODE) != 0 || (errno = tell(scratch)) != 0 ||
        g_mkdir(scratch, 0700) != 0) {
        folder_error(folder, errno, error);
        return NULL;
    }
    return g_steal_pointer(&scratch);
}

char *
output_made(const char *scratch)
{
    return g_strconcat(scratch, "-made", NULL);
}

static bool
set_mode(const char *path)
{
    const int fd = g_open(path, O_RDONLY | O_CLOEXEC, 0);
    const bool done = fd >= 0 && fchmod(fd, file_mode()) == 0;

    if (fd >= 0)
        close(fd);
    return done;
}

bool
output_adopt(const char *scratch, const char *path, GError **error)
{
    g_autofree char *made = output_made(scratch);
    g_autofree char *hash = hash_of_file(made);

    const int cause = hash == NULL || !set_mode(made) ? errno : put(made, path);
    if (cause != 0) {
        file_error(path, cause, error);
        return FALSE;
    }
    note(path, hash);
    return TRUE;
}

bool
output_text(const char *path, const char *text, GError **error)
{
    if (path != NULL)
        return output_write(path, text, strlen(text), error);

    if (!write_all(STDOUT_FILENO, text, strlen(text))) {
        g_set_error(error, OUTPUT_ERROR, errno == EPIPE ? OUTPUT_ERROR_CLOSED : OUTPUT_ERROR_FILE,
                    "cannot write to standard output: %s", g_strerror(errno));
        return FALSE;
    }
    return TRUE;
}

static void
sweep(const char *folder, bool is_ours, guint depth)
{
    g_autoptr(GDir) dir = depth < MAX_DEPTH ? g_dir_open(folder, 0, NULL) : NULL;
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        const bool goes = is_ours || g_str_has_prefix(name, OUTPUT_TEMPORARY);
        const bool is_link = g_file_test(path, G_FILE_TEST_IS_SYMLINK);

        if (!is_link && g_file_test(path, G_FILE_TEST_IS_DIR))
            sweep(path, goes, depth + 1);
        else if (goes)
            g_unlink(path);
    }
    if (is_ours)
        g_rmdir(folder);
}

void
output_scratch_remove(const char *scratch)
{
    g_autofree char *made = output_made(scratch);

    g_unlink(made);
    sweep(scratch, TRUE, 0);
}

void
output_sweep(const char *folder)
{
    sweep(folder, FALSE, 0);
}

void
output_remove(const char *folder, const char *path, const char *stem)
{
    g_autofree char *file = g_build_filename(folder, path, NULL);
    g_autofree char *above = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);
    bool empty = TRUE;

    g_unlink(file);
    if (g_str_has_prefix(name, OUTPUT_TEMPORARY))
        output_scratch_remove(file); /* it may be a folder */
    while (empty && strcmp(above, ".") != 0 && (stem == NULL || g_str_has_prefix(above, stem))) {
        g_autofree char *parent = g_build_filename(folder, above, NULL);
        char *next = g_path_get_dirname(above);

        empty = g_rmdir(parent) == 0;
        g_free(above);
        above = next;
    }
}
