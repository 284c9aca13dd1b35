import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '#protocol/socket.ts';

/** What arrives is not trusted to be what the protocol says: it is parsed first. */
type Untrusted = { [Name in keyof ClientToServer]: (...args: unknown[]) => void };

export type BrowserSocket = Socket<Untrusted, ServerToClient, DefaultEventsMap, object>;
export type BrowserServer = Server<Untrusted, ServerToClient, DefaultEventsMap, object>;
