import { useState } from 'react';

const nameOf = (key: string) => `causeway.draft.${key}`;

/** What somebody typed and did not save: it is kept for the tab, so that a reload or a step back loses nothing. Not for secrets. */
export function useDraft<Value>(
  key: string,
  saved: Value,
): { value: Value; isChanged: boolean; set: (value: Value) => void; clear: () => void } {
  const [draft, setDraft] = useState(() => read(key) as Value | undefined);
  return {
    value: draft ?? saved,
    isChanged: draft !== undefined,
    set: (value) => {
      setDraft(value);
      store(key, value);
    },
    clear: () => {
      setDraft(undefined);
      store(key, undefined);
    },
  };
}

function read(key: string): unknown {
  try {
    const stored = sessionStorage.getItem(nameOf(key));
    return stored === null ? undefined : JSON.parse(stored);
  } catch {
    return undefined;
  }
}

/** A browser that stores nothing keeps it while the page is open. */
function store(key: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(nameOf(key));
    else sessionStorage.setItem(nameOf(key), JSON.stringify(value));
  } catch {
    // It stays in memory.
  }
}
