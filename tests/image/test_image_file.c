/* Images as files: they come back the same; bad files are refused with a message, and nothing
 * worse comes of them. The cache; the dump. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "image/private.h"
#include "tests/image/tiny.h"

struct made {
    struct program *p;
    struct image *image;
};

static void add_program_part(struct program *p, u64 *seed) {
    for (u32 n = 0; n < p->function_count; n++) {
        struct program_function *f = &p->functions[n];
        if (!f->point_count) continue;
        f->const_bits = ARENA_ARRAY(&p->arena, u64, f->value_count + 1);
        for (u32 v = 0; v < f->value_count; v++)
            if (f->value_types[v] & VALUE_IS_CONST)
                f->const_bits[v] = random_next(seed) >> below(seed, 64);
        f->traits = ARENA_ARRAY(&p->arena, u8, traits_bytes(f->point_count));
        for (u32 k = 0; k < traits_bytes(f->point_count); k++)
            f->traits[k] = (u8)random_next(seed);
        f->source = ARENA_ARRAY(&p->arena, u32, f->point_count);
        for (u32 k = 0; k < f->point_count; k++) /* near each other, or anywhere */
            f->source[k] = (u32)(random_next(seed) >> (k % 3 ? 58 : 32));
    }
}

/* Every third instruction or so, some far apart. */
static void add_marks(struct program *p, const struct isa *isa, struct compiled_function *f,
                      u64 *seed) {
    u32 unit = isa->instruction_bytes ? isa->instruction_bytes : 1, at = 0;
    f->marks = ARENA_ARRAY(&p->arena, struct mark, f->code_size + 1);
    while ((at += unit * (below(seed, 5) + (below(seed, 9) ? 0 : 150))) < f->code_size) {
        if (f->mark_count && f->marks[f->mark_count - 1].at == at) continue;
        f->marks[f->mark_count++] = (struct mark){at, (u8)below(seed, DUTY_COUNT),
                                                  (u8)below(seed, 4), (u8)below(seed, 4)};
    }
}

static void same_marks(const struct image *image, struct compiled_function *const *functions) {
    u32 count, k = 0;
    struct mark *marks = image_marks(image, &count);
    for (u32 n = 1; n < image->function_count; n++)
        for (u32 j = 0; j < functions[n]->mark_count; j++, k++) {
            assert_true(k < count);
            assert_int_equal(marks[k].at,
                             functions[n]->marks[j].at + image->functions[n].code_start);
            assert_int_equal(marks[k].duty, functions[n]->marks[j].duty);
            assert_int_equal(marks[k].loads, functions[n]->marks[j].loads);
            assert_int_equal(marks[k].stores, functions[n]->marks[j].stores);
        }
    assert_true(k == count && k > 0);
    free(marks);
}

static struct made make(const struct isa *isa, u32 count, u32 points) {
    u64 seed = count * 100 + points;
    struct made m = {.p = tiny_program(count, 1)};
    struct compiled_function **f = ARENA_ARRAY(&m.p->arena, struct compiled_function *, count);
    for (u32 n = 1; n < count; n++) {
        f[n] = tiny_function(m.p, n, isa, points, RANGES_BLOCKS, &seed);
        add_marks(m.p, isa, f[n], &seed);
    }
    add_program_part(m.p, &seed);
    struct model model = tiny_model(isa);
    struct status st = {0};
    m.image = image_link(m.p, &model, f, true, &st);
    assert_non_null(m.image);
    same_marks(m.image, f);
    strcpy(m.image->allocator, "ssa");
    return m;
}

static void done(struct made *m) {
    image_free(m->image);
    program_free(m->p);
}

/* The same program, of which nothing is known yet but what its module declares. */
static struct program *fresh_program(const struct made *m) {
    return tiny_program(m->p->function_count, 1);
}

static void same_program(const struct program *p, const struct program *q) {
    for (u32 n = 0; n < p->function_count; n++) {
        const struct program_function *f = &p->functions[n], *g = &q->functions[n];
        assert_int_equal(f->point_count, g->point_count);
        assert_int_equal(f->value_count, g->value_count);
        if (f->value_count) assert_memory_equal(f->value_types, g->value_types, f->value_count);
        for (u32 v = 0; v < f->value_count; v++)
            if (f->value_types[v] & VALUE_IS_CONST)
                assert_int_equal(f->const_bits[v], g->const_bits[v]);
        assert_int_equal(f->traits != NULL, g->traits != NULL);
        for (u32 k = 0; k < f->point_count && f->traits; k++)
            assert_int_equal(program_traits(p, n, k), program_traits(q, n, k));
        assert_int_equal(f->source != NULL, g->source != NULL);
        for (u32 k = 0; k < f->point_count && f->source; k++)
            assert_int_equal(f->source[k], g->source[k]);
    }
}

