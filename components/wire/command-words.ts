import { clientHello } from '#protocol/client-hello.ts';
import { smtpCommands } from '#protocol/smtp-commands.ts';
import { type ExtensionWords, esmtpParameters, smtpExtensions } from '#protocol/smtp-extensions.ts';

/** What a client asks for with a command. Replies bring their reason along; commands do not. */
export function commandWordsFor(verb: string): { plain: string; rfc?: string } {
  const known = Object.hasOwn(smtpCommands, verb) ? smtpCommands[verb] : undefined;
  if (known) return { plain: known.plain, rfc: known.rfc };
  if (verb === clientHello) {
    return {
      plain:
        'The client wants TLS at once and sends the first octets of a handshake. This port speaks text first; TLS begins after STARTTLS.',
      rfc: 'RFC 8446 §4.1.2',
    };
  }
  return { plain: 'The server took this line for a command. Its reply says what it made of it.' };
}

export interface Term extends ExtensionWords {
  /** The word as it stood in the line. */
  keyword: string;
}

/** The keywords of an EHLO reply, each explained; the first line is the server's name. */
export function explainedExtensions(lines: readonly string[]): Term[] {
  return lines.slice(1).flatMap((line) => explainedWord(smtpExtensions, line, /[ =]/));
}

/** The words after the address of MAIL and RCPT, each explained. */
export function explainedParameters(line: string): Term[] {
  const [, rest = ''] = /^(?:MAIL FROM|RCPT TO):[ \t]*<(?:"(?:[^"\\]|\\.)*"|[^>"])*>(.*)$/is.exec(line) ?? [];
  return rest
    .split(/[ \t]+/)
    .filter(Boolean)
    .flatMap((word) => explainedWord(esmtpParameters, word, /=/));
}

function explainedWord(words: Record<string, ExtensionWords>, text: string, end: RegExp): Term[] {
  const keyword = text.split(end, 1)[0]?.toUpperCase() ?? '';
  const known = Object.hasOwn(words, keyword) ? words[keyword] : undefined;
  return known ? [{ keyword: text, plain: known.plain, rfc: known.rfc }] : [];
}

/** Where `RFC 5321 §4.1.1.3` can be read; undefined when the text names no RFC. */
export function rfcAddress(reference: string): string | undefined {
  const [, number, section] = /RFC (\d+)(?: §([A-Z.]*[\d.]+))?/.exec(reference) ?? [];
  if (!number) return undefined;
  const part = /^[A-Z]/.test(section ?? '') ? 'appendix' : 'section';
  return `https://www.rfc-editor.org/rfc/rfc${number}${section ? `#${part}-${section}` : ''}`;
}
