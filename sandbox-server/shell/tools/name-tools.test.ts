import { describe, expect, test } from 'vitest';
import { mail, openSmallOffice } from '../small-office.ts';

describe('dig', () => {
  test('asks for TLSA records, too, and can leave out all but the answers', async () => {
    const { type } = openSmallOffice();
    expect(await type(`dig +short TLSA _25._tcp.${mail}`)).toBe('3 1 1 AB12\n');
    expect(await type('dig acme.example MX @198.51.100.53 +noall +answer')).toBe(
      `acme.example.\t3600\tIN\tMX\t10 ${mail}.\n`,
    );
  });

  test.each([
    ['dig +trace acme.example', 'one name server knows all zones'],
    ['dig AAAA acme.example', 'no zone here has AAAA records'],
    ['dig +dnssec acme.example', 'option +dnssec is not available here'],
    ['dig', 'which name?'],
  ])('%s is refused with a reason', async (line, reason) => {
    expect(await openSmallOffice().type(line)).toContain(reason);
  });
});

describe('nslookup', () => {
  test.each([
    [`nslookup ${mail}`, `Name:\t${mail}\nAddress: 192.0.2.25\n`],
    ['nslookup -type=MX acme.example', `acme.example\tmail exchanger = 10 ${mail}.\n`],
    ['nslookup -q=txt acme.example', 'acme.example\ttext = "v=spf1 mx -all"\n'],
    ['nslookup 192.0.2.25', `25.2.0.192.in-addr.arpa\tname = ${mail}.\n`],
    ['nslookup nohost.example', "** server can't find nohost.example: NXDOMAIN"],
    ['nslookup -type=TXT mx.globex.example', "*** Can't find mx.globex.example: No answer"],
    ['nslookup -type=AAAA acme.example', 'no zone here has AAAA records'],
  ])('%s', async (line, expected) => {
    expect(await openSmallOffice().type(line)).toContain(expected);
  });
});

describe('ping', () => {
  test('hears from a host that is up, and nothing from one that is off', async () => {
    const { type, record } = openSmallOffice();
    expect(await type(`ping -c 2 ${mail}`)).toContain('2 packets transmitted, 2 received, 0% packet loss');
    record({ type: 'host.stopped', host: mail });
    const silence = await type(`ping ${mail}`);
    expect(silence).toContain('4 packets transmitted, 0 received, 100% packet loss');
    expect(silence).not.toContain('64 bytes from');
  });

  test.each([
    ['ping nohost.example', 'ping: nohost.example: Name or service not known'],
    ['ping -c 0 localhost', '-c takes a number from 1 to 50'],
    ['ping 203.0.113.9', '0 received'],
    ['ping -c 1 127.0.0.1', '1 received'],
  ])('%s', async (line, expected) => {
    expect(await openSmallOffice().type(line)).toContain(expected);
  });
});

test('nc -z only looks whether somebody listens', async () => {
  const { type, of } = openSmallOffice();
  expect(await type(`nc -zv ${mail} 25`)).toContain('succeeded!');
  expect(await type(`nc -zv ${mail} 26`)).toContain('Connection refused');
  expect(of('connection.closed')).toHaveLength(1);
});
