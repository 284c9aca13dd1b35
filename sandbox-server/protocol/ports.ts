/** A port that matters to mail: for the wire view, the reference and the search. */
export interface PortWords {
  port: number;
  /** Its name in the registry of ports. */
  service: string;
  /** A sentence that names the port. */
  plain: string;
  rfc: string;
  /** Who calls whom there. */
  between: string;
  tls: string;
  login: string;
  /** What else one should know, and what to do where the port is blocked. */
  remark: string;
  lesson?: string;
}

export const ports: readonly PortWords[] = [
  {
    port: 25,
    service: 'smtp',
    plain: 'Port 25 is where servers hand mail to each other.',
    rfc: 'RFC 5321 §4.5.4.2',
    between: 'a mail server calls the MX of the recipient’s domain',
    tls: 'STARTTLS where it is offered; a public MX may not demand it',
    login: 'none',
    remark:
      'Homes and clouds often block it outwards: a call times out. Programs and people do not belong here; they hand in mail on 465 or 587.',
    lesson: 'ports-and-roles',
  },
  {
    port: 465,
    service: 'submissions',
    plain: 'Port 465 is where people hand in mail, with TLS from the first octet on.',
    rfc: 'RFC 8314 §3.3',
    between: 'a mail program or an app calls its own provider',
    tls: 'from the first octet on',
    login: 'required',
    remark:
      'The one to prefer today. It was taken back in 1998 and given again in 2018, so old texts call it deprecated. A client that waits for a greeting in clear text sees nothing.',
    lesson: 'ports-and-roles',
  },
  {
    port: 587,
    service: 'submission',
    plain: 'Port 587 is where people hand in mail: STARTTLS, then a login.',
    rfc: 'RFC 6409 §3.1',
    between: 'a mail program or an app calls its own provider',
    tls: 'STARTTLS, and the client must insist on it',
    login: 'required',
    remark:
      'Networks should not block it (BCP 134), but some do. Where it is blocked use 465, or 2525 if the provider has it. It is not “the SMTP port”: that is 25.',
    lesson: 'ports-and-roles',
  },
  {
    port: 2525,
    service: 'none: a custom',
    plain: 'Port 2525 is a custom of mail services, for networks that block 25 and 587.',
    rfc: 'RFC 6409 §3.1',
    between: 'an app calls a relay service',
    tls: 'mostly STARTTLS',
    login: 'required',
    remark: 'No RFC and no registry gives it to mail. No MX listens there.',
    lesson: 'ports-and-roles',
  },
  {
    port: 80,
    service: 'http',
    plain: 'Port 80 is the web without encryption.',
    rfc: 'RFC 9110 §4.2.1',
    between: 'a mail program loads pictures and follows links',
    tls: 'none',
    login: 'none',
    remark: 'Not SMTP. Opens and clicks of newsletters are counted by the web, long after SMTP has ended.',
    lesson: 'tracking-and-metrics',
  },
  {
    port: 443,
    service: 'https',
    plain: 'Port 443 is the web inside TLS.',
    rfc: 'RFC 9110 §4.2.2',
    between: 'a mail server fetches an MTA-STS policy; an app hands in mail to a relay service by HTTP',
    tls: 'from the first octet on',
    login: 'by the service',
    remark: 'Not SMTP. An HTTP interface replaces the first hop only; from there on mail travels by SMTP.',
    lesson: 'relay-service',
  },
];
