/** A line that "show me" types, and who must be ready to read it. */
export interface ShownLine {
  text: string;
  at: 'shell' | 'program';
}

/** Whatever takes typing on this screen: the terminal itself, or the input line of a phone. */
export interface Keyboard {
  /** Puts a command on the line, without Enter. */
  put(text: string): void;
  /** Types a command and presses Enter. */
  enter(text: string): void;
  /** Takes what is typed from now on. */
  focus(): void;
  /** Types lines at reading speed, or `speed` times as fast; waits before each until it can be read. Returns when the last has been read, or the
   *  signal is aborted. */
  type(lines: readonly ShownLine[], how: { signal: AbortSignal; speed: number }): Promise<void>;
}

let attached: Keyboard | undefined;
const waiting = new Set<(keyboard: Keyboard) => void>();

/** The one keyboard of the page, for the prose and for "show me". It waits until there is a terminal. */
export const terminalKeyboard: Keyboard = {
  put: (text) => void whenAttached((keyboard) => keyboard.put(text)),
  enter: (text) => void whenAttached((keyboard) => keyboard.enter(text)),
  focus: () => attached?.focus(),
  type: (lines, how) =>
    new Promise((resolve) => {
      whenAttached((keyboard) => void keyboard.type(lines, how).then(resolve));
    }),
};

/** To be called by what takes typing. Returns how to detach. */
export function attachKeyboard(keyboard: Keyboard): () => void {
  attached = keyboard;
  for (const use of waiting) use(keyboard);
  waiting.clear();
  return () => {
    if (attached === keyboard) attached = undefined;
  };
}

function whenAttached(use: (keyboard: Keyboard) => void): void {
  if (attached) use(attached);
  else waiting.add(use);
}
