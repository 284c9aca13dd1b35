import { useState } from 'react';
import buttons from '../ui/Button.module.css';
import { Note } from '../ui/Note.tsx';
import pane from '../ui/pane.module.css';
import type { Configure } from './changes.ts';
import { mainCfOf, parseMainCf, type Settings, settingsDifference } from './main-cf.ts';

interface Props {
  host: string;
  current: Settings;
  isEditable: boolean;
  onConfigure: Configure;
}

/** All that is set, as a text; it is saved as a whole or not at all. */
export function MainCf({ host, current, isEditable, onConfigure }: Props) {
  const [draft, setDraft] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const text = draft ?? mainCfOf(current);
  const { set, notes } = parseMainCf(text);
  const change = settingsDifference(current, set);
  const changed = Object.keys(change);
  const isWrong = notes.some(({ level }) => level === 'error');
  const [isSent, setSent] = useState(false);
  // What was asked for is in force: from here on the text shows the server again.
  if (isSent && changed.length === 0) {
    setDraft(undefined);
    setSent(false);
  }
  return (
    <>
      <textarea
        className={pane.text}
        aria-label={`main.cf of ${host}`}
        value={text}
        readOnly={!isEditable}
        spellCheck={false}
        rows={Math.max(8, text.split('\n').length + 1)}
        onChange={(event) => {
          setDraft(event.target.value);
          setRefusal(undefined);
        }}
      />
      <div className={pane.notes} aria-live="polite">
        {notes.map(({ line, level, text: says }) => (
          <Note key={`${line} ${says}`} level={level} line={line} text={says} />
        ))}
        {refusal && <Note level="error" text={`${refusal}. Nothing was changed.`} />}
      </div>
      {isEditable && (
        <div className={pane.actions}>
          <button
            type="button"
            className={buttons.primary}
            disabled={isWrong || changed.length === 0}
            onClick={() => {
              setSent(true);
              onConfigure(change, (why) => {
                setSent(false);
                setRefusal(why);
              });
            }}
          >
            Save main.cf
          </button>
          <button
            type="button"
            className={buttons.button}
            disabled={draft === undefined}
            onClick={() => {
              setDraft(undefined);
              setRefusal(undefined);
            }}
          >
            Discard
          </button>
          <span>{changed.length === 0 ? 'This is what is set' : `Changes ${changed.join(', ')}`}</span>
        </div>
      )}
    </>
  );
}
