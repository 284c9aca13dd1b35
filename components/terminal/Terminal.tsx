'use client';
import '@xterm/xterm/css/xterm.css';
import { useTheme } from 'next-themes';
import { useEffect, useRef, useState } from 'react';
import { useSandbox, useShownListener, useWayToLive } from '../sandbox/use-world.ts';
import { LookingBack } from './LookingBack.tsx';
import styles from './Terminal.module.css';
import { TouchLine } from './TouchLine.tsx';
import { attachKeyboard, terminalKeyboard } from './terminal-keyboard.ts';
import { TerminalScreen } from './terminal-screen.ts';
import { useSetting } from './use-setting.ts';
import { useTouch } from './use-touch.ts';

/** One of the learner's terminals; on a phone the screen only shows, and a real input line takes the typing. */
export function Terminal({ name, isShown }: { name: string; isShown: boolean }) {
  const listen = useShownListener();
  const toLive = useWayToLive();
  const { send, tab } = useSandbox();
  const { resolvedTheme } = useTheme();
  const isTouch = useTouch();
  const [isScreenReader, setScreenReader] = useSetting('relay-lab.screen-reader', false);
  const place = useRef<HTMLDivElement>(null);
  const [screen, setScreen] = useState<TerminalScreen>();
  const wasBehind = useRef(name !== 'main');

  useEffect(() => {
    const element = place.current;
    if (!element || tab === '') return;
    let created: TerminalScreen | undefined;
    const observers: { disconnect(): void }[] = [];
    let left = false;
    // Cells are measured once, so the font must be there.
    document.fonts.load('13.5px "JetBrains Mono Variable"').finally(() => {
      if (left) return;
      created = new TerminalScreen({ terminal: name, element, tab, send, toLive });
      observers.push(...fitting(created, element));
      setScreen(created);
    });
    return () => {
      left = true;
      for (const observer of observers) observer.disconnect();
      created?.dispose();
      setScreen(undefined);
    };
  }, [name, send, tab, toLive]);

  // Whoever comes to the front is typed into; the page itself does not take the focus when it opens.
  useEffect(() => {
    if (!screen) return;
    if (isShown && wasBehind.current) screen.focus();
    wasBehind.current = !isShown;
  }, [screen, isShown]);
  useEffect(() => screen && listen((shown) => screen.update(shown)), [screen, listen]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the page when it has changed
  useEffect(() => screen?.recolour(), [screen, resolvedTheme]);
  useEffect(() => {
    if (!screen) return;
    screen.screenReaderMode = isScreenReader;
    screen.disabled = isTouch;
    return isTouch || !isShown ? undefined : attachKeyboard(screen);
  }, [screen, isScreenReader, isShown, isTouch]);
  // A screen that only shows hands the keys on to the line that takes them.
  useEffect(() => {
    const element = place.current;
    if (!element || !isTouch) return;
    element.addEventListener('focusin', terminalKeyboard.focus);
    return () => element.removeEventListener('focusin', terminalKeyboard.focus);
  }, [isTouch]);

  return (
    <div className={styles.terminal} hidden={!isShown}>
      <section
        className={styles.frame}
        aria-label="Terminal. Tab completes; Escape, then Tab leaves it. Alt and the arrow keys up and down explain earlier replies."
      >
        <div className={styles.place} ref={place} />
      </section>
      {isShown && <LookingBack />}
      {isTouch && isShown && <TouchLine terminal={name} />}
      <button
        type="button"
        className={styles.reader}
        aria-pressed={isScreenReader}
        onClick={() => setScreenReader(!isScreenReader)}
      >
        Screen reader mode {isScreenReader ? 'on' : 'off'}
      </button>
    </div>
  );
}

/**
 * Fits the screen to its place whenever that changes. xterm draws nothing while it is out of sight, and hears that it is
 * back only after the ResizeObserver has run: fitted before, it would scroll by its old height, and its last lines, the
 * prompt among them, would stay below the edge. Its own observer is older than this one, and so it is told first.
 */
function fitting(screen: TerminalScreen, element: HTMLElement): { disconnect(): void }[] {
  let isInSight = true;
  const size = new ResizeObserver(() => isInSight && screen.fit());
  const sight = new IntersectionObserver((entries) => {
    isInSight = entries.at(-1)?.isIntersecting ?? false;
    if (isInSight) screen.fit();
  });
  size.observe(element);
  sight.observe(element);
  return [size, sight];
}
