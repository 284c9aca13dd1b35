import { useState } from 'react';
import { type ParameterName, parameterNames, parameters } from '#protocol/parameters.ts';
import pane from '../ui/pane.module.css';
import type { Configure } from './changes.ts';
import styles from './config.module.css';
import type { Settings } from './main-cf.ts';
import { Parameter } from './Parameter.tsx';

interface Props {
  host: string;
  current: Settings;
  atStart: Settings;
  isEditable: boolean;
  onConfigure: Configure;
}

/** What is set, or everything there is, by name or by what it does. */
export function ParameterList({ host, current, atStart, isEditable, onConfigure }: Props) {
  const [wanted, setWanted] = useState('');
  const [showsAll, setShowsAll] = useState(false);
  const words = wanted.toLowerCase().trim();
  // Whoever searches wants to find, whatever is set.
  const found = parameterNames.filter((name) => {
    if (words !== '') return `${name} ${parameters[name].explain} ${current[name] ?? ''}`.toLowerCase().includes(words);
    return showsAll || isTouched(name);
  });
  function isTouched(name: ParameterName): boolean {
    return current[name] !== undefined || atStart[name] !== undefined;
  }
  return (
    <>
      <div className={styles.search}>
        <input
          className={pane.field}
          type="search"
          aria-label="Find a parameter"
          placeholder={`find one of ${parameterNames.length}: relay, tls, queue`}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <label>
          <input type="checkbox" checked={showsAll} onChange={(event) => setShowsAll(event.target.checked)} /> All, with
          their defaults
        </label>
      </div>
      {found.length === 0 && (
        <p className={pane.body}>
          {words === '' ? 'Nothing is set here: every parameter has its default.' : 'None fits.'}
        </p>
      )}
      <ul className={styles.parameters}>
        {found.map((name) => (
          <Parameter
            key={name}
            host={host}
            name={name}
            value={current[name]}
            atStart={atStart[name]}
            isEditable={isEditable}
            onConfigure={onConfigure}
          />
        ))}
      </ul>
    </>
  );
}
