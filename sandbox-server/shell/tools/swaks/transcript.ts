import type { ServerReply } from '../../../network/reply-reader.ts';
import type { ToolContext, Voice } from '../../tool.ts';

/** What of a conversation is printed. */
export interface Shown {
  /** 0: all; 1: nothing before the first problem; 2: problems only; 3: nothing. */
  silent: number;
  send: boolean;
  receive: boolean;
  information: boolean;
  problems: boolean;
  /** The message in full; otherwise only how many lines it had. */
  data: boolean;
}

/**
 * Prints a conversation with swaks' marks: `=== ` and `*** ` are its own words; `->` is sent, `<-` received, `<**` a refusal,
 * with `~` in place of `-` inside TLS.
 */
export class Transcript {
  /** Id of the connection, once there is one. */
  connection: string | undefined;
  secure = false;
  readonly #print: ToolContext['print'];
  readonly #shown: Shown;
  #hasSeenProblem = false;

  constructor({ print }: ToolContext, shown: Shown) {
    this.#print = print;
    this.#shown = shown;
  }

  /** Something was refused or failed, shown or not. */
  get hasSeenProblem(): boolean {
    return this.#hasSeenProblem;
  }

  information(text: string): void {
    if (this.#shown.information) this.#write('shell', `=== ${text}\n`);
  }

  problem(text: string): void {
    if (this.#shown.problems) this.#write('error', `${prefixed('*** ', text)}`, true);
  }

  sent(text: string): void {
    if (this.#shown.send) this.#write('client', prefixed(this.secure ? ' ~> ' : ' -> ', text));
  }

  /** The message behind DATA. */
  sentMessage(text: string): void {
    this.sent(this.#shown.data ? text : `${text.split('\n').length} lines sent`);
  }

  heard({ lines }: ServerReply, isExpected: boolean): void {
    const mark = this.secure ? (isExpected ? '<~  ' : '<~* ') : isExpected ? '<-  ' : '<** ';
    if (this.#shown.receive) this.#write('server', prefixed(mark, lines.join('\n')), !isExpected);
  }

  #write(voice: Voice, text: string, isProblem = false): void {
    const { silent } = this.#shown;
    this.#hasSeenProblem ||= isProblem;
    if (silent >= 3 || (silent === 2 && !isProblem) || (silent === 1 && !this.#hasSeenProblem)) return;
    this.#print(voice, text, this.connection);
  }
}

function prefixed(mark: string, text: string): string {
  return text
    .split('\n')
    .map((line) => `${mark}${line}\n`)
    .join('');
}
