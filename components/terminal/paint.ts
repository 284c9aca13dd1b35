import type { TerminalEntry } from '#protocol/projections/terminals.ts';
import { visibleText } from '#protocol/visible-text.ts';

/** Colours as `r;g;b`, taken from the tokens. */
export type Palette = Record<'ink' | 'you' | 'ok' | 'no' | 'dim', string>;

/** A piece of the transcript as octets for the terminal emulator: our colours and line ends, and not one other control
 *  character. */
export function painted(entry: TerminalEntry, palette: Palette): string {
  switch (entry.kind) {
    case 'entered':
      return `${paintedPrompt(entry.prompt, palette)}${paintedTyping(entry.text, entry.program, palette)}\r\n`;
    case 'pressed':
      return entry.key === 'interrupt' ? `${colour('^C', palette.dim)}\r\n` : '';
    case 'printed':
      return linesOf(entry.text)
        .map((line) => colour(line, palette[inkFor(entry.voice, line)]))
        .join('\r\n');
  }
}

export function paintedPrompt(prompt: string, palette: Palette): string {
  return prompt === '' ? '' : colour(visibleText(prompt), palette.dim);
}

/** What is typed to a program is blue, what is typed at the shell is plain. */
export function paintedTyping(text: string, program: string, palette: Palette): string {
  return colour(visibleText(text), program === 'sh' ? palette.ink : palette.you);
}

/** The last line of a reply, as telnet and swaks print it: where its explanation belongs. */
export function isEndOfReply(line: string): boolean {
  return /^(?:<[-*~]+ +)?[2-5]\d\d(?: |$)/.test(line);
}

function inkFor(voice: Extract<TerminalEntry, { kind: 'printed' }>['voice'], line: string): keyof Palette {
  switch (voice) {
    case 'server':
      return /^(?:<[-*~]+ +)?[45]\d\d[ -]/.test(line) ? 'no' : 'ok';
    case 'client':
      return 'you';
    case 'error':
      return 'no';
    case 'shell':
      return 'dim';
  }
}

function linesOf(text: string): string[] {
  return visibleText(text, '\n\t').split('\n');
}

function colour(text: string, rgb: string): string {
  return text === '' ? '' : `\x1b[38;2;${rgb}m${text}\x1b[0m`;
}
