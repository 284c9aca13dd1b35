'use client';
import { Plus, X } from 'lucide-react';
import { terminalsMax } from '#protocol/limits.ts';
import { useLiveWorld, useSandbox } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { Terminal } from './Terminal.tsx';
import styles from './Terminals.module.css';

/** All terminals of the sandbox, one in front. While there is only one, it needs no tab. */
export function Terminals() {
  const open = useLiveWorld(({ terminals }) => terminals.byName);
  const wanted = useWorkbench((state) => state.terminal);
  const showTerminal = useWorkbench((state) => state.showTerminal);
  const { send } = useSandbox();
  const names = ['main', ...Object.keys(open).filter((name) => name !== 'main')];
  // One that was asked for comes to the front when it is there.
  const front = names.includes(wanted) ? wanted : 'main';
  const isAlone = names.length === 1;

  const add = () => {
    const free = ['second', 'third', 'fourth'].find((name) => !names.includes(name));
    if (!free) return;
    send({ type: 'open-terminal', terminal: free }, () => showTerminal('main'));
    showTerminal(free);
  };
  const close = (name: string) => {
    send({ type: 'close-terminal', terminal: name });
    showTerminal('main');
  };
  return (
    <div className={styles.terminals}>
      <div className={styles.screens}>
        {names.map((name) => (
          <Terminal key={name} name={name} isShown={name === front} />
        ))}
      </div>
      <div className={styles.bar} data-alone={isAlone}>
        {!isAlone &&
          names.map((name) => (
            <span key={name} className={styles.tab} data-front={name === front}>
              <button type="button" aria-pressed={name === front} onClick={() => showTerminal(name)}>
                {titleOf(name)}
                <small>{open[name]?.program === 'sh' ? '' : open[name]?.program}</small>
              </button>
              {name !== 'main' && (
                <button type="button" aria-label={`Close ${titleOf(name)}`} onClick={() => close(name)}>
                  <X size={13} aria-hidden />
                </button>
              )}
            </span>
          ))}
        {names.length < terminalsMax && (
          <button
            type="button"
            className={styles.add}
            onClick={add}
            disabled={wanted !== front}
            title="One more terminal"
            aria-label="One more terminal"
          >
            <Plus size={15} aria-hidden />
          </button>
        )}
      </div>
    </div>
  );
}

function titleOf(name: string): string {
  return name === 'main' ? 'Terminal 1' : `Terminal ${['second', 'third', 'fourth'].indexOf(name) + 2}`;
}
