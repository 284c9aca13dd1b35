import { expect, test } from 'vitest';
import { clientHello } from '#protocol/client-hello.ts';
import type { Fact, SandboxEvent } from '#protocol/events.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { worldAt } from '#protocol/world.ts';
import { type CableState, cablesOf } from './cable/cables.ts';
import { notesOf } from './host/host-notes.ts';
import { portsOf } from './host/port-notes.ts';
import { sentenceFor } from './sentences.ts';

const scenario = defineScenario({
  hosts: [
    {
      name: 'laptop.acme.example',
      address: '192.0.2.10',
      role: 'workstation',
      label: '',
      position: { column: 0, row: 0 },
    },
    {
      name: 'mx.globex.example',
      address: '198.51.100.25',
      role: 'mail',
      label: '',
      position: { column: 1, row: 0 },
      ports: [25, 465, 2525],
      mailboxes: ['ann'],
      config: { mydestination: 'globex.example' },
    },
    { name: 'ns.lab.test', address: '198.51.100.53', role: 'dns', label: '', position: { column: 1, row: 1 } },
  ],
  networks: [{ name: 'home', cidr: '192.0.2.0/26', blocks: [{ port: 2525, how: 'drop' }] }],
  faults: [
    { id: 'cut', label: 'cut', kind: 'cut-link', between: ['laptop.acme.example', 'mx.globex.example'] },
    {
      id: 'slow',
      label: 'slow',
      kind: 'slow-link',
      between: ['mx.globex.example', 'laptop.acme.example'],
      delayMs: 300,
    },
    { id: 'hotel', label: 'hotel', kind: 'block-port', network: 'home', port: 587, how: 'drop' },
  ],
  actors: [
    {
      kind: 'spam-bot',
      host: 'laptop.acme.example',
      startsAfterMs: 1,
      everyMs: 600_000,
      letters: 1,
      recipients: ['ann@globex.example'],
    },
    {
      kind: 'forger',
      host: 'mx.globex.example',
      reversePath: 'kim@acme.example',
      domain: 'acme.example',
      letters: 1,
      startsAfterMs: 1,
      everyMs: 600_000,
      rounds: 1,
    },
  ],
  terminal: { host: 'laptop.acme.example', user: 'kim' },
});

const ends = {
  from: { host: 'laptop.acme.example', address: '192.0.2.10', port: 49152 },
  to: { host: 'mx.globex.example', address: '198.51.100.25', port: 25 },
  driver: 'learner',
} as const;

function after(...facts: Fact[]) {
  const all: Fact[] = [{ type: 'sandbox.started', version: 1, lesson: 'x', seed: 's', scenario }, ...facts];
  const events: SandboxEvent[] = all.map((fact, index) => ({ seq: index + 1, at: 0, ...fact }));
  return { world: worldAt(events), last: events.at(-1) };
}

/** As openssl without -starttls begins at a port that speaks text. */
const hello = '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\xf0';

test('octets that are no command are told on a cable, not drawn: a handshake by its name, others by their number', () => {
  const opened: Fact = { type: 'connection.opened', connection: 'c1', ...ends };
  const heard = (verb: string): Fact => ({
    type: 'smtp.command',
    host: 'mx.globex.example',
    connection: 'c1',
    verb,
    line: hello,
  });
  const label = (verb: string) => cablesOf(after(opened, heard(verb)).world, undefined)[0]?.label;
  expect(label(clientHello)).toBe('TLS ClientHello …');
  expect(label(hello)).toBe('12 octets …');
  expect(label('XCLIENT')).toBe('XCLIENT …');
});

const opened: Fact = { type: 'connection.opened', connection: 'c1', ...ends };

function reply(verb: string, code: number): Fact {
  const because = { reason: 'relay-denied' } as const;
  return { type: 'smtp.reply', host: 'mx.globex.example', connection: 'c1', verb, code, lines: [''], because };
}

function command(verb: string): Fact {
  return { type: 'smtp.command', host: 'mx.globex.example', connection: 'c1', verb, line: verb };
}

function switched(fault: string): Fact {
  return { type: 'fault.switched', fault, on: true };
}

const closed: Fact = { type: 'connection.closed', connection: 'c1', by: 'server', how: 'fin' };
const piece: Fact = { type: 'bytes.sent', connection: 'c1', by: 'client', data: 'MAIL' };
const altered: Fact = { type: 'bytes.altered', connection: 'c1', by: 'server', host: 'ns.lab.test', data: 'XXXX' };
const tls: Fact = {
  type: 'tls.established',
  connection: 'c1',
  mode: 'implicit',
  protocol: 'TLSv1.3',
  cipher: 'x',
  certificate: 'valid',
};
const distrust: Fact = { type: 'certificate.checked', connection: 'c1', host: 'laptop.acme.example', trusted: false };
const blockedText = 'port 2525, blocked for you by the border of home (no answer)';

