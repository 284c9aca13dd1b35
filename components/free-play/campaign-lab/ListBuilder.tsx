import { useId, useMemo, useState } from 'react';
import { pastedAddresses } from '#protocol/address-list.ts';
import { type AnswerGroup, answerGroups } from '#protocol/campaign-lab.ts';
import type { ServiceEvent } from '#protocol/projections/relay-services.ts';
import buttons from '../../ui/Button.module.css';
import { shownOctets } from '../../wire/octets.ts';
import styles from './CampaignLab.module.css';

interface Props {
  events: readonly ServiceEvent[];
  /** To whom the newsletter goes: nobody else need be suppressed. */
  recipients: readonly string[];
  onHandIn(addresses: string[]): void;
}

/** As many characters of an answer as fit on a phone without hiding the next one. */
const wordsMax = 200;

/** Answers with as many addresses as got them: each can be put on the list as a whole, others are typed or pasted. */
export function ListBuilder({ events, recipients, onHandIn }: Props) {
  const groups = useMemo(() => answerGroups(events), [events]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState('');
  const pasted = useId();
  const { list, strangers, isNoise } = useMemo(() => {
    const known = new Set(recipients.map((address) => address.toLowerCase()));
    const answered = groups.filter((group) => chosen.has(keyOf(group))).flatMap(({ addresses }) => addresses);
    const typed = pastedAddresses(text);
    const all = [...new Set([...answered, ...typed])];
    const ours = all.filter((address) => known.has(address));
    return { list: ours, strangers: all.length - ours.length, isNoise: typed.length === 0 && text.trim() !== '' };
  }, [groups, chosen, recipients, text]);
  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  if (groups.length === 0) return <p>Nobody has refused anything yet. Send, and give it a day.</p>;
  return (
    <>
      <ul className={styles.groups} aria-label="Answers of providers">
        {groups.map((group) => (
          <li key={keyOf(group)}>
            <label>
              <input type="checkbox" checked={chosen.has(keyOf(group))} onChange={() => toggle(keyOf(group))} />
              <span>
                <code>{shortened(shownOctets(group.words))}</code>
                <small>
                  {group.provider} ·{' '}
                  {group.addresses.length === 1 ? '1 address' : `${group.addresses.length} addresses`}
                  {group.state === 'waiting' && ' · still in the queue'}
                  {group.state === 'expired' && ' · tried for a day, then given up'}
                  {group.cameBack && ' · delivered first, came back later'}
                </small>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <label htmlFor={pasted}>Other addresses: one a line, or a CSV file pasted as it is</label>
      <textarea
        id={pasted}
        className={styles.pasted}
        rows={3}
        spellCheck={false}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <p className={styles.buttons}>
        <button type="button" className={buttons.primary} disabled={list.length === 0} onClick={() => onHandIn(list)}>
          Score it
        </button>
        <span role="status">
          {list.length === 1 ? '1 address' : `${list.length} addresses`} on your list
          {isNoise && '; what stands in the field holds no address'}
          {strangers > 0 && `; ${strangers} more ${strangers === 1 ? 'is' : 'are'} left out: no newsletter goes there`}
        </span>
      </p>
    </>
  );
}

function shortened(words: string): string {
  return words.length > wordsMax ? `${words.slice(0, wordsMax)}…` : words;
}

function keyOf({ provider, state, cameBack, words }: AnswerGroup): string {
  return `${provider} ${state} ${cameBack} ${words}`;
}
