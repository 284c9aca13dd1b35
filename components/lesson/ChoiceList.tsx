import type { Question } from '#protocol/lesson.ts';
import styles from './ChoiceList.module.css';
import { InlineText } from './InlineText.tsx';

interface Props {
  question: Question;
  chosen: string[];
  onChange(chosen: string[]): void;
}

/** One right choice, or a set of them. */
export function ChoiceList({ question, chosen, onChange }: Props) {
  const isSingle = question.kind === 'choice';
  const toggle = (id: string) => {
    if (isSingle) return onChange([id]);
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  };
  return (
    <fieldset className={styles.list} aria-labelledby={`question-${question.id}`}>
      {question.choices.map(({ id, label }) => (
        <label key={id}>
          <input
            type={isSingle ? 'radio' : 'checkbox'}
            name={question.id}
            checked={chosen.includes(id)}
            onChange={() => toggle(id)}
          />
          <span>
            <InlineText>{label}</InlineText>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
