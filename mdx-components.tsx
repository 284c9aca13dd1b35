import type { MDXComponents } from 'mdx/types';
import { type ComponentProps, Fragment } from 'react';
import { AsOf } from './components/lesson/AsOf.tsx';
import { Once } from './components/lesson/Once.tsx';
import { QuestionCard } from './components/lesson/QuestionCard.tsx';
import { StepCard } from './components/lesson/StepCard.tsx';
import { Term } from './components/lesson/Term.tsx';
import { Try } from './components/lesson/Try.tsx';
import { Note, Picture, Pitfall, Recap, RecordText } from './components/lesson/vocabulary.tsx';
import { CodeExplained } from './components/ui/CodeExplained.tsx';
import { datedFact, monthOf } from './content/reference/facts-that-date.ts';
import { glossaryAnchor, glossaryTerm } from './content/reference/glossary.ts';

/** Characters that fit on a line of the narrowest column with room to spare. */
const wordMax = 16;

/** The vocabulary of the lessons' prose. */
export function useMDXComponents(): MDXComponents {
  return {
    a: Link,
    pre: CodeBlock,
    code: Code,
    Step: StepCard,
    Question: QuestionCard,
    Try: Command,
    Explain: CodeExplained,
    Pitfall,
    Note,
    Picture,
    Once,
    Recap,
    Record: RecordText,
    Term: TermOfGlossary,
    AsOf: DatedFactById,
  };
}

/** GFM makes a link of each address in the prose, and nobody in a sandbox has mail outside of it: it stays a word. */
function Link({ href, children, ...rest }: ComponentProps<'a'>) {
  if (href?.startsWith('mailto:')) return children;
  return (
    <a href={href} {...rest}>
      {children}
    </a>
  );
}

/** A short word in code, `-all`, is not divided at its hyphen. */
function Code({ children, ...rest }: ComponentProps<'code'>) {
  const isWord = typeof children === 'string' && children.length <= wordMax && !/\s/.test(children);
  return (
    <code data-word={isWord || undefined} {...rest}>
      {children}
    </code>
  );
}

/** A command to try, in which no option is divided at its hyphens: `--from` stays one word where the column ends. */
function Command({ children }: { children: string }) {
  return <Try drawn={children.split(/(\s-\S+)/).map(drawnPart)}>{children}</Try>;
}

function drawnPart(part: string) {
  const [, space, option] = /^(\s)(-\S+)$/.exec(part) ?? [];
  if (option === undefined) return part;
  return (
    <Fragment key={part}>
      {space}
      <span>{option}</span>
    </Fragment>
  );
}

/** Long lines are scrolled, also by keyboard. */
function CodeBlock({ children }: ComponentProps<'pre'>) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  return <pre tabIndex={0}>{children}</pre>;
}

/** The glossary is looked up while the page is built: the browser gets the sentences of this lesson only. */
function TermOfGlossary({ children, of }: { children: string; of?: string }) {
  const entry = glossaryTerm(of ?? children);
  if (!entry) throw new Error(`The glossary has no "${of ?? children}"`);
  return (
    <Term term={entry.term} plain={entry.plain} href={`/reference/glossary#${glossaryAnchor(entry)}`}>
      {children}
    </Term>
  );
}

/** A number of a provider, a standard or a program stands in one file, with the month in which it was checked. */
function DatedFactById({ id }: { id: string }) {
  const fact = datedFact(id);
  if (!fact) throw new Error(`content/reference/facts-that-date.ts has no "${id}"`);
  return <AsOf value={fact.value} month={monthOf(fact)} href={`/reference/facts-that-date#${id}`} />;
}
