import { useSyncExternalStore } from 'react';

/** What somebody likes on this device. Nothing of it is secret. */
interface Preferences {
  theme: 'system' | 'light' | 'dark';
  zone: 'local' | 'utc';
}
/** The first is what holds until somebody chooses. */
const choices: { [Name in keyof Preferences]: readonly [Preferences[Name], ...Preferences[Name][]] } = {
  theme: ['system', 'light', 'dark'],
  zone: ['local', 'utc'],
};

const listeners = new Set<() => void>();
const storedAs = (name: keyof Preferences) => `causeway.${name}`;

function read<Name extends keyof Preferences>(name: Name): Preferences[Name] {
  const stored = localStorage.getItem(storedAs(name));
  const known: readonly [Preferences[Name], ...Preferences[Name][]] = choices[name];
  return known.find((choice) => choice === stored) ?? known[0];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab has changed one.
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

export function usePreference<Name extends keyof Preferences>(name: Name): [Preferences[Name], (value: Preferences[Name]) => void] {
  const value = useSyncExternalStore(subscribe, () => read(name));
  const set = (next: Preferences[Name]) => {
    localStorage.setItem(storedAs(name), next);
    applyTheme();
    for (const listener of listeners) listener();
  };
  return [value, set];
}

export const preferenceChoices = <Name extends keyof Preferences>(name: Name): readonly Preferences[Name][] => choices[name];

/** Before the first paint, so that nobody is dazzled. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = read('theme');
}
