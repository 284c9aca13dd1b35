import { FitAddon } from '@xterm/addon-fit';
import { Terminal as Xterm } from '@xterm/xterm';
import type { Command } from '#protocol/commands.ts';
import { pastedLinesMax, typedLineMaxLength } from '#protocol/limits.ts';
import type { TerminalEntry } from '#protocol/projections/terminals.ts';
import { visibleText } from '#protocol/visible-text.ts';
import { emptyWorld, type World } from '#protocol/world.ts';
import type { Shown } from '../timeline/play-head.ts';
import { type CompletionWords, complete } from './completion.ts';
import { toolOptions } from './completion-words.ts';
import { drawnLine, erased } from './drawn-line.ts';
import { useExplained } from './explained-store.ts';
import { type EditedLine, type Effect, emptyLine, found, insert, lineWith, press, textOf } from './line-editor.ts';
import { type Palette, painted, paintedPrompt, paintedTyping } from './paint.ts';
import { paletteFrom, themeFrom } from './palette.ts';
import { isReady, repliesHeard, replyInQuestion } from './readiness.ts';
import { explainOnHover } from './reply-links.ts';
import { tailFrom } from './tail.ts';
import type { Keyboard, ShownLine } from './terminal-keyboard.ts';

/** Octets of lines in one command; the socket takes 64 KB. */
const commandMaxLength = 40_000;
/** So much of an earlier moment's transcript can be scrolled back to, in lines. */
const pastLinesMax = 300;
/** "Show me" types so fast, in ms a character, and rests between lines. */
const typingMs = 24;
const restMs = 350;

interface Parts {
  /** Name of the terminal in the sandbox. */
  terminal: string;
  element: HTMLElement;
  /** This tab, to know its own lines when they come back. */
  tab: string;
  send(command: Command): number;
  /** Brings the world of now back to the screen, if an earlier one is shown: `update` is called before it returns. */
  toLive(): void;
}

