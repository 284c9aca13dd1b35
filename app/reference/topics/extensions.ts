import { esmtpParameters, smtpExtensions } from '#protocol/smtp-extensions.ts';
import type { ReferenceTopic } from '../../../components/reference/entries.ts';

export const extensions: ReferenceTopic = {
  slug: 'extensions',
  title: 'Extensions',
  lead: 'What a server offers in its reply to EHLO, one keyword a line. A client may use what was offered, and nothing else; a server must not offer what it will refuse.',
  kind: 'extension',
  names: 'code',
  groups: [
    {
      title: 'Offered by EHLO',
      entries: Object.entries(smtpExtensions).map(([name, { plain, rfc, lesson }]) => ({
        anchor: name.toLowerCase(),
        name,
        plain,
        points: [],
        source: rfc,
        lesson,
        tries: { preset: 'company', line: 'telnet mail.acme.example 25' },
      })),
    },
    {
      title: 'Behind the address',
      lead: 'Words that an offered extension allows behind the address of MAIL FROM or RCPT TO.',
      entries: Object.entries(esmtpParameters).map(([name, { plain, rfc }]) => ({
        anchor: `parameter-${name.toLowerCase()}`,
        name: `${name}${name === 'SMTPUTF8' || name === 'REQUIRETLS' ? '' : '='}`,
        plain,
        points: [],
        source: rfc,
      })),
    },
  ],
};
