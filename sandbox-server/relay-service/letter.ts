import { headerFields } from '#protocol/header-section.ts';
import { dkimSign } from '../mail-auth/sign.ts';
import { domainOf } from '../mta/address.ts';
import { receivedLine, withMissingFields } from '../mta/cleanup.ts';
import { isOn, parameter } from '../mta/config.ts';
import { addressesInFields } from '../mta/letterhead.ts';
import { signingKeys } from './sending-domain.ts';
import type { ServiceParts } from './service-parts.ts';
import { withMarks } from './tracking/html.ts';
import { fieldOf } from './tracking/mime-parts.ts';

/** One recipient's copy of what a customer handed in. */
export interface Copy {
  account: string;
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

/** What customers write where the address belongs under which this reader unsubscribes. */
const unsubscribePlaceholder = '%unsubscribe_url%';

/** The letter as it leaves the service, and where its links lead: tracked and signed, in the order that is configured. */
export async function letterOf(copy: Copy, service: ServiceParts): Promise<{ raw: string; links: string[] }> {
  const { submission, queueId, recipient, outbound, raw } = copy;
  const { settings, world, mta } = service;
  const at = mta.clock.now();
  const complete = withServiceFields(
    withMissingFields(raw, { host: settings.host, queueId: submission, at }),
    copy,
    service,
  );
  const trackedFirst = parameter(world, settings.host, 'lab_track_order') === 'before-sign';
  const { letter, links } = trackedFirst
    ? tracked(complete, copy, service)
    : tracked(await signed(complete, copy, service), copy, service);
  const sealed = trackedFirst ? await signed(letter, copy, service) : letter;
  return { raw: receivedLine({ host: outbound, queueId, recipients: [recipient], at }) + sealed, links };
}

/** The domain in From, which is the one that people see; empty when there is none. */
export function fromDomain(raw: string): string {
  const [address = ''] = addressesInFields(headerFields(raw), 'from');
  return address === '' ? '' : domainOf(address);
}

/** Feedback-ID for the providers' statistics; unsubscription where the customer has asked for it. */
function withServiceFields(raw: string, { account, queueId, message }: Copy, service: ServiceParts): string {
  const { settings, world } = service;
  const url = unsubscribeUrl(queueId, service);
  const head = headOf(raw);
  const filled = head.replace(/^list-unsubscribe:.*(?:\r\n[ \t].*)*/im, (field) =>
    field.replaceAll(unsubscribePlaceholder, url),
  );
  const isAdded = isOn(world, settings.host, 'lab_list_unsubscribe') && fieldOf(head, 'list-unsubscribe') === undefined;
  const unsubscribe = isAdded
    ? `List-Unsubscribe: <${url}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`
    : '';
  const feedback = `Feedback-ID: ${message}:${account}:mail:${settings.name}\r\n`;
  return feedback + unsubscribe + filled + raw.slice(head.length);
}

function tracked(raw: string, { queueId: copy }: Copy, service: ServiceParts): { letter: string; links: string[] } {
  const { trackingHost, host } = service.settings;
  const links: string[] = [];
  const link = (url: string) => {
    links.push(url);
    return `https://${trackingHost}/c/${service.token('click', { copy, link: links.length - 1 })}`;
  };
  const pixel = `https://${trackingHost}/o/${service.token('open', { copy, link: 0 })}.gif`;
  const letter = withMarks(raw, {
    ...(isOn(service.world, host, 'lab_track_clicks') ? { link } : {}),
    ...(isOn(service.world, host, 'lab_track_opens') ? { pixel } : {}),
    own: trackingHost,
    placeholder: { text: unsubscribePlaceholder, url: unsubscribeUrl(copy, service) },
  });
  return { letter, links };
}

function unsubscribeUrl(copy: string, service: ServiceParts): string {
  return `https://${service.settings.trackingHost}/u/${service.token('unsubscribe', { copy, link: 0 })}`;
}

/** The customer's seal on top, the service's below it. */
async function signed(raw: string, { account }: Copy, service: ServiceParts): Promise<string> {
  let result = raw;
  for (const key of signingKeys(account, fromDomain(raw), service).toReversed()) {
    result = await dkimSign(result, key, service.mta.clock.now());
  }
  return result;
}

/** The header section with the line end of its last field. */
function headOf(raw: string): string {
  const end = raw.indexOf('\r\n\r\n');
  return end < 0 ? raw : raw.slice(0, end + 2);
}
