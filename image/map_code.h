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
#include "image/map_plan.h"
#include "image/private.h"

/* A struct of bit_models and nothing else: it is handled as one array of them. */
struct point_models {
    struct bit_model length[4][NUMBER_MODELS]; /* of an operation's code, by the one before */
    struct bit_model call[4];                  /* is it a call; by length */
    struct bit_model behind_call[NUMBER_MODELS]; /* code behind the call */
};

enum { AGES = 6, SITUATIONS = 3, KINDS = 5 };
struct range_models {
    struct bit_model boundary;
    struct bit_model jump;
    struct bit_model jump_back[NUMBER_MODELS];
    struct bit_model gone[SITUATIONS][2][3][AGES][3]; /* [in memory][gone so far][age][twin] */
    struct bit_model more[SITUATIONS][4];
    struct bit_model kind[KINDS + 1][8];
    struct bit_model skipped[NUMBER_MODELS];
    struct bit_model in_base, base_index[NUMBER_MODELS], distance[NUMBER_MODELS];
    struct bit_model const_seen, const_index[NUMBER_MODELS], const_new[NUMBER_MODELS];
    struct bit_model place[KINDS][4]; /* REG, SLOT, INCOMING, other */
    struct bit_model other_class, busy_reg;
    struct bit_model reg_rank[2][2][32];
    struct bit_model slot_known, slot_free, slot_index[NUMBER_MODELS], incoming[NUMBER_MODELS];
};

/* Both directions. Encoding: t is complete. Decoding: t's arrays are filled in; those of calls
 * have room for s->point_count. */
void code_points(struct coder *c, struct point_models *m, const struct map_shape *s,
                 struct point_table *t);
/* plan: NULL when decoding; then *out is made, in the arena. */
void code_ranges(struct coder *c, struct range_models *m, const struct map_shape *s,
                 const struct point_table *t, struct map_plan *plan, struct arena *a,
                 struct range_list *out);

#endif
