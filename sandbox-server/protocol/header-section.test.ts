import { expect, test } from 'vitest';
import { headerFields, headerSection } from './header-section.ts';

test('a field is unfolded, and keeps its place and its number of lines', () => {
  const raw = 'Subject: one\r\n  two\r\n\tthree\r\nTo: ann@globex.example\r\n\r\nNot: a field';
  expect(headerFields(raw)).toEqual([
    { name: 'subject', spelling: 'Subject', value: 'one two three', line: 1, lines: 3 },
    { name: 'to', spelling: 'To', value: 'ann@globex.example', line: 4, lines: 1 },
  ]);
});

test('a field of two hundred thousand lines is one field', () => {
  const [field] = headerFields(`Subject: x\r\n${' y\r\n'.repeat(200_000)}\r\n`);
  expect(field?.lines).toBe(200_001);
});

test('the section ends with its last field; what begins with an empty line has none, and all is header where no body comes', () => {
  expect(headerSection('To: ann\r\nSubject: x\r\n\r\nTo: nobody\r\n')).toBe('To: ann\r\nSubject: x\r\n');
  expect(headerSection('To: ann\n\nbody')).toBe('To: ann\n');
  expect(headerSection('\r\nbody\r\n\r\nmore')).toBe('');
  expect(headerSection('To: ann\r\n')).toBe('To: ann\r\n');
});
