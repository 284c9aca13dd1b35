import { z } from 'zod';
import type { Scenario } from './scenario.ts';

/** A world without a lesson, as its author writes it in `content/presets/NAME.ts`: the default export. */

export const aboutSchema = z.object({
  title: z.string().min(1).max(60),
  /** One or two sentences: what is there, and what it is good for. */
  summary: z.string().min(1).max(300),
  /** What one could begin with: a line for the terminal, and what it shows. */
  tries: z.array(z.object({ command: z.string().min(1), shows: z.string().min(1).max(120) })).max(8),
  /** A task of its own that its page shows below these words. */
  lab: z.enum(['campaign']).optional(),
});

export type About = z.infer<typeof aboutSchema>;

export interface Preset {
  about: About;
  scenario: Scenario;
}

/** Checks a preset's words where they are written, and opens its world; the scenario is made with `defineScenario`. Throws a
 *  ZodError that names the field. */
export function definePreset({ about, scenario }: Preset): Preset {
  return { about: aboutSchema.parse(about), scenario: openedUp(scenario) };
}

/** Without a lesson nothing has to be kept from anybody: every server can be logged in to and switched off, every zone changed. */
function openedUp(scenario: Scenario): Scenario {
  const hosts = scenario.hosts.map((host) => {
    const isServer = host.role === 'mail' || host.role === 'web';
    return isServer ? { ...host, shell: host.shell || host.role === 'mail', switchable: true } : host;
  });
  return { ...scenario, hosts, editableZones: ['.'] };
}
