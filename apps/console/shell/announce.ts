let say: ((text: string) => void) | undefined;

/** Tells the result of a press to everybody, also to those who do not see it. The shell shows it. */
export const announce = (text: string): void => say?.(text);

/** For the shell: where announcements go. Returns what ends it. */
export function onAnnounced(listener: (text: string) => void): () => void {
  say = listener;
  return () => {
    if (say === listener) say = undefined;
  };
}
