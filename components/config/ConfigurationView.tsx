'use client';

import { Settings2 } from 'lucide-react';
import { useOnlyOwn } from '../lesson/use-only-own.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { ListAndDetail, NothingChosen } from '../ui/ListAndDetail.tsx';
import { HostConfiguration } from './HostConfiguration.tsx';
import { settingsDifference } from './main-cf.ts';

/** Every mail server's parameters by their real names. */
export function ConfigurationView() {
  const hosts = useWorld((world) => world.hosts.byName);
  const onlyOwn = useOnlyOwn();
  const config = useWorld((world) => world.config);
  const opened = useWorkbench((state) => state.configured);
  const showConfiguration = useWorkbench((state) => state.showConfiguration);
  const rows = Object.values(hosts)
    .filter(({ role, shell }) => role === 'mail' && (shell || !onlyOwn))
    .map(({ name }) => {
      const current = config.current[name] ?? {};
      const changed = Object.keys(settingsDifference(config.atStart[name] ?? {}, current)).length;
      const set = `${Object.keys(current).length} set`;
      return { id: name, note: changed > 0 ? `${set}, ${changed} changed` : set, marked: changed > 0 };
    });
  const host = opened === undefined ? undefined : hosts[opened];
  return (
    <ListAndDetail name="Mail servers" rows={rows} opened={opened} onOpen={showConfiguration}>
      {host ? (
        <HostConfiguration key={host.name} host={host.name} />
      ) : (
        <NothingChosen
          Icon={Settings2}
          title="Open a server’s configuration"
          text="Each server does what its parameters say. They have Postfix’s names, a sentence each, and count from the moment in which they are set."
        />
      )}
    </ListAndDetail>
  );
}
