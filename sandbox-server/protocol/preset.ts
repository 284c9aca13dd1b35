import { z } from 'zod';
import type { Scenario } from './scenario.ts';

/** A world without a lesson, as its author writes it in `content/presets/NAME.ts`: the default export. */

export const aboutSchema = z.object({
  title: z.string().min(1).max(60),
  /** One or two sentences: what is there, and what it is good for. */
  summary: z.string().min(1).max(300),
  /** What one could begin with: a line for the terminal, and what it shows. */
  tries: z.array(z.object({ command: z.string().min(1), shows: z.string().min(1).max(120) })).max(8),
});

export type About = z.infer<typeof aboutSchema>;

export interface Preset {
  about: About;
  scenario: Scenario;
}

/** Checks a preset's words where they are written; its scenario is made with `defineScenario`. Throws a ZodError that
 *  names the field. */
export function definePreset({ about, scenario }: Preset): Preset {
  return { about: aboutSchema.parse(about), scenario };
}
