import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import type { Scope } from './session/session.ts';

export interface Screen {
  /** Below /console. `:id` is the id that the screen shows. */
  path: string;
  title: string;
  /** Where the navigation lists it; omitted: other screens lead to it. */
  group?: 'operate' | 'partners' | 'company';
  /** Omitted: it is for everybody. */
  audience?: 'company' | 'partner';
  /** The scope without which the API would refuse what it reads. */
  needs: Scope | null;
  /** The prefixes of the ids that `path` takes. */
  ids?: readonly string[];
  Content: LazyExoticComponent<ComponentType<{ id: string }>>;
}

/** A screen that is loaded when somebody opens it. */
export const screen = (place: Omit<Screen, 'Content'>, load: () => Promise<ComponentType<{ id: string }>>): Screen => ({
  ...place,
  Content: lazy(async () => ({ default: await load() })),
});
