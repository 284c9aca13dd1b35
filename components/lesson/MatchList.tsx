import type { Question } from '#protocol/lesson.ts';
import { InlineText } from './InlineText.tsx';
import styles from './MatchList.module.css';

interface Props {
  question: Question;
  /** As `item=choice`. */
  chosen: string[];
  /** The answer was judged: each item says whether it was right. */
  isJudged: boolean;
  onChange(chosen: string[]): void;
}

/** Several things, each of which gets one of the choices. */
export default function MatchList({
  question: { id: question, items = [], choices, right },
  chosen,
  isJudged,
  onChange,
}: Props) {
  const of = (item: string) => chosen.find((pair) => pair.startsWith(`${item}=`)) ?? '';
  const choose = (item: string, pair: string) =>
    onChange([...chosen.filter((one) => one !== of(item)), ...(pair === '' ? [] : [pair])]);
  return (
    <ol className={styles.list} aria-labelledby={`question-${question}`}>
      {items.map(({ id, label, feedback }) => (
        <li key={id}>
          <label htmlFor={`${question}-${id}`}>
            <InlineText>{label}</InlineText>
          </label>
          <select id={`${question}-${id}`} value={of(id)} onChange={({ target }) => choose(id, target.value)}>
            <option value="">choose …</option>
            {choices.map((choice) => (
              <option key={choice.id} value={`${id}=${choice.id}`}>
                {choice.label}
              </option>
            ))}
          </select>
          {isJudged &&
            (right.includes(of(id)) ? (
              <p data-right>✓ right</p>
            ) : (
              <p>
                ✗ <InlineText>{feedback ?? 'Look again.'}</InlineText>
              </p>
            ))}
        </li>
      ))}
    </ol>
  );
}
