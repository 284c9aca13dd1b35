import type { Address, Email } from 'postal-mime';
import { bytesOf } from '../wire/octets.ts';

export interface ParsedMessage {
  text?: string;
  html?: string;
  from: string[];
  /** To and Cc. */
  to: string[];
  attachments: { name: string; type: string; octets: number }[];
}

/** Reads a message as mail programs do. Rejects when it is nested deeper than any letter. The parser is loaded when the
 *  first message is opened. */
export async function parsedMessage(raw: string): Promise<ParsedMessage> {
  const { default: PostalMime } = await import('postal-mime');
  const email = await PostalMime.parse(bytesOf(raw), { attachmentEncoding: 'arraybuffer' });
  return {
    text: email.text,
    html: email.html,
    from: addresses(email.from ? [email.from] : []),
    to: addresses([...(email.to ?? []), ...(email.cc ?? [])]),
    attachments: email.attachments.map(described),
  };
}

function addresses(list: Address[]): string[] {
  return list.flatMap(({ address, group }) => (group ? group.map((member) => member.address) : [address ?? '']));
}

function described({ filename, mimeType, content }: Email['attachments'][number]) {
  const octets = typeof content === 'string' ? content.length : content.byteLength;
  return { name: filename ?? 'without a name', type: mimeType, octets };
}
