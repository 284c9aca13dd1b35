import { expect, test } from 'vitest';
import { laptop, mail, openSmallOffice } from '../../small-office.ts';

/** A server that has delivered one letter, refused one, and keeps one that nobody takes; the shell is on its host. */
async function withLog() {
  const office = openSmallOffice({
    config: {
      mydestination: 'acme.example',
      mynetworks: '127.0.0.0/8',
      smtpd_tls_security_level: 'may',
      smtpd_sasl_auth_enable: 'yes',
    },
  });
  await office.type(
    `swaks --server ${mail} --from ann@globex.example --to kim@acme.example -ha`,
    `swaks --server ${mail} --from ann@globex.example --to zoe@elsewhere.example -ha`,
    `swaks --server ${mail} --port 587 --tls --auth-user kim --auth-password sardine --to ann@globex.example`,
    `swaks --server ${mail} --port 587 --tls --auth PLAIN --auth-user kim --auth-password herring --to ann@globex.example`,
  );
  office.clock.advanceTo(60_000);
  await office.settled();
  await office.type(`ssh ${mail}`);
  return office;
}

test('the log of a mail server tells in Postfix’s words what came, what was refused, and what became of it', async () => {
  const { type } = await withLog();
  const log = await type('cat /var/log/mail.log');
  const from = `${laptop}[192.0.2.10]`;
  const lines = [
    `Jan  5 09:00:00 mail postfix/smtpd[1001]: connect from ${from}`,
    'to=<kim@acme.example>, relay=local, delay=0.0, dsn=2.0.0, status=sent (delivered to mailbox)',
    `NOQUEUE: reject: RCPT from ${from}: 554 5.7.1 <zoe@elsewhere.example>: Relay access denied; from=<ann@globex.example> to=<zoe@elsewhere.example> proto=ESMTP helo=<${laptop}>`,
    `: client=${from}, sasl_method=`,
    'sasl_username=kim',
    `warning: ${from}: SASL PLAIN authentication failed`,
    'to=<ann@globex.example>, relay=none, delay=60.0, dsn=4.4.1, status=deferred (connect to mx.globex.example[198.51.100.25]:25: Connection timed out)',
    ' ehlo=1 mail=1 rcpt=0/1',
    ': removed',
  ];
  for (const line of lines) expect(log).toContain(line);
});

test('grep, head and tail read a file as well as a pipe', async () => {
  const { type, of } = await withLog();
  expect(await type('grep -c reject: /var/log/mail.log')).toBe('1\n');
  expect((await type('tail -n 3 /var/log/mail.log')).split('\n')).toHaveLength(4);
  expect(await type('head -1 /var/log/mail.log')).toContain('connect from');
  expect(await type('tail -50 /var/log/mail.log | grep -c authentication')).toBe('1\n');
  expect(await type('grep -c ^From /var/mail/kim@acme.example')).toBe('1\n');
  expect(of('view.opened').map(({ view }) => view)).toEqual(['log', 'log', 'log', 'log', 'source']);
});

test('a log is on the host whose server wrote it, and nowhere else', async () => {
  const { type } = openSmallOffice();
  expect(await type('tail /var/log/mail.log')).toBe(
    `tail: /var/log/mail.log: No such file or directory\nThe log of a mail server is on its host: ssh ${mail}, then /var/log/mail.log\n`,
  );
});

test('a log keeps the name that a client had when it called', async () => {
  const { type, record, world } = await withLog();
  const before = await type('grep connect /var/log/mail.log');
  expect(before).toContain(`connect from ${laptop}[192.0.2.10]`);
  const pointer = { name: '10.2.0.192.in-addr.arpa', type: 'PTR', target: laptop } as const;
  record({ type: 'zone.changed', remove: [pointer], add: [{ ...pointer, target: 'new.acme.example' }], by: 'learner' });
  expect(world.names.records).toContainEqual({ ...pointer, target: 'new.acme.example' });
  expect(await type('grep connect /var/log/mail.log')).toBe(before);
});

test('what the local agent gives back is its own line, and no name of a user makes a second one', async () => {
  const { type } = openSmallOffice({
    config: {
      mydestination: 'acme.example',
      mynetworks: '127.0.0.0/8 192.0.2.0/26',
      lab_accept_then_bounce: 'yes',
      smtpd_sasl_auth_enable: 'yes',
      smtpd_tls_auth_only: 'no',
    },
  });
  await type(`swaks --server ${mail} --from bob@acme.example --to nobody@acme.example -ha`);
  const forged = Buffer.from('\0kim\nJan  5 09:00:00 mail forged\0x').toString('base64');
  await type(`nc ${mail} 587`, `EHLO ${laptop}`, `AUTH PLAIN ${forged}`, 'QUIT');
  const log = await type(`ssh ${mail}`, 'cat /var/log/mail.log');
  expect(log).toMatch(
    /postfix\/local\[\d+\]: \w+: to=<nobody@acme\.example>, relay=local, .*dsn=5\.1\.1, status=bounced/,
  );
  expect(log).toContain('sasl_username=kim?Jan  5 09:00:00 mail forged');
});
