import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Failure, isPassing } from './failure.ts';

/** Answers count as fresh for so long. */
const FRESH_MS = 10_000;
/** A request that got no answer, or "busy", is repeated once by itself if the server wants it that soon. */
const LONGEST_WAIT_S = 5;

/** What nobody looks at any more is kept for so long, for the way back. Whoever turns pages fills no memory. */
const KEPT_MS = 30_000;

const waitS = (error: Error): number => (error instanceof Failure && error.retryAfterS) || 1;

interface Listeners {
  /** The API says that the session is over. */
  onEnded: () => void;
  /** A change was made. */
  onChanged: () => void;
}

export function createQueries({ onEnded, onChanged }: Listeners): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof Failure && error.status === 401) onEnded();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError, onSuccess: onChanged }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        gcTime: KEPT_MS,
        // The server may be in the same house, whatever the browser thinks of the internet.
        networkMode: 'always',
        retry: (count, error) => count === 0 && error instanceof Failure && isPassing(error) && waitS(error) <= LONGEST_WAIT_S,
        retryDelay: (_count, error) => waitS(error) * 1_000,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
