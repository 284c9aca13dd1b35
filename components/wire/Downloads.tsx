import { Download } from 'lucide-react';
import { download } from '../ui/download.ts';

interface Props {
  /** Of the file, without its ending. */
  name: string;
  /** Made only when they are asked for. */
  text(): string;
  facts(): string;
}

/** What is shown, as a text and as the facts behind it. */
export function Downloads({ name, text, facts }: Props) {
  return (
    <>
      <button type="button" aria-label="Download as text" onClick={() => download(`${name}.txt`, text())}>
        <Download aria-hidden size={14} /> Text
      </button>
      <button type="button" aria-label="Download facts as JSON" onClick={() => download(`${name}.json`, facts())}>
        <Download aria-hidden size={14} /> JSON
      </button>
    </>
  );
}
