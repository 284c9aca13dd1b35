import type { AccountState } from '#protocol/projections/relay-service.ts';
import { dkimSign } from '../mail-auth/sign.ts';
import { domainOf } from '../mta/address.ts';
import { receivedLine, withMissingFields } from '../mta/cleanup.ts';
import { signingKeys } from './sending-domain.ts';
import type { ServiceParts } from './service-parts.ts';
import { withMarks } from './tracking/links.ts';
import { fieldOf } from './tracking/mime-parts.ts';

/** One recipient's copy of what a customer handed in. */
export interface Copy {
  account: AccountState;
  /** Queue id of the submission and of the copy. */
  submission: string;
  queueId: string;
  message: string;
  recipient: string;
  /** Host that sends it. */
  outbound: string;
  /** As it was handed in, octets in latin1. */
  raw: string;
}

/** The letter as it leaves the service: its own header fields, tracking, and the seals of customer and service. */
export async function letterOf(copy: Copy, service: ServiceParts): Promise<string> {
  const { account, submission, queueId, recipient, outbound, raw } = copy;
  const at = service.mta.clock.now();
  const { host } = service;
  const complete = serviceFields(copy, service) + withMissingFields(raw, { host, queueId: submission, at });
  const letter =
    account.trackOrder === 'before-sign'
      ? await signed(tracked(complete, copy, service), account, service)
      : tracked(await signed(complete, account, service), copy, service);
  return receivedLine({ host: outbound, queueId, recipients: [recipient], at }) + letter;
}

/** The domain in From, which is the one that people see; empty when there is none. */
export function fromDomain(raw: string): string {
  const [, address = ''] = /([^\s<>@,]+@[^\s<>,]+)/.exec(fieldOf(headOf(raw), 'from') ?? '') ?? [];
  return address === '' ? '' : domainOf(address);
}

/** RFC 8058 for readers; Feedback-ID for the providers' statistics, with the service itself as the last word. */
function serviceFields({ account, queueId, message, raw }: Copy, service: ServiceParts): string {
  const { signing } = service.state.settings;
  const feedback = `Feedback-ID: ${message}:${account.user}:mail:${signing.domain.split('.')[0]}\r\n`;
  if (!account.unsubscribe || fieldOf(headOf(raw), 'list-unsubscribe') !== undefined) return feedback;
  const url = unsubscribeUrl(queueId, service);
  return `${feedback}List-Unsubscribe: <${url}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`;
}

function tracked(raw: string, { account, queueId: copy }: Copy, service: ServiceParts): string {
  const { trackingHost } = service.state.settings;
  let links = 0;
  const link = () => {
    const marked = service.token('click', { copy, link: links });
    links += 1;
    return `https://${trackingHost}/c/${marked}`;
  };
  return withMarks(raw, {
    ...(account.trackClicks ? { link } : {}),
    ...(account.trackOpens
      ? { pixel: `https://${trackingHost}/o/${service.token('open', { copy, link: 0 })}.gif` }
      : {}),
    unsubscribe: unsubscribeUrl(copy, service),
  });
}

function unsubscribeUrl(copy: string, service: ServiceParts): string {
  const { trackingHost } = service.state.settings;
  return `https://${trackingHost}/u/${service.token('unsubscribe', { copy, link: 0 })}`;
}

/** Both fields of one-click unsubscription must be under the signature (RFC 8058 §4). */
async function signed(raw: string, account: AccountState, service: ServiceParts): Promise<string> {
  let result = raw;
  for (const key of signingKeys(account, fromDomain(raw), service).toReversed()) {
    result = await dkimSign(
      result,
      { ...key, alsoSigned: ['List-Unsubscribe-Post', 'Feedback-ID'] },
      service.mta.clock.now(),
    );
  }
  return result;
}

function headOf(raw: string): string {
  return `${raw.split('\r\n\r\n', 1)[0] ?? ''}\r\n`;
}
