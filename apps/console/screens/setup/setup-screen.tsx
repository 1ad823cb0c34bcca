import { Link } from 'wouter';
import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';
import { useAnswer } from '#apps/console/api/use-answer.ts';
import { Answered } from '#apps/console/parts/answered.tsx';
import { texts as partTexts } from '#apps/console/parts/messages.ts';
import { Note } from '#apps/console/parts/note.tsx';
import { Page } from '#apps/console/parts/page.tsx';
import { useMay } from '#apps/console/session/session.ts';
import { useUrlState } from '#apps/console/url/use-url-state.ts';
import { ConnectStep } from './connect-step.tsx';
import { MappingStep } from './mapping-step.tsx';
import { texts } from './messages.ts';
import { ObjectsStep } from './objects-step.tsx';
import { OnStep } from './on-step.tsx';
import { PreviewStep } from './preview-step.tsx';
import { parameters, scopes, type SetupUrl, type Step, steps } from './setup-url.ts';
import { TestStep } from './test-step.tsx';
import styles from './setup.module.css';

/** From nothing to a sync that runs: connect, choose, map, see, try and switch on. */
export function SetupScreen() {
  const url = useUrlState(parameters);
  const may = useMay();
  const step = url.values.step ?? 'connect';
  return (
    <Page title={texts.title}>
      <Steps url={url} present={step} />
      <h2>{texts.steps[step]}</h2>
      <p>{texts.about[step]}</p>
      <p className={styles['needs']}>{texts.needs[step]}</p>
      {may(scopes[step]) ? (
        <StepOf url={url} step={step} />
      ) : (
        <Note title={partTexts.forbidden} tone="warn">
          <p>{partTexts.forbiddenText(scopes[step])}</p>
        </Note>
      )}
    </Page>
  );
}

function StepOf({ url, step }: { url: SetupUrl; step: Step }) {
  const { a, b, sync } = url.values;
  if (step === 'connect') return <ConnectStep url={url} />;
  if (step === 'objects') return a && b ? <ObjectsStep url={url} a={a} b={b} /> : <Missing url={url} step="connect" />;
  return sync ? <OfSync id={sync} step={step} url={url} /> : <Missing url={url} step="objects" />;
}

/** Every step is a link, and keeps what the others have. */
function Steps({ url, present }: { url: SetupUrl; present: Step }) {
  return (
    <nav aria-label={texts.stepsLabel}>
      <ol className={styles['steps']}>
        {steps.map((step) => (
          <li key={step}>
            <Link href={linkTo(url, step)} aria-current={step === present ? 'step' : undefined}>
              {texts.steps[step]}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function linkTo({ values }: SetupUrl, step: Step): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...values, step })) if (value !== undefined) query.set(name, value);
  return `/setup?${query}`;
}

function Missing({ url, step }: { url: SetupUrl; step: 'connect' | 'objects' }) {
  return <Note title={texts.missing[step]} tone="warn" action={<Link href={linkTo(url, step)}>{texts.goTo(texts.steps[step])}</Link>} />;
}

function OfSync({ id, step, url }: { id: string; step: Step; url: SetupUrl }) {
  const answer = useAnswer<Schema<'Sync'>>(['syncs', id], (signal) => api.GET('/api/v1/syncs/{id}', { params: { path: { id } }, signal }));
  return (
    <Answered answer={answer}>
      {(sync) => (
        <>
          {step === 'map' && <MappingStep key={sync.mapping_version} sync={sync} url={url} />}
          {step === 'preview' && <PreviewStep sync={sync} url={url} />}
          {step === 'test' && <TestStep sync={sync} url={url} />}
          {step === 'on' && <OnStep sync={sync} />}
        </>
      )}
    </Answered>
  );
}
