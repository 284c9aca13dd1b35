import { ChevronLeft } from 'lucide-react';
import { useState } from 'react';
import conversation from '../Conversation.module.css';
import { Conversation } from '../Conversation.tsx';
import { Explanation } from '../Explanation.tsx';
import { VirtualRows } from '../VirtualRows.tsx';
import type { Place } from './deciding.ts';
import { Fates } from './Fates.tsx';
import type { Postbag } from './postbag.ts';
import { StepRow } from './StepRow.tsx';
import { stepExplained } from './step-explained.ts';
import styles from './Way.module.css';
import { WayHead } from './WayHead.tsx';
import { wayStepsOf } from './way-steps.ts';
import type { Way } from './ways.ts';

/** Px of a row. */
const rowHeight = 44;

/** One message's whole way: what became of it and why, then each stretch. A stretch opens its conversation. */
export function WayView({ way, bag }: { way: Way; bag: Postbag }) {
  const [opened, setOpened] = useState<Place>();
  const [chosen, setChosen] = useState<string>();
  const connection = opened && bag.byId[opened.connection];
  if (connection) {
    return (
      <div className={styles.inside}>
        <button type="button" className={styles.back} onClick={() => setOpened(undefined)}>
          <ChevronLeft aria-hidden size={16} /> The whole way of the message
        </button>
        <Conversation key={`${connection.id} ${opened.line}`} connection={connection} line={opened.line} />
      </div>
    );
  }
  const steps = wayStepsOf(way, bag);
  const index = steps.findIndex(({ key }) => key === chosen);
  const step = steps[index];
  return (
    <section className={conversation.conversation} aria-label="The way of the message">
      <WayHead way={way} steps={steps} />
      <VirtualRows
        items={steps}
        label="The way of the message"
        chosen={Math.max(index, 0)}
        onMove={(next) => setChosen(steps[next]?.key)}
        estimate={rowHeight}
        followsChosen={index !== -1}
        className={styles.steps}
        above={<Fates way={way} onShow={setOpened} />}
      >
        {(one, at) => (
          <StepRow
            step={one}
            before={(steps[at - 1] ?? one).at}
            shown={at === Math.max(index, 0)}
            onChoose={() => setChosen(one.key)}
            onOpen={setOpened}
          />
        )}
      </VirtualRows>
      {step ? <Explanation explained={stepExplained(step)} /> : null}
    </section>
  );
}
