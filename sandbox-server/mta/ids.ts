import type { Random } from '../clock/random.ts';

/** Postfix's short queue ids look so: hexadecimal digits, upper case. */
export function newQueueId(random: Random): string {
  return `${random.text(1, '456789ABC')}${random.text(9, '0123456789ABCDEF')}`;
}
