/* image/map_walk.h: private to the codec of location maps: the state of the walk over a
 * function's points (map_walk.c), and how new items are told (map_new.c). */
#ifndef HPMSIM_IMAGE_MAP_WALK_H
#define HPMSIM_IMAGE_MAP_WALK_H

#include "image/map_code.h"

struct item { /* a vreg in a place */
    u32 vreg;
    struct loc loc;
    u32 twin;   /* another item of the same vreg, or NONE: a chain */
    u32 open;   /* reading: its range that has no end yet, or NONE */
    u32 since;  /* point at which it was last added to the list */
    u32 truth;  /* writing: the plan's number of it */
    u8 uses;    /* how often the code named it since */
    u8 listed;  /* it is in the list */
    u8 verdict; /* at this point: enum verdict */
};
enum verdict { NOT_ASKED, STAYS, GONE };

struct note { /* a list, noted at a boundary */
    u32 first, count;
};

struct walk {
    const struct isa *isa;
    const struct model *model;
    const struct map_classes *classes;
    regset allocatable;
    u64 regs_of[NUMBERS]; /* registers that have a number */

    struct coder *c;
    struct range_models *m;
    const struct map_shape *s;
    struct map_plan *plan; /* NULL: reading */
    u32 vreg_count;

    u32 p; /* the point at hand */
    enum situation situation;
    struct operation_look look; /* at the operation before the point */

    ARRAY(struct item) items;
    ARRAY(u32) list;   /* items that are there, oldest first */
    ARRAY(u32) old;    /* after a jump: the list at the point before */
    ARRAY(u32) gone;   /* items that went at this point */
    ARRAY(u32) wanted; /* writing: the plan's items that are new */
    ARRAY(u32) noted;  /* storage of the notes */
    ARRAY(struct note) notes;
    ARRAY(struct map_range) ranges; /* reading: the result */

    ARRAY(u32) first_item;     /* per vreg */
    ARRAY(u8) listed;          /* per vreg: how many of its items are in the list */
    ARRAY(u32) seen;           /* constants seen, in order of first use */
    u32 fresh;                 /* the lowest vreg that has not come yet */
    u8 order[CLASS_COUNT][32]; /* registers of a class, likeliest first */
    u32 busy[64];              /* items of the list that are in a register */
    u32 occupant[64];          /* the last of them */

    u32 next_range;         /* writing: the first range of the plan that starts after p */
    ARRAY(u32) item_of;     /* writing: item of the plan's items, or NONE */
    ARRAY(u32) boundary_at; /* writing: number of the boundary at a point */
};

enum { RANGES_MAX = 1 << 26 };

static inline bool writing(const struct walk *w) {
    return w->plan != NULL;
}
static inline struct item *item_at(const struct walk *w, u32 item) {
    return &w->items.at[item];
}

/* The class of the operation's last instruction, where it matters much. */
static inline u32 class_context(const struct walk *w) {
    return w->look.last;
}

/* ---- Vregs ------------------------------------------------------------------------------ */

static inline enum type value_type(const struct walk *w, u32 value) {
    return w->s->value_types[value] & VALUE_TYPE;
}
static inline bool vreg_const(const struct walk *w, u32 vreg) {
    return w->s->value_types[vreg / w->isa->parts] & VALUE_IS_CONST;
}
static inline enum reg_class vreg_class(const struct walk *w, u32 vreg) {
    return type_class(value_type(w, vreg / w->isa->parts));
}
/* The first vreg from `vreg` on that exists and is no constant. */
u32 next_fresh(const struct walk *w, u32 vreg);

/* ---- The list --------------------------------------------------------------------------- */

u32 find_item(const struct walk *w, u32 vreg, struct loc loc);
void list_add(struct walk *w, u32 item);
/* Makes a register the likeliest of its class. */
void favour(struct walk *w, reg r);

/* Codes what is new at the point at hand. Writing: `wanted`. */
void code_new(struct walk *w);

#endif
