/* detect/address.h - lines that end where they do on purpose: addresses, signatures, imprints */
#pragma once

#include "detect/piece.h"

/* Are the lines of @piece such? All are short for their column and begin with a capital or a
 * figure, as lines of running text seldom do, and the column shows by other lines how wide it is.
 */
bool address_is(const Document *document, const Piece *piece);
