import { setFlagsFromString } from 'node:v8';

/**
 * Imported first, before anything is allocated: what is decided by then stays. V8 notes which places in the code make objects
 * that live long, and lets them be made in the old generation from then on. What it sees of us is the start, when schemas are
 * built and the first requests wait for their connections to PostgreSQL, all of which lives long. Requests are made in the same
 * places of Node and Fastify; a part of each then lies in the old generation, keeps the rest alive until that is collected, and
 * a collection of the young generation takes 40 ms instead of 1 (docs/decisions/0013).
 */
setFlagsFromString('--no-allocation-site-pretenuring');
