/* image/dump.c: an image as JSON, for people: everything that it holds but the code's bytes.
 * Ranges read "v17 x3 [5,9)": value 17 is in x3 at points 5 to 8; "v17.1" is its high half,
 * "c4" the constant value 4, "slot 2" and "incoming 0" are words of the frame. */
#include <stdio.h>
#include <stdlib.h>

#include "image/private.h"

static const char *type_name(u32 type) {
    static const char *const names[] = {"none", "i32", "i64", "f32", "f64"};
    return names[type & VALUE_TYPE];
}

static void put_regs(struct json_writer *w, const struct model *m, const char *key,
                     regset regs) {
    json_begin_array(w, key);
    for (; regs; regs &= regs - 1)
        json_put_string(w, NULL, model_register_name(m, (reg)lowest_bit(regs)));
    json_end_array(w);
}

static void put_hash(struct json_writer *w, const char *key, u64 hash) {
    char buffer[24];
    snprintf(buffer, sizeof buffer, "%016llx", (unsigned long long)hash);
    json_put_string(w, key, buffer);
}

static void put_model(struct json_writer *w, const struct model *m) {
    json_begin_object(w, "model");
    w->compact = true;
    json_put_string(w, "name", m->name);
    json_put_string(w, "isa", m->isa->name);
    put_hash(w, "hash", model_hash(m));
    static const char *const keys[] = {"integer", "float"};
    for (u32 c = 0; c < CLASS_COUNT; c++) {
        json_begin_array(w, keys[c]);
        for (u32 k = 0; k < m->count[c]; k++)
            json_put_string(w, NULL, model_register_name(m, m->order[c][k]));
        json_end_array(w);
    }
    put_regs(w, m, "callee_saved", m->callee_saved);
    if (m->shadow) put_regs(w, m, "shadow", m->shadow);
    if (m->homes) json_put_bool(w, "homes", true);
    json_end_object(w);
    w->compact = false;
}

/* ---- One function ----------------------------------------------------------------------- */

static void put_frame(struct json_writer *w, const struct model *m,
                      const struct image_function *f) {
    json_begin_object(w, "frame");
    w->compact = true;
    json_put_integer(w, "bytes", f->frame_bytes);
    json_put_integer(w, "slots_at", f->slot_offset);
    if (f->layout) json_put_integer(w, "home_bytes", f->home_bytes);
    if (f->layout) put_hash(w, "layout", f->layout);
    json_put_integer(w, "saved_at", f->saved_offset);
    if (f->link_offset >= 0) json_put_integer(w, "link_at", f->link_offset);
    put_regs(w, m, "saved", f->saved);
    json_end_object(w);
    w->compact = false;
}

static void put_counts(struct json_writer *w, const struct function_counts *c) {
    json_begin_object(w, "counts");
    w->compact = true;
    json_put_integer(w, "spills", c->spills);
    json_put_integer(w, "reloads", c->reloads);
    json_put_integer(w, "moves", c->moves);
    json_put_integer(w, "constants", c->constants);
    json_end_object(w);
    w->compact = false;
}

static void put_values(struct json_writer *w, const struct program_function *f) {
    json_begin_array(w, "values");
    w->compact = true;
    for (u32 v = 0; v < f->value_count; v++) {
        char buffer[40];
        const char *type = type_name(f->value_types[v]);
        if (f->value_types[v] & VALUE_IS_CONST)
            snprintf(buffer, sizeof buffer, "%s 0x%llx", type,
                     (unsigned long long)f->const_bits[v]);
        else
            snprintf(buffer, sizeof buffer, "%s", type);
        json_put_string(w, NULL, buffer);
    }
    json_end_array(w);
    w->compact = false;
}

static void put_points(struct json_writer *w, struct image *image, const struct program *p,
                       u32 function, const struct point_table *t) {
    u32 start = image->functions[function].code_start, call = 0;
    json_begin_array(w, "points");
    for (u32 n = 0; n < t->count; n++) {
        char line[256];
        json_begin_object(w, NULL);
        w->compact = true;
        json_put_integer(w, "at", start + t->at[n]);
        if (call < t->call_count && t->calls[call] == n)
            json_put_integer(w, "returns_to", start + t->returns[call++]);
        if (*program_line_text(p, function, n, line, sizeof line))
            json_put_string(w, "line", line);
        json_end_object(w);
        w->compact = false;
    }
    json_end_array(w);
}

