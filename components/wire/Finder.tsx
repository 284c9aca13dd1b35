import { ListFilter, Search, X } from 'lucide-react';
import { useState } from 'react';
import type { Connection } from '#protocol/projections/connections.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import styles from './Finder.module.css';
import { filtersCount, noFilter } from './filter.ts';
import { setFilter, useWireSettings } from './wire-settings.ts';

interface Props {
  by: 'connection' | 'message';
  connections: Connection[];
  found: number;
  all: number;
}

/** By connection or by message; search and filters for both. */
export function Finder({ by, connections, found, all }: Props) {
  const filter = useWireSettings((state) => state.filter);
  const [open, setOpen] = useState(false);
  const count = filtersCount(filter);
  const isNarrowed = count > 0 || filter.search !== '';
  return (
    <div className={styles.finder}>
      <Grouping by={by} />
      <div className={styles.row}>
        <label className={styles.search}>
          <Search aria-hidden size={14} />
          <span className="visually-hidden">Search conversations</span>
          <input
            type="search"
            placeholder="text, 5.7.1, address"
            value={filter.search}
            onChange={({ target }) => setFilter({ search: target.value })}
          />
        </label>
        <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          <ListFilter aria-hidden size={14} />
          <span>Filter{count > 0 ? ` (${count})` : ''}</span>
        </button>
      </div>
      {open ? <Filters connections={connections} /> : null}
      {isNarrowed ? (
        <p className={styles.found} role="status">
          {found} of {all}
          <button type="button" onClick={() => setFilter(noFilter)}>
            <X aria-hidden size={12} /> Show all
          </button>
        </p>
      ) : null}
    </div>
  );
}

function Grouping({ by }: Pick<Props, 'by'>) {
  const groupBy = useWorkbench((state) => state.groupWireBy);
  return (
    <fieldset className={styles.grouping}>
      <legend className="visually-hidden">Group conversations</legend>
      {(['connection', 'message'] as const).map((one) => (
        <button key={one} type="button" aria-pressed={by === one} onClick={() => groupBy(one)}>
          By {one}
        </button>
      ))}
    </fieldset>
  );
}

function Filters({ connections }: { connections: Connection[] }) {
  const filter = useWireSettings((state) => state.filter);
  const hosts = unique(connections.flatMap(({ from, to }) => [from.host, to.host])).sort();
  const ports = unique(connections.map(({ to }) => to.port)).sort((one, other) => one - other);
  return (
    <div className={styles.filters}>
      <label>
        Host
        <select value={filter.host} onChange={({ target }) => setFilter({ host: target.value })}>
          <option value="">any</option>
          {hosts.map((host) => (
            <option key={host}>{host}</option>
          ))}
        </select>
      </label>
      <label>
        Port
        <select value={filter.port} onChange={({ target }) => setFilter({ port: Number(target.value) })}>
          <option value={0}>any</option>
          {ports.map((port) => (
            <option key={port}>{port}</option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={filter.onlyRefused}
          onChange={({ target }) => setFilter({ onlyRefused: target.checked })}
        />
        Only with a refusal
      </label>
      <label>
        <input
          type="checkbox"
          checked={filter.onlyBetweenServers}
          onChange={({ target }) => setFilter({ onlyBetweenServers: target.checked })}
        />
        Only between servers
      </label>
    </div>
  );
}

function unique<T>(all: T[]): T[] {
  return [...new Set(all)];
}
