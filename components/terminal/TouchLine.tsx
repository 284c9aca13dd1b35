'use client';
import { CornerDownLeft } from 'lucide-react';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { typedLineMaxLength } from '#protocol/limits.ts';
import { useLiveWorld, useSandbox, useWayToLive, useWorldNow } from '../sandbox/use-world.ts';
import { isReady } from './readiness.ts';
import styles from './TouchLine.module.css';
import { attachKeyboard, type Keyboard } from './terminal-keyboard.ts';

const keys = ['EHLO ', 'MAIL FROM:<', 'RCPT TO:<', 'DATA', '.', 'QUIT'];

/** How often "show me" looks whether the terminal can read, in ms. */
const lookEveryMs = 120;

/** The input line of a phone, with a row of what is hard to type there. */
export function TouchLine({ terminal }: { terminal: string }) {
  const { send, tab } = useSandbox();
  const worldNow = useWorldNow();
  const toLive = useWayToLive();
  const prompt = useLiveWorld((world) => world.terminals.byName[terminal]?.prompt ?? '');
  const history = useLiveWorld((world) => world.terminals.byName[terminal]?.history ?? []);
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);

  const keyboard = useMemo((): Keyboard => {
    return {
      focus: () => input.current?.focus(),
      put(line) {
        setText(line);
        input.current?.focus();
      },
      enter(line) {
        send({ type: 'enter-lines', terminal, lines: [line] });
        setText('');
      },
      async type(lines, { signal, speed }) {
        for (const line of lines) {
          while (!signal.aborted && !isReady(worldNow(), terminal, line.at)) await wait(lookEveryMs);
          setText(line.text);
          await wait(700 / speed);
          if (signal.aborted) return;
          const number = send({ type: 'enter-lines', terminal, lines: [line.text] });
          setText('');
          // Until it has arrived, the terminal still looks ready for the next one.
          while (!signal.aborted && (worldNow().progress.commands[tab] ?? 0) < number) await wait(lookEveryMs);
        }
      },
    };
  }, [send, tab, terminal, worldNow]);
  useEffect(() => attachKeyboard(keyboard), [keyboard]);

  const enter = (event: FormEvent) => {
    event.preventDefault();
    send({ type: 'enter-lines', terminal, lines: [text] });
    setText('');
  };
  const add = (piece: string) => {
    toLive();
    setText((before) => before + piece);
    input.current?.focus();
  };
  return (
    <form className={styles.form} onSubmit={enter}>
      <fieldset className={styles.keys} aria-label="Keys">
        <button type="button" onClick={() => setText(history.at(-1) ?? '')} aria-label="Last line">
          ↑
        </button>
        {keys.map((key) => (
          <button key={key} type="button" onClick={() => add(key)}>
            {key.trim()}
          </button>
        ))}
        <button type="button" onClick={() => send({ type: 'press-key', terminal, key: 'interrupt' })}>
          Ctrl‑C
        </button>
      </fieldset>
      <div className={styles.line}>
        <span aria-hidden>{prompt || '›'}</span>
        <input
          ref={input}
          value={text}
          onChange={(event) => {
            toLive();
            setText(event.target.value);
          }}
          maxLength={typedLineMaxLength}
          aria-label="Type a line"
          autoCapitalize="off"
          autoCorrect="off"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="send"
        />
        <button type="submit" aria-label="Enter">
          <CornerDownLeft size={18} aria-hidden />
        </button>
      </div>
    </form>
  );
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
