import { openDatabase } from '#db/database.ts';
import { seededRandom } from '#domain/random.ts';
import { doSomething } from './ledger-world.ts';

/** Posts to the ledger in a process of its own, which a test kills. Arguments: the URL of the database, the seed and the number of operations. */
const [url = '', seed = '', operations = ''] = process.argv.slice(2);
const db = openDatabase(url, { max: 2 });
const random = seededRandom(Number(seed));
for (let number = 0; number < Number(operations); number++) await doSomething(db.sql, random, `op/${number}`);
await db.close();
