/* testbed/sweep_form.c: the form of sweeps. Only what files look like is said here; which values
 * a parameter takes, and whether names and lengths fit, is up to testbed/sweep.c. */
#include "testbed/experiment_form.h"

static const struct form value_form = {.kind = FORM_ANY};
static const struct form number_form = {.kind = FORM_NUMBER};
static const struct form label_form = {.kind = FORM_STRING};
static const struct form values_form = {
    .kind = FORM_LIST, .noun = "value", .least = 1, .item = &value_form};
static const struct form labels_form = {
    .kind = FORM_LIST, .noun = "label", .item = &label_form};
static const struct form name_form = {
    .kind = FORM_STRING,
    .expected = "a name, which has letters, digits and _ only",
    .pattern = "^[A-Za-z0-9_]+$",
};

static const struct form_key parameter_keys[] = {
    {"values", &values_form, .about = "the values, one by one"},
    {"from", &number_form, .about = "the first value of a range"},
    {"to", &number_form, .about = "the end of the range: its last value, if steps lead to it"},
    {"step", &number_form,
     .about = "from each value to the next; without it, 1, or -1 for a range that "
              "falls"},
    {"factor", &number_form, .about = "by which each value is multiplied to give the next"},
    {"name", &name_form,
     .about = "what it is called in tables and lists; without it, the pointer with _ "
              "for /"},
    {"labels", &labels_form,
     .about = "one per value, for tables and lists; without it, the values "
              "themselves"},
};
static const struct form_variant parameter_variants[] = {
    {"values", NULL, NULL},
    {"from", "to", "step"},
    {"factor", "from to", NULL},
};
static const struct form range_form = {
    .kind = FORM_OBJECT,
    .name = "range",
    .about = "The values of a parameter, as a range or a list, with a name and labels.",
    .question = "which values?",
    FORM_KEYS(parameter_keys),
    FORM_VARIANTS(parameter_variants),
};
static const struct form *const parameter_forms[] = {&values_form, &range_form};
static const struct form parameter_form = {
    .kind = FORM_EITHER,
    .name = "parameter",
    .about = "What a parameter is set to: a list of values, or a range.",
    .expected = "a list of values or {\"from\": A, \"to\": B, \"step\": C}",
    FORM_FORMS(parameter_forms),
};

#define POINTERS                                                            \
    .key_pattern = "^/.",                                                   \
    .key_expected = "a JSON pointer such as \"/machines/small/registers\"", \
    .key_title = "/POINTER", .item = &parameter_form, .noun = "parameter"

static const struct form group_form = {
    .kind = FORM_OBJECT,
    .expected = "an object: {\"/args/0\": [...], \"/seed\": [...]}",
    .least = 1,
    POINTERS,
};
static const struct form zip_form = {
    .kind = FORM_LIST,
    .expected = "a list of objects, each with lists of one length",
    .noun = "group",
    .item = &group_form,
};
static const struct form_key sweep_keys[] = {
    {"zip", &zip_form,
     .about = "groups of parameters: those of a group have lists of one length, and advance "
              "together"},
};
const struct form sweep_form = {
    .kind = FORM_OBJECT,
    .name = "sweep",
    .about = "Values to vary. Each key is a JSON pointer to what is set, such as "
             "/machines/small/registers; all combinations are run.",
    .expected = "an object: {\"/POINTER\": [VALUES], ...}",
    FORM_KEYS(sweep_keys),
    POINTERS,
};