/** The terminal on the screen: draws the transcript, edits the line below it, and never waits for the network. */
export class TerminalScreen implements Keyboard {
  readonly #parts: Parts;
  readonly #xterm: Xterm;
  readonly #fit = new FitAddon();
  #world: World = emptyWorld();
  #line: EditedLine = emptyLine;
  #cursorRow = 0;
  /** How much of the transcript stands on the screen. */
  #paintedEntries = 0;
  /** The last of it: when another stands at its place, time has gone back or the screen was cleared. */
  #paintedSeq: number | undefined;
  /** Lines that stand on the screen and have not come back as facts yet. */
  #pending: string[] = [];
  #candidates: string[] = [];
  #isLeaving = false;
  /** An earlier moment is shown: nothing is edited, and the first key leads back. */
  #isPast = false;
  #waiters = new Set<() => void>();
  #colours: Palette | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#xterm = new Xterm({
      fontFamily: '"JetBrains Mono Variable", monospace',
      fontSize: 13.5,
      lineHeight: 1.35,
      cursorBlink: true,
      scrollback: 5000,
      theme: themeFrom(parts.element),
    });
    this.#xterm.loadAddon(this.#fit);
    this.#xterm.open(parts.element);
    this.#xterm.attachCustomKeyEventHandler((event) => this.#takesKey(event));
    this.#xterm.onData((data) => this.#typed(data));
    explainOnHover(this.#xterm, () => repliesHeard(this.#world).map(({ seq }) => seq));
    this.fit();
  }

  /** Shows the transcript of a moment. */
  update({ world, isLive }: Pick<Shown, 'world' | 'isLive'>): void {
    this.#world = world;
    const entries = this.#terminal?.entries ?? [];
    // Coming and going, the transcript is painted anew: echoed lines belong to the present only.
    if (this.#isPast === isLive || entries[this.#paintedEntries - 1]?.seq !== this.#paintedSeq) this.#startAnew();
    this.#isPast = !isLive;
    // Nothing can be typed into the past: no cursor (DECTCEM).
    this.#xterm.write(isLive ? '\x1b[?25h' : '\x1b[?25l');
    // Who drags the play-head comes by here with each frame: of the past only the end is painted.
    if (!isLive) this.#paintedEntries = Math.max(this.#paintedEntries, tailFrom(entries, pastLinesMax));
    const fresh = entries.slice(this.#paintedEntries).filter((entry) => !this.#isMine(entry));
    this.#paintedEntries = entries.length;
    this.#paintedSeq = entries.at(-1)?.seq;
    const output = fresh.map((entry) => wholeLines(painted(entry, this.#palette))).join('');
    this.#redraw(output);
    for (const wake of this.#waiters) wake();
  }

  /** The theme of the page has changed. */
  recolour(): void {
    this.#colours = undefined;
    this.#xterm.options.theme = themeFrom(this.#parts.element);
    this.fit();
  }

  /** The size of the page has changed. */
  fit(): void {
    // Behind another terminal there is no size to fit to.
    if (this.#parts.element.clientHeight === 0) return;
    this.#xterm.write(erased(this.#cursorRow));
    this.#cursorRow = 0;
    this.#fit.fit();
    this.#redraw();
  }

  focus(): void {
    this.#xterm.focus();
  }

  set screenReaderMode(isOn: boolean) {
    this.#xterm.options.screenReaderMode = isOn;
  }

  set disabled(isDisabled: boolean) {
    this.#xterm.options.disableStdin = isDisabled;
    this.#xterm.options.cursorBlink = !isDisabled;
  }

  dispose(): void {
    this.#xterm.dispose();
  }

  put(text: string): void {
    this.#parts.toLive();
    this.#line = lineWith(text, this.#line);
    this.#redraw();
    this.#xterm.scrollToBottom();
    this.focus();
  }

  enter(text: string): void {
    this.put(text);
    this.#typed('\r');
  }

  async type(lines: readonly ShownLine[], { signal, speed }: Parameters<Keyboard['type']>[1]): Promise<void> {
    this.#parts.toLive();
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    for (const { text, at } of lines) {
      await this.#until(() => this.#pending.length === 0 && isReady(this.#world, this.#parts.terminal, at), signal);
      this.#line = lineWith('', this.#line);
      for (const character of isCalm ? [text] : text) {
        // Half of a line that nobody typed would stand before what is typed next.
        if (signal.aborted) this.#line = lineWith('', this.#line);
        if (signal.aborted) return this.#redraw();
        this.#line = insert(this.#line, character);
        this.#redraw();
        await rest(isCalm ? 0 : typingMs / speed, signal);
      }
      await rest(restMs / speed, signal);
      if (!signal.aborted) this.#typed('\r');
    }
    // Whoever goes on beside the terminal finds what was typed already done.
    await this.#until(() => this.#pending.length === 0, signal);
  }

  get #terminal() {
    return this.#world.terminals.byName[this.#parts.terminal];
  }

  /** Asked of the page once a theme: asking makes it reckon all its styles. */
  get #palette() {
    this.#colours ??= paletteFrom(this.#parts.element);
    return this.#colours;
  }

  get #program(): string {
    return this.#terminal?.program ?? 'sh';
  }

  /** False lets the browser have the key: copy, paste, and the way out for those who have no mouse. */
  #takesKey(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return true;
    const isCopy = event.key.toLowerCase() === 'c' && event.ctrlKey && (event.shiftKey || this.#xterm.hasSelection());
    const isPaste = event.key.toLowerCase() === 'v' && event.ctrlKey;
    const isWayOut = event.key === 'Tab' && (event.shiftKey || this.#isLeaving);
    this.#isLeaving = event.key === 'Escape';
    if (event.key === 'Escape') useExplained.getState().explain(undefined);
    return !isCopy && !isPaste && !isWayOut && !event.metaKey;
  }

  #typed(data: string): void {
    this.#parts.toLive();
    if (!this.#terminal) return;
    if (data.length > 1 && /[\r\n]/.test(data)) return this.#pasted(data.split(/\r\n|\r|\n/));
    const { line, effect } = press(this.#line, data, this.#history);
    if (effect?.do === 'enter' && !this.#fits(effect.text)) return;
    if (effect?.do !== 'complete') this.#candidates = [];
    this.#line = line;
    if (effect) this.#perform(effect);
    this.#redraw();
    this.#xterm.scrollToBottom();
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'enter':
        return this.#enter([effect.text]);
      case 'interrupt':
      case 'end-of-input':
      case 'escape':
        return void this.#parts.send({ type: 'press-key', terminal: this.#parts.terminal, key: effect.do });
      case 'clear-screen':
        return this.#xterm.clear();
      case 'complete':
        return this.#complete();
      case 'earlier-reply':
      case 'later-reply':
        return useExplained.getState().walk(
          effect.do === 'earlier-reply' ? -1 : 1,
          repliesHeard(this.#world).map(({ seq }) => seq),
          replyInQuestion(this.#world, this.#parts.terminal)?.seq,
        );
    }
  }

  /** Whole lines go off as they would be typed; the unfinished rest stays on the line. */
  #pasted(lines: string[]): void {
    const whole = lines.slice(0, -1);
    whole[0] = textOf(insert(this.#line, whole[0] ?? ''));
    if (whole.length > pastedLinesMax) {
      return this.#note(`That paste has ${whole.length} lines; ${pastedLinesMax} is the most. Nothing was entered.`);
    }
    if (!whole.every((text) => this.#fits(text))) return;
    this.#line = lineWith(lines.at(-1) ?? '', this.#line);
    this.#enter(whole);
    this.#redraw();
  }

  #fits(text: string): boolean {
    if (text.length <= typedLineMaxLength) return true;
    this.#note(`A line has at most ${typedLineMaxLength} characters; this one has ${text.length}. It was not entered.`);
    return false;
  }

  /** Echoes and sends: as few commands as the size of a message allows. */
  #enter(lines: readonly string[]): void {
    useExplained.getState().explain(undefined);
    const echo = lines.map((text) => `${this.#promptAndTyping(text)}\r\n`).join('');
    this.#pending.push(...lines);
    this.#write(echo);
    const { terminal, send } = this.#parts;
    for (const part of inParts(lines)) send({ type: 'enter-lines', terminal, lines: part });
  }

  #complete(): void {
    const before = this.#line.characters.slice(0, this.#line.cursor).join('');
    const { added, candidates } = complete(before, this.#words);
    this.#line = insert(this.#line, added);
    // The first Tab completes as far as it can, the second shows what there is.
    if (added === '' && candidates.length > 0 && this.#candidates.join() === candidates.join()) {
      this.#write(
        `${this.#promptAndTyping(textOf(this.#line))}\r\n${candidates.map((word) => visibleText(word.trim())).join('  ')}\r\n`,
      );
    }
    this.#candidates = candidates;
  }

  get #words(): CompletionWords {
    const { hosts, mailboxes } = this.#world;
    return {
      tools: Object.keys(toolOptions),
      options: toolOptions,
      hosts: Object.keys(hosts.byName),
      addresses: Object.keys(mailboxes.byAddress),
      isConnected: this.#program !== 'sh',
    };
  }

  /** At the shell its own history; in a program, what was typed to programs. */
  get #history(): string[] {
    const terminal = this.#terminal;
    if (!terminal) return [];
    if (terminal.program === 'sh') return terminal.history;
    return terminal.entries.flatMap((entry) =>
      entry.kind === 'entered' && entry.program !== 'sh' && entry.text !== '' ? [entry.text] : [],
    );
  }

  /** Our own lines stand on the screen already. */
  #isMine(entry: TerminalEntry): boolean {
    if (entry.kind !== 'entered' || this.#pending[0] !== entry.text) return false;
    if (entry.command && entry.command.tab !== this.#parts.tab) return false;
    this.#pending.shift();
    return true;
  }

  #startAnew(): void {
    this.#xterm.reset();
    this.#paintedEntries = 0;
    this.#paintedSeq = undefined;
    this.#pending = [];
    this.#cursorRow = 0;
  }

  #note(text: string): void {
    this.#write(`\x1b[38;2;${this.#palette.no}m${text}\x1b[0m\r\n`);
    this.#redraw();
  }

  /** Output goes above the line that is being edited. */
  #write(output: string): void {
    this.#xterm.write(erased(this.#cursorRow) + output);
    this.#cursorRow = 0;
  }

  #redraw(output = ''): void {
    const { before, after } = this.#editedLine();
    const { output: line, cursorRow } = drawnLine(before, after, this.#xterm.cols);
    this.#xterm.write(erased(this.#cursorRow) + output + line);
    this.#cursorRow = cursorRow;
  }

  #editedLine() {
    const search = this.#line.search;
    if (search && !this.#isPast) {
      const hit = found(this.#line, this.#history) ?? '';
      const plain = visibleText(`(reverse-i-search)'${search.query}': ${hit}`);
      return { before: { plain, painted: plain }, after: { plain: '', painted: '' } };
    }
    const { characters, cursor } = this.#isPast ? emptyLine : this.#line;
    const prompt = this.#prompt;
    const [left, right] = [characters.slice(0, cursor).join(''), characters.slice(cursor).join('')].map((text) =>
      visibleText(text),
    );
    const typing = (text = '') => ({ plain: text, painted: paintedTyping(text, this.#program, this.#palette) });
    const before = typing(left);
    return {
      before: { plain: prompt + before.plain, painted: paintedPrompt(prompt, this.#palette) + before.painted },
      after: typing(right),
    };
  }

  /** While our own line is under way, the old prompt is not the next one. */
  get #prompt(): string {
    return this.#pending.length > 0 ? '' : (this.#terminal?.prompt ?? '');
  }

  #promptAndTyping(text: string): string {
    return paintedPrompt(this.#prompt, this.#palette) + paintedTyping(text, this.#program, this.#palette);
  }

  #until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!signal.aborted && !isSo()) return;
        this.#waiters.delete(check);
        resolve();
      };
      this.#waiters.add(check);
      signal.addEventListener('abort', check);
      check();
    });
  }
}

function wholeLines(output: string): string {
  return output === '' || output.endsWith('\r\n') ? output : `${output}\r\n`;
}

function inParts(lines: readonly string[]): string[][] {
  const parts: string[][] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 8;
    if (parts.length === 0 || length > commandMaxLength) {
      parts.push([]);
      length = line.length;
    }
    parts.at(-1)?.push(line);
  }
  return parts;
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
