import type { MailAuthentication } from '#protocol/mail-authentication.ts';

/** Longer values are cut: a line has 998 octets at most (RFC 5322 §2.1.1). */
const valueMax = 200;

type Checks = Omit<MailAuthentication, 'header'>;

/**
 * The value of an Authentication-Results field (RFC 8601 §2.2), folded with CR LF TAB after each result.
 *
 * @param host the authserv-id: who checked
 */
export function authenticationResults(host: string, identity: string, { spf, dkim, dmarc, arc }: Checks): string {
  const signatures = dkim.map(({ result, comment, domain, selector, algorithm }) =>
    line(`dkim=${result}`, comment, { 'header.d': domain, 'header.s': selector, 'header.a': algorithm }),
  );
  const chain = arc.result === 'none' ? [] : [line(`arc=${arc.result}`, arc.comment || `i=${arc.instances}`, {})];
  return [
    host,
    line(`spf=${spf.result}`, '', { [`smtp.${spf.identity}`]: identity }),
    ...(signatures.length > 0 ? signatures : [line('dkim=none', 'message not signed', {})]),
    ...chain,
    dmarcLine(dmarc),
  ].join(';\r\n\t');
}

function dmarcLine({ result, policyTag, policy, disposition, fromDomain }: Checks['dmarc']): string {
  const wish = policy ? `${policyTag}=${policy} dis=${disposition}` : '';
  return line(`dmarc=${result}`, wish, { 'header.from': fromDomain });
}

function line(result: string, comment: string, properties: Record<string, string>): string {
  const said = comment ? ` (${printable(comment).replace(/[()\\]/g, ' ')})` : '';
  const values = Object.entries(properties).filter(([, value]) => value !== '');
  return `${result}${said}${values.map(([name, value]) => ` ${name}=${propertyValue(value)}`).join('')}`;
}

/** Senders write these values: what is no plain token or address is quoted (RFC 8601 §2.2, RFC 2045 §5.1). */
function propertyValue(text: string): string {
  const value = printable(text);
  return /^[\w!#$%&'*+.^`{|}~-]+(@[\w.-]+)?$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, valueMax);
}
