'use client';
import { Download, Trash2, Upload } from 'lucide-react';
import { type ChangeEvent, useRef, useState } from 'react';
import buttons from '../ui/Button.module.css';
import { Confirm } from '../ui/Confirm.tsx';
import { download } from '../ui/download.ts';
import styles from './KeepProgress.module.css';
import { newsIn, type Progress, progressFile, progressFileMax, readProgressFile } from './progress-record.ts';
import { addProgress, forgetProgress, usePath, useProgress } from './progress-store.ts';

/** Names under which there is progress, by what they are the names of. */
interface Known {
  lessons: readonly string[];
  incidents: readonly string[];
}

/** Progress lives in one browser; a file takes it to another one. */
export function KeepProgress({ known }: { known: Known }) {
  const progress = useProgress();
  const path = usePath();
  const chooser = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<Said>();
  const hasBegun = Object.keys(progress).length > 0 || path !== undefined;

  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) setSaid(await added(file, progress, path, known));
    target.value = ''; // the same file may be chosen again
  };

  return (
    <section className={styles.keep} aria-labelledby="keep">
      <h2 id="keep">Your progress</h2>
      <p>It is kept in this browser and nowhere else. To go on in another one, take it along as a file.</p>
      <p className={styles.actions}>
        <button
          type="button"
          className={buttons.button}
          disabled={!hasBegun}
          onClick={() => download('relay-lab-progress.json', progressFile(progress, path, new Date()))}
        >
          <Download size={14} aria-hidden /> Save to a file
        </button>
        <button type="button" className={buttons.button} onClick={() => chooser.current?.click()}>
          <Upload size={14} aria-hidden /> Load from a file
        </button>
        <input
          ref={chooser}
          type="file"
          accept="application/json,.json"
          aria-label="File with your progress"
          hidden
          onChange={read}
        />
        {hasBegun && (
          <Confirm
            title="Forget your progress?"
            text="All ticks and the chosen path go away, and all your sandboxes with what lies in them: every lesson begins anew."
            action="Forget it"
            onConfirm={async () => setSaid(await forgotten())}
          >
            <Trash2 size={14} aria-hidden /> Forget my progress
          </Confirm>
        )}
      </p>
      <p role="status" className={styles.said} data-problem={said?.isProblem ?? false}>
        {said?.text}
      </p>
    </section>
  );
}

const inWords = new Intl.ListFormat('en');

interface Said {
  isProblem: boolean;
  text: string;
}

/** Forgets the sandboxes, then the ticks: a sandbox that is left would bring its ticks back. */
async function forgotten(): Promise<Said> {
  const { forgetSandboxes } = await import('../sandbox/socket-transport.ts');
  if (!(await forgetSandboxes())) {
    return {
      isProblem: true,
      text: 'The server has not answered: your sandboxes may still be there. The ticks are kept; try again.',
    };
  }
  forgetProgress();
  return { isProblem: false, text: 'Forgotten. Every lesson begins anew.' };
}

/** Adds what a file holds, and says what came of it. */
async function added(file: File, before: Progress, path: string | undefined, known: Known): Promise<Said> {
  const nothingChanged = 'Nothing was changed.';
  if (file.size > progressFileMax) {
    return {
      isProblem: true,
      text: `“${file.name}” is no progress of Relay Lab: it is far too large. ${nothingChanged}`,
    };
  }
  const read = readProgressFile(await file.text());
  if (read.kind === 'refused') {
    return { isProblem: true, text: `“${file.name}” cannot be loaded. ${read.why} ${nothingChanged}` };
  }
  const isPathNew = read.path !== undefined && path === undefined;
  if (!addProgress(read.progress, read.path)) {
    return {
      isProblem: true,
      text: `This browser does not keep anything, so it cannot keep your progress. ${nothingChanged}`,
    };
  }
  return { isProblem: false, text: addedWords(before, read.progress, isPathNew, known) };
}

function addedWords(before: Progress, theirs: Progress, isPathNew: boolean, known: Known): string {
  const { finished, further } = newsIn(theirs, before, known.lessons);
  // An incident has one step: it is solved, or not begun.
  const { finished: solved } = newsIn(theirs, before, known.incidents);
  const parts = [
    ...(finished > 0 ? [`${finished} finished ${finished === 1 ? 'lesson' : 'lessons'}`] : []),
    ...(further > 0
      ? [`steps of ${further} ${finished > 0 ? 'other' : 'begun'} ${further === 1 ? 'lesson' : 'lessons'}`]
      : []),
    ...(solved > 0 ? [`${solved} solved ${solved === 1 ? 'incident' : 'incidents'}`] : []),
    ...(isPathNew ? ['your path'] : []),
  ];
  const kept = 'What you had done here is kept.';
  return parts.length > 0 ? `Loaded: ${inWords.format(parts)}. ${kept}` : `The file holds nothing new. ${kept}`;
}
