/* image/map_code.h: private to the codec of location maps.
 *
 * A function's map is one run of bits from an adaptive range coder (image/coder.h):
 *
 *     points    for each operation the length of its code; for calls where they return to
 *     ranges    for each point what changes in the set of items (vreg, place) that are there:
 *               which of them are gone, which are new
 *
 * The same routine writes and reads. It knows the bits that it writes from a plan
 * (image/map_plan.h); without a plan it reads. The probabilities that it starts from are those
 * of the whole image, written at its start (map_code.c).
 */
#ifndef HPMSIM_IMAGE_MAP_CODE_H
#define HPMSIM_IMAGE_MAP_CODE_H

#include "image/coder.h"
#include "image/map_class.h"
#include "image/map_plan.h"
#include "image/private.h"

/* Structs of bit_models and nothing else: they are handled as arrays of them. Most contexts
 * are the class of an instruction. */
struct point_models {
    struct bit_model
        any[CLASSES]; /* does the operation have code? by what would be its first */
    struct bit_model more[2][2]
                         [CLASSES]; /* [not the first][uses what is made before][before] */
    struct bit_model call[CLASSES]; /* by the last */
    struct bit_model behind_call[NUMBER_MODELS];
};

/* How a new item's vreg is told. ORDER KIND */
enum kind { KIND_FRESH, KIND_TWIN, KIND_MOVED, KIND_CONST, KIND_LOADED, KIND_OLD, KINDS = 8 };
/* How a point follows the one before it. */
enum situation { WITHIN, AT_EDGE, AT_BOUNDARY, AFTER_JUMP, AT_ENTRY, SITUATIONS };

enum { AGES = 4, USES = 3, RANKS = 20 };
struct range_models {
    struct bit_model boundary[2][CLASSES], jump, jump_back[NUMBER_MODELS];
    /* [more than within][which fields name it][used before][age][gone so far] */
    struct bit_model gone_named[2][NAMINGS][USES][AGES][2];
    struct bit_model gone_twin;
    struct bit_model gone_any[SITUATIONS][CLASSES];
    struct bit_model gone[SITUATIONS][2][AGES][3]; /* [in memory][age][gone so far] */
    struct bit_model more[SITUATIONS][CLASSES], more_again[SITUATIONS][KINDS];
    struct bit_model ordinary[SITUATIONS][CLASSES], ordinary_again[SITUATIONS][KINDS];
    struct bit_model kind[SITUATIONS][KINDS], kind_again[KINDS][KINDS];
    struct bit_model skipped[NUMBER_MODELS];
    struct bit_model moved[8], loaded[NUMBER_MODELS];
    struct bit_model in_list, list_index[NUMBER_MODELS], distance[NUMBER_MODELS];
    struct bit_model const_seen, const_index[NUMBER_MODELS], const_new[NUMBER_MODELS];
    struct bit_model place[KINDS][3]; /* REG, SLOT, INCOMING */
    struct bit_model expected_reg;
    struct bit_model rank_first[CLASSES], rank[CLASS_COUNT][KINDS][SITUATIONS][RANKS];
    struct bit_model slot_known, slot_free, slot_index[NUMBER_MODELS], incoming[NUMBER_MODELS];
};

/* Both directions. Encoding: t is complete. Decoding: t's arrays are filled in; those of calls
 * have room for s->point_count. */
void code_points(struct coder *c, struct point_models *m, const struct map_shape *s,
                 const struct map_classes *classes, struct point_table *t);

/* A walk over a function's points, its storage kept for the next one. */
struct walk;
struct walk *walk_new(const struct model *model, const struct map_classes *classes);
void walk_free(struct walk *w);
/* plan: NULL when decoding; then *out is made, in the walk's storage: good until it is used
 * again. */
void code_ranges(struct walk *w, struct coder *c, struct range_models *m,
                 const struct map_shape *s, const struct point_table *t, struct map_plan *plan,
                 struct range_list *out);

#endif
