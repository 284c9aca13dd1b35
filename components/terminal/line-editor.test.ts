import { expect, test } from 'vitest';
import { emptyLine, found, lineWith, press, textOf } from './line-editor.ts';

const keys = {
  left: '\x1b[D',
  right: '\x1b[C',
  up: '\x1b[A',
  down: '\x1b[B',
  home: '\x1b[H',
  end: '\x1b[F',
  backspace: '\x7f',
  delete: '\x1b[3~',
  ctrlA: '\x01',
  ctrlC: '\x03',
  ctrlD: '\x04',
  ctrlE: '\x05',
  ctrlK: '\x0b',
  ctrlL: '\x0c',
  ctrlR: '\x12',
  ctrlU: '\x15',
  ctrlW: '\x17',
  ctrlY: '\x19',
  altB: '\x1bb',
  altF: '\x1bf',
  ctrlBracket: '\x1d',
  enter: '\r',
};

/** Presses keys and letters; shows the line with | as the cursor. */
function typed(...pressed: string[]): string {
  let line = emptyLine;
  for (const data of pressed)
    line = press(line, data, ['dig MX globex.example', 'telnet mx.globex.example 25', 'help']).line;
  return `${line.characters.slice(0, line.cursor).join('')}|${line.characters.slice(line.cursor).join('')}`;
}

test.each([
  ['letters go where the cursor stands', ['EHO', keys.left, 'L'], 'EHL|O'],
  ['backspace and delete', ['abcd', keys.left, keys.left, keys.backspace, keys.delete], 'a|d'],
  ['home and end', ['abc', keys.home, '>', keys.end, '<'], '>abc<|'],
  ['Ctrl-A and Ctrl-E', ['abc', keys.ctrlA, '>', keys.ctrlE, '<'], '>abc<|'],
  ['Ctrl-U cuts to the left', ['MAIL FROM', keys.left, keys.ctrlU], '|M'],
  ['Ctrl-K cuts to the right', ['MAIL FROM', keys.altB, keys.ctrlK], 'MAIL |'],
  ['Ctrl-W cuts a word, Ctrl-Y brings it back', ['MAIL FROM', keys.ctrlW, keys.ctrlY, keys.ctrlY], 'MAIL FROMFROM|'],
  ['Alt-B and Alt-F walk by words', ['one two three', keys.altB, keys.altB, keys.altF], 'one two| three'],
  ['the history, newest first', [keys.up, keys.up], 'telnet mx.globex.example 25|'],
  ['the history and back to the draft', ['draft', keys.up, keys.up, keys.down, keys.down], 'draft|'],
  ['the history has an end', [keys.up, keys.up, keys.up, keys.up, keys.up], 'dig MX globex.example|'],
  ['wide characters are one', ['a漢👋', keys.left, keys.backspace], 'a|👋'],
  ['an unknown sequence does nothing', ['a', '\x1b[15~', '\x1b[200~'], 'a|'],
  ['Ctrl-D deletes while there is something', ['ab', keys.home, keys.ctrlD], '|b'],
  ['Ctrl-R finds, and the next key takes it', [keys.ctrlR, 'mx', keys.end], 'telnet mx.globex.example 25|'],
  ['Ctrl-R again looks further back', [keys.ctrlR, 'globex', keys.ctrlR, keys.end], 'dig MX globex.example|'],
  ['Ctrl-C leaves the search with the draft', ['draft', keys.ctrlR, 'mx', keys.ctrlC], 'draft|'],
])('%s', (_, pressed, shown) => {
  expect(typed(...pressed)).toBe(shown);
});

test('Enter gives the line away and leaves an empty one', () => {
  const { line, effect } = press(lineWith('QUIT'), keys.enter, []);
  expect(effect).toEqual({ do: 'enter', text: 'QUIT' });
  expect(textOf(line)).toBe('');
});

test.each([
  [keys.ctrlC, 'interrupt'],
  [keys.ctrlD, 'end-of-input'],
  [keys.ctrlBracket, 'escape'],
  [keys.ctrlL, 'clear-screen'],
  ['\t', 'complete'],
])('%j asks for %s', (data, wanted) => {
  expect(press(emptyLine, data, []).effect).toEqual({ do: wanted });
});

test('the search shows what it has found', () => {
  const searching = press(press(emptyLine, keys.ctrlR, []).line, 'dig', []).line;
  expect(found(searching, ['dig MX globex.example', 'help'])).toBe('dig MX globex.example');
});
