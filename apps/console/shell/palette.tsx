import { Autocomplete } from '@base-ui/react/autocomplete';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Dialog } from '#apps/console/parts/dialog.tsx';
import { useScreens } from '#apps/console/screens.ts';
import { useMay } from '#apps/console/session/session.ts';
import { findPlaces, type Place } from './find-places.ts';
import { texts } from './messages.ts';
import fields from '#apps/console/parts/field.module.css';
import styles from './palette.module.css';

/** Goes to a screen by its name, or to the page of any ID. */
export function Palette({ onClose }: { onClose: () => void }) {
  const may = useMay();
  const screens = useScreens();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const places = findPlaces(
    typed,
    screens.filter(({ needs }) => needs === null || may(needs)),
  );
  const go = ({ path }: Place) => {
    onClose();
    navigate(path);
  };
  return (
    <CSPProvider disableStyleElements>
      <Dialog title={texts.palette} onClose={onClose}>
        <Autocomplete.Root
          {...{ value: typed, onValueChange: setTyped, items: places, itemToStringValue: ({ title }: Place) => title }}
          mode="none"
          autoHighlight="always"
          inline
          open
        >
          <Autocomplete.Input className={fields['control']} aria-label={texts.palette} placeholder={texts.paletteHint} />
          <Autocomplete.Empty className={styles['nothing']}>{texts.nothing}</Autocomplete.Empty>
          <Autocomplete.List className={styles['list']}>
            {(place: Place) => (
              <Autocomplete.Item key={place.path} value={place} className={styles['item']} onClick={() => go(place)}>
                {place.title}
              </Autocomplete.Item>
            )}
          </Autocomplete.List>
        </Autocomplete.Root>
      </Dialog>
    </CSPProvider>
  );
}
