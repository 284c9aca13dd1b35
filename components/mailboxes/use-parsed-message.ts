import { useCallback, useEffect, useState } from 'react';
import { visibleText } from '#protocol/visible-text.ts';
import { textOf } from '../wire/octets.ts';
import { type ParsedMessage, parsedMessage } from './parsed-message.ts';

/** The message as mail programs read it: undefined while it is being read, 'unreadable' when that is impossible. */
export function useParsedMessage(raw: string): ParsedMessage | 'unreadable' | undefined {
  const [outcome, setOutcome] = useState<{ raw: string; parsed: ParsedMessage | 'unreadable' }>();
  useEffect(() => {
    let wanted = true;
    parsedMessage(raw).then(
      (parsed) => wanted && setOutcome({ raw, parsed }),
      () => wanted && setOutcome({ raw, parsed: 'unreadable' }),
    );
    return () => {
      wanted = false;
    };
  }, [raw]);
  return outcome?.raw === raw ? outcome.parsed : undefined;
}

/** A header's value, in octets, as text that can be shown. */
export type HeaderText = (value: string) => string;

/** Words in other character sets (RFC 2047) are decoded as soon as the parser has been loaded; until then they stay as
 *  written. Whatever comes out of them is only ever shown. */
export function useHeaderText(): HeaderText {
  const [decode, setDecode] = useState<{ words: HeaderText }>({ words: (text) => text });
  useEffect(() => {
    let wanted = true;
    import('postal-mime').then(({ decodeWords }) => wanted && setDecode({ words: decodeWords }));
    return () => {
      wanted = false;
    };
  }, []);
  return useCallback((value) => visibleText(decode.words(textOf(value))), [decode]);
}