test('hosts that never met have no cable', () => {
  const met = cablesOf(after().world, undefined).filter(({ state }) => state !== 'never used');
  expect(met).toEqual([]);
});

test('a cable is open, then quiet', () => {
  expect(cablesOf(after(opened).world, undefined)).toMatchObject([{ state: 'open', tone: 'ok' }]);
  expect(cablesOf(after(opened, closed).world, undefined)).toMatchObject([{ state: 'closed', tone: 'quiet' }]);
});

test('a refusal is a word on the cable, not only a colour', () => {
  const refused: Fact = {
    type: 'smtp.reply',
    host: 'mx.globex.example',
    connection: 'c1',
    verb: 'RCPT',
    code: 554,
    enhanced: '5.7.1',
    lines: ['no'],
    because: { reason: 'relay-denied' },
  };
  expect(cablesOf(after(opened, refused).world, undefined)).toMatchObject([{ tone: 'no', label: '554 5.7.1 refused' }]);
  const unanswered: Fact = { type: 'connection.timed-out', connection: 'c1', ...ends };
  expect(cablesOf(after(unanswered).world, undefined)).toMatchObject([{ tone: 'wait', label: 'no answer' }]);
});

test('a refusal counts until the client begins anew; a slip of the fingers is none', () => {
  const cable = (...facts: Fact[]) => cablesOf(after(opened, ...facts).world, undefined)[0];
  expect(cable(reply('RCPT', 554), command('NOOP'), reply('NOOP', 250))).toMatchObject({ isRefused: true, tone: 'no' });
  expect(cable(reply('RCPT', 554), reply('RSET', 250))).toMatchObject({ isRefused: false, label: 'RSET 250' });
  expect(cable(reply('RCPT', 554), reply('EHLO', 250))).toMatchObject({ isRefused: false, label: 'EHLO 250' });
  // MAIL before EHLO: the command came too early, nothing was said about a letter.
  expect(cable(reply('MAIL', 503))).toMatchObject({ isRefused: false, tone: 'wait', label: 'MAIL 503' });
  expect(cable(reply('RCPT', 554), reply('DATA', 503))).toMatchObject({ isRefused: true, label: '554 refused' });
});

test('a login or TLS takes back what was said about a letter before: 530 is no longer true', () => {
  const cable = (...facts: Fact[]) => cablesOf(after(opened, ...facts).world, undefined)[0];
  expect(cable(reply('MAIL', 530))).toMatchObject({ isRefused: true, label: '530 refused' });
  expect(cable(reply('MAIL', 530), reply('AUTH', 535))).toMatchObject({ isRefused: true });
  expect(cable(reply('MAIL', 530), reply('AUTH', 235))).toMatchObject({ isRefused: false, label: 'AUTH 235' });
  expect(cable(reply('MAIL', 530), reply('STARTTLS', 220))).toMatchObject({ isRefused: false, label: 'STARTTLS 220' });
});

test('how an earlier try ended is no news once the learner asks the shell for something else', () => {
  const typed: Fact = { type: 'terminal.entered', terminal: 'main', text: 'dig globex.example' };
  const refused: Fact = { type: 'connection.refused', connection: 'c1', ...ends };
  const cable = (...facts: Fact[]) => cablesOf(after(...facts).world, undefined)[0];
  expect(cable(typed, refused)).toMatchObject({ tone: 'no', label: 'connection refused' });
  expect(cable(typed, refused, typed)).toMatchObject({ tone: 'quiet', connection: 'c1' });
  expect(cable(typed, refused, typed)).not.toHaveProperty('label');
  const lost: Fact = { ...closed, by: 'network', how: 'lost' };
  expect(cable(opened, lost)).toMatchObject({ tone: 'no', label: 'connection lost' });
  expect(cable(opened, lost, typed)).toMatchObject({ tone: 'quiet' });
  const restarted: Fact = { ...closed, by: 'network', how: 'restarted' };
  expect(cable(opened, reply('RCPT', 554), restarted)).toMatchObject({ label: 'ended by a restart', isRefused: false });
  // A mail server that was refused tries again by itself: its letter waits.
  expect(cable({ ...refused, driver: 'mta' }, typed)).toMatchObject({ label: 'connection refused' });
});

