/* pipeline/help.h - what the commands say of themselves */
#pragma once

#include "pipeline/option.h"

typedef struct {
    const char *name;
    const char *summary;  /* one line, for the list of commands */
    const char *usage;    /* what follows the name of the command */
    const char *about;    /* what it does, in a few lines */
    const char *examples; /* lines to try, with what they give */
} HelpTopic;

/* (transfer none) */
const HelpTopic *help_topic(Command command);

/* COMMAND_COUNT when there is no such command. */
Command help_command(const char *name);

/* The names of all commands, ended by NULL. (transfer container) */
const char **help_names(void);

/* What to say of @name, which is no command: the one that may be meant, or what to do with a file.
 * (transfer full) */
char *help_no_command(const char *name);

/* What `sheaf` alone says. (transfer full) */
char *help_overview(void);

/* Sheaf and the libraries that it runs with. (transfer full) */
char *help_version(void);
