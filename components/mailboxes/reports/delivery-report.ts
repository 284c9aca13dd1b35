import { type HeaderField, headerFields, headerValue } from '#protocol/header-section.ts';
import { allParts, type MimePart } from '#protocol/mime-tree.ts';
import { decodedBody } from '../parts/mime-parts.ts';

/** A delivery status notification as its machine-readable part says it: RFC 3464. All values are octets of a stranger. */
export interface DeliveryReport {
  reportingMta?: string;
  arrival?: string;
  recipients: ReportedRecipient[];
}

export interface ReportedRecipient {
  address: string;
  /** As the sender had named it, where that is another address. */
  original?: string;
  action: string;
  status: string;
  remoteMta?: string;
  diagnostic?: string;
  retryUntil?: string;
}

/** The report inside a letter, if it is one. */
export function deliveryReport(tree: MimePart): DeliveryReport | undefined {
  const part = allParts(tree).find(({ type }) => /^message\/(global-)?delivery-status$/.test(type));
  if (!part) return undefined;
  const groups = decodedBody(part)
    .split(/\r?\n[ \t]*\r?\n/)
    .map((group) => headerFields(group.replace(/^(\r?\n)+/, '')))
    .filter((fields) => fields.length > 0);
  const [about = []] = groups;
  return {
    ...present({ reportingMta: withoutKind(about, 'reporting-mta'), arrival: headerValue(about, 'arrival-date') }),
    recipients: groups.filter((fields) => headerValue(fields, 'final-recipient') !== undefined).map(recipientOf),
  };
}

function recipientOf(fields: HeaderField[]): ReportedRecipient {
  const address = withoutKind(fields, 'final-recipient') ?? '';
  const original = withoutKind(fields, 'original-recipient');
  return {
    address,
    action: (headerValue(fields, 'action') ?? '').trim().toLowerCase(),
    status: /^[245]\.\d{1,3}\.\d{1,3}/.exec(headerValue(fields, 'status') ?? '')?.[0] ?? '',
    ...present({
      original: original === address ? undefined : original,
      remoteMta: withoutKind(fields, 'remote-mta'),
      diagnostic: withoutKind(fields, 'diagnostic-code'),
      retryUntil: headerValue(fields, 'will-retry-until'),
    }),
  };
}

/** `rfc822; ann@globex.example`: the kind says how to read the rest. */
function withoutKind(fields: readonly HeaderField[], name: string): string | undefined {
  return headerValue(fields, name)?.replace(/^[\w-]+\s*;\s*/, '');
}

function present<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  // Object.entries forgets which values belong to which names; only empty ones are taken away.
  return Object.fromEntries(kept) as { [K in keyof T]?: string };
}

// Maps, because letters name the keys: `constructor` must not find what every object has.
const actions = new Map(
  Object.entries({
    failed: 'not delivered, and nobody tries again',
    delayed: 'not delivered yet; it is still being tried',
    delivered: 'delivered into the mailbox',
    relayed: 'passed on to a server that sends no such reports',
    expanded: 'passed on to the members of a list',
  }),
);

/** RFC 3464 §2.3.3 in words. */
export function actionWords(action: string): string {
  return actions.get(action) ?? 'an action that no standard knows';
}

/** A complaint: RFC 5965. Fields in their order, names in lower case. */
export function feedbackReport(tree: MimePart): HeaderField[] | undefined {
  const part = allParts(tree).find(({ type }) => type === 'message/feedback-report');
  return part && headerFields(decodedBody(part));
}
