/* detect/lattice.h - grids from rulings that cross */
#pragma once

#include "pipeline/model/page.h"

/* @page: rulings, fills and words; only read. Returns Lattices, top to bottom. */
GPtrArray *lattice_find(const Page *page);
