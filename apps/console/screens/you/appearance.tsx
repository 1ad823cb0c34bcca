import { Labelled } from '#apps/console/parts/labelled.tsx';
import { Section } from '#apps/console/parts/section.tsx';
import { preferenceChoices, usePreference } from '#apps/console/shell/preferences.ts';
import { texts } from './messages.ts';
import fields from '#apps/console/parts/field.module.css';
import styles from './you.module.css';

/** How the console looks on this device. */
export function Appearance() {
  return (
    <Section title={texts.appearance}>
      <div className={styles['choices']}>
        <Choice name="theme" label={texts.theme} words={texts.themes} />
        <Choice name="zone" label={texts.zone} words={texts.zones} />
      </div>
    </Section>
  );
}

function Choice({ name, label, words }: { name: 'theme' | 'zone'; label: string; words: Record<string, string> }) {
  const [value, set] = usePreference(name);
  const choices = preferenceChoices(name);
  return (
    <Labelled label={label}>
      {(id) => (
        <select
          id={id}
          className={fields['control']}
          value={value}
          onChange={({ target }) => {
            const chosen = choices.find((choice) => choice === target.value);
            if (chosen !== undefined) set(chosen);
          }}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {words[choice]}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
