import type { CableState } from './cables.ts';

/** How well what goes over a cable is hidden. */
export const secrecyWords = {
  tls: 'sealed with TLS',
  untrusted: 'sealed with TLS, and the certificate is not trusted',
  clear: 'in the clear: who is on the way can read it',
  altered: 'changed by somebody on the way',
};

/** How a cable without a word on it stands. */
export function wordFor({ state, count }: Pick<CableState, 'state' | 'count'>): string {
  if (state === 'never used') return 'nobody has talked here yet';
  if (state === 'calling') return 'calling; nobody has answered yet';
  if (state === 'open') return 'talking';
  if (state === 'refused') return 'the last call was refused';
  if (state === 'timed-out') return 'nobody answered the last call';
  return count === 1 ? 'one conversation, over' : `${count} conversations, the last is over`;
}
