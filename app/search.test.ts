import { describe, expect, test } from 'vitest';
import { findIn, searchIndexOf } from '../components/search/search-index.ts';
import { searchDocuments } from './search-documents.ts';

const documents = await searchDocuments();
const find = findIn(searchIndexOf(documents));

describe('the first hit for', () => {
  test.each([
    // Codes, as they stand in a bounce
    ['5.7.1', '/reference/enhanced-codes#5.7.1'],
    ['4.7.1', '/reference/enhanced-codes#5.7.1'],
    ['550', '/reference/reply-codes#550'],
    ['554 5.7.1', '/reference/enhanced-codes#5.7.1'],
    ['5.7.515', '/reference/enhanced-codes#outlook-com-7.515'],
    ['5.4.5', '/reference/enhanced-codes#5.4.5'],
    // What servers say
    ['relay access denied', '/reference/enhanced-codes#5.7.1'],
    ['user unknown', '/reference/reply-codes#550'],
    ['username and password not accepted', '/reference/reply-codes#535'],
    ['must issue a starttls command first', '/reference/reply-codes#530'],
    ['too many recipients', '/reference/enhanced-codes#5.5.3'],
    ['550 5.1.1 <bob@acme.example>: Recipient address rejected: User unknown', '/reference/enhanced-codes#5.1.1'],
    // Words, also with typing errors
    ['greylistng', '/reference/glossary#greylisting'],
    ['greylisting', '/reference/glossary#greylisting'],
    ['smarthost', '/reference/glossary#smart-host'],
    ['reverse dns', '/reference/glossary#ptr-record'],
    ['backscater', '/reference/glossary#backscatter'],
    ['dmarc', '/reference/glossary#dmarc'],
    ['return path', '/reference/glossary#envelope-sender'],
    // Ports
    ['port 587 blocked', '/reference/ports#587'],
    ['587', '/reference/ports#587'],
    ['port 25', '/reference/ports#25'],
    ['connection timed out', '/reference/ports#connection-timed-out'],
    // Commands, fields, parameters
    ['ehlo', '/reference/commands#ehlo'],
    ['mail from', '/reference/commands#mail'],
    ['rcpt to', '/reference/commands#rcpt'],
    ['dkim-signature', '/reference/header-fields#dkim-signature'],
    ['message-id', '/reference/header-fields#message-id'],
    ['relayhost', '/reference/parameters#relayhost'],
    ['mynetworks', '/reference/parameters#mynetworks'],
    ['smtpd_relay_restrictions', '/reference/parameters#smtpd_relay_restrictions'],
    ['reject_unauth_destination', '/reference/parameters#reject_unauth_destination'],
    ['8bitmime', '/reference/extensions#8bitmime'],
    // What grows old
    ['gmail 5000', '/reference/facts-that-date#gmail-bulk-threshold'],
    ['port 25 aws', '/reference/facts-that-date#outbound-25'],
    ['sending limit webmail', '/reference/facts-that-date#webmail-daily-limit'],
    // Lessons and sandboxes
    ['talk to a mail server', '/lessons/first-conversation'],
    ['keep it or pass it on', '/lessons/local-or-relay'],
    ['how does a server retry', '/reference/glossary#deferral'],
    ['lesson 7', '/lessons/hop-by-hop'],
    ['explain a bounce', '/explain'],
    ['header analyzer', '/explain'],
    ['share progress', '/finish'],
    ['be the server', '/sandbox/be-the-server'],
    ['465 deprecated', '/reference/ports#465'],
    ['tls end to end', '/reference/myths#tls-is-end-to-end'],
  ])('%s is the right one', (query, href) => {
    expect(find(query).map((hit) => hit.href)[0]).toBe(href);
  });
});

test('a code leads to what it means, and then to the lessons in which one meets it', () => {
  const kinds = (query: string) => find(query).map(({ href }) => href);
  expect(kinds('554 5.7.1').slice(1, 5)).toContain('/lessons/open-relay');
  expect(kinds('554 5.7.1').slice(1, 5)).toContain('/lessons/local-or-relay');
  expect(kinds('530 5.7.0')).toContain('/lessons/ports-and-roles');
  expect(kinds('5.7.26')).toContain('/lessons/dmarc');
  expect(kinds('535 5.7.8').filter((href) => href.startsWith('/lessons/')).length).toBeLessThanOrEqual(5);
});

test('a tool leads to the lessons that use it', () => {
  expect(find('swaks').map(({ kind }) => kind.split(' ')[0])).toContain('lesson');
  expect(find('openssl').map(({ href }) => href)).toContain('/lessons/tls');
});

test('nothing is found for nothing, and for what mail does not know', () => {
  expect(find('')).toEqual([]);
  expect(find('   ')).toEqual([]);
  expect(find('xyzzyplugh')).toEqual([]);
});

test('each thing that can be found has an address of its own', () => {
  const addresses = documents.map(({ href }) => href);
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(documents.length).toBeGreaterThan(400);
});
