import { describe, expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

describe('what could control a screen is shown instead of obeyed', () => {
  test.each([
    ['a colour', '\x1b[31mred\x1b[0m', '<ESC>[31mred<ESC>[0m'],
    ['a window title', '\x1b]0;owned\x07', '<ESC>]0;owned<BEL>'],
    ['a clipboard write', '\x1b]52;c;cm0gLXJm\x1b\\', '<ESC>]52;c;cm0gLXJm<ESC>\\'],
    ['a device query', '\x1b[6n\x1bP$qm\x1b\\', '<ESC>[6n<ESC>P$qm<ESC>\\'],
    ['a C1 control sequence introducer', '\x9b31m', '\\u{009B}31m'],
    ['carriage return and line feed', 'a\r\nb', 'a<CR><LF>b'],
    ['NUL, backspace and delete', '\0\b\x7f', '<NUL><BS><DEL>'],
    ['a right-to-left override', 'exe\u202efdp', 'exe\\u{202E}fdp'],
    ['bidirectional isolates', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['characters of no width', 'pay\u200bpal\ufeff', 'pay\\u{200B}pal\\u{FEFF}'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['hidden tag characters', 'a\u{e0041}', 'a\\u{E0041}'],
    ['half a surrogate pair', 'a\ud800', 'a\\u{D800}'],
  ])('%s', (_name, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  test('ordinary text stays as it is, whatever its script', () => {
    const text = 'Grüße, 你好, नमस्ते, می‌خواهم, 👩‍💻 <b>&amp;</b>';
    expect(visibleText(text)).toBe(text);
  });

  test('line ends and tabs stay where the caller lays them out', () => {
    expect(visibleText('a\r\n\tb\x1b', '\n\t')).toBe('a<CR>\n\tb<ESC>');
  });
});
