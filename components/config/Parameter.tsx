import { type FormEvent, useRef, useState } from 'react';
import { type ParameterName, parameters, valueInForce } from '#protocol/parameters.ts';
import buttons from '../ui/Button.module.css';
import { Note } from '../ui/Note.tsx';
import pane from '../ui/pane.module.css';
import type { Configure } from './changes.ts';
import styles from './config.module.css';

interface Props {
  host: string;
  name: ParameterName;
  /** As set; undefined: the default counts. */
  value: string | undefined;
  atStart: string | undefined;
  isEditable: boolean;
  onConfigure: Configure;
}

/** One parameter: what it does, what it is, what it was, and a field to change it. */
export function Parameter({ host, name, value, atStart, isEditable, onConfigure }: Props) {
  const [draft, setDraft] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const edit = useRef<HTMLButtonElement>(null);
  const { default: byDefault, explain } = parameters[name];
  const inForce = valueInForce(value === undefined ? {} : { [name]: value }, host, name);
  const isChanged = value !== atStart;
  const close = () => {
    setDraft(undefined);
    setRefusal(undefined);
    requestAnimationFrame(() => edit.current?.focus());
  };
  const set = (next: string | null) => {
    setRefusal(undefined);
    setSent(next);
    onConfigure({ [name]: next }, (why) => {
      setSent(undefined);
      setRefusal(why);
    });
  };
  const [sent, setSent] = useState<string | null>();
  // The server has done it when the fact is there: until then the field stays, with what was typed.
  if (draft !== undefined && sent !== undefined && (sent ?? undefined) === value) {
    setDraft(undefined);
    setSent(undefined);
  }
  const save = (event: FormEvent) => {
    event.preventDefault();
    const next = draft?.trim() ?? '';
    if (next === value || (value === undefined && next === inForce)) close();
    else set(next);
  };
  return (
    <li className={styles.parameter} data-changed={isChanged}>
      <div className={styles.name}>
        <code>{name}</code>
        {isChanged && (
          <span className={pane.badge} data-kind="changed">
            changed
          </span>
        )}
        {value === undefined && <span className={pane.badge}>default</span>}
      </div>
      <p>{explain}</p>
      {draft === undefined ? (
        <div className={styles.value}>
          <code>{inForce === '' ? '(empty)' : inForce}</code>
          {isEditable && (
            <button ref={edit} type="button" className={pane.link} onClick={() => setDraft(inForce)}>
              Edit<span className="visually-hidden"> {name}</span>
            </button>
          )}
          {isEditable && isChanged && (
            <button type="button" className={pane.link} onClick={() => set(atStart ?? null)}>
              Put back<span className="visually-hidden"> {name}</span>
            </button>
          )}
        </div>
      ) : (
        <form className={styles.edit} onSubmit={save}>
          <input
            className={pane.field}
            aria-label={`Value of ${name}`}
            // biome-ignore lint/a11y/noAutofocus: the learner has just asked for this field
            autoFocus
            value={draft}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={refusal !== undefined}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && close()}
          />
          <button type="submit" className={buttons.primary}>
            Save
          </button>
          <button type="button" className={buttons.button} onClick={close}>
            Cancel
          </button>
          {value !== undefined && (
            <button type="button" className={buttons.button} onClick={() => set(null)}>
              Use the default
            </button>
          )}
        </form>
      )}
      <div aria-live="polite">{refusal && <Note level="error" text={`${refusal}. Nothing was changed.`} />}</div>
      {(isChanged || value !== undefined) && (
        <p className={styles.others}>
          {isChanged && (
            <>
              at the start <code>{atStart ?? 'not set'}</code> ·{' '}
            </>
          )}
          default <code>{byDefault === '' ? '(empty)' : byDefault}</code>
        </p>
      )}
    </li>
  );
}
