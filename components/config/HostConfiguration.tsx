import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { whyNotOperated } from '#protocol/permissions.ts';
import { useReportedView } from '../sandbox/use-reported-view.ts';
import { useSandbox, useWorld } from '../sandbox/use-world.ts';
import { Note } from '../ui/Note.tsx';
import pane from '../ui/pane.module.css';
import { type Configure, lastToUndo } from './changes.ts';
import { InProduction } from './InProduction.tsx';
import { MainCf } from './MainCf.tsx';
import { settingsDifference } from './main-cf.ts';
import { ParameterList } from './ParameterList.tsx';

/** One server's parameters: as a list, as a main.cf, and as what they would be in production. */
export function HostConfiguration({ host }: { host: string }) {
  const { send } = useSandbox();
  const [refusal, setRefusal] = useState<string>();
  const closed = useWorld((world) => whyNotOperated(world, host));
  const current = useWorld((world) => world.config.current[host]) ?? {};
  const atStart = useWorld((world) => world.config.atStart[host]) ?? {};
  const undoable = useWorld((world) => lastToUndo(world.config.changes, host));
  const back = settingsDifference(current, atStart);
  const configure: Configure = (set, refused) => {
    setRefusal(undefined);
    send({ type: 'configure', host, set }, ({ error }) => refused(error));
  };
  useReportedView({ view: 'configuration', host });
  return (
    <>
      <div className={pane.head}>
        <h2>{host}</h2>
        {!closed && (
          <div className={pane.push}>
            <button
              type="button"
              className={pane.small}
              disabled={!undoable}
              onClick={() => undoable && configure({ [undoable.parameter]: undoable.previous ?? null }, setRefusal)}
            >
              Undo{undoable ? ` ${undoable.parameter}` : ''}
            </button>
            <button
              type="button"
              className={pane.small}
              disabled={Object.keys(back).length === 0}
              onClick={() => configure(back, setRefusal)}
            >
              Back to the start
            </button>
          </div>
        )}
        {closed && <p className={pane.closed}>{closed} You can read it.</p>}
        {refusal && <Note level="error" text={refusal} />}
      </div>
      <Tabs.Root defaultValue="parameters">
        <Tabs.List className={pane.tabs} aria-label={`Configuration of ${host} as`}>
          <Tabs.Trigger value="parameters">Parameters</Tabs.Trigger>
          <Tabs.Trigger value="text">main.cf</Tabs.Trigger>
          <Tabs.Trigger value="production">In production</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="parameters" tabIndex={-1}>
          <ParameterList host={host} current={current} atStart={atStart} isEditable={!closed} onConfigure={configure} />
        </Tabs.Content>
        <Tabs.Content value="text" className={pane.body} tabIndex={-1}>
          <MainCf host={host} current={current} isEditable={!closed} onConfigure={configure} />
        </Tabs.Content>
        <Tabs.Content value="production" className={pane.body} tabIndex={-1}>
          <InProduction host={host} />
        </Tabs.Content>
      </Tabs.Root>
    </>
  );
}
