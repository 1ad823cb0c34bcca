import { openDatabase } from '#db/database.ts';
import { seededRandom } from '#domain/random.ts';
import { doSomething } from './ledger-world.ts';

/**
 * Posts to the ledger in a process of its own, which a test or a bench kills. Arguments: the URL of the database, the seed, the number of operations, the
 * beginning of their sources, and the number of the first one. Sources sort by their numbers.
 */
const [url = '', seed = '', operations = '', name = 'op', first = '0'] = process.argv.slice(2);
const db = openDatabase(url, { max: 2 });
const random = seededRandom(Number(seed));
for (let number = Number(first); number < Number(operations); number++) {
  await doSomething(db.sql, random, `${name}/${String(number).padStart(9, '0')}`);
}
await db.close();
