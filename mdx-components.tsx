import type { MDXComponents } from 'mdx/types';
import { QuestionCard } from './components/lesson/QuestionCard.tsx';
import { StepCard } from './components/lesson/StepCard.tsx';
import { Try } from './components/lesson/Try.tsx';
import { Explain, Note, Pitfall, Recap } from './components/lesson/vocabulary.tsx';

/** The vocabulary of the lessons' prose. */
export function useMDXComponents(): MDXComponents {
  return { Step: StepCard, Question: QuestionCard, Try, Explain, Pitfall, Note, Recap };
}
