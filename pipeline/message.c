/* pipeline/message.c - what supervisor and workers say to each other */
#include "pipeline/message.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

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

bool
message_send(int fd, GVariant *message)
{
    g_autoptr(GVariant) owned = g_variant_ref_sink(message);
    const gsize size = g_variant_get_size(owned);
    const guint32 length = (guint32)size;

    return size <= MESSAGE_MAX_BYTES && send_bytes(fd, &length, sizeof length) &&
           send_bytes(fd, g_variant_get_data(owned), size);
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

static ssize_t
receive_some(int fd, GByteArray *received, int flags)
{
    guint8 chunk[CHUNK];
    ssize_t n;

    do
        n = recv(fd, chunk, sizeof chunk, flags);
    while (n < 0 && errno == EINTR);
    if (n > 0)
        g_byte_array_append(received, chunk, (guint)n);
    return n;
}

bool
message_receive(int fd, GByteArray *received)
{
    ssize_t n;

    while ((n = receive_some(fd, received, MSG_DONTWAIT)) > 0)
        if (received->len > MESSAGE_MAX_BYTES + CHUNK)
            return FALSE;
    return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

GVariant *
message_wait(int fd, const GVariantType *type)
{
    g_autoptr(GByteArray) received = g_byte_array_new();
    bool broken = FALSE;
    GVariant *message;

    while ((message = message_next(received, type, &broken)) == NULL)
        if (broken || receive_some(fd, received, 0) <= 0)
            return NULL;
    return message;
}
