/*
 * raytrace: a small ray tracer in single precision: spheres over a chequered floor, with
 * shadows and reflections.
 *
 * Exercises floats, small structs passed and returned by value, square roots, conversions
 * between float and integer, and recursion at each reflection. A researcher would choose it
 * because it is our only program in single precision, whose values machines keep in wider
 * registers in different forms: each migration must convert them without changing a bit.
 *
 * Arguments: [columns of the picture, 8..1024; default 1024]
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MAX_COLUMNS = 1024, MAX_REFLECTIONS = 4 };

struct vector {
    float x, y, z;
};

struct ray {
    struct vector origin, direction; /* direction is of length 1 */
};

struct sphere {
    struct vector center;
    float radius, brightness, mirror; /* mirror: how much of the light it reflects */
};

struct hit {
    float distance; /* less than 0: nothing is hit */
    struct vector point, normal;
    float brightness, mirror;
};

static const struct sphere spheres[] = {
    {{0, 1, 0}, 1, 0.9f, 0.4f},
    {{-2.1f, 0.7f, -0.3f}, 0.7f, 0.6f, 0.2f},
    {{1.7f, 0.5f, -1.2f}, 0.5f, 1, 0.6f},
    {{0.3f, 2.5f, 0.4f}, 0.5f, 0.8f, 0},
};

enum { SPHERES = sizeof spheres / sizeof spheres[0] };

static uint8_t picture[MAX_COLUMNS][MAX_COLUMNS];

#ifdef KERNEL_ONLY
/* Some compilers take square roots with an instruction and call this function too, with
 * negative arguments, for the sake of errno. Others leave all the work to it. */
float sqrtf(float x) {
    double root = x > 1 ? (double)x : 1, last;
    do {
        last = root;
        root = 0.5 * (root + (double)x / root);
    } while (root < last);
    return (float)last;
}
#endif

static struct vector plus(struct vector a, struct vector b) {
    return (struct vector){a.x + b.x, a.y + b.y, a.z + b.z};
}

static struct vector minus(struct vector a, struct vector b) {
    return (struct vector){a.x - b.x, a.y - b.y, a.z - b.z};
}

static struct vector times(struct vector a, float factor) {
    return (struct vector){a.x * factor, a.y * factor, a.z * factor};
}

static float dot(struct vector a, struct vector b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

static struct vector normalize(struct vector a) {
    return times(a, 1 / __builtin_sqrtf(dot(a, a)));
}

static struct vector at_distance(struct ray ray, float distance) {
    return plus(ray.origin, times(ray.direction, distance));
}

/* The distance to the sphere, -1 if the ray misses it or starts inside. */
static float distance_to(const struct sphere *sphere, struct ray ray) {
    struct vector to_center = minus(sphere->center, ray.origin);
    float along = dot(to_center, ray.direction);
    float square = along * along - dot(to_center, to_center) + sphere->radius * sphere->radius;
    if (along < 0 || square < 0) return -1;
    return along - __builtin_sqrtf(square);
}

/* What the ray meets first beyond a hair's breadth. */
static struct hit trace(struct ray ray) {
    const float nearest_allowed = 1e-3f;
    struct hit hit = {.distance = -1};
    for (int i = 0; i < SPHERES; i++) {
        float distance = distance_to(&spheres[i], ray);
        if (distance < nearest_allowed) continue;
        if (hit.distance >= 0 && distance >= hit.distance) continue;
        hit.distance = distance;
        hit.point = at_distance(ray, distance);
        hit.normal = times(minus(hit.point, spheres[i].center), 1 / spheres[i].radius);
        hit.brightness = spheres[i].brightness;
        hit.mirror = spheres[i].mirror;
    }
    if (ray.direction.y < -1e-3f) {
        float distance = -ray.origin.y / ray.direction.y;
        if (distance > nearest_allowed && (hit.distance < 0 || distance < hit.distance)) {
            hit.distance = distance;
            hit.point = at_distance(ray, distance);
            hit.normal = (struct vector){0, 1, 0};
            int32_t tile = (int32_t)(hit.point.x + 1000) + (int32_t)(hit.point.z + 1000);
            hit.brightness = tile % 2 == 0 ? 0.9f : 0.3f;
            hit.mirror = 0.1f;
        }
    }
    return hit;
}

/* The light that comes back along the ray, 0 to 1. */
static float shade(struct ray ray, int reflections) {
    const struct vector to_light = {0.48f, 0.8f, -0.36f}; /* of length 1 */
    struct hit hit = trace(ray);
    if (hit.distance < 0 || hit.distance > 900)
        return 0.2f + 0.5f * ray.direction.y * ray.direction.y;

    float facing = dot(hit.normal, to_light);
    bool lit = facing > 0 && trace((struct ray){hit.point, to_light}).distance < 0;
    float light = hit.brightness * (0.15f + (lit ? 0.85f * facing : 0));
    if (hit.mirror > 0 && reflections > 0) {
        float across = dot(ray.direction, hit.normal);
        struct vector direction = minus(ray.direction, times(hit.normal, 2 * across));
        float reflected = shade((struct ray){hit.point, direction}, reflections - 1);
        light += hit.mirror * (reflected - light);
    }
    return light;
}

/* Renders n columns and n / 2 rows. Returns a digest of the picture. */
uint32_t kernel(uint32_t n) {
    uint32_t digest = 2166136261u, rows = n / 2;
    for (uint32_t row = 0; row < rows; row++) {
        for (uint32_t column = 0; column < n; column++) {
            float x = ((float)column + 0.5f) / (float)n - 0.5f;
            float y = 0.5f - ((float)row + 0.5f) / (float)rows;
            struct vector direction = normalize((struct vector){1.6f * x, 0.8f * y - 0.15f, 1});
            float light = shade((struct ray){{0, 2, -6}, direction}, MAX_REFLECTIONS);
            uint8_t pixel = light < 1 ? (uint8_t)(light * 256) : 255;
            picture[row][column] = pixel;
            digest = (digest ^ pixel) * 16777619u;
        }
    }
    return digest;
}

#ifndef KERNEL_ONLY
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
    uint32_t n, answer;
} known[] = {{8, 0xb19e4ed4}, {64, 0xe83c8cee}, {1024, 0xd73da5ce}};

