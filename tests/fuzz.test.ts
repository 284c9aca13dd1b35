import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replyText } from '../sandbox-server/mta/replies.ts';
import { openPostOffice, type } from './post-office.ts';

const word = fc.constantFrom(
  'EHLO',
  'HELO',
  'MAIL FROM:',
  'RCPT TO:',
  'DATA',
  'RSET',
  'QUIT',
  'VRFY',
  '.',
  '..',
  '',
  '<',
  '>',
  '<>',
  '<kim@acme.example>',
  '<ann@globex.example>',
  '<"a b"@globex.example>',
  '<@relay:ann@globex.example>',
  'SIZE=99',
  'BODY=8BITMIME',
  'X=',
  ' ',
  '\t',
  'GET / HTTP/1.1',
);
const line = fc.oneof(
  fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

test('whatever is typed to a server, it lives on and every reply has its form and its reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 14 }), async (lines) => {
      const { sandbox } = openPostOffice();
      await type(
        sandbox,
        'telnet mail.acme.example 25',
        'EHLO laptop',
        ...lines.map((text) => text.replace(/[\r\n]/g, ' ')),
      );
      const exchanges = Object.values(sandbox.world.connections.byId).flatMap((connection) => connection.exchanges);
      const replies = exchanges.filter((exchange) => exchange.kind === 'reply');
      expect(replies.length).toBeGreaterThan(0);
      for (const reply of replies) {
        expect(replyText(reply)).toMatch(/^(?:[2-5]\d\d-.*\n)*[2-5]\d\d .*$/);
        expect(reply.because.reason).toBeTruthy();
      }
      await sandbox.stop();
    }),
    { numRuns: 150, seed: 20261123 },
  );
}, 60_000);

test('whatever is typed to the shell, it prompts again', async () => {
  const command = fc.oneof(
    fc
      .array(
        fc.constantFrom(
          'telnet',
          'nc',
          'swaks',
          'dig',
          'host',
          'mail',
          'cat',
          'ssh',
          'postconf',
          '-e',
          '--to',
          '-u',
          '"',
          "'",
          '1',
          'x=',
          'mx.globex.example',
          '25',
          '--h-Subject',
          '|',
          '$(',
        ),
        { maxLength: 5 },
      )
      .map((words) => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  await fc.assert(
    fc.asyncProperty(command, async (text) => {
      const { sandbox } = openPostOffice();
      await type(sandbox, text.replace(/[\r\n]/g, ' '));
      const number = (sandbox.world.progress.commands.tester00 ?? 0) + 1;
      await sandbox.execute({
        tab: 'tester00',
        number,
        command: { type: 'press-key', terminal: 'main', key: 'interrupt' },
      });
      await sandbox.settled();
      const terminal = sandbox.world.terminals.byName.main;
      expect(terminal?.prompt).toMatch(/^kim@\w+:~\$ $/);
      const output = terminal?.entries.map((entry) => (entry.kind === 'printed' ? entry.text : '')).join('') ?? '';
      expect(output).not.toContain('failed inside');
      await sandbox.stop();
    }),
    { numRuns: 200, seed: 20261123 },
  );
}, 60_000);
