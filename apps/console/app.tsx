import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useLayoutEffect, useState } from 'react';
import { Link, Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { createQueries } from './api/queries.ts';
import { ErrorBoundary } from './parts/error-boundary.tsx';
import { Loading } from './parts/loading.tsx';
import { texts } from './parts/messages.ts';
import { Note } from './parts/note.tsx';
import { Guarded, nameTab, Page } from './parts/page.tsx';
import { useScreens } from './screens.ts';
import { NoSession } from './session/no-session.tsx';
import { tellOtherTabs } from './session/other-tabs.ts';
import { followOtherTabs, sessionEnded, SignedInContext, useSession } from './session/session.ts';
import { SignInPage } from './session/sign-in-page.tsx';
import { Shell } from './shell/shell.tsx';

const SessionOver = lazy(async () => ({ default: (await import('./session/session-over.tsx')).SessionOver }));

export function App() {
  const [queries] = useState(() => {
    const made = createQueries({ onEnded: () => sessionEnded(made), onChanged: () => tellOtherTabs('changed') });
    followOtherTabs(made);
    return made;
  });
  return (
    <QueryClientProvider client={queries}>
      <Router base="/console">
        <Entrance />
      </Router>
    </QueryClientProvider>
  );
}

/** Whoever is signed in sees the screens, others the page to sign in, whatever the view. */
function Entrance() {
  const { data: session, error, refetch } = useSession();
  if (!session) return <main>{error ? <NoSession failure={error} onRetry={() => void refetch()} /> : <Loading />}</main>;
  const { who, isOver } = session;
  // A one-time link is for somebody, whoever is signed in here.
  if (!who || location.hash.startsWith('#link=')) return <SignInPage />;
  return (
    <SignedInContext value={who}>
      <Shell key={`${who.user.id} ${who.viewing?.partner_id}`}>
        <Screens />
      </Shell>
      {isOver && (
        <Suspense>
          <SessionOver />
        </Suspense>
      )}
    </SignedInContext>
  );
}

/** The tab has the name of the screen until that says what it shows, which it cannot if it does not get it. */
function Named({ title, children }: { title: string; children: ReactNode }) {
  useLayoutEffect(() => nameTab(title), [title]);
  return children;
}

function Screens() {
  const [path] = useLocation();
  const screens = useScreens();
  return (
    <ErrorBoundary key={path}>
      <Suspense fallback={<Loading />}>
        <Switch>
          {screens.map(({ path: pattern, title, needs, Content }) => (
            <Route key={pattern} path={pattern}>
              {({ id = '' }: { id?: string }) => (
                <Named key={id} title={title}>
                  <Guarded scope={needs}>
                    <Content id={id} />
                  </Guarded>
                </Named>
              )}
            </Route>
          ))}
          <Route path="/sign-in">
            <Redirect to="/" replace />
          </Route>
          <Route>
            <UnknownPage />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}

function UnknownPage() {
  return (
    <Page title={texts.unknownPage}>
      <Note title={texts.unknownPage} action={<Link href="/">{texts.toOverview}</Link>}>
        <p>{texts.unknownPageText}</p>
      </Note>
    </Page>
  );
}
