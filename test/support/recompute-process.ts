import { openAttribution } from '#db/attribution/store.ts';
import { learn } from '#db/attribution/versions/learn.ts';
import { beginRecomputation, recompute } from '#db/attribution/versions/recompute.ts';
import { findVersion } from '#db/attribution/versions/version.ts';

/**
 * Recomputes a version in a process of its own, which a test or a bench kills; prints its most resident memory, in megabytes. Arguments: the URL
 * of the store, the version, and the size of a page.
 */
const [url = '', number = '', pageSize] = process.argv.slice(2);
const { sql, close } = openAttribution(url);
const version = await findVersion(sql, Number(number));
if (version === null) throw new Error(`There is no version ${number}`);
await beginRecomputation(sql, version.number, () => learn(sql, version.settings, async () => {}));
await recompute(sql, version.number, pageSize === undefined ? {} : { pageSize: Number(pageSize) });
await close();
console.log(process.resourceUsage().maxRSS / 1024);