test('where the learner answers as a server, the cable follows what is said', () => {
  const octets = (by: 'client' | 'server', data: string): Fact => ({ type: 'bytes.sent', connection: 'c1', by, data });
  const cable = (...facts: Fact[]) => cablesOf(after({ ...opened, driver: 'mta' }, ...facts).world, undefined)[0];
  const greeted = [octets('server', '220 laptop\r\n'), octets('client', 'EHLO mail.acme.example\r\n')];
  expect(cable()).toMatchObject({ label: 'connected' });
  expect(cable(...greeted)).toMatchObject({ label: 'EHLO …' });
  const asked = [...greeted, octets('server', '250 laptop\r\n'), octets('client', 'MAIL FROM:<a@b.example>\r\n')];
  expect(cable(...asked, octets('server', '550 5.7.1 not from you\r\n'))).toMatchObject({
    label: '550 5.7.1 refused',
    isRefused: true,
  });
  const quit = [...asked, octets('server', '250 Ok\r\n'), octets('client', 'QUIT\r\n')];
  expect(cable(...quit)).toMatchObject({ label: 'QUIT …', isRefused: false });
  expect(cable(...quit, octets('server', '221 Bye\r\n'))).toMatchObject({ label: 'QUIT 221' });
});

test('a question to the name server is a cable while it is shown', () => {
  const { world, last } = after({
    type: 'dns.answered',
    client: 'laptop.acme.example',
    driver: 'learner',
    question: { name: 'globex.example', type: 'MX' },
    rcode: 'NOERROR',
    answers: [],
  });
  expect(cablesOf(world, last).at(-1)).toMatchObject({ to: 'ns.lab.test', label: 'MX globex.example?' });
});

test('a host says what it holds and whose letters arrived', () => {
  const accepted: Fact = {
    type: 'message.accepted',
    host: 'mx.globex.example',
    queueId: 'Q1',
    message: 'm1',
    origin: 'learner',
    envelope: { reversePath: '', recipients: ['ann@globex.example'] },
    raw: '',
  };
  const delivered: Fact = {
    type: 'message.delivered',
    host: 'mx.globex.example',
    queueId: 'Q1',
    message: 'm1',
    recipient: 'ann@globex.example',
    mailbox: 'ann@globex.example',
    trace: '',
  };
  const notes = (...facts: Fact[]) => {
    const { world, last } = after(...facts);
    const host = world.hosts.byName['mx.globex.example'];
    return host && notesOf(world, host, last);
  };
  expect(notes(accepted)).toMatchObject({ held: 1, arrived: [] });
  expect(notes(accepted, delivered)).toMatchObject({ held: 0, arrived: [{ text: 'ann: 1 new' }], now: { tone: 'ok' } });
  const { last } = after(accepted, delivered);
  expect(last && sentenceFor(last)).toBe('mx.globex.example put the message into the mailbox of ann@globex.example.');
});

test('a letter is being written from 354 on, a bit further with each piece, and its envelope never arrives by itself', () => {
  const start = reply('DATA', 354);
  const piece: Fact = { type: 'bytes.sent', connection: 'c1', by: 'client', data: 'Hello' };
  const shares = [0, 1, 5, 50].map((count) => {
    const [cable] = cablesOf(after(opened, start, ...Array.from({ length: count }, () => piece)).world, undefined);
    return cable?.writing ?? 0;
  });
  expect(shares).toEqual([...shares].sort((one, other) => one - other));
  expect(shares[0]).toBeGreaterThan(0);
  expect(shares.at(-1)).toBeLessThan(1);
  const [ended] = cablesOf(after(opened, start, piece, command('DATA-END')).world, undefined);
  expect(ended).not.toHaveProperty('writing');
});

test.each<[string, Fact[], Partial<CableState>]>([
  ['in the clear', [command('EHLO')], { secrecy: 'clear', label: 'EHLO …' }],
  ['answered', [command('EHLO'), reply('EHLO', 250)], { label: 'EHLO 250' }],
  ['sealed', [command('EHLO'), tls], { secrecy: 'tls' }],
  ['sealed for a stranger', [tls, distrust], { secrecy: 'untrusted' }],
  ['changed on the way', [command('EHLO'), altered], { secrecy: 'altered' }],
  ['cut', [switched('cut')], { tone: 'no', label: 'cut', isCut: true }],
  ['slow', [closed, switched('slow')], { label: 'slow, +300 ms', slowedByMs: 300 }],
  ['used by two at once', [{ ...opened, connection: 'c2' }], { label: '2 talking', count: 2 }],
])('a cable says when it is %s', (_, facts, said) => {
  expect(cablesOf(after(opened, ...facts).world, undefined)[0]).toMatchObject(said);
});

test('a cable that can be cut is there before anybody uses it', () => {
  const { world } = after();
  expect(cablesOf(world, undefined)).toMatchObject([{ state: 'never used', tone: 'quiet' }]);
});

