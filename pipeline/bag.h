/* pipeline/bag.h - words and how often each is there
 *
 * A word is its letters and digits, small, as phrase_key() has it. Scripts
 * without spaces have no words to count: their characters are taken for words.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct Bag Bag;

Bag *bag_new(void);
void bag_free(Bag *bag);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bag, bag_free)

/* One word more; @key: as phrase_key() gives it. */
void bag_add(Bag *bag, const char *key);

/* All words of @text, (nullable). */
void bag_add_text(Bag *bag, const char *text);

void bag_add_bag(Bag *bag, const Bag *other);

bool bag_holds(const Bag *bag, const char *key);

/* How many words there are. */
guint bag_size(const Bag *bag);

/* One word less; FALSE when it is not there. */
bool bag_take(Bag *bag, const char *key);

/* Takes the word that @a and @b make up. */
bool bag_take_joined(Bag *bag, const char *a, const char *b);
