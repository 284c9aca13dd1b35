import type { SandboxEvent } from '#protocol/events.ts';
import { lengthMs, type Timeline } from './moments.ts';

/** What matters on a timeline; the later ones hide the earlier ones where there is room for one only. */
export const markKinds = ['connection', 'turn', 'deferral', 'delivery', 'refusal', 'bounce', 'step'] as const;
export type MarkKind = (typeof markKinds)[number];

export interface Mark {
  kind: MarkKind;
  /** Its place, from 0 to 1. */
  place: number;
  seq: number;
}

/** More marks than this cannot be told apart on a bar. */
const slots = 140;

/** The marks of a timeline, at most one in each of so many places, the most important one. */
export function marksOf(timeline: Timeline): Mark[] {
  const bySlot = new Map<number, Mark>();
  for (const { event, endMs } of timeline.moments) {
    const kind = markKindOf(event);
    if (!kind) continue;
    const place = endMs / Math.max(1, lengthMs(timeline));
    const slot = Math.round(place * slots);
    const there = bySlot.get(slot);
    if (!there || markKinds.indexOf(kind) >= markKinds.indexOf(there.kind)) {
      bySlot.set(slot, { kind, place, seq: event.seq });
    }
  }
  return [...bySlot.values()];
}

export function markKindOf(event: SandboxEvent): MarkKind | undefined {
  switch (event.type) {
    case 'connection.attempted':
    case 'connection.opened':
      return 'connection';
    case 'connection.refused':
    case 'connection.timed-out':
    case 'tls.failed':
      return 'refusal';
    case 'smtp.reply':
      return event.code >= 400 ? 'refusal' : undefined;
    case 'message.deferred':
      return 'deferral';
    case 'message.delivered':
      return 'delivery';
    case 'message.bounced':
      return 'bounce';
    case 'step.reached':
      return 'step';
    case 'sandbox.forked':
    case 'sandbox.restored':
      return 'turn';
    default:
      return undefined;
  }
}
