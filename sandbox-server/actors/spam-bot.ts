import type { SpamBotActor } from '#protocol/actors.ts';
import { mailDate } from '../mta/cleanup.ts';
import { callMailServer } from './call.ts';
import { Conversation } from './conversation.ts';
import { RoundsActor } from './rounds.ts';

/** How a recipient elsewhere can be written so that a careless server carries it on. */
const routes = {
  plain: (user: string, domain: string) => `${user}@${domain}`,
  percent: (user: string, domain: string, relay: string) => `${user}%${domain}@${relay}`,
  quoted: (user: string, domain: string, relay: string) => `"${user}@${domain}"@${relay}`,
} as const;

type Route = keyof typeof routes;

/** Calls every mail server in turn, tries whether it relays for strangers, and sends its offers through those that do. */
export class SpamBot extends RoundsActor<SpamBotActor> {
  /** Relays that were open in the last round. */
  readonly #open = new Set<string>();

  protected override async round(): Promise<void> {
    const { world } = this.parts;
    const targets = Object.values(world.hosts.byName).filter(
      ({ role, ports }) => role === 'mail' && ports.includes(25),
    );
    for (const { name, address } of targets) {
      if (!this.mayWork()) return;
      const socket = await callMailServer(this.actor.host, address, this.parts);
      if (!socket) continue;
      await this.#abuse(name, new Conversation(socket, this.signal));
      socket.end();
    }
  }

  async #abuse(relay: string, conversation: Conversation): Promise<void> {
    const { host, letters, recipients } = this.actor;
    if (!(await conversation.hears()) || !(await conversation.says(`EHLO ${host}`))) return;
    const how = await this.#probe(relay, conversation);
    if (how && !this.#open.has(relay)) this.parts.record({ type: 'relay.found', by: host, relay, how });
    if (how) this.#open.add(relay);
    else this.#open.delete(relay);
    for (let sent = 0; how && sent < letters; sent += 1) {
      const recipient = recipients[sent % recipients.length] ?? '';
      if (!(await this.#send(relay, how, recipient, conversation))) break;
    }
    await conversation.says('QUIT');
  }

  /** A recipient at its own domain is at home on no other server: who takes it, relays. */
  async #probe(relay: string, conversation: Conversation): Promise<Route | undefined> {
    const domain = domainOf(this.actor.host);
    for (const how of Object.keys(routes) as Route[]) {
      const begun = await conversation.says(`MAIL FROM:<probe@${domain}>`);
      const taken = begun && (await conversation.says(`RCPT TO:<${routes[how]('probe', domain, relay)}>`));
      await conversation.says('RSET');
      if (taken) return how;
    }
    return undefined;
  }

  async #send(relay: string, how: Route, recipient: string, conversation: Conversation): Promise<boolean> {
    const { random, clock } = this.parts;
    const domain = domainOf(this.actor.host);
    const [user = '', elsewhere = ''] = recipient.split('@');
    const from = `offers-${random.text(4, '0123456789')}@${domain}`;
    const letter = [
      `From: Bargains <${from}>`,
      `To: ${recipient}`,
      'Subject: Only today: everything half price',
      `Date: ${mailDate(clock.now())}`,
      `Message-Id: <${random.text(10, '0123456789abcdef')}@${domain}>`,
      '',
      'You did not ask for this letter. Neither did anybody else.',
      '.',
    ].join('\r\n');
    const steps = [`MAIL FROM:<${from}>`, `RCPT TO:<${routes[how](user, elsewhere, relay)}>`, 'DATA', letter];
    for (const step of steps) if (!(await conversation.says(step))) return false;
    return true;
  }
}

/** The bot's own domain: the name of its host without the first label. */
function domainOf(host: string): string {
  return host.slice(host.indexOf('.') + 1);
}
