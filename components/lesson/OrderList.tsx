import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Question } from '#protocol/lesson.ts';
import buttons from '../ui/Button.module.css';
import styles from './OrderList.module.css';

interface Props {
  question: Question;
  order: string[];
  onChange(order: string[]): void;
}

/** Things to put into the right order, with buttons: they work for everybody. */
export default function OrderList({ question, order, onChange }: Props) {
  const move = (from: number, to: number) => {
    const moved = order.toSpliced(from, 1);
    onChange(moved.toSpliced(to, 0, order[from] ?? ''));
  };
  const label = (id: string) => question.choices.find((choice) => choice.id === id)?.label ?? id;
  return (
    <ol className={styles.list} aria-labelledby={`question-${question.id}`}>
      {order.map((id, index) => (
        <li key={id}>
          <span className={styles.number}>{index + 1}</span>
          <code>{label(id)}</code>
          <button
            type="button"
            className={buttons.icon}
            disabled={index === 0}
            onClick={() => move(index, index - 1)}
            aria-label={`${label(id)}: earlier`}
          >
            <ArrowUp size={15} aria-hidden />
          </button>
          <button
            type="button"
            className={buttons.icon}
            disabled={index === order.length - 1}
            onClick={() => move(index, index + 1)}
            aria-label={`${label(id)}: later`}
          >
            <ArrowDown size={15} aria-hidden />
          </button>
        </li>
      ))}
    </ol>
  );
}
