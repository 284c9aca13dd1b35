import type { ITheme } from '@xterm/xterm';
import type { Palette } from './paint.ts';

/** The terminal's colours, from the tokens of the page. */
export function themeFrom(element: HTMLElement): ITheme {
  const token = tokenOf(element);
  return {
    background: token('--term'),
    foreground: token('--term-ink'),
    cursor: token('--term-ink'),
    cursorAccent: token('--term'),
    selectionBackground: '#3a4a66',
  };
}

export function paletteFrom(element: HTMLElement): Palette {
  const token = tokenOf(element);
  return {
    ink: rgb(token('--term-ink')),
    you: rgb(token('--term-you')),
    ok: rgb(token('--term-ok')),
    no: rgb(token('--term-no')),
    dim: rgb(token('--term-dim')),
  };
}

function tokenOf(element: HTMLElement): (name: string) => string {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(name).trim();
}

/** `#rrggbb` as SGR wants it: `r;g;b`. */
function rgb(hex: string): string {
  const number = Number.parseInt(hex.slice(1), 16);
  return `${(number >> 16) & 255};${(number >> 8) & 255};${number & 255}`;
}
