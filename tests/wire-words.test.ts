import { expect, test } from 'vitest';
import { smtpCommands } from '#protocol/smtp-commands.ts';
import { smtpExtensions } from '#protocol/smtp-extensions.ts';
import { OwnWorld } from './own-world.ts';

test('each keyword that a server of the sandbox can offer is explained', async () => {
  const world = OwnWorld.open({
    config: {
      'mail.acme.example': {
        smtpd_tls_security_level: 'may',
        smtpd_sasl_auth_enable: 'yes',
        smtpd_tls_auth_only: 'no',
      },
    },
  });
  await world.talk('mail.acme.example', ['EHLO a.example', 'HELP', 'QUIT']);
  const replies = world.facts('smtp.reply');
  const keywords = replies.find(({ verb }) => verb === 'EHLO')?.lines.slice(1) ?? [];
  expect(keywords.length).toBeGreaterThan(8);
  expect(keywords.map((line) => line.split(/[ =]/)[0] ?? '').filter((keyword) => !(keyword in smtpExtensions))).toEqual(
    [],
  );
  const verbs =
    replies
      .find(({ verb }) => verb === 'HELP')
      ?.lines.join(' ')
      .match(/\b[A-Z]{4,8}\b/g) ?? [];
  expect(verbs).toContain('MAIL');
  // The two are Postfix's own, for filters in front of it: of no RFC, and refused to everybody here.
  expect(verbs.filter((verb) => !(verb in smtpCommands))).toEqual(['XCLIENT', 'XFORWARD']);
  await world.sandbox.stop();
});
