import { z } from 'zod';
import type { Step } from './lesson.ts';
import type { Scenario } from './scenario.ts';
import type { World } from './world.ts';

/** An incident, as its author writes it in `content/incidents/NAME/incident.ts`: something is broken, find out what. */

export const incidentTextsSchema = z.object({
  title: z.string().min(1).max(60),
  /** One sentence for lists, without a cause in it. */
  summary: z.string().min(1).max(240),
  minutes: z.int().min(5).max(40),
  /** What people wrote, in their own words. They may be wrong about the cause. */
  tickets: z.array(z.object({ from: z.string(), text: z.string() })).min(1),
  /** What the learner knows of the place beforehand: who is who, what may be touched. */
  known: z.array(z.string()).min(1),
  /** From the first pointer to the plain answer. */
  hints: z.tuple([z.string(), z.string(), z.string()]),
  /** Shown when all is well again: what was broken, each with its symptom and the repairs that would have done. */
  causes: z.array(z.object({ what: z.string(), shown: z.string(), repairs: z.array(z.string()).min(1) })).min(2),
});

export type IncidentTexts = z.infer<typeof incidentTextsSchema>;

export interface Incident {
  texts: IncidentTexts;
  /** The broken world. One of its actors is the monitor whose letters must arrive. */
  scenario: Scenario;
  /** What is still wrong although every letter arrives, as a sentence. */
  stillWrong?(world: World): string | undefined;
}

/** Checks an incident's words where they are written; its scenario is made with `defineScenario`. Throws a ZodError that
 *  names the field. */
export function defineIncident({ texts, ...rest }: Incident): Incident {
  return { texts: incidentTextsSchema.parse(texts), ...rest };
}

/** The one step of an incident. */
export const incidentStep = 'solved';

/** What a learner reads of that step. The hint in the middle stands in the panel only: a step has two. */
export function stepOf({ hints }: IncidentTexts): Pick<Step, 'id' | 'text' | 'done' | 'hints'> {
  return {
    id: incidentStep,
    text: 'Make the mail flow again.',
    done: 'All test letters arrive, and nothing is weaker than before.',
    hints: [hints[0], hints[2]],
  };
}
