import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { SetupError } from '#apps/local/settings.ts';

export interface PostgresUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root, and initdb wants a user that the system knows by name: as root, pick one that is
 * there. Null for an ordinary user, who runs it as himself.
 */
export function choosePostgresUser(dataDir: string): PostgresUser | null {
  if (process.getuid?.() !== 0) {
    refuseForeignData(dataDir);
    return null;
  }
  const owner = existsSync(dataDir) ? String(statSync(dataDir).uid) : null;
  // The data's owner first: it may have been made by an ordinary user, or on another machine.
  for (const name of [owner, 'postgres', 'nobody', 'daemon']) {
    const user = name && name !== '0' ? findPostgresUser(name) : null;
    if (user) return user;
  }
  throw new SetupError(
    'PostgreSQL does not run as root, and this machine has none of the users postgres, nobody and daemon.\n' +
      'Add one (useradd --system postgres), start as an ordinary user, or set DATABASE_URL.',
  );
}

function refuseForeignData(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  const { uid } = statSync(dataDir);
  if (uid === process.getuid?.()) return;
  throw new SetupError(
    `The database in ${dataDir} belongs to user ${findPostgresUser(String(uid))?.name ?? uid}, ` +
      'as after a start as root. ' +
      'Start as root again, or clear it with: sudo npm run reset',
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
