'use client';
import { Gauge, Scissors, TriangleAlert } from 'lucide-react';
import type { Fault } from '#protocol/scenario.ts';
import { useSandbox } from '../sandbox/use-world.ts';
import buttons from '../ui/Button.module.css';

/** Breaks something on purpose, or mends it. */
export function FaultSwitch({ fault }: { fault: Fault }) {
  const { send } = useSandbox();
  const Icon = fault.kind === 'cut-link' ? Scissors : fault.kind === 'slow-link' ? Gauge : TriangleAlert;
  return (
    <button
      type="button"
      className={buttons.button}
      aria-pressed={fault.on}
      onClick={() => send({ type: 'switch-fault', fault: fault.id, on: !fault.on })}
    >
      <Icon size={14} aria-hidden /> {wordsFor(fault)}
    </button>
  );
}

function wordsFor(fault: Fault): string {
  switch (fault.kind) {
    case 'cut-link':
      return fault.on ? 'Mend this cable' : 'Cut this cable';
    case 'slow-link':
      return fault.on ? 'Back to full speed' : `Slow it down by ${fault.delayMs} ms`;
    default:
      return fault.on ? `End it: ${fault.label}` : fault.label;
  }
}
