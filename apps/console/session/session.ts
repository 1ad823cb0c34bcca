import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { answerOf, api } from '#apps/console/api/client.ts';
import { Failure } from '#apps/console/api/failure.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { onNews, tellOtherTabs } from './other-tabs.ts';

export type SignedIn = Schema<'SignedIn'>;
export type Scope = SignedIn['scopes'][number];

/** `isOver`: somebody was signed in here, and the session has ended. Their page stays until they sign in again, with all that they typed. */
interface Session {
  who: SignedIn | null;
  isOver: boolean;
}

const key = ['session'];
const nobody: Session = { who: null, isOver: false };

/** Whose session this browser has. */
export function useSession() {
  const queries = useQueryClient();
  return useQuery<Session, Failure>({
    queryKey: key,
    queryFn: async ({ signal }) => {
      try {
        return { who: await answerOf<SignedIn>(api.GET('/auth/session', { signal })), isOver: false };
      } catch (error) {
        if (error instanceof Failure && error.status === 401) return over(queries.getQueryData<Session>(key));
        throw error;
      }
    },
  });
}

const over = (before: Session | undefined): Session => (before?.who ? { who: before.who, isOver: true } : nobody);

export const sessionEnded = (queries: QueryClient): void => void queries.setQueryData<Session>(key, over);

/** What others were shown is forgotten, and what failed for want of a session is asked again. */
export function signedIn(queries: QueryClient, who: SignedIn): void {
  const before = queries.getQueryData<Session>(key)?.who;
  if (before && (before.user.id !== who.user.id || before.viewing?.partner_id !== who.viewing?.partner_id)) forgetAnswers(queries);
  queries.setQueryData<Session>(key, { who, isOver: false });
  askAgain(queries);
  tellOtherTabs('signed_in');
}

export function signedOut(queries: QueryClient): void {
  leave(queries);
  tellOtherTabs('signed_out');
}

/** Does here what was done in another tab: whoever signs out is signed out in each, and what has changed is asked for again. */
export function followOtherTabs(queries: QueryClient): void {
  onNews((news) => {
    if (news === 'signed_out') leave(queries);
    else if (news === 'signed_in') void queries.invalidateQueries({ queryKey: key });
    else askAgain(queries);
  });
}

function leave(queries: QueryClient): void {
  queries.setQueryData<Session>(key, nobody);
  forgetAnswers(queries);
}

const askAgain = (queries: QueryClient): void => void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });

function forgetAnswers(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
}

export const SignedInContext = createContext<SignedIn | null>(null);

/** Who is signed in, for everything within the shell. */
export function useSignedIn(): SignedIn {
  const who = use(SignedInContext);
  if (!who) throw new Error('useSignedIn is for what the shell shows');
  return who;
}

/** Whether whoever is signed in may do what needs this scope. The API decides; this only hides what it would refuse. */
export function useMay(): (scope: Scope) => boolean {
  const { scopes } = useSignedIn();
  return (scope) => scopes.includes(scope);
}

/** The partner whose data whoever is signed in sees, because it is theirs or they look as it; null for people of the company, who see all. */
export function usePartnerId(): string | null {
  const { user, viewing } = useSignedIn();
  return viewing?.partner_id ?? user.partner_id;
}