static void same_image(const struct made *m, struct image *y, struct program *q) {
    struct image *x = m->image;
    assert_string_equal(x->model.name, y->model.name);
    assert_ptr_equal(x->model.isa, y->model.isa);
    assert_memory_equal(x->model.order, y->model.order, sizeof x->model.order);
    assert_int_equal(x->model.callee_saved, y->model.callee_saved);
    assert_int_equal(x->model.homes, y->model.homes);
    assert_int_equal(x->program_hash, y->program_hash);
    assert_string_equal(x->allocator, y->allocator);
    assert_int_equal(x->code_size, y->code_size);
    assert_memory_equal(x->code, y->code, x->code_size);
    assert_int_equal(x->done_at, y->done_at);
    assert_int_equal(x->site_count, y->site_count);
    for (u32 n = 0; n < x->site_count; n++) {
        assert_int_equal(x->sites[n].at, y->sites[n].at);
        assert_int_equal(x->sites[n].what, y->sites[n].what);
        assert_int_equal(x->sites[n].kind, y->sites[n].kind);
    }
    assert_int_equal(x->marks_size, y->marks_size);
    assert_memory_equal(x->marks, y->marks, x->marks_size);
    assert_int_equal(x->starts != NULL, y->starts != NULL);
    assert_int_equal(y->compile_ns, 0);
    for (u32 n = 0; n < x->function_count; n++) {
        const struct image_function *f = &x->functions[n], *g = &y->functions[n];
        assert_memory_equal(f, g, sizeof *f);
        for (u32 k = 0; k < m->p->functions[n].point_count; k++) {
            struct point_id at = {n, k};
            assert_int_equal(image_point_offset(x, at), image_point_offset(y, at));
            struct point_map p = image_map(x, m->p, at), r = image_map(y, q, at);
            assert_int_equal(p.count, r.count);
            for (u32 j = 0; j < p.count; j++) same_placed(&p.at[j], &r.at[j]);
        }
    }
}

static void files_come_back(void **state) {
    (void)state;
    const struct isa *isas[] = {&tiny, &tinywide};
    for (u32 k = 0; k < 2; k++) {
        struct made m = make(isas[k], 6, 70);
        struct text bytes = {0}, again = {0};
        struct status st = {0};
        struct program *q = fresh_program(&m);
        m.image->model.homes = k == 1;
        image_to_bytes(m.image, m.p, &bytes);
        struct image *y =
            image_from_bytes("x.img", (u8 *)bytes.at, bytes.length, q, tiny_find, &st);
        assert_non_null(y);
        same_program(m.p, q);
        same_image(&m, y, q);
        image_to_bytes(y, q, &again);
        assert_int_equal(bytes.length, again.length);
        assert_memory_equal(bytes.at, again.at, bytes.length);
        text_free(&bytes);
        text_free(&again);
        image_free(y);
        program_free(q);
        done(&m);
    }
}

/* Reads bytes that are not as they were written. */
static void refused(const struct made *m, const char *at, size_t size, const char *message) {
    struct status st = {0};
    struct program *q = fresh_program(m);
    char *copy = xmalloc(size); /* so that a sanitizer sees what is read behind the end */
    memcpy(copy, at, size);
    assert_null(image_from_bytes("x.img", (u8 *)copy, size, q, tiny_find, &st));
    if (message)
        assert_failure(&st, FAULT_USER, message);
    else
        assert_int_equal(st.fault, FAULT_USER);
    status_free(&st);
    free(copy);
    program_free(q);
}

static void truncated_files_are_refused(void **state) {
    (void)state;
    struct made m = make(&tiny, 3, 20);
    struct text bytes = {0};
    image_to_bytes(m.image, m.p, &bytes);
    for (size_t size = 0; size < bytes.length; size++) {
        char message[200];
        if (size < 32)
            snprintf(message, sizeof message, "x.img: truncated at byte %zu: the head has 32",
                     size);
        else
            snprintf(message, sizeof message,
                     "x.img: truncated at byte %zu: %zu bytes are missing", size,
                     bytes.length - size);
        refused(&m, bytes.at, size, message);
    }
    text_add(&bytes, "abc");
    refused(&m, bytes.at, bytes.length, "x.img: 3 bytes too long");
    text_free(&bytes);
    done(&m);
}

static void rehash(struct text *bytes) {
    u64 hash = hash_bytes(bytes->at + 32, bytes->length - 32, 0);
    for (u32 k = 0; k < 8; k++) bytes->at[24 + k] = (char)(hash >> 8 * k);
}

