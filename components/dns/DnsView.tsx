'use client';

import { BookMarked } from 'lucide-react';
import { zonesOf } from '#protocol/zones.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { ListAndDetail, NothingChosen } from '../ui/ListAndDetail.tsx';
import { Lookups } from './Lookups.tsx';
import { Zone } from './Zone.tsx';
import { difference } from './zone-edits.ts';

const lookupsRow = 'Who asked what';

/** The zones of the sandbox, and the questions that were asked. */
export function DnsView() {
  const names = useWorld((world) => world.names);
  const opened = useWorkbench((state) => state.zone);
  const showZone = useWorkbench((state) => state.showZone);
  const zones = zonesOf(names);
  const before = new Map(zonesOf({ ...names, records: names.atStart }).map(({ zone, records }) => [zone, records]));
  const rows = [
    { id: lookupsRow, note: names.lookups.length === 1 ? '1 question' : `${names.lookups.length} questions` },
    ...zones.map(({ zone, records }) => {
      const { remove, add } = difference(before.get(zone) ?? [], records);
      const isChanged = remove.length + add.length > 0;
      const count = records.length === 1 ? '1 record' : `${records.length} records`;
      return { id: zone, note: isChanged ? `${count}, changed` : count, marked: isChanged };
    }),
  ];
  const zone = zones.find((one) => one.zone === opened);
  return (
    <ListAndDetail name="Zones" rows={rows} opened={opened} onOpen={showZone}>
      {opened === lookupsRow && <Lookups />}
      {zone && <Zone key={zone.zone} zone={zone.zone} records={zone.records} atStart={before.get(zone.zone) ?? []} />}
      {opened !== lookupsRow && !zone && (
        <NothingChosen
          Icon={BookMarked}
          title="Open a zone"
          text="A zone is what the DNS knows of a domain: which server takes its mail, who may send for it, which address a host has. Every mail server here asks before it sends."
        />
      )}
    </ListAndDetail>
  );
}
