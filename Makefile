# sheaf: `make` builds ./sheaf, `make check` builds and passes all tests.
CC ?= gcc
CFLAGS ?= -O2 -g
BUILD ?= build
PKGS = glib-2.0 gio-2.0 gobject-2.0 poppler-glib cairo lept tesseract jansson
WARN = -std=gnu11 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
       -Wno-missing-field-initializers -Werror
CPPFLAGS += -I. -D_GNU_SOURCE $(shell pkg-config --cflags $(PKGS))
LIBS = $(shell pkg-config --libs $(PKGS)) -lm

SRC = $(filter-out pipeline/main.c,$(wildcard pipeline/*.c pipeline/model/*.c detect/*.c ocr/*.c emit/*.c))
OBJ = $(SRC:%.c=$(BUILD)/%.o)
TESTS = $(patsubst tests/test-%.c,$(BUILD)/tests/test-%,$(wildcard tests/test-*.c))

all: sheaf

sheaf: $(BUILD)/pipeline/main.o $(BUILD)/libsheaf.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libsheaf.a: $(OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(WARN) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/test-%: $(BUILD)/tests/test-%.o $(BUILD)/libsheaf.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) $(shell pkg-config --libs libcmark-gfm) -lcmark-gfm-extensions

check: sheaf $(TESTS)
	prove --exec '' $(TESTS)

clean:
	rm -rf $(BUILD) sheaf

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
.PHONY: all check clean
.SECONDARY:
