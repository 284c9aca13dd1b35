import { z } from 'zod';

/** A relay service (ESP) and the people who read its mail: how a scenario writes them down, and what their numbers say. */

const hostName = z
  .string()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a full lower-case host name such as mx.globex.example');
const domainName = hostName.describe('domain name');

export const serviceEvents = [
  'accepted',
  'suppressed',
  'deferred',
  'delivered',
  'bounced',
  'expired',
  'complained',
  'opened',
  'clicked',
  'unsubscribed',
] as const;
export type ServiceEventName = (typeof serviceEvents)[number];

/** hard: the address is bad. soft: it is not, or nobody knows. block: the provider does not like the sender. */
export const bounceClasses = ['hard', 'soft', 'block'] as const;
export type BounceClass = (typeof bounceClasses)[number];

export const readerAgents = ['human', 'privacy-proxy', 'link-scanner'] as const;
export type ReaderAgent = (typeof readerAgents)[number];

export const readerActions = ['prefetched', 'scanned', 'opened', 'clicked', 'unsubscribed', 'complained'] as const;
export type ReaderAction = (typeof readerActions)[number];

/** What a customer of the service may do, and what is done to its mail. */
export const accountSettingsSchema = z.object({
  /** Recipients in 24 hours. 0: no limit. */
  dailyLimit: z.int().min(0),
  /** Recipients in 60 seconds. 0: no limit. */
  ratePerMinute: z.int().min(0),
  trackOpens: z.boolean(),
  trackClicks: z.boolean(),
  /** Tracking changes the body: after the signature it breaks the DKIM body hash. */
  trackOrder: z.enum(['before-sign', 'after-sign']),
  /** List-Unsubscribe with one click (RFC 8058) on mail that does not bring its own. */
  unsubscribe: z.boolean(),
});

const settings = accountSettingsSchema.shape;

const accountSchema = z.object({
  /** One of the accounts of `host`. */
  user: z.string(),
  /** Domains that the customer has entered; each must be verified in the DNS. */
  domains: z.array(domainName),
  /** Text behind `<service>-verify=`; made from account and domain without it. */
  verification: z.string().optional(),
  dailyLimit: settings.dailyLimit.default(0),
  ratePerMinute: settings.ratePerMinute.default(0),
  trackOpens: settings.trackOpens.default(true),
  trackClicks: settings.trackClicks.default(true),
  trackOrder: settings.trackOrder.default('before-sign'),
  unsubscribe: settings.unsubscribe.default(true),
});

export const relayServiceSchema = z.object({
  /** Submission host; it is also the MX of `bounceDomain`, with `virtual_alias_maps` for all of that domain. */
  host: hostName,
  /** Hosts that deliver; they take turns. */
  outbound: z.array(hostName).min(1),
  /** Web host of pixel, links and unsubscription, ports 80 and 443. */
  trackingHost: hostName,
  bounceDomain: domainName,
  /** Where providers send complaints; fbl@ at the domain of the service without it. */
  feedbackAddress: z.string().optional(),
  /** The service's own key, in `dkimKeys` of `host`. Customers publish an alias to it under this selector. */
  signing: z.object({ domain: domainName, selector: z.string() }),
  accounts: z.array(accountSchema),
});

const habitSchema = z.object({
  /** Probability, 0 to 1. */
  share: z.number().min(0).max(1),
  /** Sandbox ms that it takes, at least and at most. */
  afterMs: z.tuple([z.number().min(0), z.number().min(0)]).default([5 * 60_000, 4 * 3_600_000]),
});

/** The readers at a mailbox provider. Junk is not read. */
export const populationSchema = z.object({
  /** The provider's MX, where the mailboxes are. */
  host: hostName,
  localParts: z.array(z.string()).default([]),
  /** u and 40 mean u01 to u40. */
  numbered: z.object({ prefix: z.string(), count: z.int().min(1).max(1000) }).optional(),
  /** From where pictures and links are fetched; `host` without it. */
  proxyHost: hostName.optional(),
  behaviours: z
    .object({
      opens: habitSchema.optional(),
      /** Of those who open, after they did. */
      clicks: habitSchema.optional(),
      /** Of those who get the letter. */
      complaints: habitSchema.optional(),
      /** Of those who get the letter, with the button that List-Unsubscribe-Post makes appear. */
      unsubscribes: habitSchema.optional(),
      /** False: the letter is read as text, and no picture is fetched. */
      images: z.boolean().default(true),
      /** Every picture is fetched at delivery, and shown to the reader from there. */
      privacyProxy: z.boolean().default(false),
      /** Every link is followed at delivery. */
      linkScanner: z.boolean().default(false),
    })
    .prefault({}),
});

export type AccountSettings = z.infer<typeof accountSettingsSchema>;
export type ScenarioRelayService = z.infer<typeof relayServiceSchema>;
export type ScenarioAccount = ScenarioRelayService['accounts'][number];
export type Population = z.infer<typeof populationSchema>;
export type Habit = z.infer<typeof habitSchema>;

/** What a relay service needs of its hosts and they do not have, as sentences. */
export function relayServiceProblems(
  service: ScenarioRelayService,
  hosts: readonly { name: string; config: Record<string, string>; mailboxes: string[]; accounts: { user: string }[] }[],
): string[] {
  const known = (name: string) => hosts.find((host) => host.name === name);
  const { config = {}, mailboxes = [], accounts = [] } = known(service.host) ?? {};
  const destinations = (config.mydestination ?? '').split(/[\s,]+/);
  const [feedback = '', feedbackDomain = ''] = feedbackAddressOf(service).split('@');
  const users = accounts.map(({ user }) => user);
  const missing = [service.host, ...service.outbound, service.trackingHost].filter((name) => !known(name));
  return [
    ...missing.map((name) => `there is no host ${name}`),
    ...[service.bounceDomain, feedbackDomain]
      .filter((domain) => !destinations.includes(domain))
      .map((domain) => `${domain} is not in mydestination of ${service.host}`),
    ...(config.virtual_alias_maps?.includes(`@${service.bounceDomain} `)
      ? []
      : [`virtual_alias_maps of ${service.host} must have an entry for @${service.bounceDomain}`]),
    ...(mailboxes.includes(feedback) ? [] : [`${service.host} has no mailbox ${feedback}`]),
    ...service.accounts
      .filter(({ user }) => !users.includes(user))
      .map(({ user }) => `${service.host} has no account ${user}`),
  ];
}

/** A record that a customer is asked to publish. */
export const wantedRecordSchema = z.object({
  purpose: z.enum(['ownership', 'signing', 'return-path']),
  name: z.string(),
  type: z.enum(['TXT', 'CNAME']),
  value: z.string(),
  needed: z.boolean().describe('without it nothing may be sent'),
  found: z.boolean(),
});
export type WantedRecord = z.infer<typeof wantedRecordSchema>;

