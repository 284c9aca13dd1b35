'use client';
import { flushSync } from 'react-dom';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { terminalKeyboard } from './terminal-keyboard.ts';

/** Brings the terminal to the front with a command on its line; the learner presses Enter. */
export function putOnTerminal(command: string): void {
  // What is hidden takes no focus: the terminal must be on the screen before it is typed into.
  flushSync(() => useWorkbench.getState().setView('terminal'));
  terminalKeyboard.put(command);
}

/** Brings the terminal to the front and sends a command there, Enter included. */
export function sendToTerminal(command: string): void {
  flushSync(() => useWorkbench.getState().setView('terminal'));
  terminalKeyboard.enter(command);
}
