import type { SandboxEvent } from '#protocol/events.ts';

/** Who owns sandboxes: a browser, recognised by a cookie. The secret itself is never stored. */
export interface Visitor {
  id: string;
  /** SHA-256 of the cookie's secret, in hex. */
  secretHash: string;
}

export interface StoredSandbox {
  id: string;
  /** Id of the visitor who alone may use it. */
  visitor: string;
  /** Slug of its lesson. */
  lesson: string;
  /** Seed of all chance in it. */
  seed: string;
}

/** Where sandboxes live while nobody looks: visitors, sandboxes and their logs. */
export interface Store {
  /**
   * Writes facts behind the others of a sandbox; resolves when they are on disk. All appends of one turn of the event
   * loop, of all sandboxes, are one commit: all of them or none. Rejects with a StoreError when they could not be written.
   */
  append(sandbox: string, events: readonly SandboxEvent[]): Promise<void>;
  /** The whole log of a sandbox, in order. Throws a StoreError when it is damaged. */
  read(sandbox: string): SandboxEvent[];
  /** The visitor's sandbox of a lesson, if it was written in the present version of the facts. */
  findSandbox(visitor: string, lesson: string): StoredSandbox | undefined;
  /** A new, empty sandbox; from now on it is the one that `findSandbox` finds. Older ones stay on disk. */
  createSandbox(sandbox: StoredSandbox): void;
  /** A new sandbox whose log is that of `from` up to the fact `upTo`, and then says so; from now on it is the one that
   *  `findSandbox` finds. All of it is on disk when this returns. */
  forkSandbox(sandbox: StoredSandbox, origin: { from: string; upTo: number }): void;
  /** Makes a sandbox the one that `findSandbox` finds. False when the visitor has no such sandbox of this lesson. */
  chooseSandbox(visitor: string, lesson: string, id: string): boolean;
  /** Ids of all sandboxes of a visitor, those of an earlier version of the facts included, oldest first. */
  sandboxesOf(visitor: string): string[];
  /** Ids of a visitor's forks in a lesson, oldest first. */
  forksOf(visitor: string, lesson: string): string[];
  /** Deletes a sandbox and its log, for good. */
  forgetSandbox(id: string): void;
  /** All sandboxes, oldest first, with the length of their logs. */
  listSandboxes(): (StoredSandbox & { facts: number })[];
  findVisitor(id: string): Visitor | undefined;
  createVisitor(visitor: Visitor): void;
  /** Writes what waits, then closes. */
  close(): void;
}

/** The store could not do its work; the message is fit for an operator and for a learner. */
export class StoreError extends Error {
  override name = 'StoreError';
}
