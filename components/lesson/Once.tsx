'use client';
import type { ReactNode } from 'react';
import { useStepsInProse } from './use-steps.ts';

/** What would give a prediction away: it is read once the step has been reached. */
export function Once({ step, children }: { step: string; children: ReactNode }) {
  return useStepsInProse().reached[step] === undefined ? null : children;
}
