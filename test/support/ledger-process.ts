import { openDatabase } from '#db/database.ts';
import { seededRandom } from '#domain/random.ts';
import { doThings } from './ledger-world.ts';

/**
 * Posts to the ledger in a process of its own, which a test or a bench kills. Arguments: the URL of the database, the seed, the number of operations, the
 * beginning of their sources, the number of the first one, and how many share a transaction. Sources sort by their numbers.
 */
const [url = '', seed = '', operations = '', name = 'op', first = '0', together = '1'] = process.argv.slice(2);
const db = openDatabase(url, { max: 2 });
const random = seededRandom(Number(seed));
for (let number = Number(first); number < Number(operations);) {
  const size = Math.min(Number(together), Number(operations) - number);
  await doThings(
    db.sql,
    random,
    Array.from({ length: size }, (_, index) => `${name}/${String(number + index).padStart(9, '0')}`),
  );
  number += size;
}
await db.close();
