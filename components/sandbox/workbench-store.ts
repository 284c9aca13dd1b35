'use client';
import { create } from 'zustand';

export type View = 'terminal' | 'wire' | 'mailboxes';
export type Pane = 'lesson' | 'map' | View;

/** What the learner looks at: belongs to the screen, not to the sandbox. */
interface Workbench {
  /** The tab below the map. */
  view: View;
  /** The tab of a phone. */
  pane: Pane;
  /** The terminal in front. */
  terminal: string;
  /** The connection shown in the wire view; undefined follows the newest. */
  wire?: string | undefined;
  mailbox?: string | undefined;
  message?: string | undefined;
  setView(view: View): void;
  setPane(pane: Pane): void;
  showTerminal(name: string): void;
  showConnection(id: string): void;
  showMailbox(address: string, message?: string): void;
}

export const useWorkbench = create<Workbench>((set) => ({
  view: 'terminal',
  pane: 'lesson',
  terminal: 'main',
  setView: (view) => set({ view, pane: view }),
  setPane: (pane) => set(pane === 'lesson' || pane === 'map' ? { pane } : { pane, view: pane }),
  showTerminal: (terminal) => set({ terminal, view: 'terminal', pane: 'terminal' }),
  showConnection: (wire) => set({ wire, view: 'wire', pane: 'wire' }),
  showMailbox: (mailbox, message) => set({ mailbox, message, view: 'mailboxes', pane: 'mailboxes' }),
}));
