import type { ForgerActor } from '#protocol/actors.ts';
import { mailDate } from '../mta/cleanup.ts';
import type { VirtualSocket } from '../network/virtual-socket.ts';
import { callMailServer } from './call.ts';
import { Conversation } from './conversation.ts';
import { RoundsActor } from './rounds.ts';

/** Letters of a name that he makes up. */
const letters = 'abcdefghijklmnopqrstuvwxyz';

/**
 * Sends spam to names that he makes up, and writes somebody else's address where the return address stands. What cannot be
 * delivered comes back to that person, if the receiver says yes first and looks later.
 */
export class Forger extends RoundsActor<ForgerActor> {
  protected override async round(): Promise<void> {
    const socket = await this.#call();
    if (!socket) return;
    const conversation = new Conversation(socket, this.signal);
    if ((await conversation.hears()) && (await conversation.says(`EHLO ${this.actor.host}`))) {
      for (let sent = 0; sent < this.actor.letters && this.mayWork(); sent += 1) await this.#send(conversation);
      await conversation.says('QUIT');
    }
    socket.end();
  }

  /** The first of the domain's mail servers that answers, as its MX records name them. */
  async #call(): Promise<VirtualSocket | undefined> {
    const { host, domain } = this.actor;
    const { resolver } = this.parts;
    const asker = { client: host, driver: 'actor' } as const;
    const found = await resolver.mailHosts(asker, domain);
    if (found.kind !== 'mx' && found.kind !== 'implicit') return undefined;
    const names = found.kind === 'mx' ? found.hosts.map(({ exchange }) => exchange) : [domain];
    for (const name of names) {
      const [address] = await resolver.addresses(asker, name);
      const socket = address === undefined ? undefined : await callMailServer(host, address, this.parts);
      if (socket) return socket;
    }
    return undefined;
  }

  /** Whether this name exists he does not know, and a refusal does not stop him. */
  async #send(conversation: Conversation): Promise<void> {
    const { random, clock } = this.parts;
    const { host, reversePath, domain } = this.actor;
    const recipient = `${random.text(5, letters)}@${domain}`;
    const letter = [
      `From: ${reversePath}`,
      `To: ${recipient}`,
      'Subject: Only today: everything half price',
      `Date: ${mailDate(clock.now())}`,
      `Message-Id: <${random.text(10, '0123456789abcdef')}@${host}>`,
      '',
      'The address above is not mine. Whoever owns it knows nothing of this letter.',
      '.',
    ].join('\r\n');
    const begun = await conversation.says(`MAIL FROM:<${reversePath}>`);
    const taken = begun && (await conversation.says(`RCPT TO:<${recipient}>`));
    if (!taken || !(await conversation.says('DATA'))) return void (await conversation.says('RSET'));
    await conversation.says(letter);
  }
}
