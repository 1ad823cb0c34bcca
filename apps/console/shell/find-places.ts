import type { Screen } from '#apps/console/screen.ts';
import { texts } from './messages.ts';

export interface Place {
  path: string;
  title: string;
}

const typedId = /^([a-z]{2,4})_[0-9a-z]{2,40}$/;

/** Where the console can go for what somebody typed: the page of an ID, or screens by their name. */
export function findPlaces(typed: string, screens: readonly Screen[]): Place[] {
  const wanted = typed.trim();
  const prefix = typedId.exec(wanted)?.[1];
  const byId = screens.find(({ ids = [] }) => prefix !== undefined && ids.includes(prefix));
  if (byId) return [{ path: byId.path.replace(':id', encodeURIComponent(wanted)), title: texts.openId(wanted) }];
  const words = wanted.toLowerCase();
  const named = screens.filter(({ group, title }) => group !== undefined && title.toLowerCase().includes(words));
  // Whoever types the whole name of one means that one.
  return named.toSorted((a, b) => Number(b.title.toLowerCase() === words) - Number(a.title.toLowerCase() === words));
}
