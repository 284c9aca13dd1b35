import { z } from 'zod';
import { changes } from '#protocol/lesson.ts';

/** What TypeScript cannot say of a lesson: that its texts are there, end as sentences do, and fit their places. */

/** What components/lesson/InlineText.tsx would show as it stands. */
function hasSingleAsterisks(text: string): boolean {
  return /(?<![\w*])\*[^\s*]([^*]*[^\s*])?\*(?![\w*])/.test(text.replaceAll(/`[^`]*`|\*\*[^*]+\*\*/g, ''));
}

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case');
const line = z
  .string()
  .min(1)
  .max(320)
  .regex(/^[^\n]*$/, 'must be one line')
  .refine((text) => !hasSingleAsterisks(text), 'must mark words as `code` or **strong**, not by single asterisks');
const sentence = line.regex(/[.?!]$/, 'must end as a sentence does');
/** A function of the lesson; zod has no schema for one that is useful here. */
const judge = z.custom((value) => typeof value === 'function', 'must be a function');

export const lessonSchema = z.strictObject({
  title: line,
  audience: sentence,
  minutes: z.int().min(5).max(25),
  after: z.array(id),
  summary: sentence,
  steps: z
    .array(
      z.strictObject({
        id,
        text: sentence,
        done: sentence,
        hints: z.tuple([sentence, sentence]),
        reached: judge,
        instead: judge.optional(),
        afterwards: z.array(z.looseObject({ type: z.enum(changes) })).optional(),
      }),
    )
    .min(4)
    .max(8),
  questions: z
    .array(
      z.strictObject({
        id,
        kind: z.enum(['choice', 'several', 'order', 'match']),
        text: line.regex(/[.?]$/, 'must end as a sentence does'),
        choices: z.array(z.strictObject({ id, label: line, feedback: sentence.optional() })).min(2),
        items: z
          .array(z.strictObject({ id, label: line, feedback: sentence }))
          .min(2)
          .max(20)
          .optional(),
        right: z.array(z.string().regex(/^[a-z0-9=-]+$/, 'must be kebab-case')).min(1),
        explanation: sentence,
        provenBy: id.optional(),
      }),
    )
    .min(1),
  coach: z.array(
    z.strictObject({
      id,
      say: sentence,
      notices: judge.optional(),
      afterQuiet: z.strictObject({ ms: z.int().min(1000), when: judge }).optional(),
    }),
  ),
  elsewhere: z.array(z.string()).optional(),
});