static void damaged_files_are_refused(void **state) {
    (void)state;
    struct made m = make(&tinywide, 3, 20);
    struct text bytes = {0};
    image_to_bytes(m.image, m.p, &bytes);
    for (size_t at = 0; at < bytes.length; at++) {
        if (at >= 12 && at < 16) continue; /* reserved */
        bytes.at[at] ^= (char)(1 << at % 8);
        refused(&m, bytes.at, bytes.length,
                at < 8     ? "x.img: is not an image"
                : at >= 24 ? "x.img: damaged: its hash is not what it says"
                           : NULL);
        bytes.at[at] ^= (char)(1 << at % 8);
    }
    /* Made up with a hash that fits: refused, or as good as any other image. */
    u64 seed = 1;
    for (u32 round = 0; round < 6000; round++) {
        struct text copy = {0};
        text_add_bytes(&copy, bytes.at, bytes.length);
        for (u32 k = below(&seed, 3) + 1; k > 0; k--)
            copy.at[32 + below(&seed, (u32)bytes.length - 32)] ^= (char)(1 << below(&seed, 8));
        rehash(&copy);
        struct program *q = fresh_program(&m);
        struct status st = {0};
        struct image *y =
            image_from_bytes("x.img", (u8 *)copy.at, copy.length, q, tiny_find, &st);
        if (y) {
            u32 count;
            free(image_marks(y, &count));
        }
        for (u32 n = 1; y && n < 3; n++)
            for (u32 p = 0; p < q->functions[n].point_count && p < 50; p++) {
                struct point_id at = {n, p}, found;
                image_map(y, q, at);
                image_call_map(y, q, at);
                image_point_at(y, image_point_offset(y, at), &found);
            }
        status_free(&st);
        image_free(y);
        program_free(q);
        text_free(&copy);
    }
    text_free(&bytes);
    done(&m);
}

/* Marks that make no sense: of no duty, behind the code, cut off, two of one instruction. */
static void bad_marks_are_refused(void **state) {
    (void)state;
    struct made m = make(&tiny, 3, 20);
    static const char *const bad[] = {"\x01\x0f", "\xff\xff\xff\x7f\x01", "\x01", "\x81",
                                      "\x01\x01\x00\x01"};
    static const u32 sizes[] = {2, 5, 1, 1, 4};
    for (u32 k = 0; k < COUNT_OF(bad); k++) {
        struct text bytes = {0};
        free(m.image->marks);
        m.image->marks = memcpy(xmalloc(8), bad[k], sizes[k]);
        m.image->marks_size = sizes[k];
        image_to_bytes(m.image, m.p, &bytes);
        struct status st = {0};
        struct program *q = fresh_program(&m);
        assert_null(image_from_bytes("x.img", (u8 *)bytes.at, bytes.length, q, tiny_find, &st));
        assert_non_null(strstr(st.text, "(marks): an instruction is marked that is none"));
        status_free(&st);
        program_free(q);
        text_free(&bytes);
    }
    done(&m);
}

static void other_programs_are_refused(void **state) {
    (void)state;
    struct made m = make(&tiny, 3, 20);
    struct text bytes = {0};
    struct status st = {0};
    image_to_bytes(m.image, m.p, &bytes);
    struct program *q = tiny_program(4, 1);
    assert_null(image_from_bytes("x.img", (u8 *)bytes.at, bytes.length, q, tiny_find, &st));
    assert_failure(&st, FAULT_USER,
                   "x.img: is of another program (1234567890abcdf2) than tiny.wasm "
                   "(1234567890abcdf3); compile it again");
    program_free(q);

    q = fresh_program(&m); /* one that does not agree on a type */
    q->functions[1] = m.p->functions[1];
    q->functions[1].value_types =
        memcpy(arena_alloc(&q->arena, q->functions[1].value_count),
               m.p->functions[1].value_types, q->functions[1].value_count);
    q->functions[1].value_types[0] ^= 1;
    assert_null(image_from_bytes("x.img", (u8 *)bytes.at, bytes.length, q, tiny_find, &st));
    assert_int_equal(st.fault, FAULT_USER);
    assert_non_null(strstr(st.text, "it does not fit the program"));
    assert_null(q->functions[2].value_types); /* nothing was taken over */
    status_free(&st);
    program_free(q);

    bytes.at[8] = 77;
    refused(&m, bytes.at, bytes.length, "x.img: has version 77; expected 5");
    bytes.at[8] = IMAGE_VERSION;
    q = fresh_program(&m);
    assert_null(image_from_bytes("x.img", (u8 *)bytes.at, bytes.length, q, isa_find, &st));
    assert_failure(&st, FAULT_USER, "x.img: is for the ISA \"tiny\", which is not known");
    program_free(q);
    text_free(&bytes);
    done(&m);
}

