import { learn } from '#db/attribution/learn.ts';
import { beginRecomputation, recomputePage } from '#db/attribution/recompute.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { findVersion } from '#db/attribution/version.ts';

/** Recomputes a version in a process of its own, which a test kills. Arguments: the URL of the store, and the version. */
const [url = '', number = ''] = process.argv.slice(2);
const { sql, close } = openAttribution(url);
const version = await findVersion(sql, Number(number));
if (version === null) throw new Error(`There is no version ${number}`);
await beginRecomputation(sql, version.number, () => learn(sql, version.settings, async () => {}));
for (let isDone = false; !isDone;) ({ isDone } = (await recomputePage(sql, version.number)) ?? { isDone: true });
await close();
