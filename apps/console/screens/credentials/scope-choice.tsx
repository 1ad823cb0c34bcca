import type { Schema } from '#apps/console/api/schema.ts';
import { ChipsFilter } from '#apps/console/parts/filters.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { texts } from './messages.ts';

type Scope = Schema<'PartnerScope'>;
const scopes = Object.keys(texts.scopes) as Scope[];

/** What a credential may do: nobody grants what they may not do themselves. */
export function ScopeChoice({ values, onChange }: { values: readonly Scope[]; onChange: (values: Scope[]) => void }) {
  const may = useMay();
  return (
    <ChipsFilter
      {...{ label: texts.mayDo, options: scopes.filter((scope) => may(scope)), values, onChange }}
      textOf={(scope) => `${texts.scopes[scope]} (${scope})`}
    />
  );
}
