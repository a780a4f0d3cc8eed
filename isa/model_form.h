/* isa/model_form.h: the form of an ISA model's file, by which model_read reads it and from which
 * its schema is made. */
#ifndef HPMSIM_ISA_MODEL_FORM_H
#define HPMSIM_ISA_MODEL_FORM_H

#include "base/form.h"

extern const struct form model_form; /* what its hooks write to is private to model_read.c */

#endif
