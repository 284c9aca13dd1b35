import * as qp from 'nodemailer/lib/qp';

/** RFC 2045 §6: how the octets of a part are written in the message. */
export type TransferEncoding = 'plain' | 'quoted-printable' | 'base64';

/** RFC 2045 §6.7, §6.8. */
const encodedLineMax = 76;

export function transferEncodingOf(value: string): TransferEncoding {
  const name = value.trim().toLowerCase();
  return name === 'quoted-printable' || name === 'base64' ? name : 'plain';
}

/** The octets of a part, in latin1. */
export function decoded(body: string, encoding: TransferEncoding): string {
  switch (encoding) {
    case 'plain':
      return body;
    case 'base64':
      return Buffer.from(body, 'base64').toString('latin1');
    case 'quoted-printable':
      return body
        .replace(/[ \t]+(?=\r?\n|$)/g, '')
        .replace(/=\r?\n/g, '')
        .replace(/=([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }
}

/** The other way round. @param octets in latin1 */
export function encoded(octets: string, encoding: TransferEncoding): string {
  const data = Buffer.from(octets, 'latin1');
  switch (encoding) {
    case 'plain':
      return octets;
    case 'base64':
      return data.toString('base64').replace(new RegExp(`.{${encodedLineMax}}(?=.)`, 'g'), '$&\r\n');
    case 'quoted-printable':
      return qp.wrap(qp.encode(data), encodedLineMax);
  }
}
