import { outputMaxOctets } from './standard-output.ts';
import type { ToolContext } from './tool.ts';

/** All that a tool reads: the pipe, or lines typed until Ctrl-D. Undefined when the learner gave up with Ctrl-C. */
export async function standardInput(context: ToolContext, program: string): Promise<Buffer | undefined> {
  if (context.stdin) return context.stdin;
  let text = '';
  context.reads(program);
  while (text.length < outputMaxOctets) {
    const input = await context.read();
    if (!input) return undefined;
    if (input.kind === 'end-of-input') break;
    if (input.kind === 'line') text += `${input.text}\n`;
  }
  return Buffer.from(text, 'utf8');
}

/** The lines of what was read, octets in latin1, without their ends; a last line without an end counts as one. */
export function linesOf(octets: Buffer): string[] {
  const lines = octets.toString('latin1').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
