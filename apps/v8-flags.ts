import { setFlagsFromString } from 'node:v8';

/**
 * Imported first, before anything is allocated, because V8 does not revise its decisions. V8 observes which places in the code
 * allocate long-lived objects, and then allocates there in the old generation. It observes our start, when schemas are built and
 * the first requests wait for connections to PostgreSQL: all of these objects live long. Later requests are allocated at the same
 * places of Node and Fastify. A part of each request is then in the old generation and keeps the rest alive until a full
 * collection, so a collection of the young generation takes 40 ms instead of 1 (docs/decisions/0013).
 */
setFlagsFromString('--no-allocation-site-pretenuring');

/**
 * V8 lets the old generation grow to up to four times what lives in it before it collects it, where there is memory. Then what one caller
 * sends stays as garbage. Twice is enough: a full collection takes some 15 ms, and ordinary load hardly causes one.
 */
setFlagsFromString('--heap-growing-percent=100');
