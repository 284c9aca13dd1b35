import type { ServiceCopy } from '#protocol/projections/relay-services.ts';
import type { WebRequest, WebResponse } from '../network/web.ts';
import type { ServiceParts } from './service-parts.ts';

/** One transparent pixel: the smallest GIF there is. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** What a POST must say so that it counts (RFC 8058 §3.1), in whatever form encoding it comes. */
const oneClick = /(^|&)List-Unsubscribe=One-Click(&|$)|name="List-Unsubscribe"\r?\n\r?\nOne-Click\r?\n/;

const notFound: WebResponse = { status: 404, type: 'text/plain', body: 'Not found\n' };

/**
 * What the tracking host answers; undefined when the path is none of the service's. Each request that names one of its
 * letters is noted with what the client says it is: whether a person stands behind it, the reader of the log may guess.
 */
export function trackingAnswer(asked: WebRequest, connection: string, service: ServiceParts): WebResponse | undefined {
  const [, kind = '', text = ''] = /^\/([ocu])\/([^/?]*)/.exec(asked.path) ?? [];
  if (kind === 'o') return opened(text.replace(/\.gif$/, ''), asked, connection, service);
  if (kind === 'c') return clicked(text, asked, connection, service);
  return kind === 'u' ? unsubscription(text, asked, connection, service) : undefined;
}

function opened(text: string, asked: WebRequest, connection: string, service: ServiceParts): WebResponse {
  const known = service.copyOf('open', text);
  if (!known) return notFound;
  service.mta.record(service.noted(known.copy, { event: 'opened', ...byWeb(asked, connection) }));
  return { status: 200, type: 'image/gif', body: pixel };
}

function clicked(text: string, asked: WebRequest, connection: string, service: ServiceParts): WebResponse {
  const known = service.copyOf('click', text);
  const url = known?.copy.links[known.link];
  if (!known || url === undefined) return notFound;
  service.mta.record(service.noted(known.copy, { event: 'clicked', ...byWeb(asked, connection), url }));
  return { status: 302, type: 'text/plain', body: `${url}\n`, location: url };
}

/** To look changes nothing: scanners follow every link of a letter. Only a POST unsubscribes. */
function unsubscription(text: string, asked: WebRequest, connection: string, service: ServiceParts): WebResponse {
  const known = service.copyOf('unsubscribe', text);
  if (!known) return notFound;
  if (asked.method !== 'POST') return { status: 200, type: 'text/html', body: page(known.copy, service) };
  if (!oneClick.test(asked.body)) {
    return { status: 400, type: 'text/plain', body: 'Expected List-Unsubscribe=One-Click\n' };
  }
  if (!known.copy.unsubscribed) {
    service.mta.record(service.noted(known.copy, { event: 'unsubscribed', ...byWeb(asked, connection) }));
  }
  return { status: 200, type: 'text/plain', body: 'You will get no more of these letters.\n' };
}

function byWeb({ method, path, agent }: WebRequest, connection: string) {
  return { by: 'web', raw: `${method} ${path}`, connection, ...(agent === undefined ? {} : { agent }) } as const;
}

function page({ account, unsubscribed }: ServiceCopy, { settings }: ServiceParts): string {
  const state = unsubscribed
    ? '<p>You have unsubscribed already.</p>'
    : '<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>Unsubscribe</button></form>';
  return `<!doctype html>
<title>Unsubscribe</title>
<h1>Letters of ${account}, sent by ${settings.name}</h1>
${state}
`;
}
