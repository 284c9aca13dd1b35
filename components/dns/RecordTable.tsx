import { useState } from 'react';
import type { DnsRecord } from '#protocol/scenario.ts';
import { isSameRecord, ownerIn, recordData } from '#protocol/zone-file.ts';
import { zoneProblems } from '#protocol/zone-problems.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { Note } from '../ui/Note.tsx';
import pane from '../ui/pane.module.css';
import styles from './dns.module.css';
import { RecordForm } from './RecordForm.tsx';
import { difference, type ZoneDifference } from './zone-edits.ts';

interface Props {
  zone: string;
  records: readonly DnsRecord[];
  atStart: readonly DnsRecord[];
  isEditable: boolean;
  onEdit(change: ZoneDifference): void;
}

/** The records of a zone, each with what is odd about it, edited in place. */
export function RecordTable({ zone, records, atStart, isEditable, onEdit }: Props) {
  const [edited, setEdited] = useState<string>();
  const all = useWorld((world) => world.names.records);
  const { remove: fresh, add: gone } = difference(records, atStart);
  const problems = zoneProblems(records, all);
  const close = () => setEdited(undefined);
  const replace = (remove: DnsRecord[], add: DnsRecord[]) => {
    close();
    onEdit({ remove, add });
  };
  return (
    <div className={styles.records}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col">Data</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => {
            const key = keyOf(record);
            if (edited === key) {
              return (
                <tr key={key}>
                  <td colSpan={3}>
                    <RecordForm
                      zone={zone}
                      record={record}
                      onSave={(next) => replace([record], [next])}
                      onCancel={close}
                    />
                  </td>
                </tr>
              );
            }
            return (
              <tr key={key}>
                <td>
                  <code>{ownerIn(zone, record.name)}</code>
                </td>
                <td>
                  <code>{record.type}</code>
                </td>
                <td>
                  {isEditable && (
                    <span className={styles.rowActions}>
                      <button type="button" className={pane.link} onClick={() => setEdited(key)}>
                        Edit<span className="visually-hidden"> {key}</span>
                      </button>
                      <button type="button" className={pane.link} onClick={() => replace([record], [])}>
                        Remove<span className="visually-hidden"> {key}</span>
                      </button>
                    </span>
                  )}
                  <code>{recordData(record)}</code>{' '}
                  {fresh.some((one) => isSameRecord(one, record)) && (
                    <span className={pane.badge} data-kind="new">
                      new
                    </span>
                  )}
                  {problems
                    .filter((problem) => problem.record === record)
                    .map(({ level, text }) => (
                      <Note key={text} level={level} text={text} />
                    ))}
                </td>
              </tr>
            );
          })}
          {gone.map((record) => (
            <tr key={keyOf(record)} className={styles.gone}>
              <td>
                <code>{ownerIn(zone, record.name)}</code>
              </td>
              <td>
                <code>{record.type}</code>
              </td>
              <td>
                {isEditable && (
                  <span className={styles.rowActions}>
                    <button type="button" className={pane.link} onClick={() => replace([], [record])}>
                      Put back<span className="visually-hidden"> {keyOf(record)}</span>
                    </button>
                  </span>
                )}
                <del>
                  <code>{recordData(record)}</code>
                </del>{' '}
                <span className={pane.badge} data-kind="gone">
                  taken out
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isEditable && (
        <div className={styles.add}>
          {edited === 'new' ? (
            <RecordForm zone={zone} onSave={(next) => replace([], [next])} onCancel={close} />
          ) : (
            <button type="button" className={pane.small} onClick={() => setEdited('new')}>
              Add a record
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function keyOf(record: DnsRecord): string {
  return `${record.name} ${record.type} ${recordData(record)}`;
}
