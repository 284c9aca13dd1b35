import { describe, expect, test } from 'vitest';
import type { Fact } from '#protocol/events.ts';
import { attempt, handOver, worldOf } from '../wire/recorded.ts';
import { handedInBySender } from './handed-in.ts';
import { sourceLines } from './source-lines.ts';

const stamp =
  'Received: from laptop.acme.example (unknown [192.0.2.10])\r\n\tby mx.globex.example with ESMTP id Q1;\r\n\tMon, 05 Jan 2026 09:00:00 +0000\r\n';
const forged = 'Received: from a by b; Mon, 5 Jan 2026 08:00:00 +0000\r\n';
const letter = `${forged}Subject: hi\r\n\r\n.one dot\r\n`;

function notes(raw: string, handedIn?: string) {
  return sourceLines(raw, 'mx.globex.example', handedIn)
    .filter(({ noteHere }) => noteHere)
    .map(({ number, addedBy }) => [number, addedBy]);
}

describe('the source of a message', () => {
  test('has a note at what servers added, not at what the sender wrote', () => {
    const raw = `Return-Path: <kim@acme.example>\r\n${stamp}${letter}`;
    expect(notes(raw, letter)).toEqual([
      [1, 'mx.globex.example'],
      [2, 'mx.globex.example'],
    ]);
    expect(sourceLines(raw, 'mx.globex.example', letter)[3]).toMatchObject({
      addedBy: 'mx.globex.example',
      noteHere: false,
    });
  });

  test('takes the trace lines on top for added when nobody saw the letter being handed in', () => {
    expect(notes(`Return-Path: <>\r\n${stamp}Subject: hi\r\nReceived: below\r\n\r\n`)).toHaveLength(2);
  });

  test('names the first server for other fields that were missing', () => {
    expect(notes(`${stamp}Message-ID: <1@mx.globex.example>\r\nSubject: hi\r\n\r\n`, 'Subject: hi\r\n\r\n')).toEqual([
      [1, 'mx.globex.example'],
      [4, 'mx.globex.example'],
    ]);
  });

  test('a letter without an empty line is all header', () => {
    expect(sourceLines('Hello Ann\r\nhow are you\r\n', 'mx').map(({ section }) => section)).toEqual([
      'header',
      'header',
    ]);
  });
});

describe('the letter as it was handed in', () => {
  const accepted: Fact = {
    type: 'message.accepted',
    host: 'mx.globex.example',
    queueId: 'Q1',
    message: 'm1',
    origin: 'learner',
    connection: 'c1',
    envelope: { reversePath: 'kim@acme.example', recipients: ['ann@globex.example'] },
    raw: stamp + letter,
  };

  test('is what the first client sent, the doubled dots single again', () => {
    const stuffed = letter.replace('.one', '..one');
    const facts = handOver(stuffed);
    const world = worldOf([...facts.slice(0, -4), accepted, ...facts.slice(-4)]);
    expect(handedInBySender(world, 'm1')).toBe(letter);
  });

  test('is unknown for a message that nobody here has sent', () => {
    expect(handedInBySender(worldOf([attempt('opened')]), undefined)).toBeUndefined();
    expect(handedInBySender(worldOf([attempt('opened')]), 'm9')).toBeUndefined();
  });
});
