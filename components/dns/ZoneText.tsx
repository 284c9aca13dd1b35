import { useState } from 'react';
import type { DnsRecord } from '#protocol/scenario.ts';
import { parseZoneFile, zoneFileOf } from '#protocol/zone-file.ts';
import { zoneProblems } from '#protocol/zone-problems.ts';
import { useWorld } from '../sandbox/use-world.ts';
import buttons from '../ui/Button.module.css';
import { Note } from '../ui/Note.tsx';
import pane from '../ui/pane.module.css';
import { difference, type ZoneDifference } from './zone-edits.ts';

interface Props {
  zone: string;
  records: readonly DnsRecord[];
  isEditable: boolean;
  onEdit(change: ZoneDifference): void;
}

/** The zone as a master file; what is typed is read at once, and saved as a whole. */
export function ZoneText({ zone, records, isEditable, onEdit }: Props) {
  const all = useWorld((world) => world.names.records);
  const [draft, setDraft] = useState<string>();
  const text = draft ?? zoneFileOf(zone, records);
  const parsed = parseZoneFile(text, zone);
  const change = difference(records, parsed.records);
  const elsewhere = all.filter((record) => !records.includes(record));
  const problems = zoneProblems(parsed.records, [...elsewhere, ...parsed.records]).map(
    ({ record, level, text: says }) => ({
      line: parsed.lines[parsed.records.indexOf(record)] ?? 0,
      level,
      text: says,
    }),
  );
  const notes = [...parsed.notes, ...problems].toSorted((one, other) => one.line - other.line);
  const count = change.add.length + change.remove.length;
  const [isSent, setSent] = useState(false);
  // What was asked for has come true: from here on the text shows the zone again.
  if (isSent && count === 0) {
    setDraft(undefined);
    setSent(false);
  }
  const isWrong = notes.some(({ level }) => level === 'error');
  return (
    <>
      <textarea
        className={pane.text}
        aria-label={`Zone file of ${zone}`}
        value={text}
        readOnly={!isEditable}
        spellCheck={false}
        rows={Math.min(24, text.split('\n').length + 1)}
        onChange={(event) => {
          setDraft(event.target.value);
          setSent(false);
        }}
      />
      <div className={pane.notes} aria-live="polite">
        {notes.map(({ line, level, text: says }) => (
          <Note key={`${line} ${says}`} level={level} line={line} text={says} />
        ))}
      </div>
      {isEditable && (
        <div className={pane.actions}>
          <button
            type="button"
            className={buttons.primary}
            disabled={isWrong || count === 0}
            onClick={() => {
              onEdit(change);
              setSent(true);
            }}
          >
            Save the zone
          </button>
          <button
            type="button"
            className={buttons.button}
            disabled={draft === undefined}
            onClick={() => setDraft(undefined)}
          >
            Discard
          </button>
          <span>
            {count === 0 ? 'No change yet' : `${change.add.length} to come, ${change.remove.length} to go`}
            {isWrong && ': mend what is wrong first'}
          </span>
        </div>
      )}
    </>
  );
}