/** Local parts of all readers. */
export function membersOf({ localParts, numbered }: Pick<Population, 'localParts' | 'numbered'>): string[] {
  if (!numbered) return localParts;
  const { prefix, count } = numbered;
  const digits = Math.max(2, String(count).length);
  const names = Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(digits, '0')}`);
  return [...localParts, ...names];
}

/** Where providers send the complaints about mail of this service. */
export function feedbackAddressOf({ feedbackAddress, signing }: ScenarioRelayService): string {
  return feedbackAddress ?? `fbl@${signing.domain}`;
}

/** As a service groups its numbers: by the domain of the recipient. */
export function providerOf(recipient: string): string {
  return recipient.slice(recipient.lastIndexOf('@') + 1).toLowerCase();
}

/** What metrics are made of: facts `service.noted`. */
export interface NotedEvent {
  account: string;
  message: string;
  recipient: string;
  event: ServiceEventName;
  class?: BounceClass | undefined;
  agent?: ReaderAgent | undefined;
  /** Queue id of the recipient's own copy; absent for what was suppressed. */
  copy?: string | undefined;
}

/** Counts are of copies, one a recipient and letter, not of requests; rates are 0 to 1, and 0 where nothing was sent. */
export interface Metrics {
  sent: number;
  suppressed: number;
  delivered: number;
  /** Neither delivered nor given up. */
  waiting: number;
  bounced: Record<BounceClass, number>;
  /** Given up because it took too long. */
  expired: number;
  complained: number;
  unsubscribed: number;
  opened: number;
  /** Without those that only machines opened. */
  openedByHumans: number;
  clicked: number;
  clickedByHumans: number;
  /** Of what was sent. */
  deliveryRate: number;
  bounceRate: number;
  bounceRates: Record<BounceClass, number>;
  /** Of what was delivered. */
  complaintRate: number;
  unsubscribeRate: number;
  openRate: number;
  openRateHuman: number;
  clickRate: number;
  clickRateHuman: number;
}

type Reaction = 'complained' | 'unsubscribed' | 'opened' | 'openedByHumans' | 'clicked' | 'clickedByHumans';

/** What became of one copy: the last word counts, so that a late bounce takes a delivery back. */
interface Fate {
  end?: 'delivered' | 'expired' | BounceClass;
  reactions: Set<Reaction>;
}

/** The numbers of these events, all or those that a filter lets through. */
export function metricsOf(
  events: readonly NotedEvent[],
  includes: (event: NotedEvent) => boolean = () => true,
): Metrics {
  const fates = new Map<string, Fate>();
  let suppressed = 0;
  for (const event of events.filter(includes)) {
    if (event.event === 'suppressed') suppressed += 1;
    if (event.copy === undefined) continue;
    const fate = fates.get(event.copy) ?? { reactions: new Set() };
    fates.set(event.copy, fate);
    tell(fate, event);
  }
  return countsOf([...fates.values()], suppressed);
}

/** The same for each provider by itself. */
export function metricsByProvider(events: readonly NotedEvent[]): Record<string, Metrics> {
  const providers = [...new Set(events.map(({ recipient }) => providerOf(recipient)))].sort();
  return Object.fromEntries(
    providers.map((provider) => [provider, metricsOf(events, ({ recipient }) => providerOf(recipient) === provider)]),
  );
}

function tell(fate: Fate, { event, class: bounceClass = 'soft', agent = 'human' }: NotedEvent): void {
  switch (event) {
    case 'delivered':
    case 'expired':
      fate.end = event;
      return;
    case 'bounced':
      fate.end = bounceClass;
      return;
    case 'complained':
    case 'unsubscribed':
      fate.reactions.add(event);
      return;
    case 'opened':
    case 'clicked':
      fate.reactions.add(event);
      if (agent === 'human') fate.reactions.add(`${event}ByHumans`);
  }
}

function countsOf(fates: Fate[], suppressed: number): Metrics {
  const ended = (end: Fate['end']) => fates.filter((fate) => fate.end === end).length;
  const seen = (reaction: Reaction) => fates.filter(({ reactions }) => reactions.has(reaction)).length;
  const sent = fates.length;
  const delivered = ended('delivered');
  const bounced = { hard: ended('hard'), soft: ended('soft'), block: ended('block') };
  const counts = {
    complained: seen('complained'),
    unsubscribed: seen('unsubscribed'),
    opened: seen('opened'),
    openedByHumans: seen('openedByHumans'),
    clicked: seen('clicked'),
    clickedByHumans: seen('clickedByHumans'),
  };
  return {
    sent,
    suppressed,
    delivered,
    waiting: ended(undefined),
    bounced,
    expired: ended('expired'),
    ...counts,
    deliveryRate: rate(delivered, sent),
    bounceRate: rate(bounced.hard + bounced.soft + bounced.block + ended('expired'), sent),
    bounceRates: { hard: rate(bounced.hard, sent), soft: rate(bounced.soft, sent), block: rate(bounced.block, sent) },
    complaintRate: rate(counts.complained, delivered),
    unsubscribeRate: rate(counts.unsubscribed, delivered),
    openRate: rate(counts.opened, delivered),
    openRateHuman: rate(counts.openedByHumans, delivered),
    clickRate: rate(counts.clicked, delivered),
    clickRateHuman: rate(counts.clickedByHumans, delivered),
  };
}

function rate(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
