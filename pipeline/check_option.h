/* pipeline/check_option.h - what only `sheaf check` and `sheaf init` are asked for */
#pragma once

#include "pipeline/gate.h"

#define CHECK_OPTION_CONF "sheaf.conf"

/* As GOption stores it, owned. */
typedef struct {
    char *conf, *fail_on, *junit, *json, *gitlab, *cache, *ci;
    gboolean update, force;
} CheckRaw;

/* Which service runs the workflow that `sheaf init` writes. */
typedef enum { CHECK_CI_GUESS, CHECK_CI_GITHUB, CHECK_CI_GITLAB, CHECK_CI_NONE } CheckCi;

typedef struct {
    char *conf;                  /* the file that says what to check */
    bool gated;                  /* --fail-on was given */
    Gates gates;                 /* what it says */
    char *junit, *json, *gitlab; /* files to write; or NULL */
    char *cache;                 /* folder; or NULL */
    bool update;                 /* write what differs */
    bool fill;                   /* write what is not there, and nothing else */
    CheckCi ci;
    bool force; /* write over what is there */
} CheckOptions;

/* Names, meanings and places in @raw of the options, ended by one without a name.
 * (transfer full) */
GOptionEntry *check_option_entries(CheckRaw *raw, bool of_init);

void check_option_raw_clear(CheckRaw *raw);

/* FALSE with one line to show in @message, (transfer full). */
bool check_option_read(const CheckRaw *raw, CheckOptions *options, char **message);

void check_option_clear(CheckOptions *options);
