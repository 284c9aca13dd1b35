import { headerFields } from '#protocol/header-section.ts';
import { tagsOf } from '../mailboxes/authentication/canonical.ts';

/** What one server says it found out: a field Authentication-Results (RFC 8601). Its copies in ARC are not read. */
export interface CheckedBy {
  /** Who says so. Anybody can write such a field. */
  server: string;
  checks: Check[];
}

export interface Check {
  /** `spf`, `dkim`, `dmarc`, `arc`, … in lower case. */
  method: string;
  result: string;
  /** The domain it is about, where it is said. */
  domain?: string;
  words: string;
}

/** Fields and checks that are shown; honest letters have fewer. */
const fieldsMax = 8;
const checksMax = 20;

/** The checks that servers wrote into the header, top first. @param header octets */
export function authenticationResults(header: string): CheckedBy[] {
  return headerFields(header)
    .filter(({ name }) => name === 'authentication-results')
    .slice(0, fieldsMax)
    .map(({ value }) => {
      const [server = '', ...results] = splitOutsideComments(value);
      return {
        server:
          server
            .replace(/\([^)]*\)/g, '')
            .trim()
            .split(/\s/)[0] ?? '',
        checks: results.slice(0, checksMax).flatMap((text) => checkOf(text) ?? []),
      };
    });
}

/** At each semicolon that stands in no comment and in no quotes. */
function splitOutsideComments(value: string): string[] {
  return value.match(/(?:\((?:[^()]|\([^()]*\))*\)|"[^"]*"|[^;("]|[("])+/g) ?? [];
}

/** `spf=pass (sender is permitted) smtp.mailfrom=kim@acme.example` */
function checkOf(text: string): Check | undefined {
  const bare = text.replace(/\((?:[^()]|\([^()]*\))*\)/g, ' ');
  const [, method, result] = /^\s*([\w-]+)(?:\/\d+)?\s*=\s*([\w-]+)/.exec(bare) ?? [];
  if (!method || !result) return undefined;
  const domain = domainIn(bare);
  const check = { method: method.toLowerCase(), result: result.toLowerCase(), ...(domain ? { domain } : {}) };
  return { ...check, words: wordsOf(check) };
}

function domainIn(text: string): string | undefined {
  const [, value] =
    /\b(?:header\.(?:from|d|i)|smtp\.(?:mailfrom|helo|remote-ip)|policy\.iprev)\s*=\s*"?([^\s;"]+)/i.exec(text) ?? [];
  return value?.replace(/^.*@/, '');
}

const sentences: Record<string, Record<string, string>> = {
  spf: {
    pass: 'the server that handed it over may send for {domain}.',
    fail: 'the server that handed it over is not one of those that {domain} names.',
    softfail: '{domain} believes, without being sure, that this server does not send for it.',
    neutral: '{domain} says nothing about this server.',
    none: '{domain} has no SPF record.',
    permerror: 'the SPF record of {domain} has an error.',
    temperror: 'the DNS did not answer for {domain}.',
  },
  dkim: {
    pass: 'the signature of {domain} is good: nothing that it covers was changed since.',
    fail: 'the signature of {domain} does not fit: the letter was changed, or the key is another one.',
    none: 'it carries no signature.',
    neutral: 'the signature of {domain} could not be judged.',
    policy: 'the signature of {domain} is good, but not good enough for this server.',
    permerror: 'the signature or the key of {domain} cannot be used.',
    temperror: 'the key of {domain} could not be fetched.',
  },
  dmarc: {
    pass: 'SPF or DKIM passed for the domain in From, {domain}.',
    fail: 'neither SPF nor DKIM passed for the domain in From, {domain}: nothing proves that it is from there.',
    bestguesspass: '{domain} has no DMARC record; with one it would probably have passed.',
    none: '{domain} has no DMARC record.',
    permerror: 'the DMARC record of {domain} has an error, or From is not usable.',
    temperror: 'the DNS did not answer for {domain}.',
  },
  arc: {
    pass: 'the seals of the servers on the way are whole.',
    fail: 'the seals of the servers on the way are broken.',
    none: 'no server on the way has sealed it.',
  },
  auth: { pass: 'the client had logged in.' },
  iprev: {
    pass: 'the address of the client and its name fit together.',
    fail: 'the address of the client has no fitting name.',
  },
  'x-tls': { pass: 'it came over TLS.' },
};

function wordsOf({ method, result, domain }: Omit<Check, 'words'>): string {
  const known = Object.hasOwn(sentences, method) ? sentences[method] : undefined;
  const sentence = known && Object.hasOwn(known, result) ? known[result] : undefined;
  return (sentence ?? 'a check that is not explained here.').replace('{domain}', domain ?? 'the domain');
}

/** What a DKIM-Signature says about itself: who vouches for what. Nothing is verified here, that needs the DNS. */
export interface SignatureTags {
  domain: string;
  selector: string;
  /** Where the key is in the DNS. */
  keyAt: string;
  signedFields: string[];
}

/** What each DKIM-Signature of a header says, as they stand; a limited number of them. RFC 6376 §3.5. */
export function dkimSignatures(header: string): SignatureTags[] {
  return headerFields(header)
    .filter(({ name }) => name === 'dkim-signature')
    .slice(0, fieldsMax)
    .map(({ value }) => {
      const { d = '', s = '', h = '' } = tagsOf(value);
      return {
        domain: d,
        selector: s,
        keyAt: `${s}._domainkey.${d}`,
        signedFields: h.split(/\s*:\s*/).filter(Boolean),
      };
    });
}
