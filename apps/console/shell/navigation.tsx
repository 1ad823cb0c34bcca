import { Link, useLocation } from 'wouter';
import { useScreens } from '#apps/console/screens.ts';
import { useMay, usePartnerId, useSignedIn } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';
import styles from './shell.module.css';

const groups = ['operate', 'partners', 'company'] as const;

/** The screens that the roles of whoever is signed in allow. */
export function Navigation() {
  const may = useMay();
  const { user } = useSignedIn();
  const names = usePartnerId() === null ? texts.groups : texts.partnerGroups;
  const listed = useScreens().filter(({ group, needs }) => group !== undefined && (needs === null || may(needs)));
  return (
    <nav className={styles['navigation']} aria-label={texts.navigation}>
      {groups.map((group) => {
        const within = listed.filter((screen) => screen.group === group);
        if (within.length === 0) return null;
        return (
          <section key={group} aria-label={names[group]}>
            <p className={styles['group']}>{names[group]}</p>
            <ul>
              {within.map(({ path, title }) => (
                <li key={path}>
                  <NavigationLink path={path}>{title}</NavigationLink>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      <section aria-label={texts.you}>
        <p className={styles['group']}>{texts.you}</p>
        <NavigationLink path="/you">{user.name}</NavigationLink>
      </section>
    </nav>
  );
}

function NavigationLink({ path, children }: { path: string; children: string }) {
  const [here] = useLocation();
  const isHere = path === '/' ? here === '/' : here === path || here.startsWith(`${path}/`);
  return (
    <Link href={path} className={styles['link']} aria-current={isHere ? 'page' : undefined}>
      {children}
    </Link>
  );
}