static void put_ranges(struct json_writer *w, struct image *image, const struct program *p,
                       u32 function) {
    const struct isa *isa = image->model.isa;
    const struct program_function *f = &p->functions[function];
    struct range_list ranges = range_list(image, p, function);
    json_begin_array(w, "ranges");
    for (u32 k = 0; k < ranges.count; k++) {
        const struct map_range *r = &ranges.at[k];
        char buffer[96], part[8] = "", place[32];
        if (r->vreg % isa->parts) snprintf(part, sizeof part, ".%u", r->vreg % isa->parts);
        if (r->loc.kind == LOC_REG)
            snprintf(place, sizeof place, "%s",
                     model_register_name(&image->model, (reg)r->loc.index));
        else
            snprintf(place, sizeof place, "%s %u",
                     r->loc.kind == LOC_SLOT ? "slot" : "incoming", (u32)r->loc.index);
        u32 value = r->vreg / isa->parts;
        snprintf(buffer, sizeof buffer, "%c%u%s %s [%u,%u)",
                 f->value_types[value] & VALUE_IS_CONST ? 'c' : 'v', value, part, place,
                 r->first, r->end);
        json_put_string(w, NULL, buffer);
    }
    json_end_array(w);
}

static void put_function(struct json_writer *w, struct image *image, const struct program *p,
                         u32 n) {
    const struct image_function *f = &image->functions[n];
    const struct point_table *t = point_table(image, n);
    json_begin_object(w, NULL);
    json_put_integer(w, "index", n);
    json_put_string(w, "name", program_function_name(p, n));
    json_put_integer(w, "code_start", f->code_start);
    json_put_integer(w, "code_end", f->code_end);
    if (f->code_end > f->code_start) {
        json_put_integer(w, "points_start", f->points_start);
        json_put_integer(w, "points_end", f->points_end);
        json_put_integer(w, "map_bytes", f->map_size);
        put_frame(w, &image->model, f);
        put_counts(w, &f->counts);
        put_values(w, &p->functions[n]);
        if (t) put_points(w, image, p, n, t);
        put_ranges(w, image, p, n);
    }
    json_end_object(w);
}

/* ---- Sites, and all of it --------------------------------------------------------------- */

static void put_sites(struct json_writer *w, struct image *image) {
    json_begin_array(w, "sites");
    for (u32 n = 0; n < image->site_count; n++) {
        const struct site *s = &image->sites[n];
        i64 function = image_function_at(image, s->at);
        json_begin_object(w, NULL);
        w->compact = true;
        json_put_integer(w, "at", s->at);
        if (function >= 0) {
            json_put_integer(w, "function", function);
            json_put_integer(w, "point", s->point);
        }
        if (s->kind == SITE_TRAP) {
            json_put_string(w, "trap",
                            s->what < TRAP_COUNT ? trap_text((enum trap)s->what) : "?");
        } else if (s->kind == SITE_HOST) {
            u32 service = (u32)s->what;
            json_put_string(w, "host",
                            service < HOST_SERVICE_COUNT
                                ? host_service_name((enum host_service)service)
                                : "?");
            json_put_integer(w, "argument", (i64)(s->what >> 32));
        } else {
            json_put_bool(w, "done", true);
        }
        json_end_object(w);
        w->compact = false;
    }
    json_end_array(w);
}

static void put_marks(struct json_writer *w, const struct image *image) {
    u32 count;
    struct mark *marks = image_marks(image, &count);
    json_begin_array(w, "marks");
    for (u32 n = 0; n < count; n++) {
        const struct mark *m = &marks[n];
        json_begin_object(w, NULL);
        w->compact = true;
        json_put_integer(w, "at", m->at);
        json_put_string(w, "duty", duty_names[m->duty]);
        if (m->loads) json_put_integer(w, "loads", m->loads);
        if (m->stores) json_put_integer(w, "stores", m->stores);
        json_end_object(w);
        w->compact = false;
    }
    json_end_array(w);
    free(marks);
}

void image_dump(struct image *image, struct program *program, struct text *out) {
    struct json_writer writer = {.out = out}, *w = &writer;
    image_encode_maps(image);
    json_begin_object(w, NULL);
    json_put_string(w, "program", program->name);
    put_hash(w, "program_hash", image->program_hash);
    put_model(w, &image->model);
    json_put_string(w, "allocator", image->allocator);
    put_hash(w, "code_base", image->code_base);
    json_put_integer(w, "code_bytes", image->code_size);
    json_put_integer(w, "map_bytes", image->map_size);
    json_put_integer(w, "marks_bytes", image->marks_size);
    json_put_integer(w, "done_at", image->done_at);
    json_put_integer(w, "helpers_end", image->helpers_end);
    json_put_integer(w, "instructions", image_count_instructions(image, 0, image->code_size));
    json_begin_array(w, "functions");
    for (u32 n = 0; n < image->function_count; n++) put_function(w, image, program, n);
    json_end_array(w);
    put_sites(w, image);
    put_marks(w, image);
    json_end_object(w);
}
