import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { type Marks, withMarks } from './html.ts';

/** What a service may change in a letter, and what it must leave alone. */

const pixel = 'https://track.postly.example/o/1.gif';

function track(raw: string, more: Partial<Marks> = {}): { letter: string; links: string[] } {
  const links: string[] = [];
  const link = (url: string) => `https://track.postly.example/c/${links.push(url)}`;
  const placeholder = { text: '%unsubscribe_url%', url: 'https://track.postly.example/u/1' };
  return { letter: withMarks(raw, { link, pixel, own: 'track.postly.example', placeholder, ...more }), links };
}

const part = (head: string[], body: string) => [...head, '', body].join('\r\n');
const html = (body: string, ...head: string[]) => part(['Content-Type: text/html; charset=utf-8', ...head], body);
const image = `<img src="${pixel}" width="1" height="1" alt="">`;

describe('links of a page', () => {
  test('lead by way of the service, and nothing else changes', () => {
    const body = `<!-- <a href="http://in.a.comment/"> -->\r\n<P CLASS=x>Hi <A  title='1' HREF='https://shop.acme.example/a?b=1&amp;c=2'>See</A>\r\n<a name=top>top</a><a href="mailto:kim@acme.example">us</a></P>\r\n`;
    const { letter, links } = track(html(body), { pixel: undefined });
    expect(links).toEqual(['https://shop.acme.example/a?b=1&c=2']);
    expect(letter).toBe(html(body.replace(/HREF='[^']*'/, 'href="https://track.postly.example/c/1"')));
  });

  test.each([
    ['without quotes', '<a href=https://a.example/x>1</a>', ['https://a.example/x']],
    ['with spaces and line ends around', '<a href="\r\n https://a.example/x\r\n">1</a>', ['https://a.example/x']],
    ['of an image map', '<map><area href="http://a.example/"></map>', ['http://a.example/']],
    [
      'beyond ASCII',
      Buffer.from('<a href="https://a.example/ü">1</a>', 'utf8').toString('latin1'),
      ['https://a.example/%C3%BC'],
    ],
    [
      'nested against the rules',
      '<a href="http://a.example/1"><p><a href="http://a.example/2">2</a></p></a>',
      ['http://a.example/1', 'http://a.example/2'],
    ],
    ['in a broken table', '<table><a href="http://a.example/1">1</a><tr><td>x</table>', ['http://a.example/1']],
    ['that run scripts', '<a href="javascript:alert(1)">1</a>', []],
    ['to the service itself', '<a href="%unsubscribe_url%">leave</a>', []],
    ['that are none', '<a href="https://">1</a><a href="/here">2</a><link href="http://a.example/s.css">', []],
    [
      'in text that is no tag',
      '<script>"<a href=http://a.example/>"</script><textarea><a href="http://a.example/">',
      [],
    ],
  ])('%s', (_, body, expected) => {
    expect(track(html(body)).links).toEqual(expected);
  });

  test('a new line can never get into a header of the answer that leads on', () => {
    const { links } = track(html('<a href="https://a.example/x&#13;&#10;Set-Cookie: a=b">1</a>'));
    expect(links.join()).not.toMatch(/[\r\n]/);
  });
});

describe('the picture', () => {
  test('stands at the end of what is shown', () => {
    expect(track(html('<html><body><p>Hi</p></body></html>\r\n')).letter).toContain(`<p>Hi</p>${image}</body>`);
    expect(track(html('<p>Hi</p>\r\n')).letter).toContain(`<p>Hi</p>${image}\r\n`);
  });

  test('is not put into plain text, where links stay, too', () => {
    const raw = part(['Content-Type: text/plain'], 'See https://shop.acme.example/ please.\r\n');
    expect(track(raw).letter).toBe(raw);
    const bare = 'Subject: no type\r\n\r\n<a href="http://a.example/">1</a>\r\n';
    expect(track(bare).letter).toBe(bare);
  });
});

describe('a letter in parts', () => {
  const boundary = '=_x.y(z)?';
  const mixed = (...parts: string[]) =>
    `Subject: Spring\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n\r\nPreamble\r\n--${boundary}\r\n${parts.join(`\r\n--${boundary}\r\n`)}\r\n--${boundary}--\r\nEpilogue\r\n`;
  const plain = part(
    ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'],
    'Gr=C3=BC=\r\n=C3=9Fe https://a.example/',
  );
  const link = '<p>Grüße <a href="https://shop.acme.example/spring">See</a></p>';

  test('keeps all but its page, octet for octet', () => {
    const page = html('<a href="https://a.example/">1</a>');
    const { letter } = track(mixed(plain, page));
    expect(letter).toBe(mixed(plain, html(`<a href="https://track.postly.example/c/1">1</a>${image}`)));
  });

  test.each([
    [
      'quoted-printable',
      (text: string) =>
        text.replace('ü', '=C3=BC').replace('ß', '=C3=9F').replaceAll('="', '=3D"').replace('See', 'S=\r\nee'),
    ],
    ['base64', (text: string) => Buffer.from(text, 'utf8').toString('base64')],
    ['8bit', (text: string) => Buffer.from(text, 'utf8').toString('latin1')],
  ])('keeps the encoding %s, and can be read as before', async (encoding, write) => {
    const raw = mixed(plain, html(write(link), `Content-Transfer-Encoding: ${encoding}`));
    const { letter, links } = track(raw);
    expect(links).toEqual(['https://shop.acme.example/spring']);
    expect(letter).toContain(`Content-Transfer-Encoding: ${encoding}`);
    const read = await PostalMime.parse(Buffer.from(letter, 'latin1'));
    expect(read.html?.trim()).toBe(`<p>Grüße <a href="https://track.postly.example/c/1">See</a></p>${image}`);
    expect(read.text?.trim()).toBe('Grüße https://a.example/');
    expect(letter.split('\r\n').every((line) => line.length <= 998)).toBe(true);
  });

  test('attachments, sealed parts and letters inside stay as they are', () => {
    const page = html(link);
    const attached = html(link, 'Content-Disposition: attachment; filename=a.html');
    const inside = part(['Content-Type: message/rfc822'], page);
    const signed = `Content-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n${page}\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--s--`;
    for (const raw of [mixed(attached), mixed(inside), mixed(signed)]) expect(track(raw).letter).toBe(raw);
  });

  test('a line that would become too long is encoded', async () => {
    const long = `<p>${'x'.repeat(960)} <a href="http://a.example/">1</a></p>`;
    const { letter } = track(`Received: by a\r\n${html(long, 'Content-Transfer-Encoding: 7bit')}\r\n`);
    expect(letter).toMatch(
      /^Received: by a\r\nContent-Type: text\/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n/,
    );
    expect(letter.split('\r\n').every((line) => line.length <= 76)).toBe(true);
    const { html: read } = await PostalMime.parse(Buffer.from(letter, 'latin1'));
    expect(read?.trim()).toBe(`<p>${'x'.repeat(960)} <a href="https://track.postly.example/c/1">1</a></p>${image}`);
  });
});

test('the placeholder for leaving becomes the address, in plain text, too', () => {
  const raw = part(['Content-Type: text/plain'], 'Leave: %unsubscribe_url%\r\n');
  expect(track(raw).letter).toContain('Leave: https://track.postly.example/u/1\r\n');
});

test('whatever the page is, taking the picture out again gives what it was', () => {
  const text = fc.stringMatching(/^[a-z<>="/ \r\n&;:.-]*$/);
  fc.assert(
    fc.property(text, fc.constantFrom('7bit', '8bit', 'x-odd'), (body, encoding) => {
      const raw = html(`${body}\r\n`, `Content-Transfer-Encoding: ${encoding}`);
      return track(raw, { link: undefined }).letter.replace(image, '') === raw;
    }),
    { seed: 1 },
  );
});
