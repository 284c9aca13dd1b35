import { shownOctets } from '../octets.ts';
import { clockTime } from '../sandbox-time.ts';
import { stepText, type WayStep } from './way-steps.ts';
import type { Way } from './ways.ts';

/** `kim@acme.example → ann@globex.example and 2 more` */
export function envelopeWords({ reversePath, recipients }: Pick<Way, 'reversePath' | 'recipients'>): string {
  const more = recipients.length > 1 ? ` and ${recipients.length - 1} more` : '';
  return `${reversePath === '' ? '<>' : reversePath} → ${recipients[0] ?? 'nobody'}${more}`;
}

/** A letter's way as text: what became of it and why, then each stretch with its time. Safe for a terminal. */
export function wayAsText(way: Way, steps: readonly WayStep[]): string {
  return [
    `# ${envelopeWords(way)}`,
    ...(way.subject === undefined ? [] : [`# Subject: ${shownOctets(way.subject)}`]),
    ...way.fates.flatMap(({ recipient, word, plain, decisive }) => [
      `# ${recipient}: ${word}. ${plain}`,
      ...(decisive ? [`#   why: ${decisive.plain}`] : []),
      ...(decisive?.quote ? [`#   ${decisive.quote}`] : []),
      ...(decisive?.points ?? []).map(
        ({ label, code, text }) => `#   ${label}: ${[code, text].filter(Boolean).join(' — ')}`,
      ),
    ]),
    ...steps.map((step) => `${clockTime(step.at)}  ${step.isNotice ? 'notice: ' : ''}${stepText(step)}`),
    '',
  ].join('\n');
}
