/* pipeline/message.c - what supervisor and workers say to each other */
#include "pipeline/message.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CHUNK 65536

static bool
send_bytes(int fd, const void *data, gsize n)
{
    const char *bytes = data;

    while (n > 0) {
        const ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return FALSE;
        bytes += sent;
        n -= (gsize)sent;
    }
    return TRUE;
}

/* Room for one file beside the bytes, aligned as the kernel wants it. */
typedef union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
} Beside;

/* A file goes with the first byte of @data, so that one is sent with it by itself. */
static bool
send_with_file(int fd, const void *data, gsize n, int file)
{
    Beside beside = { .bytes = { 0 } };
    struct iovec first = { (void *)data, 1 };
    struct msghdr message = { .msg_iov = &first,
                              .msg_iovlen = 1,
                              .msg_control = beside.bytes,
                              .msg_controllen = sizeof beside.bytes };
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    ssize_t sent;

    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof file);
    memcpy(CMSG_DATA(header), &file, sizeof file);
    do
        sent = sendmsg(fd, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == 1 && send_bytes(fd, (const char *)data + 1, n - 1);
}

bool
message_send_file(int fd, GVariant *message, int file)
{
    g_autoptr(GVariant) owned = g_variant_ref_sink(message);
    const gsize size = g_variant_get_size(owned);
    const guint32 length = (guint32)size;

    return size <= MESSAGE_MAX_BYTES &&
           (file >= 0 ? send_with_file(fd, &length, sizeof length, file)
                      : send_bytes(fd, &length, sizeof length)) &&
           send_bytes(fd, g_variant_get_data(owned), size);
}

bool
message_send(int fd, GVariant *message)
{
    return message_send_file(fd, message, -1);
}

/* GVariant wants its bytes aligned, so they get memory of their own. */
static GVariant *
variant_of(const guint8 *bytes, gsize size, const GVariantType *type)
{
    g_autoptr(GBytes) copy = g_bytes_new(bytes, size);
    g_autoptr(GVariant) message = g_variant_ref_sink(g_variant_new_from_bytes(type, copy, FALSE));

    return g_variant_is_normal_form(message) ? g_steal_pointer(&message) : NULL;
}

GVariant *
message_next(GByteArray *received, const GVariantType *type, bool *broken)
{
    guint32 length;

    *broken = FALSE;
    if (received->len < sizeof length)
        return NULL;
    memcpy(&length, received->data, sizeof length);
    *broken = length > MESSAGE_MAX_BYTES;
    if (*broken || received->len - sizeof length < length)
        return NULL;

    GVariant *message = variant_of(received->data + sizeof length, length, type);
    g_byte_array_remove_range(received, 0, (guint)(sizeof length + length));
    *broken = message == NULL;
    return message;
}

/* Keeps the file that came beside bytes. */
static void
take_file(struct msghdr *message, int *file)
{
    const struct cmsghdr *header = CMSG_FIRSTHDR(message);

    if (header == NULL || header->cmsg_type != SCM_RIGHTS ||
        header->cmsg_len != CMSG_LEN(sizeof *file))
        return;
    if (*file >= 0)
        close(*file);
    memcpy(file, CMSG_DATA(header), sizeof *file);
}

/* @file: NULL where none is wanted: what was sent is then closed by the kernel. */
static ssize_t
receive_some(int fd, GByteArray *received, int flags, int *file)
{
    guint8 chunk[CHUNK];
    Beside beside;
    struct iovec bytes = { chunk, sizeof chunk };
    struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1 };
    ssize_t n;

    if (file != NULL) {
        message.msg_control = beside.bytes;
        message.msg_controllen = sizeof beside.bytes;
    }
    do
        n = recvmsg(fd, &message, flags | MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    if (n > 0 && file != NULL)
        take_file(&message, file);
    if (n > 0)
        g_byte_array_append(received, chunk, (guint)n);
    return n;
}

bool
message_receive(int fd, GByteArray *received)
{
    ssize_t n;

    while ((n = receive_some(fd, received, MSG_DONTWAIT, NULL)) > 0)
        if (received->len > MESSAGE_MAX_BYTES + CHUNK)
            return FALSE;
    return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

GVariant *
message_wait(int fd, const GVariantType *type, int *file)
{
    g_autoptr(GByteArray) received = g_byte_array_new();
    bool broken = FALSE;
    GVariant *message;

    if (file != NULL)
        *file = -1;
    while ((message = message_next(received, type, &broken)) == NULL)
        if (broken || receive_some(fd, received, 0, file) <= 0) {
            if (file != NULL && *file >= 0)
                close(*file);
            return NULL;
        }
    return message;
}
