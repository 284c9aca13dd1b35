import { Download, TriangleAlert } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { type MimePart, mimeTree } from '#protocol/mime-tree.ts';
import { visibleText } from '#protocol/visible-text.ts';
import { bytesOf, shownOctets } from '../../wire/octets.ts';
import { useHeaderText } from '../use-parsed-message.ts';
import { decodedBody, safeFileName } from './mime-parts.ts';
import styles from './Parts.module.css';

/** Characters of a preview: enough to know what it is. */
const previewMax = 4000;

/** How the letter is built: its parts as a tree, each with its type, its encoding and what is in it. */
export function Parts({ raw }: { raw: string }) {
  const tree = useMemo(() => mimeTree(raw), [raw]);
  return (
    <div className={styles.parts}>
      <p className={styles.howTo}>
        {tree.children.length === 0
          ? 'This letter has one part only. '
          : 'A letter is a tree of parts; a boundary line stands between them in the source. '}
        What is saved from here is octets under a name that no program opens by itself.
      </p>
      <ul className={styles.tree} aria-label="Parts of the message">
        <Part part={tree} />
      </ul>
    </div>
  );
}

function Part({ part }: { part: MimePart }) {
  const [open, setOpen] = useState(part.path === '' && part.children.length === 0);
  const headerText = useHeaderText();
  const preview = useId();
  const isLeaf = part.children.length === 0;
  return (
    <li>
      <div className={styles.head}>
        <span className={styles.path}>{part.path || 'all'}</span>
        <code className={styles.type}>{shownOctets(part.type)}</code>
        <span className={styles.facts}>
          {[
            kindOf(part.type),
            part.parameters.charset && `characters: ${shownOctets(part.parameters.charset)}`,
            `encoding: ${shownOctets(part.encoding)}`,
            sizeWords(part),
            part.disposition && shownOctets(part.disposition),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {part.fileName === undefined ? null : (
          <span className={styles.name}>
            calls itself <q>{headerText(part.fileName)}</q>
          </span>
        )}
      </div>
      {part.problem ? (
        <p className={styles.problem}>
          <TriangleAlert aria-hidden size={14} /> This part {part.problem}.
        </p>
      ) : null}
      {isLeaf ? (
        <p className={styles.actions}>
          <button type="button" aria-expanded={open} aria-controls={preview} onClick={() => setOpen(!open)}>
            {open ? 'Hide what is in it' : 'Show what is in it, as text'}
          </button>
          <button type="button" onClick={() => save(part)}>
            <Download aria-hidden size={14} /> Save as {safeFileName(part)}
          </button>
        </p>
      ) : (
        <ul>
          {part.children.map((child) => (
            <Part key={child.path} part={child} />
          ))}
        </ul>
      )}
      {isLeaf && open ? (
        <pre id={preview} className={styles.preview}>
          {previewOf(part)}
        </pre>
      ) : null}
    </li>
  );
}

function kindOf(type: string): string | undefined {
  if (type === 'multipart/alternative') return 'the same said several times; the last one that is understood counts';
  if (type === 'multipart/mixed') return 'one after the other';
  if (type === 'multipart/related') return 'belong together: HTML and its pictures';
  if (type === 'multipart/report') return 'a report: for a person, for a machine, and what it is about';
  if (type === 'message/rfc822') return 'a whole letter inside';
  return undefined;
}

function sizeWords(part: MimePart): string {
  const encoded = part.body.length;
  const decoded = part.children.length === 0 ? decodedBody(part).length : encoded;
  return decoded === encoded ? `${encoded} octets` : `${decoded} octets, ${encoded} on the way`;
}

/** Text in its character set, everything else octet by octet: in both cases only ever shown. */
function previewOf(part: MimePart): string {
  const octets = decodedBody(part);
  const cut = octets.length > previewMax ? '\n… and so on' : '';
  const text = decoded(octets.slice(0, previewMax), part.parameters.charset ?? 'utf-8').replace(/\r\n/g, '\n');
  return visibleText(text, '\n\t') + cut || 'nothing';
}

function decoded(octets: string, charset: string): string {
  try {
    return new TextDecoder(charset, { ignoreBOM: true }).decode(bytesOf(octets));
  } catch {
    return octets; // a character set that nobody knows
  }
}

/** Whatever the letter calls it: to the browser and to the disk it is octets. */
function save(part: MimePart): void {
  const address = URL.createObjectURL(new Blob([bytesOf(decodedBody(part))], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = safeFileName(part);
  link.click();
  URL.revokeObjectURL(address);
}
