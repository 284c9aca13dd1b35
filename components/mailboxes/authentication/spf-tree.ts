import type { SpfStep } from '#protocol/mail-authentication.ts';

/** A term of an SPF record with what it led to. */
export interface SpfNode {
  domain: string;
  term: string;
  outcome: SpfStep['outcome'];
  detail: string;
  /** The record that include or redirect entered. */
  record?: string;
  /** Look-ups so far, when this term was read; those of the record that it entered come later. */
  lookups: number;
  /** Look-ups so far, when the record that it entered was done. */
  lookupsAfter?: number;
  children: SpfNode[];
}

/** The trace of an evaluation as the tree that it walked: what stands in an included record hangs below the include. */
export function spfTree(steps: readonly SpfStep[]): SpfNode[] {
  const top: SpfNode[] = [];
  /** At each depth, the include or redirect whose record is being read. */
  const open: SpfNode[] = [];
  for (const { depth, outcome, detail, domain, term, lookups } of steps) {
    const entered = open[depth];
    open.length = Math.min(open.length, depth);
    if (entered?.outcome === 'enter' && entered.term === term && outcome !== 'enter') {
      Object.assign(entered, { outcome, detail, lookupsAfter: lookups });
      continue;
    }
    const enters = outcome === 'enter' || outcome === 'redirect';
    const node: SpfNode = { domain, term, outcome, detail: enters ? '' : detail, lookups, children: [] };
    if (enters) node.record = detail;
    (open[depth - 1]?.children ?? top).push(node);
    if (enters) open[depth] = node;
  }
  return top;
}