test('no answer has a reason: a border that blocks the port, with its name, or a host without power', () => {
  const unanswered: Fact = { type: 'connection.timed-out', connection: 'c1', ...ends };
  const blocked = { ...unanswered, to: { ...ends.to, port: 2525 } };
  expect(cablesOf(after(blocked).world, undefined)).toMatchObject([
    { label: 'no answer: home blocks 2525', blockedBy: 'home' },
  ]);
  // While the caller waits, nobody knows why.
  const calling: Fact = { ...blocked, type: 'connection.attempted' };
  const [waiting] = cablesOf(after(calling).world, undefined);
  expect(waiting).toMatchObject({ label: 'calling 2525 …' });
  expect(waiting?.blockedBy).toBeUndefined();
  expect(cablesOf(after(calling, blocked).world, undefined)).toMatchObject([
    { label: 'no answer: home blocks 2525', count: 1 },
  ]);
  const off: Fact = { type: 'host.stopped', host: 'mx.globex.example' };
  expect(cablesOf(after(off, unanswered).world, undefined)).toMatchObject([{ label: 'no answer: it is off' }]);
});

test('a refusal is not put down to what came after it: a border that has begun to drop the port, a host switched off', () => {
  const refused: Fact = { type: 'connection.refused', connection: 'c1', ...ends, to: { ...ends.to, port: 587 } };
  const hotel: Fact = { type: 'fault.switched', fault: 'hotel', on: true };
  expect(cablesOf(after(refused, hotel).world, undefined)).toMatchObject([{ label: 'connection refused' }]);
  const off: Fact = { type: 'host.stopped', host: 'mx.globex.example' };
  expect(cablesOf(after(refused, off).world, undefined)).toMatchObject([{ label: 'connection refused' }]);
});

test('doors say who may come in from where the learner sits, and how they are locked', () => {
  const texts = (...facts: Fact[]) => {
    const { world } = after(...facts);
    const host = world.hosts.byName['mx.globex.example'];
    return host ? portsOf(world, host).map(({ text }) => text) : [];
  };
  const door = { connection: 'c1', ...ends, to: { ...ends.to, port: 2525 } };
  const unanswered: Fact = { type: 'connection.timed-out', ...door };
  expect(texts(unanswered)).toEqual(['port 25, open', 'port 465, open, TLS from the start', blockedText]);
  // Nobody sees a border before he has met it, nor while he still waits.
  expect(texts()[2]).toBe('port 2525, open');
  expect(texts({ type: 'connection.attempted', ...door })[2]).toBe('port 2525, open');
  const offers: Fact = {
    type: 'config.changed',
    host: 'mx.globex.example',
    parameter: 'smtpd_tls_security_level',
    value: 'may',
    by: 'learner',
  };
  expect(texts(offers)[0]).toBe('port 25, open, STARTTLS offered');
  expect(texts({ type: 'host.stopped', host: 'mx.globex.example' })[0]).toBe('port 25, closed: the host is off');
});

test('a host says that it listens, that a blocklist lists it, and that it is a bot', () => {
  const tags = (name: string, ...facts: Fact[]) => {
    const { world } = after(...facts);
    const host = world.hosts.byName[name];
    return host ? notesOf(world, host, undefined).tags.map(({ text }) => text) : [];
  };
  const listens: Fact = {
    type: 'config.changed',
    host: 'ns.lab.test',
    parameter: 'lab_intercept',
    value: 'listen',
    by: 'lesson',
  };
  const [zone, address] = ['bl.lab.test', '192.0.2.10'];
  const trapped: Fact = { type: 'blocklist.trapped', zone, address };
  const listed: Fact = { type: 'blocklist.listed', zone, address, reason: 'spam' };
  expect(tags('ns.lab.test')).toEqual([]);
  expect(tags('ns.lab.test', listens)).toEqual(['listens']);
  expect(tags('ns.lab.test', listens, { ...opened, via: ['ns.lab.test'] }, piece, command('MAIL'))).toEqual([
    'listens: can read 1 of 1',
  ]);
  expect(tags('ns.lab.test', listens, { ...opened, via: ['ns.lab.test'] }, tls, piece)).toEqual([
    'listens: all sealed',
  ]);
  expect(tags('laptop.acme.example', trapped, listed)).toEqual(['spam bot', 'listed by bl.lab.test']);
  expect(tags('mx.globex.example')).toEqual([]);
  const calls: Fact = { ...opened, from: opened.to, to: opened.from, driver: 'actor' };
  expect(tags('mx.globex.example', calls)).toEqual(['writes as kim']);
});
