import { texts } from './messages.ts';

/** Leads out of the console, in a tab of its own. */
export function ExternalLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" title={texts.opens}>
      {children} <span aria-hidden="true">↗</span>
    </a>
  );
}
