import { useEffect } from 'react';
import { terminalKeyboard } from '../terminal/terminal-keyboard.ts';

/** A line of an example, not a program. */
const longestLine = 200;

/**
 * `?type=telnet mx.globex.example 25` puts that on the terminal's line; Enter is left to the learner, since anybody can
 * make such a link. It counts once: a reload types nothing.
 */
export function useLineOfAddress(): void {
  useEffect(() => {
    const address = new URL(location.href);
    const line = address.searchParams.get('type');
    if (!line) return;
    address.searchParams.delete('type');
    history.replaceState(history.state, '', address);
    // One line of plain signs, or it is no example.
    if (/^[ -~]+$/.test(line) && line.length <= longestLine) terminalKeyboard.put(line);
  }, []);
}
