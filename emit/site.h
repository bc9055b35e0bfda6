/* emit/site.h - what site generators want beside the chapters
 *
 *   tool         chapters in   beside them
 *   none         .             README.md, SUMMARY.md
 *   mdbook       .             book.toml
 *   jekyll       .             _config.yml; front matter in each file
 *   docusaurus   docs/         docusaurus.config.js, package.json; front matter
 *   hugo         content/      hugo.toml, a template that makes links between files work;
 *                              front matter, README.md is _index.md
 */
#pragma once

#include "emit/chapter.h"
#include "emit/imprint.h"

typedef enum { SITE_NONE, SITE_MDBOOK, SITE_JEKYLL, SITE_DOCUSAURUS, SITE_HUGO } SiteKind;

/* One file, its name relative to the folder of the book. */
typedef struct {
    char *name;
    char *text;
} SiteFile;

/* The folder that chapters go to, "" for the book's own, and what its contents are called there.
 */
const char *site_folder(SiteKind kind);
const char *site_readme(SiteKind kind);

/* Is there a SUMMARY.md? */
bool site_has_summary(SiteKind kind);

/* What stands above the @position-th file, README.md being 0: "" for nothing. (transfer full) */
char *site_front_matter(SiteKind kind, const char *title, guint position);

/* (transfer full): SiteFile, owned */
GPtrArray *site_files(SiteKind kind, const char *title, const Imprint *imprint);
