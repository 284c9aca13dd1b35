import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCommandLine } from './command-line.ts';

const commands = (text: string) => {
  const line = readCommandLine(text);
  return line.kind === 'list' ? line.pipes[0]?.commands : line;
};

describe('a command line is read as bash reads it', () => {
  test.each([
    ['telnet mx.globex.example 25', [['telnet', 'mx.globex.example', '25']]],
    [String.raw`printf '\0kim\0sardine' | base64`, [['printf', String.raw`\0kim\0sardine`], ['base64']]],
    [
      'echo "a|b" | grep \'a|b\'',
      [
        ['echo', 'a|b'],
        ['grep', 'a|b'],
      ],
    ],
    [String.raw`echo it\'s a\ b "c \"d\""`, [['echo', "it's", 'a b', 'c "d"']]],
    [String.raw`printf $'a\tb\x41'`, [['printf', 'a\tbA']]],
    ["postconf -e 'mydestination = a b' mynetworks=c", [['postconf', '-e', 'mydestination = a b', 'mynetworks=c']]],
    ["swaks --from '<>' --to ann@globex.example", [['swaks', '--from', '<>', '--to', 'ann@globex.example']]],
    ["echo a#b '$x' # the rest is for people", [['echo', 'a#b', '$x']]],
    ["grep '^a.*[bc]$' *", [['grep', '^a.*[bc]$', '*']]],
  ])('%s', (text, expected) => {
    expect(commands(text)).toEqual(expected);
  });

  test.each([
    ['echo a; echo b', ['anything', 'anything']],
    ['echo a && echo b | wc || echo c; echo d', ['anything', 'success', 'failure', 'anything']],
  ])('%s is several commands', (text, expected) => {
    const line = readCommandLine(text);
    expect(line.kind === 'list' && line.pipes.map(({ after }) => after)).toEqual(expected);
  });

  test.each(['', '   ', '# nothing but a comment'])('%o is nothing', (text) => {
    expect(readCommandLine(text)).toEqual({ kind: 'nothing' });
  });

  test.each([
    ['echo a &', 'joined by | and ;'],
    ['(echo a)', 'joined by | and ;'],
    ['echo a; (echo b)', 'joined by | and ;'],
    ['echo a && ! echo b', 'joined by | and ;'],
    ['echo a |& wc', 'joined by | and ;'],
    ['echo a; mailq > file', 'Nothing can be redirected'],
    ['mailq > file', 'Nothing can be redirected'],
    ['swaks --from <> --to a@b', 'Nothing can be redirected'],
    ['echo $HOME', 'no variables'],
    ['echo "$(date)"', 'no variables'],
    ['NAME=x', 'no variables'],
    ["echo it's", "unexpected EOF while looking for matching `''"],
    ['echo a |', 'syntax error'],
  ])('%s is refused kindly', (text, reason) => {
    const line = readCommandLine(text);
    expect(line.kind === 'refused' && line.say).toContain(reason);
  });

  test('whatever is typed is read in one way or another', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(fc.constantFrom('|', ';', '&', "'", '"', '$(', '`', '\\', '{', '((', '<<', ' ', 'a', '[[', '#'), {
          maxLength: 80,
        })
        .map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        expect(readCommandLine(typed).kind).toMatch(/^(nothing|list|refused)$/);
      }),
    );
  });
});
