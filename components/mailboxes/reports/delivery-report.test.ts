import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { mimeTree } from '#protocol/mime-tree.ts';
import { OwnWorld } from '../../../tests/own-world.ts';
import { aggregatePart, aggregateXml } from './aggregate-report.ts';
import { actionWords, deliveryReport, feedbackReport } from './delivery-report.ts';

test('the notice of a real server is read: for whom, what, why, and who said so', async () => {
  const world = OwnWorld.open();
  await world.handIn({ rcpt: ['<nobody@globex.example>'] });
  const [notice = ''] = await world.mailbox('kim@acme.example');
  await world.sandbox.stop();
  const report = deliveryReport(mimeTree(notice));
  expect(report).toMatchObject({
    reportingMta: 'mail.acme.example',
    recipients: [
      { address: 'nobody@globex.example', action: 'failed', status: '5.1.1', remoteMta: 'mx.globex.example' },
    ],
  });
  expect(report?.recipients[0]?.diagnostic).toMatch(/^550 5\.1\.1 /);
});

test('an ordinary letter is no report', () => {
  const tree = mimeTree('Subject: x\r\n\r\nAction: failed\r\n');
  expect([deliveryReport(tree), feedbackReport(tree), aggregatePart(tree)]).toEqual([undefined, undefined, undefined]);
});

test('what makes no sense in a report is left out', () => {
  const raw = [
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; \x1b[2J.example',
    '',
    'Final-Recipient: rfc822; a@b.example',
    'Action: EXPLODED',
    'Status: 9.9.9 whatever',
    '',
    'X-Only: this group names nobody',
  ].join('\r\n');
  expect(deliveryReport(mimeTree(raw))?.recipients).toEqual([
    { address: 'a@b.example', action: 'exploded', status: '' },
  ]);
});

test('each action of RFC 3464 has its words', () => {
  const words = ['failed', 'delayed', 'delivered', 'relayed', 'expanded', 'constructor'].map(actionWords);
  expect(words.slice(0, 5).every((text) => !text.includes('no standard'))).toBe(true);
  expect(words.at(-1)).toBe('an action that no standard knows');
});

test('a complaint is read field by field', () => {
  const raw = [
    'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
    '',
    '--b',
    '',
    'This is a complaint.',
    '--b',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'Source-IP: 192.0.2.25',
    '--b--',
  ].join('\r\n');
  expect(feedbackReport(mimeTree(raw))?.map(({ name, value }) => [name, value])).toEqual([
    ['feedback-type', 'abuse'],
    ['source-ip', '192.0.2.25'],
  ]);
});

function attached(octets: Buffer): string {
  const head = 'Content-Type: application/gzip; name="a!b!1!2.xml.gz"\r\nContent-Transfer-Encoding: base64\r\n\r\n';
  return head + octets.toString('base64').replace(/(.{76})/g, '$1\r\n');
}

test('a report that unpacks to far more than any report is not unpacked to its end', async () => {
  const part = aggregatePart(mimeTree(attached(gzipSync(Buffer.alloc(30_000_000)))));
  if (!part) throw new Error('not found');
  await expect(aggregateXml(part)).rejects.toThrow('more than 2000000 octets');
});

test('a damaged one is an error and no hang', async () => {
  const octets = gzipSync(Buffer.from('<feedback/>'));
  const part = aggregatePart(mimeTree(attached(octets.subarray(0, 12))));
  if (!part) throw new Error('not found');
  await expect(aggregateXml(part)).rejects.toThrow();
});
