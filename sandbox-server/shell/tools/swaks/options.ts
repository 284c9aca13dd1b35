import { UsageError } from '../../tool.ts';

/** Options as swaks reads them: one dash or two, `=` or a space. */

type Takes = 'nothing' | 'value' | 'maybe-a-value';

const options = {
  server: { names: ['server', 's'], takes: 'value' },
  port: { names: ['port', 'p'], takes: 'value' },
  protocol: { names: ['protocol'], takes: 'value' },
  from: { names: ['from', 'f'], takes: 'value' },
  to: { names: ['to', 't'], takes: 'value' },
  helo: { names: ['helo', 'ehlo', 'h'], takes: 'value' },
  body: { names: ['body'], takes: 'value' },
  data: { names: ['data', 'd'], takes: 'value' },
  addHeader: { names: ['add-header', 'ah'], takes: 'value' },
  header: { names: ['header'], takes: 'value' },
  quitAfter: { names: ['quit-after', 'quit', 'q'], takes: 'value' },
  timeout: { names: ['timeout'], takes: 'value' },
  pipeline: { names: ['pipeline'], takes: 'nothing' },
  tls: { names: ['tls'], takes: 'nothing' },
  tlsOptional: { names: ['tls-optional', 'tlso'], takes: 'nothing' },
  tlsOnConnect: { names: ['tls-on-connect', 'tlsc'], takes: 'nothing' },
  tlsVerify: { names: ['tls-verify'], takes: 'nothing' },
  tlsSni: { names: ['tls-sni'], takes: 'value' },
  auth: { names: ['auth', 'a'], takes: 'maybe-a-value' },
  authOptional: { names: ['auth-optional', 'ao'], takes: 'maybe-a-value' },
  authUser: { names: ['auth-user', 'au'], takes: 'maybe-a-value' },
  authPassword: { names: ['auth-password', 'ap'], takes: 'maybe-a-value' },
  authHidePassword: { names: ['auth-hide-password', 'ahp'], takes: 'maybe-a-value' },
  authPlaintext: { names: ['auth-plaintext', 'apt'], takes: 'nothing' },
  suppressData: { names: ['suppress-data', 'n'], takes: 'nothing' },
  silent: { names: ['silent', 'S'], takes: 'maybe-a-value' },
  hideAll: { names: ['hide-all', 'ha'], takes: 'nothing' },
  hideSend: { names: ['hide-send', 'hs'], takes: 'nothing' },
  hideReceive: { names: ['hide-receive', 'hr'], takes: 'nothing' },
  hideInformational: { names: ['hide-informational', 'hi'], takes: 'nothing' },
} as const satisfies Record<string, { names: readonly string[]; takes: Takes }>;

export type OptionName = keyof typeof options;

/** What the real swaks has beside them: named, so that nobody looks for the fault in his spelling. */
const elsewhere = [
  ...['4', '6', 'attach', 'attach-body', 'attach-name', 'attach-type', 'auth-extra', 'ae', 'auth-map', 'am'],
  ...['auth-optional-strict', 'aos', 'config', 'copy-routing', 'drop-after', 'drop', 'da', 'drop-after-send', 'das'],
  ...['dump', 'dump-as-body', 'dab', 'dump-as-body-shows-password', 'dabsp', 'dump-mail', 'force-getpwuid', 'help'],
  ...['lhlo', 'local-interface', 'li', 'local-port', 'lport', 'lp', 'no-data-fixup', 'ndf', 'no-hints', 'nth'],
  ...['no-info-hints', 'nih', 'no-receive-hints', 'nrh', 'no-send-hints', 'nsh', 'no-strip-from', 'nsf', 'output'],
  ...['output-file', 'output-file-stderr', 'output-file-stdout', 'pipe', 'protect-prompt', 'pp', 'prdr', 'proxy'],
  ...['proxy-command', 'proxy-dest', 'proxy-dest-port', 'proxy-family', 'proxy-protocol', 'proxy-source'],
  ...['proxy-source-port', 'proxy-version', 'show-raw-text', 'raw', 'show-time-lapse', 'stl', 'socket', 'support'],
  ...['tls-ca-path', 'tls-cert', 'tls-cipher', 'tls-get-peer-cert', 'tls-key', 'tls-optional-strict', 'tlsos'],
  ...['tls-protocol', 'tlsp', 'version', 'xclient', 'xclient-addr', 'xclient-before-starttls', 'xclient-delim'],
  ...['xclient-destaddr', 'xclient-destport', 'xclient-helo', 'xclient-login', 'xclient-name', 'xclient-no-verify'],
  ...['xclient-optional', 'xclient-optional-strict', 'xclient-port', 'xclient-proto', 'xclient-reverse-name'],
];

export interface SwaksOptions {
  /** Every value given, in order; an option without a value has ''. */
  values: Map<OptionName, string[]>;
  /** Header fields of --h-NAME, in the order of the command line. */
  fields: Map<string, string>;
}

/** @throws {UsageError} names the option that makes no sense, or that only the real swaks has */
export function readSwaksOptions(args: readonly string[]): SwaksOptions {
  const values: SwaksOptions['values'] = new Map();
  const fields: SwaksOptions['fields'] = new Map();
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, name = '', , attached] = /^--?([^=]+)(=(.*))?$/s.exec(word) ?? [];
    if (name === '') throw new UsageError(`swaks: ${word} is neither an option nor the value of one`);
    const [, field] = /^h(?:eader)?-([\w-]+):?$/.exec(name) ?? [];
    if (field !== undefined) {
      fields.set(field, attached ?? words.shift() ?? '');
      continue;
    }
    const option = optionCalled(name, word);
    const value = takenValue(options[option].takes, attached, words);
    if (value === undefined) throw new UsageError(`swaks: ${word} needs a value`);
    values.set(option, [...(values.get(option) ?? []), value]);
  }
  return { values, fields };
}

function optionCalled(name: string, word: string): OptionName {
  const found = Object.entries(options).find(([, { names }]) => names.some((known) => known === name));
  if (found) return found[0] as OptionName; // a key of the table
  throw new UsageError(
    elsewhere.includes(name)
      ? `swaks: ${word}: the real swaks has this option, but it is not available here`
      : `swaks: unknown option ${word} (not available here)`,
  );
}

/** A word that begins with a dash is the next option; it can be a value only behind `=`. */
function takenValue(takes: Takes, attached: string | undefined, words: string[]): string | undefined {
  if (takes === 'nothing') return '';
  if (attached !== undefined) return attached;
  const next = words[0];
  if (next !== undefined && (next === '-' || !next.startsWith('-'))) return words.shift();
  return takes === 'maybe-a-value' ? '' : undefined;
}
