import { describe, expect, test } from 'vitest';
import { type BareNewline, hasBareNewline, type Received, SmtpdStream, withLineEnds } from './stream.ts';

/** Feeds the pieces to a stream that reads a letter; the letter, and the commands behind it. */
async function read(pieces: string[], { maxOctets = 1000, bareNewline = 'normalize' as BareNewline, left = 0 } = {}) {
  const stream = new SmtpdStream();
  const commands: string[] = [];
  let received: Received | undefined;
  stream.oncommand = (line, resume) => {
    commands.push(line.toString('latin1'));
    resume?.();
  };
  const taken = (one: Received, resume: () => void) => {
    received = one;
    resume();
  };
  if (left > 0) stream.readOctets(left, maxOctets, taken);
  else stream.readLetter(maxOctets, bareNewline, taken);
  for (const piece of pieces) await new Promise((resolve) => stream.write(Buffer.from(piece, 'latin1'), resolve));
  return { received, data: received?.data.toString('latin1'), commands };
}

/** Every way to cut a text in two. */
function cuts(text: string): [string, string][] {
  return Array.from({ length: text.length - 1 }, (_, at) => [text.slice(0, at + 1), text.slice(at + 1)]);
}

describe('a letter', () => {
  test('ends with its dot wherever it is cut', async () => {
    for (const pieces of cuts('a\r\n..b\r\n.c\r\n.\r\nNOOP\r\n')) {
      expect(await read(pieces)).toMatchObject({ data: 'a\r\n.b\r\nc\r\n', commands: ['NOOP'] });
    }
    expect(await read([...'..\r\n.\r\nNOOP\r\n'])).toMatchObject({ data: '.\r\n', commands: ['NOOP'] });
  });

  test('does not end with anything like it, wherever it is cut', async () => {
    for (const end of ['\n.\n', '\n.\r\n', '\r\n.\n', '\r.\r\n', '\r\n.\r\r\n', '\r\n..\r\n', '.\r\nbcdef']) {
      for (const pieces of cuts(`a${end}b`)) expect((await read(pieces)).received).toBeUndefined();
    }
  });

  test('may be empty', async () => {
    expect(await read(['.\r\n'])).toMatchObject({ data: '', commands: [] });
  });

  test('ends with lone LFs where the server is vulnerable', async () => {
    for (const end of ['\n.\n', '\n.\r\n', '\r\n.\n']) {
      for (const pieces of cuts(`a${end}NOOP\r\n`)) {
        const { data, commands } = await read(pieces, { bareNewline: 'no' });
        expect([data, commands]).toEqual(['a\r\n', ['NOOP']]);
      }
    }
  });

  test('is measured without its dot-stuffing, with CR LF at each line', async () => {
    expect((await read(['..\r\n'.repeat(100), '.\r\n'], { maxOctets: 300 })).received?.tooBig).toBe(false);
    expect((await read(['..\r\n'.repeat(100), '.\r\n'], { maxOctets: 299 })).received?.tooBig).toBe(true);
    expect((await read(['a\n'.repeat(100), '\r\n.\r\n'], { maxOctets: 302 })).received?.tooBig).toBe(false);
    expect((await read(['a\n'.repeat(100), '\r\n.\r\n'], { maxOctets: 301 })).received?.tooBig).toBe(true);
  });

  test('that is far too big is read to its end, and not kept', async () => {
    const stream = new SmtpdStream();
    let received: Received | undefined;
    stream.readLetter(1000, 'normalize', (one) => {
      received = one;
    });
    const before = process.memoryUsage().arrayBuffers;
    const megabyte = Buffer.alloc(1_000_000, 'x');
    for (let count = 0; count < 100; count += 1) await new Promise((resolve) => stream.write(megabyte, resolve));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    stream.write(Buffer.from('\r\n.\r\n'));
    expect(received).toMatchObject({ tooBig: true, data: Buffer.alloc(0) });
  });
});

test('a chunk is so many octets, wherever it is cut, and commands go on behind it', async () => {
  for (const pieces of cuts('\r\n.\r\nNOOP\r\n')) {
    expect(await read(pieces, { left: 5 })).toMatchObject({ data: '\r\n.\r\n', commands: ['NOOP'] });
  }
});

test('of each command line it is known whether LF alone ended it', async () => {
  const stream = new SmtpdStream();
  const bare: [string, boolean][] = [];
  stream.oncommand = (line, resume) => {
    bare.push([line.toString(), stream.takeBareNewline()]);
    resume?.();
  };
  for (const piece of ['a\r\nb\nc\r', '\nd', '\n']) {
    await new Promise((resolve) => stream.write(Buffer.from(piece), resolve));
  }
  expect(bare).toEqual([
    ['a', false],
    ['b', true],
    ['c', false],
    ['d', true],
  ]);
});

test('a line without its end is no command', async () => {
  const stream = new SmtpdStream();
  const commands: string[] = [];
  stream.oncommand = (line) => void commands.push(line.toString());
  stream.write(Buffer.from('QUIT'));
  await new Promise<void>((resolve) => stream.end(resolve));
  expect(commands).toEqual([]);
});

test('lone LFs become line ends, lone CRs blanks', () => {
  expect(withLineEnds('a\nb\rc\r\nd\n\ne\r\r\n')).toBe('a\r\nb c\r\nd\r\n\r\ne \r\n');
  expect(hasBareNewline('a\r\nb\r\n')).toBe(false);
  expect(hasBareNewline('a\nb\r\n')).toBe(true);
});
