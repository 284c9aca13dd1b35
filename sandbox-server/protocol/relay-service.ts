import { z } from 'zod';

/** A relay service (ESP) as a scenario writes it down, and the few words in which it tells what became of a letter. */

const hostName = z
  .string()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a full lower-case host name such as smtp.postly.example');
const domainName = hostName;

/** What a service notes about one recipient's copy of a letter. */
export const serviceEventNames = [
  'accepted',
  'suppressed',
  'deferred',
  'delivered',
  'bounced',
  'expired',
  'complained',
  'unsubscribed',
  'opened',
  'clicked',
] as const;
export type ServiceEventName = (typeof serviceEventNames)[number];

/**
 * hard: the address is bad. soft: it is not, or only for now. block: the provider does not like the sender or the letter.
 * unclear: the answer does not say.
 */
export const bounceClasses = ['hard', 'soft', 'block', 'unclear'] as const;
export type BounceClass = (typeof bounceClasses)[number];

/** What an answer means, finer than its class. */
export const bounceCauses = [
  'bad-address',
  'bad-domain',
  'mailbox-disabled',
  'mailbox-full',
  'message-too-big',
  'greylisted',
  'sending-too-fast',
  'reputation',
  'authentication',
  'content',
  'policy',
  'network',
  'server-trouble',
  'unclear',
] as const;
export type BounceCause = (typeof bounceCauses)[number];

const sendingDomainSchema = z.object({
  name: domainName,
  /** Proves ownership: `_postly.acme.example TXT "postly-verify=7f3c"`. */
  token: z.string().regex(/^[\w-]{1,64}$/, 'letters, digits and dashes'),
  /** Below it the customer publishes the signing key: `p1._domainkey.acme.example`. */
  selector: z
    .string()
    .regex(/^[a-z0-9-]{1,63}$/, 'a DKIM selector such as p1')
    .default('p1'),
});

export const relayServiceSchema = z.object({
  /** One word: it makes `_postly.acme.example` and `postly-verify=`. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'one lower-case word such as postly'),
  /** Where customers hand in, and MX of `bounceDomain`. Accounts, keys and parameters are those of this host. */
  host: hostName,
  /** Hosts that send to the world; they take turns. */
  outbound: z.array(hostName).min(1),
  /** Web host of pixel, links and unsubscription. */
  trackingHost: hostName,
  /** Return paths of customers who have none of their own; one of `mydestination` of `host`. */
  bounceDomain: domainName,
  /** Where providers send complaints (ARF); a mailbox of `host`. */
  feedbackAddress: z.string().regex(/^[^@\s]+@[^@\s]+$/, 'an address such as fbl@postly.example'),
  /** The service's own key, one of `dkimKeys` of `host`: on every letter, beside the customer's. */
  signing: z.object({ domain: domainName, selector: z.string() }),
  accounts: z.array(
    z.object({
      /** One of `accounts` of `host`. */
      user: z.string(),
      /** Domains that the customer has entered. Nothing is sent for them before the DNS proves that they are his. */
      domains: z.array(sendingDomainSchema),
    }),
  ),
});

export type RelayServiceSettings = z.infer<typeof relayServiceSchema>;
export type SendingDomain = z.infer<typeof sendingDomainSchema>;

/** A record that a customer is asked to publish, and whether the DNS has it. */
export const wantedRecordSchema = z.object({
  purpose: z.enum(['ownership', 'signing', 'return-path']),
  name: z.string(),
  type: z.enum(['TXT', 'CNAME']),
  value: z.string().describe('what is wanted there'),
  found: z.boolean(),
  seen: z.array(z.string()).describe('what the DNS said instead, or as well'),
});
export type WantedRecord = z.infer<typeof wantedRecordSchema>;
export type Wanted = Omit<WantedRecord, 'found' | 'seen'>;

/**
 * What a customer is asked to publish: proof that the domain is his, the signing key, the return path.
 *
 * @param ownKey text of the key record where the service made a key for this domain alone; otherwise its own is lent
 */
export function wantedRecords(
  { name: service, bounceDomain, signing }: RelayServiceSettings,
  { name: domain, token, selector }: SendingDomain,
  ownKey?: string,
): Wanted[] {
  const key = { purpose: 'signing', name: `${selector}._domainkey.${domain}` } as const;
  const alias = `${signing.selector}._domainkey.${signing.domain}`;
  return [
    { purpose: 'ownership', name: `_${service}.${domain}`, type: 'TXT', value: `${service}-verify=${token}` },
    ownKey === undefined ? { ...key, type: 'CNAME', value: alias } : { ...key, type: 'TXT', value: ownKey },
    { purpose: 'return-path', name: returnPathName(domain), type: 'CNAME', value: bounceDomain },
  ];
}

/** The customer's name for return paths. As an alias of the service's domain it brings SPF and MX with it, and aligns. */
export function returnPathName(domain: string): string {
  return `bounce.${domain}`;
}

interface ProblemHost {
  name: string;
  role: string;
  config: Readonly<Record<string, string>>;
  mailboxes: readonly string[];
  accounts: readonly { user: string }[];
  dkimKeys: readonly { domain: string; selector: string }[];
}

/** What a service needs of the hosts of its scenario and does not find there, as sentences. */
export function relayServiceProblems(service: RelayServiceSettings, hosts: readonly ProblemHost[]): string[] {
  const { host: name, outbound, trackingHost, bounceDomain, feedbackAddress, signing, accounts } = service;
  const isThere = (wanted: string, role: string) => hosts.some((one) => one.name === wanted && one.role === role);
  const missing = [
    ...[name, ...outbound].filter((one) => !isThere(one, 'mail')).map((one) => `there is no mail host ${one}`),
    ...(isThere(trackingHost, 'web') ? [] : [`there is no web host ${trackingHost}`]),
  ];
  const host = hosts.find((one) => one.name === name);
  if (!host) return missing;
  const [mailbox = '', feedbackDomain = ''] = feedbackAddress.split('@');
  const destinations = (host.config.mydestination ?? '').split(/[\s,]+/);
  const strangers = accounts.filter(({ user }) => !host.accounts.some((one) => one.user === user));
  const hasKey = host.dkimKeys.some(
    ({ domain, selector }) => domain === signing.domain && selector === signing.selector,
  );
  return [
    ...missing,
    ...[...new Set([bounceDomain, feedbackDomain])]
      .filter((domain) => !destinations.includes(domain))
      .map((domain) => `${domain} is not in mydestination of ${name}`),
    ...(host.mailboxes.includes(mailbox) ? [] : [`${name} has no mailbox ${mailbox}`]),
    ...(hasKey ? [] : [`${name} has no DKIM key ${signing.domain}:${signing.selector}`]),
    ...strangers.map(({ user }) => `${name} has no account ${user}`),
  ];
}

/** As a service groups its numbers: by the domain of the recipient. */
export function providerOf(recipient: string): string {
  return recipient.slice(recipient.lastIndexOf('@') + 1).toLowerCase();
}
