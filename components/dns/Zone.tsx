import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { whyNotEditable } from '#protocol/permissions.ts';
import type { DnsRecord } from '#protocol/scenario.ts';
import { zoneOf } from '#protocol/zones.ts';
import { useReportedView } from '../sandbox/use-reported-view.ts';
import { useSandbox, useWorld } from '../sandbox/use-world.ts';
import { Note } from '../ui/Note.tsx';
import pane from '../ui/pane.module.css';
import { RecordTable } from './RecordTable.tsx';
import { ZoneText } from './ZoneText.tsx';
import { difference, lastToUndo, type ZoneDifference } from './zone-edits.ts';

interface Props {
  zone: string;
  records: readonly DnsRecord[];
  atStart: readonly DnsRecord[];
}

/** One zone, as a table and as a zone file, with the way back. */
export function Zone({ zone, records, atStart }: Props) {
  const { send } = useSandbox();
  const [refusal, setRefusal] = useState<string>();
  const closed = useWorld((world) => whyNotEditable(world, zone));
  const names = useWorld((world) => world.names);
  const undoable = lastToUndo(
    names.changes.filter(({ remove, add }) => [...remove, ...add].every(({ name }) => zoneOf(name, names) === zone)),
  );
  const changed = difference(records, atStart);
  const isChanged = changed.add.length + changed.remove.length > 0;
  const edit = ({ remove, add }: ZoneDifference) => {
    setRefusal(undefined);
    send({ type: 'edit-zones', remove, add }, ({ error }) => setRefusal(error));
  };
  useReportedView({ view: 'zone', zone });
  return (
    <>
      <div className={pane.head}>
        <h2>{zone}</h2>
        {names.signed.includes(zone) && <span className={pane.badge}>signed (DNSSEC)</span>}
        {!closed && (
          <div className={pane.push}>
            <button
              type="button"
              className={pane.small}
              disabled={!undoable}
              onClick={() => undoable && edit({ remove: undoable.add, add: undoable.remove })}
            >
              Undo
            </button>
            <button type="button" className={pane.small} disabled={!isChanged} onClick={() => edit(changed)}>
              Back to the start
            </button>
          </div>
        )}
        {closed && <p className={pane.closed}>{closed}</p>}
        {refusal && <Note level="error" text={refusal} />}
      </div>
      <Tabs.Root defaultValue="table">
        <Tabs.List className={pane.tabs} aria-label={`${zone} as`}>
          <Tabs.Trigger value="table">Table</Tabs.Trigger>
          <Tabs.Trigger value="file">Zone file</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="table" tabIndex={-1}>
          <RecordTable zone={zone} records={records} atStart={atStart} isEditable={!closed} onEdit={edit} />
        </Tabs.Content>
        <Tabs.Content value="file" className={pane.body} tabIndex={-1}>
          <ZoneText zone={zone} records={records} isEditable={!closed} onEdit={edit} />
        </Tabs.Content>
      </Tabs.Root>
    </>
  );
}
