import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { Facts } from '#apps/console/parts/facts.tsx';
import { JsonText } from '#apps/console/parts/json-text.tsx';
import { Links } from '#apps/console/parts/links.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { Time } from '#apps/console/parts/time.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { text, useUrlState } from '#apps/console/url/use-url-state.ts';
import { texts } from './messages.ts';
import { TryOut } from './try-out.tsx';

const parameters = { version: text };

/** One event type: what it means, and each version with its schema and an example. */
export function EventTypeScreen({ id: name }: { id: string }) {
  const may = useMay();
  const { version } = useUrlState(parameters).values;
  const answer = useAnswer<Schema<'EventTypeDetail'>>(['event-types', name], (signal) =>
    api.GET('/api/v1/event-types/{name}', { params: { path: { name } }, signal }),
  );
  return (
    <Answered answer={answer}>
      {(type) => {
        const shown =
          type.versions.find((each) => String(each.version) === version) ?? type.versions.find((each) => each.version === type.version);
        return (
          <Page title={type.name}>
            <p>{type.description}</p>
            <Facts of={[[texts.state, type.deprecated ? texts.deprecated : texts.current]]} />
            <Section title={texts.versions}>
              <Links>
                {type.versions.map((each) => (
                  <Link
                    key={each.version}
                    href={`/event-types/${name}?version=${each.version}`}
                    aria-current={each === shown ? 'true' : undefined}
                  >
                    {texts.versionOf(each.version)}
                  </Link>
                ))}
              </Links>
            </Section>
            {shown && <Version of={shown} />}
            {may('events:write') && <TryOut type={name} example={shown?.examples[0]} />}
          </Page>
        );
      }}
    </Answered>
  );
}

function Version({ of }: { of: Schema<'EventTypeVersion'> }) {
  return (
    <Section title={texts.versionOf(of.version)}>
      <Facts of={[[texts.since, <Time key="since" at={of.created_at} />]]} />
      {of.down_conversion !== null && <p>{texts.converted}</p>}
      <h3>{texts.example}</h3>
      {of.examples.length === 0 ? <p>{texts.noExample}</p> : <JsonText value={of.examples[0]} />}
      <h3>{texts.schema}</h3>
      <JsonText value={of.schema} />
    </Section>
  );
}
