/* pipeline/message.h - what supervisor and workers say to each other
 *
 * A message is a GVariant behind its length, over a stream socket. Both ends
 * are the same program on the same machine, so the bytes are GVariant's own;
 * what comes from a worker is checked all the same, as a PDF may have got the
 * better of it.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define MESSAGE_MAX_BYTES (256u << 20)

/* Sends @message (consumed when floating), waiting as long as it takes. FALSE: the other end is
 * gone. */
bool message_send(int fd, GVariant *message);

/* The same with the open @file, of which the other end gets a copy; -1 for none. */
bool message_send_file(int fd, GVariant *message, int file);

/**
 * message_wait:
 * @file: (out) (nullable): the file that came with it, for the caller to close; -1 for none
 *
 * Waits for a message of @type. (transfer full): NULL when the other end is gone or talks nonsense.
 */
GVariant *message_wait(int fd, const GVariantType *type, int *file);

/* Adds what has arrived at @fd to @received, without waiting for more. FALSE: nothing will come
 * any more. */
bool message_receive(int fd, GByteArray *received);

/**
 * message_next:
 * @broken: (out): the bytes are no message of this type
 *
 * Takes the first whole message out of @received. (transfer full): NULL when there is none.
 */
GVariant *message_next(GByteArray *received, const GVariantType *type, bool *broken);
