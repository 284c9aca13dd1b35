import { describe, expect, test } from 'vitest';
import { defineScenario } from '#protocol/scenario.ts';
import { worldOf } from '../wire/recorded.ts';
import { mailDocument, mailPolicy } from './mail-document.ts';
import { mailboxesByHost, messageKey, wasRead } from './mailboxes-by-host.ts';
import { parsedMessage } from './parsed-message.ts';

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</head><meta http-equiv="Content-Security-Policy" content="default-src *">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '</body></html><!doctype html><html><head>',
  '"><svg onload=alert(1)>',
];

describe('a letter in HTML', () => {
  test.each(hostile)('comes after a policy that allows nothing to load: %s', (html) => {
    const document = mailDocument(html);
    expect(document.indexOf(mailPolicy)).toBeLessThan(document.indexOf(html));
    expect(document.indexOf('<base target="_blank">')).toBeLessThan(document.indexOf(html));
    expect(document.startsWith('<!doctype html><html><head><meta charset="utf-8"><meta http-equiv=')).toBe(true);
  });

  test('has a policy without a source for anything but its own styles', () => {
    expect(mailPolicy.split('; ')).toEqual([
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      "form-action 'none'",
      "base-uri 'none'",
    ]);
  });
});

describe('a message as mail programs read it', () => {
  test('has its text, its HTML and its files apart', async () => {
    const raw = [
      'From: =?utf-8?Q?K=C3=ADm?= <kim@acme.example>',
      'To: Friends: ann@globex.example, bob@acme.example;',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>Gr\xc3\xbc\xc3\x9fe</p>',
      '--x',
      'Content-Type: application/octet-stream',
      'Content-Disposition: attachment; filename="<img src=x onerror=alert(1)>.pdf"',
      '',
      'abc',
      '--x--',
      '',
    ].join('\r\n');
    const message = await parsedMessage(raw);
    expect(message).toMatchObject({
      from: ['kim@acme.example'],
      to: ['ann@globex.example', 'bob@acme.example'],
      attachments: [{ name: '<img src=x onerror=alert(1)>.pdf', type: 'application/octet-stream' }],
    });
    expect(message.html).toContain('Grüße');
  });

  test.each(['', '\0', 'no header at all', 'Subject: only\r\n', 'Content-Type: multipart/mixed\r\n\r\n--'])(
    'is read even when it is hardly one: %j',
    async (raw) => {
      expect((await parsedMessage(raw)).attachments).toEqual([]);
    },
  );
});

describe('mailboxes', () => {
  const position = { column: 0, row: 0 };
  const host = { role: 'mail', label: '', position } as const;
  const scenario = defineScenario({
    hosts: [
      {
        ...host,
        name: 'mx.globex.example',
        address: '198.51.100.25',
        config: { mydestination: 'globex.example, globex.test' },
        mailboxes: ['ann'],
      },
      {
        ...host,
        name: 'mail.acme.example',
        address: '192.0.2.25',
        config: { mydestination: 'acme.example' },
        mailboxes: ['bob'],
      },
    ],
    prepared: [
      { mailbox: 'ann@globex.example', reversePath: 'a@acme.example', raw: 'Subject: first\n\n' },
      { mailbox: 'ann@globex.example', reversePath: 'a@acme.example', raw: 'Subject: second\n\n' },
    ],
    terminal: { host: 'mail.acme.example', user: 'kim' },
  });
  const started = { type: 'sandbox.started', version: 1, lesson: 'x', seed: 's', scenario } as const;

  test('stand under the host that keeps them, the newest message first', () => {
    const groups = mailboxesByHost(worldOf([started]));
    expect(groups.map(({ host: name, mailboxes }) => [name, mailboxes.map(({ address }) => address)])).toEqual([
      ['mx.globex.example', ['ann@globex.example', 'ann@globex.test']],
      ['mail.acme.example', ['bob@acme.example']],
    ]);
    expect(groups[0]?.mailboxes[0]?.messages.map(({ raw }) => raw)).toEqual([
      'Subject: second\r\n\r\n',
      'Subject: first\r\n\r\n',
    ]);
  });

  test('a message is new until it was opened once', () => {
    const stored = worldOf([started]).mailboxes.byAddress['ann@globex.example']?.[0];
    if (!stored) throw new Error('the prepared message is not there');
    expect(wasRead(worldOf([started]).progress.views, 'ann@globex.example', stored)).toBe(false);
    const opened = {
      type: 'view.opened',
      view: 'source',
      mailbox: 'ann@globex.example',
      message: messageKey(stored),
    } as const;
    expect(wasRead(worldOf([started, opened]).progress.views, 'ann@globex.example', stored)).toBe(true);
  });
});
