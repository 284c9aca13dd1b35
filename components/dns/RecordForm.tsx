import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { DnsRecord } from '#protocol/scenario.ts';
import { dnsTypes, isSameRecord, ownerIn, parseZoneFile, recordData } from '#protocol/zone-file.ts';
import { zoneProblems } from '#protocol/zone-problems.ts';
import { useWorld } from '../sandbox/use-world.ts';
import buttons from '../ui/Button.module.css';
import { Note } from '../ui/Note.tsx';
import pane from '../ui/pane.module.css';
import styles from './dns.module.css';

interface Props {
  zone: string;
  /** Absent for a new one. */
  record?: DnsRecord;
  onSave(record: DnsRecord): void;
  onCancel(): void;
}

/** One record as a line of a zone file, in three fields; what it means is shown while it is typed. */
export function RecordForm({ zone, record, onSave, onCancel }: Props) {
  const id = useId();
  const [name, setName] = useState(record ? ownerIn(zone, record.name) : isReverse(zone) ? '' : '@');
  const [type, setType] = useState<string>(record?.type ?? (isReverse(zone) ? 'PTR' : 'MX'));
  const [data, setData] = useState(record ? recordData(record) : '');
  const others = useWorld((world) => world.names.records).filter((one) => !record || !isSameRecord(one, record));
  const { records, notes } = parseZoneFile(`${name} IN ${type} ${type === 'TXT' ? inQuotes(data) : data}`, zone);
  const [next] = records;
  const problems = data === '' ? [] : [...notes, ...zoneProblems(records, [...others, ...records])];
  const isWrong = !next || problems.some(({ level }) => level === 'error');
  const form = useRef<HTMLFormElement>(null);
  const first = useRef<HTMLInputElement>(null);
  // The button that opened it is gone, and the focus with it. `Save` may be below the edge, and goes down as there is more to say.
  useEffect(() => first.current?.focus({ preventScroll: true }), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the form has become higher
  useEffect(() => {
    // In braces: what an effect returns is called, and browsers have begun to return a promise here.
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [data === '', problems.length]);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (next && !isWrong) onSave(next);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={save} aria-label={record ? 'Edit the record' : 'A new record'}>
      <label htmlFor={`${id}-name`}>
        Name
        <input
          id={`${id}-name`}
          ref={record ? undefined : first}
          className={pane.field}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label htmlFor={`${id}-type`}>
        Type
        <select id={`${id}-type`} className={pane.field} value={type} onChange={(event) => setType(event.target.value)}>
          {dnsTypes.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label htmlFor={`${id}-data`}>
        Data
        <input
          id={`${id}-data`}
          ref={record ? first : undefined}
          className={pane.field}
          value={data}
          placeholder={examples[type]}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setData(event.target.value)}
        />
      </label>
      <div className={styles.meaning} aria-live="polite">
        {next && data !== '' && (
          <p>
            means <code>{`${next.name}. ${next.type} ${recordData(next)}`}</code>
          </p>
        )}
        {problems.map(({ level, text }) => (
          <Note key={text} level={level} text={text} />
        ))}
      </div>
      <div className={pane.actions}>
        <button type="submit" className={buttons.primary} disabled={isWrong}>
          Save
        </button>
        <button type="button" className={buttons.button} onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}

const examples: Record<string, string> = {
  A: '192.0.2.25',
  MX: '10 mail.acme.example.',
  CNAME: 'mail.acme.example.',
  TXT: 'v=spf1 mx -all',
  PTR: 'mail.acme.example.',
  NS: 'ns.lab.test.',
  TLSA: '3 1 1 and a SHA-256 in hexadecimal digits',
};

/** Names of addresses: nearly every record there is a PTR of one address, none is of the zone itself. */
function isReverse(zone: string): boolean {
  return zone.endsWith('.in-addr.arpa');
}

/** In a form the quotes are a matter of course, and so is cutting a long text into strings. */
function inQuotes(text: string): string {
  if (text.trimStart().startsWith('"')) return text;
  const parts = text.match(/.{1,255}/g) ?? [''];
  return parts.map((part) => `"${part.replace(/[\\"]/g, '\\$&')}"`).join(' ');
}
