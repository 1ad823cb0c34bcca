import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { SetupError } from '#apps/local/settings.ts';

export interface PostgresUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root, and initdb needs a named user. If we are root, this picks an existing user. Null for an
 * ordinary user, who runs PostgreSQL directly.
 */
export function choosePostgresUser(dataDir: string): PostgresUser | null {
  if (process.getuid?.() !== 0) {
    refuseForeignData(dataDir);
    return null;
  }
  const owner = existsSync(dataDir) ? String(statSync(dataDir).uid) : null;
  // The data's owner first: an ordinary user can have created it, or another machine.
  for (const name of [owner, 'postgres', 'nobody', 'daemon']) {
    const user = name && name !== '0' ? findPostgresUser(name) : null;
    if (user) return user;
  }
  throw new SetupError(
    'PostgreSQL does not run as root, and this machine has no user postgres, nobody or daemon.\n' +
      'Add a user (useradd --system postgres), start as an ordinary user, or set DATABASE_URL.',
  );
}

function refuseForeignData(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  const { uid } = statSync(dataDir);
  if (uid === process.getuid?.()) return;
  throw new SetupError(
    `The database in ${dataDir} belongs to user ${findPostgresUser(String(uid))?.name ?? uid}, ` +
      'which happens after a start as root. ' +
      'Start as root again, or delete the local state with: sudo npm run reset',
  );
}

function findPostgresUser(nameOrUid: string): PostgresUser | null {
  const ask = (flag: string): string | null => {
    const answer = spawnSync('id', [flag, nameOrUid], { encoding: 'utf8' });
    return answer.status === 0 ? answer.stdout.trim() : null;
  };
  const [uid, gid, name] = [ask('-u'), ask('-g'), ask('-un')];
  return uid && gid && name ? { name, uid: Number(uid), gid: Number(gid) } : null;
}
