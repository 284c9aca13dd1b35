import { describe, expect, test } from 'vitest';
import { expandMacros, isMacroString } from './spf-macro.ts';

/** RFC 7208 §7.4. */
const values = {
  sender: 'strong-bad@email.example.com',
  domain: 'email.example.com',
  client: '192.0.2.3',
  clientName: 'mx.example.org',
  hello: 'mx.example.org',
  host: 'mx.globex.example',
  seconds: 1_767_603_600,
};

describe('a macro', () => {
  test.each([
    ['%{s}', 'strong-bad@email.example.com'],
    ['%{o}', 'email.example.com'],
    ['%{d}', 'email.example.com'],
    ['%{d4}', 'email.example.com'],
    ['%{d3}', 'email.example.com'],
    ['%{d2}', 'example.com'],
    ['%{d1}', 'com'],
    ['%{dr}', 'com.example.email'],
    ['%{d2r}', 'example.email'],
    ['%{l}', 'strong-bad'],
    ['%{l-}', 'strong.bad'],
    ['%{lr}', 'strong-bad'],
    ['%{lr-}', 'bad.strong'],
    ['%{l1r-}', 'strong'],
    ['%{ir}.%{v}._spf.%{d2}', '3.2.0.192.in-addr._spf.example.com'],
    ['%{lr-}.lp._spf.%{d2}', 'bad.strong.lp._spf.example.com'],
    ['%{lr-}.lp.%{ir}.%{v}._spf.%{d2}', 'bad.strong.lp.3.2.0.192.in-addr._spf.example.com'],
    ['%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}', '3.2.0.192.in-addr.strong.lp._spf.example.com'],
    ['%{d2}.trusted-domains.example.net', 'example.com.trusted-domains.example.net'],
    ['%{S}', 'strong-bad%40email.example.com'],
    ['100%%%_of%-%{h}', '100% of%20mx.example.org'],
  ])('%s is %s', (text, expanded) => {
    expect(expandMacros(text, values)).toBe(expanded);
  });

  test.each(['%', '%{x}', '%{d', '%{d0}', '%(d)', '%{c}'])('%s does not exist in a domain', (text) => {
    expect(isMacroString(text)).toBe(false);
  });
});
