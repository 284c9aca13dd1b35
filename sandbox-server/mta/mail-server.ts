import { DmarcReports } from './dmarc-reports.ts';
import type { MtaParts } from './parts.ts';
import { Qmgr } from './qmgr.ts';
import { Smtpd } from './smtpd/smtpd.ts';

/** A mail server: listeners on the host's ports and a queue manager. It exists from the first connection on. */
export class MailServer {
  readonly #host: string;
  readonly #parts: MtaParts;
  readonly #qmgr: Qmgr;
  readonly #reports: DmarcReports;
  #smtpd: Smtpd | undefined;

  constructor(host: string, ports: readonly number[], parts: MtaParts) {
    this.#host = host;
    this.#parts = parts;
    this.#qmgr = new Qmgr(host, parts);
    this.#reports = new DmarcReports(host, parts);
    for (const port of ports) parts.network.listen(host, port, (...connected) => this.#listener().accept(...connected));
  }

  /** Looks at the queue: something was accepted, flushed, configured, or the host has power again. */
  wake(): void {
    this.#qmgr.wake();
    this.#reports.arm();
  }

  /** Sandbox ms at which the next message of the queue is due. */
  nextDueAt(): number | undefined {
    return this.#qmgr.nextDueAt();
  }

  stop(): void {
    this.#qmgr.stop();
    this.#reports.stop();
  }

  #listener(): Smtpd {
    this.#smtpd ??= new Smtpd(this.#host, this.#parts);
    return this.#smtpd;
  }
}
