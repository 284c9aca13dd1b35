import { Paperclip, ShieldCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { visibleText } from '#protocol/visible-text.ts';
import styles from './MessageView.module.css';
import { mailDocument, withoutWaysOut } from './mail-document.ts';
import type { ParsedMessage } from './parsed-message.ts';

/** The letter as its reader sees it. Nothing in it can do anything. */
export function MessageText({ parsed }: { parsed: ParsedMessage | 'unreadable' | undefined }) {
  const [wanted, setWanted] = useState<'text' | 'html'>('text');
  if (parsed === undefined) return <p className={styles.quiet}>Opening the letter…</p>;
  if (parsed === 'unreadable') {
    return <p className={styles.quiet}>No mail program could read this letter. Its source is all there is.</p>;
  }
  const { text, html, attachments } = parsed;
  const shown = html !== undefined && (wanted === 'html' || !text) ? 'html' : 'text';
  return (
    <>
      {html !== undefined && text ? <PartSwitch shown={shown} onShow={setWanted} /> : null}
      {shown === 'html' && html !== undefined ? <HtmlPart html={html} /> : <TextPart text={text ?? ''} />}
      {attachments.length > 0 ? <Attachments attachments={attachments} /> : null}
    </>
  );
}

function TextPart({ text }: { text: string }) {
  const shown = visibleText(text.replace(/\r\n/g, '\n'), '\n\t').trimEnd();
  return shown === '' ? (
    <p className={styles.quiet}>There is no text in this letter.</p>
  ) : (
    <pre className={styles.text}>{shown}</pre>
  );
}

function HtmlPart({ html }: { html: string }) {
  const document = useMemo(() => mailDocument(withoutWaysOut(html, new DOMParser())), [html]);
  return (
    <>
      <p className={styles.shield}>
        <ShieldCheck aria-hidden size={14} /> Shown in a locked frame: no scripts, no pictures from outside, no links.
      </p>
      <iframe
        className={styles.frame}
        sandbox=""
        srcDoc={document}
        referrerPolicy="no-referrer"
        title="Letter in HTML"
      />
    </>
  );
}

function PartSwitch({ shown, onShow }: { shown: 'text' | 'html'; onShow: (part: 'text' | 'html') => void }) {
  return (
    <p className={styles.parts}>
      This letter says it twice:
      <button type="button" aria-pressed={shown === 'text'} onClick={() => onShow('text')}>
        as text
      </button>
      <button type="button" aria-pressed={shown === 'html'} onClick={() => onShow('html')}>
        as HTML
      </button>
    </p>
  );
}

function Attachments({ attachments }: Pick<ParsedMessage, 'attachments'>) {
  return (
    <ul className={styles.attachments} aria-label="Enclosed files">
      {attachments.map(({ name, type, octets }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: files of one letter never change their order, nor have another key
        <li key={index}>
          <Paperclip aria-hidden size={14} /> {visibleText(name)}{' '}
          <small>
            {visibleText(type)}, {octets} octets
          </small>
        </li>
      ))}
    </ul>
  );
}