static bool expect(bool right, const char *what) {
    if (!right) printf("WRONG: %s\n", what);
    return right;
}

static void print_picture(uint32_t n) {
    enum { ROWS = 26, COLUMNS = 78 };
    static const char shades[] = " .,:;+=oxX%#@";
    for (uint32_t row = 0; row < ROWS; row++) {
        for (uint32_t column = 0; column < COLUMNS; column++) {
            uint32_t pixel = picture[row * (n / 2) / ROWS][column * n / COLUMNS];
            putchar(shades[pixel * (sizeof shades - 1) / 256]);
        }
        putchar('\n');
    }
}

/* Hits must lie on their spheres, with normals of length 1 that look towards the ray. */
static bool hits_are_right(void) {
    bool right = true;
    uint32_t hits = 0;
    for (int i = 0; i < 400; i++) {
        float x = (float)(i % 20) / 10 - 1, y = (float)(i / 20) / 20 - 0.55f;
        struct ray ray = {{0, 2, -6}, normalize((struct vector){x / 2, y, 1})};
        struct hit hit = trace(ray);
        if (hit.distance < 0) continue;
        float nearest = fabsf(hit.point.y); /* to any surface */
        for (int k = 0; k < SPHERES; k++) {
            struct vector from_center = minus(hit.point, spheres[k].center);
            float length = sqrtf(dot(from_center, from_center));
            nearest = fminf(nearest, fabsf(length - spheres[k].radius));
        }
        hits++;
        right &= expect(nearest < 1e-4f, "a hit lies on no surface");
        right &= expect(fabsf(dot(hit.normal, hit.normal) - 1) < 1e-4f, "a normal's length");
        right &= expect(dot(hit.normal, ray.direction) <= 0, "a normal looks away");
    }
    printf("%u of 400 rays hit something\n", (unsigned)hits);
    return right & expect(hits > 200 && hits < 400, "number of hits");
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1024;
    if (n < 8 || n > MAX_COLUMNS) {
        fprintf(stderr, "usage: raytrace [columns, 8..%d]\n", MAX_COLUMNS);
        return 2;
    }
    uint32_t answer = kernel(n);
    print_picture(n);
    uint32_t total = 0;
    for (uint32_t row = 0; row < n / 2; row++) {
        for (uint32_t column = 0; column < n; column++) total += picture[row][column];
    }
    double mean = (double)total / (n * (n / 2));
    printf("%u x %u: mean brightness %.3f, digest %08x\n", (unsigned)n, (unsigned)(n / 2), mean,
           (unsigned)answer);
    bool right = hits_are_right();
    right &= expect(mean > 80 && mean < 120, "mean brightness");
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].n == n) right &= expect(known[i].answer == answer, "unexpected digest");
    }
    if (right) printf("ok\n");
    return right ? 0 : 1;
}
#endif
