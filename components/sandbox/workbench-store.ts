'use client';
import { create } from 'zustand';

export type View = 'terminal' | 'wire' | 'mailboxes' | 'queues' | 'dns' | 'configuration' | 'service';
export type Pane = 'lesson' | 'map' | View;

export type ServicePart = 'overview' | 'events' | 'suppressions' | 'domains';

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
  /** Key of the line that is wanted in it. */
  wireLine?: string | undefined;
  /** How the wire view is grouped; undefined is what fits when it is opened. */
  wireBy?: 'connection' | 'message' | undefined;
  /** The message whose way the wire view shows; undefined follows the newest. */
  wireMessage?: string | undefined;
  mailbox?: string | undefined;
  message?: string | undefined;
  /** Host whose queue is open. */
  queue?: string | undefined;
  /** Host whose configuration is open. */
  configured?: string | undefined;
  /** What is open in the DNS view: a zone, or who asked what. */
  zone?: string | undefined;
  /** Host of the relay service whose console is open; undefined is the first. */
  service?: string | undefined;
  /** The part of that console which is open. */
  servicePart: ServicePart;
  /** As on a page that was just opened. */
  startAnew(): void;
  setView(view: View): void;
  setPane(pane: Pane): void;
  showTerminal(name: string): void;
  showConnection(id: string, line?: string): void;
  groupWireBy(by: 'connection' | 'message'): void;
  /** The whole way of a message, from the first server to the last, in the wire view. */
  showWay(message: string | undefined): void;
  showMailbox(address: string, message?: string): void;
  showQueue(host: string | undefined): void;
  showConfiguration(host: string | undefined): void;
  showZone(zone: string | undefined): void;
  showService(host: string | undefined): void;
  showServicePart(part: ServicePart): void;
}

export const useWorkbench = create<Workbench>((set, _get, store) => ({
  view: 'terminal',
  pane: 'lesson',
  terminal: 'main',
  servicePart: 'overview',
  startAnew: () => set(store.getInitialState(), true),
  setView: (view) => set({ view, pane: view }),
  setPane: (pane) => set(pane === 'lesson' || pane === 'map' ? { pane } : { pane, view: pane }),
  showTerminal: (terminal) => set({ terminal, view: 'terminal', pane: 'terminal' }),
  showConnection: (wire, wireLine) => set({ wire, wireLine, wireBy: 'connection', view: 'wire', pane: 'wire' }),
  groupWireBy: (wireBy) => set({ wireBy }),
  showWay: (wireMessage) => set({ wireMessage, wireBy: 'message', view: 'wire', pane: 'wire' }),
  showQueue: (queue) => set({ queue, view: 'queues', pane: 'queues' }),
  showConfiguration: (configured) => set({ configured, view: 'configuration', pane: 'configuration' }),
  showZone: (zone) => set({ zone, view: 'dns', pane: 'dns' }),
  showService: (service) => set({ service, view: 'service', pane: 'service' }),
  showServicePart: (servicePart) => set({ servicePart }),
  showMailbox: (mailbox, message) => set({ mailbox, message, view: 'mailboxes', pane: 'mailboxes' }),
}));
