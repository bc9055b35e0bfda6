/* pipeline/model/shelf.h - what of a long document waits, in a file instead of in memory
 *
 * The document passes need all pages of a document, but go through them one
 * after the other: of 10,000 nearly all wait at any moment. Those of a long
 * document are copied, packed, into a file without a name that is mapped into
 * memory. Every now and then all of it is let go, and what is asked for again
 * comes back by itself, at the address that it had.
 *
 * What lies there can be changed in place, but nothing can grow or be freed:
 * of an array there is what `data` and `len` say, as its readers need, and no
 * function of GLib may be called on it.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct Shelf Shelf;

/* An empty one, its file in @folder. Where there is no room for that it is in memory after all.
 * (transfer full) */
Shelf *shelf_new(const char *folder);
void shelf_free(Shelf *shelf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shelf, shelf_free)

/* The @n bytes at @data on the shelf, at an address fit for any type; lent as long as it is. */
gpointer shelf_put(Shelf *shelf, gconstpointer data, gsize n);

/* The same of a string, of an array and what its elements are by themselves; NULL of NULL. */
char *shelf_put_text(Shelf *shelf, const char *text);
GArray *shelf_put_array(Shelf *shelf, const GArray *array, gsize element_size);
GPtrArray *shelf_put_pointers(Shelf *shelf, const GPtrArray *array);

/* Bytes on it, of files and of memory. */
gsize shelf_size(const Shelf *shelf);

/* Is @thing, as it was returned, on the shelf? */
bool shelf_holds(const Shelf *shelf, gconstpointer thing);

/* Lets go of all that is in memory. Changes what it costs to look at things, nothing else. */
void shelf_rest(Shelf *shelf);

/* Thing number @i of its kind is about to be looked at; after many different ones it rests.
 * @shelf: (nullable): where there is no shelf. */
void shelf_visit(Shelf *shelf, guint i);
