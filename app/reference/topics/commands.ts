import { type SmtpCommand, smtpCommands } from '#protocol/smtp-commands.ts';
import type { ReferenceEntry, ReferencePoint, ReferenceTopic } from '../../../components/reference/entries.ts';

function entryOf([verb, { syntax, plain, rfc, lesson, agreed, refused }]: [string, SmtpCommand]): ReferenceEntry {
  return {
    anchor: verb.toLowerCase(),
    name: verb === 'DATA-END' ? '.' : verb,
    ...(verb === 'DATA-END'
      ? { title: 'the lone dot', alsoCalled: ['end of data', 'CRLF.CRLF', 'dot'] }
      : { alsoCalled: [syntax.split(/:| ?\[| [a-z]/, 1)[0] ?? verb] }), // MAIL FROM
    plain,
    points: [
      ...(syntax === verb ? [] : [{ label: 'Typed', code: syntax }]),
      ...replies('Agreed', agreed),
      ...replies('Refused', refused),
    ],
    source: rfc,
    ...(lesson ? { lesson, tries: { preset: 'company', line: 'telnet mx.globex.example 25' } } : {}),
  };
}

function replies(label: string, codes: readonly number[]): ReferencePoint[] {
  const links = codes.map((code) => ({ text: String(code), href: `/reference/reply-codes#${code}` }));
  return links.length > 0 ? [{ label, links }] : [];
}

const entries = Object.entries(smtpCommands);

export const commands: ReferenceTopic = {
  slug: 'commands',
  title: 'Commands',
  lead: 'What a client may say, in the order EHLO, STARTTLS, EHLO, AUTH, and then for each letter MAIL, RCPT, DATA. Capitals do not matter. 421, 500 and 501 can answer any of them.',
  kind: 'command',
  names: 'code',
  groups: [
    { title: 'In use', entries: entries.filter(([, { lesson }]) => lesson).map(entryOf) },
    { title: 'Out of use', entries: entries.filter(([, { lesson }]) => !lesson).map(entryOf) },
  ],
};