static void write_and_read(void **state) {
    (void)state;
    struct made m = make(&tiny, 3, 20);
    struct status st = {0};
    assert_true(image_write(m.image, "written.img", &st));
    assert_null(image_read("nowhere.img", m.p, &st));
    assert_int_equal(st.fault, FAULT_WORLD);
    status_free(&st);
    assert_null(image_read("written.img", m.p, &st)); /* tiny is on no list */
    assert_failure(&st, FAULT_USER, "written.img: is for the ISA \"tiny\", which is not known");
    unlink("written.img");
    done(&m);
}

/* ---- The cache -------------------------------------------------------------------------- */

static void put_file(const char *path, u32 size, u32 age) {
    char *zeros = xcalloc(size, 1);
    struct status st = {0};
    assert_true(file_write(path, zeros, size, &st));
    struct timespec when[2] = {{1700000000 - age, 0}, {1700000000 - age, 0}};
    assert_int_equal(utimensat(AT_FDCWD, path, when, 0), 0);
    free(zeros);
}

static void the_cache_has_a_bound(void **state) {
    (void)state;
    struct status st = {0};
    assert_true(folder_make("pruned", &st));
    put_file("pruned/a.img", 1000, 50);
    put_file("pruned/b.img", 1000, 70);
    put_file("pruned/c.img", 1000, 10);
    put_file("pruned/other.txt", 1000, 90);
    cache_prune("pruned", 3000);
    assert_true(file_exists("pruned/b.img"));
    cache_prune("pruned", 2500);
    assert_false(file_exists("pruned/b.img"));
    assert_true(file_exists("pruned/a.img"));
    cache_prune("pruned", 0);
    assert_false(file_exists("pruned/a.img"));
    assert_false(file_exists("pruned/c.img"));
    assert_true(file_exists("pruned/other.txt"));
    cache_prune("no-such-folder", 0);
    unlink("pruned/other.txt");
    rmdir("pruned");
}

/* tiny is on no list of ISAs, so that nothing comes back; but files are written, and entries
 * that can't be read are passed over in silence. */
static void the_cache_is_silent(void **state) {
    (void)state;
    struct made m = make(&tiny, 3, 20);
    char folder[1024];
    assert_non_null(getcwd(folder, sizeof folder - 10));
    strcat(folder, "/cache");
    setenv("XDG_CACHE_HOME", folder, 1);
    setenv("HPMSIM_CACHE", "off", 1);
    image_cache_store(m.image);
    assert_false(file_exists("cache/hpmsim/images"));
    unsetenv("HPMSIM_CACHE");
    assert_null(image_cache_find(m.p, &m.image->model, "ssa"));
    image_cache_store(m.image);
    assert_true(file_exists("cache/hpmsim/images"));
    assert_null(image_cache_find(m.p, &m.image->model, "ssa"));
    assert_int_equal(system("test $(ls cache/hpmsim/images/*.img | wc -l) = 1"), 0);
    cache_prune("cache/hpmsim/images", 0);
    assert_int_equal(system("rmdir -p cache/hpmsim/images"), 0);
    done(&m);
}

/* ---- The dump --------------------------------------------------------------------------- */

static void the_dump_is_json(void **state) {
    (void)state;
    struct made m = make(&tiny, 4, 20);
    struct text out = {0};
    struct status st = {0};
    image_dump(m.image, m.p, &out);
    struct json_document *d = json_parse("dump", out.at, out.length, &st);
    assert_non_null(d);
    struct json root = json_root(d);
    assert_int_equal(json_count(json_member(root, "functions")), 4);
    struct json f = json_item(json_member(root, "functions"), 2);
    assert_int_equal(json_count(json_member(f, "points")), 20);
    assert_true(json_count(json_member(f, "ranges")) > 5);
    assert_int_equal(json_count(json_member(root, "sites")), 4);
    assert_int_equal(json_integer(json_member(root, "code_bytes"), 0, 0, 1 << 30, &st),
                     m.image->code_size);
    assert_true(status_ok(&st));
    json_free(d);
    text_free(&out);
    done(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_come_back),
        cmocka_unit_test(truncated_files_are_refused),
        cmocka_unit_test(damaged_files_are_refused),
        cmocka_unit_test(bad_marks_are_refused),
        cmocka_unit_test(other_programs_are_refused),
        cmocka_unit_test(write_and_read),
        cmocka_unit_test(the_cache_has_a_bound),
        cmocka_unit_test(the_cache_is_silent),
        cmocka_unit_test(the_dump_is_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
