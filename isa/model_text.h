/* isa/model_text.h: private to isa/. The files isa/models/NAME.json, embedded by the build. */
#ifndef HPMSIM_ISA_MODEL_TEXT_H
#define HPMSIM_ISA_MODEL_TEXT_H

#include "base/base.h"

struct model_text {
    const char *name, *text;
    u32 size; /* without the NUL behind the text */
};
extern const struct model_text model_texts[]; /* sorted by name */
extern const u32 model_text_count;

#endif
