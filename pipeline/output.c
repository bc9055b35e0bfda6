/* pipeline/output.c - files that are whole or not there */
#include "pipeline/output.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK(output_error, output_error)

/* What the mode of files and folders is before the umask. */
#define FILE_MODE 0666
#define FOLDER_MODE 0777

static bool
folder_error(const char *folder, int cause, GError **error)
{
    g_set_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FOLDER, "cannot write to folder %s: %s", folder,
                g_strerror(cause));
    return FALSE;
}

bool
output_folder(const char *folder, GError **error)
{
    if (g_mkdir_with_parents(folder, FOLDER_MODE) != 0)
        return folder_error(folder, errno, error);
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return folder_error(folder, ENOTDIR, error);

    /* Asking for permission is not enough: a file system may be read-only or full. */
    g_autofree char *trial = g_build_filename(folder, ".sheaf-XXXXXX", NULL);
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

bool
output_write(const char *path, const void *data, gsize n, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *trial = g_build_filename(folder, ".sheaf-XXXXXX", NULL);

    if (g_mkdir_with_parents(folder, FOLDER_MODE) != 0)
        return folder_error(folder, errno, error);
    const int fd = g_mkstemp(trial);
    if (fd < 0)
        return folder_error(folder, errno, error);

    bool done = write_all(fd, data, n) && fchmod(fd, file_mode()) == 0;
    int cause = errno;
    if (close(fd) != 0 && done) {
        done = FALSE;
        cause = errno;
    }
    if (done && rename(trial, path) != 0) {
        done = FALSE;
        cause = errno;
    }
    if (!done) {
        unlink(trial);
        g_set_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FILE, "cannot write %s: %s", path,
                    g_strerror(cause));
    }
    return done;
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
