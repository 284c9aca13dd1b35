import { describe, expect, test } from 'vitest';
import { openSmallOffice } from '../../small-office.ts';

const run = async (line: string) => openSmallOffice().type(line);
const raw = String.raw;

/** Each line was run by bash 5.2 with GNU coreutils and grep; what it printed stands beside it. */
describe('tools for text do what the real ones do', () => {
  test.each([
    ['echo a  b', 'a b\n'],
    ["echo -n 'a  b'", 'a  b'],
    [raw`echo 'a\tb'`, 'a\\tb\n'],
    [raw`echo -e 'a\tb\0101\x42'`, 'a\tbAB\n'],
    [raw`echo -ne 'a\cb'`, 'a'],
    [raw`echo -e '\101'`, '\\101\n'],
    [raw`echo -e -E 'a\n'`, 'a\\n\n'],
    ['echo -x', '-x\n'],
    [raw`printf '%s\n' a b c`, 'a\nb\nc\n'],
    [raw`printf 'x%sy%s\n' a b c`, 'xayb\nxcy\n'],
    [raw`printf 'no args\n' a b`, 'no args\n'],
    [raw`printf '%d %s|%b|%%|%x' 5 a 'x\ty' 255`, '5 a|x\ty|%|ff'],
    [raw`printf '%5s|%-5s|%05d|%.2s|%c\n' a b 3 xyz hello`, '    a|b    |00003|xy|h\n'],
    [raw`printf '%b|' 'a\cb' x`, 'a'],
    [raw`printf '\101\x41\u00e9\n'`, 'AAé\n'],
    [raw`printf '%d\n' 0x10 "'A"`, '16\n65\n'],
    [raw`printf '%d' abc`, '0bash: printf: abc: invalid number\n'],
    ['printf -- -x', '-x'],
    ['echo -n kim | base64', 'a2lt\n'],
    ['echo YWJj | base64 -d', 'abc'],
    ['printf YWJ | base64 -d', 'abbase64: invalid input\n'],
    ["printf 'a*b' | base64 -d", 'base64: invalid input\n'],
    [raw`printf 'Y-W*J\nj' | base64 -d -i`, 'abc'],
    ["printf '%080d' 1 | base64 | head -n 1 | wc -c", '77\n'],
    ["printf '%080d' 1 | base64 -w0 | wc -l", '0\n'],
    [raw`printf 'Abc\nabd\n' | grep -i ABC`, 'Abc\n'],
    [raw`printf 'a\nb\n' | grep -v a`, 'b\n'],
    [raw`printf 'a\nb\nab\n' | grep -n a`, '1:a\n3:ab\n'],
    [raw`printf 'a.c\nabc\n' | grep -F a.c`, 'a.c\n'],
    [raw`printf 'x\r\n' | grep -c 'x$'`, '1\n'],
    [raw`printf 'a\nb\nc' | head -n 2`, 'a\nb\n'],
    [raw`printf 'a\nb\n' | head -1`, 'a\n'],
    [raw`printf 'a b\nc' | wc`, '      1       3       5\n'],
    [raw`printf 'a\n' | wc -l`, '1\n'],
    [raw`printf 'a\n' | wc -lc`, '      1       2\n'],
    ['echo a | cat', 'a\n'],
  ])('%s', async (line, expected) => {
    expect(await run(line)).toBe(expected);
  });

  test.each([
    ["printf '%z' x", 'not available here'],
    ["printf '%99999999d' 1", 'wider than'],
    ['base64 /etc/passwd', 'there are no files here'],
    ['base64 -x', "unknown option '-x' (not available here)"],
    ['grep', 'which pattern?'],
    ['grep a file', 'file: No such file or directory'],
    ["echo x | grep -E '(x)'", 'groups'],
    ['head -n x', 'invalid number of lines'],
  ])('%s is refused with a reason', async (line, reason) => {
    expect(await run(line)).toContain(reason);
  });
});
