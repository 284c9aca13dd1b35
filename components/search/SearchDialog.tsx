'use client';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import confirm from '../ui/Confirm.module.css';
import styles from './SearchDialog.module.css';
import type { Hit } from './search-index.ts';
import { useFind } from './use-find.ts';

/** What to look for, for those who do not know what can be found. */
const examples = ['5.7.1', 'relay access denied', 'port 587 blocked', 'greylisting', 'mynetworks'];

interface Props {
  /** What had the focus before. */
  opener: Element | null;
  /** What is looked for already. */
  typed: string;
  onClose(): void;
}

/** Lessons, words, codes, commands: one field, and the list of what fits. */
export default function SearchDialog({ opener, typed, onClose }: Props) {
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={confirm.overlay} />
        <Dialog.Content
          className={styles.dialog}
          aria-describedby={undefined}
          // The field takes the focus itself: what was typed meanwhile would be selected here, and typed over.
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            // Opened by a key there is no button to go back to: the focus returns to where it was.
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
        >
          <Dialog.Title className="visually-hidden">Search</Dialog.Title>
          <Finder typed={typed} onClose={onClose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder({ typed, onClose }: Pick<Props, 'typed' | 'onClose'>) {
  const [query, setQuery] = useState(typed);
  const [chosen, setChosen] = useState('');
  const { find, problem } = useFind();
  const isEmpty = query.trim() === '';
  const hits = find?.(query) ?? [];
  const values = isEmpty ? examples : hits.map(({ href }) => href);
  // The best hit, until another one is chosen.
  const selected = values.includes(chosen) ? chosen : (values[0] ?? '');
  const search = (words: string) => {
    setQuery(words);
    setChosen('');
  };
  const go = (href: string) => {
    onClose();
    // Not by the router: an anchor that it pushes is no :target.
    location.assign(href);
  };
  return (
    <Command label="Search" shouldFilter={false} vimBindings={false} value={selected} onValueChange={setChosen} loop>
      <div className={styles.field}>
        <Search size={17} aria-hidden />
        <Command.Input
          ref={takeFocus}
          value={query}
          onValueChange={search}
          placeholder="A code, a word, what the server said…"
          spellCheck={false}
        />
        <Dialog.Close className={styles.close} aria-label="Close">
          <kbd>Esc</kbd>
        </Dialog.Close>
      </div>
      <Command.List className={styles.list} label="What fits">
        {isEmpty &&
          examples.map((example) => (
            <Command.Item key={example} value={example} className={styles.example} onSelect={() => search(example)}>
              {example}
            </Command.Item>
          ))}
        {hits.map((hit) => (
          <Command.Item key={hit.href} value={hit.href} className={styles.hit} onSelect={() => go(hit.href)}>
            <HitText {...hit} />
          </Command.Item>
        ))}
      </Command.List>
      <p className={styles.note} role="status">
        {problem ?? (isEmpty ? 'Some examples: Enter looks one up.' : found(hits.length, find !== undefined))}
      </p>
    </Command>
  );
}

function takeFocus(input: HTMLInputElement | null): void {
  input?.focus();
}

function HitText({ kind, name, title, about, isCode }: Hit) {
  return (
    <>
      <span className={styles.name}>
        {isCode ? <code>{name}</code> : <b>{name}</b>}
        {title && <span>{title}</span>}
      </span>
      <small>{kind}</small>
      <span className={styles.about}>{about}</span>
    </>
  );
}

function found(count: number, isLoaded: boolean): string {
  if (!isLoaded) return 'One moment…';
  if (count === 0) return 'Nothing fits. Fewer words find more.';
  return `${count} found`;
}
