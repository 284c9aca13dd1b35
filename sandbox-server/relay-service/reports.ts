import PostalMime, { type Email } from 'postal-mime';

/** What machines write to a service about its letters. */

/** The verdict about one recipient in a delivery status notification (RFC 3464 §2.3). */
export interface DeliveryReport {
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  status: string;
  /** The words of the server that refused; the status where it gave none. */
  diagnostic: string;
}

/** A complaint in the abuse reporting format (RFC 5965). */
export interface ComplaintReport {
  feedbackType: string;
  /** Return path of the letter, from the report or from the letter in it; empty when both leave it out. */
  originalReversePath: string;
}

/** Groups of fields, as both formats have them: names in lower case, folded lines in one. */
type Fields = Record<string, string>;

/** The first recipient of a notice; undefined when the letter is none. @param raw octets in latin1 */
export async function readDeliveryReport(raw: string): Promise<DeliveryReport | undefined> {
  const part = partOf(await parsed(raw), /^message\/(global-)?delivery-status$/);
  const group = part === undefined ? undefined : groupsOf(part).find(({ action }) => action !== undefined);
  const action = group?.action?.toLowerCase();
  if (!group || !isAction(action)) return undefined;
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(group.status ?? '')?.[0] ?? '5.0.0';
  const said = (group['diagnostic-code'] ?? '').replace(/^[\w-]+;\s*/, '');
  return { action, status, diagnostic: said || status };
}

/** Undefined when the letter is no complaint. @param raw octets in latin1 */
export async function readComplaint(raw: string): Promise<ComplaintReport | undefined> {
  const mail = await parsed(raw);
  const part = partOf(mail, /^message\/feedback-report$/);
  if (part === undefined) return undefined;
  const [fields = {}] = groupsOf(part);
  const letter = partOf(mail, /^(message\/rfc822|text\/rfc822-headers)$/) ?? '';
  const [header = {}] = groupsOf(letter);
  const path = fields['original-mail-from'] ?? header['return-path'] ?? '';
  return {
    feedbackType: (fields['feedback-type'] ?? '').toLowerCase(),
    originalReversePath: path.replace(/[<>\s]/g, ''),
  };
}

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

function isAction(text: string | undefined): text is DeliveryReport['action'] {
  return actions.some((action) => action === text);
}

function parsed(raw: string): Promise<Email> {
  return PostalMime.parse(Buffer.from(raw, 'latin1'), { forceRfc822Attachments: true });
}

function partOf({ attachments }: Email, type: RegExp): string | undefined {
  const content = attachments.find(({ mimeType }) => type.test(mimeType.toLowerCase()))?.content;
  if (content === undefined) return undefined;
  return typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString('utf8'); // not asked for base64
}

function groupsOf(text: string): Fields[] {
  const unfolded = text.replace(/\r?\n/g, '\n').replace(/\n[ \t]+/g, ' ');
  return unfolded
    .split(/\n\n+/)
    .filter((group) => group.trim() !== '')
    .map((group) =>
      Object.fromEntries(
        group.split('\n').flatMap((line) => {
          const [, name, value = ''] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
          return name ? [[name.toLowerCase(), value.trim()]] : [];
        }),
      ),
    );
}
