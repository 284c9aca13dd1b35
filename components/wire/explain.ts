import type { Because } from '#protocol/events.ts';
import { isParameter, parameters } from '#protocol/parameters.ts';
import type { Connection, Decision, Reply } from '#protocol/projections/connections.ts';
import type { Lookup } from '#protocol/projections/names.ts';
import { reasons } from '#protocol/reasons.ts';
import { replyClass } from '#protocol/reply-codes.ts';
import { endWords } from './attempts.ts';
import { throughBase64 } from './base64-lens.ts';
import { commandWordsFor, explainedExtensions, explainedParameters, type Term } from './command-words.ts';
import { answerMeans, answerWords, questionWords } from './dns-words.ts';
import { parameterLine } from './ladder.ts';
import { octetsWord } from './line-text.ts';
import { loginIn } from './login-words.ts';
import { shownOctets } from './octets.ts';
import { certificateWords, portWords, tlsWords, trustWords } from './tls-words.ts';
import type { WireLine } from './wire-lines.ts';

/** A line explained: what it is, and why. All text is safe to show. */
export interface Explained {
  /** What the line is about: a verb, a code, a record type. */
  subject: string;
  tone?: 'done' | 'go-on' | 'later' | 'no';
  plain: string;
  rfc?: string;
  /** Why: rules, values, answers, one a line. */
  points: Point[];
  /** Words of the line, each with its meaning. */
  terms: Term[];
}

export interface Point {
  label: string;
  /** As it stands in a file or on the wire. */
  code?: string;
  text?: string;
}

/** What a line means. `before` are the lines above it: what the server asked the DNS for a reply stands there. */
export function explained(line: WireLine, before: readonly WireLine[] = []): Explained {
  switch (line.kind) {
    case 'reply':
      return replyExplained(line.reply, line.decision, lookupsFor(before));
    case 'command':
      return commandExplained(line, before);
    case 'letter':
      return about('message', letterPlain, 'RFC 5321 §4.5.2');
    case 'unread':
      return about('unread', unreadPlain);
    case 'opened':
      return connectionExplained(line.connection);
    case 'closed':
      return closedExplained(line.connection);
    case 'tls':
      return tlsExplained(line);
    case 'tls-failed':
      return {
        ...about(
          'TLS',
          'The two sides did not agree, so nothing was encrypted, and nothing more was said.',
          'RFC 8446 §6.2',
        ),
        points: [
          { label: 'Who broke off', text: `the ${line.failure.by}` },
          { label: 'Why', text: shownOctets(line.failure.problem) },
        ],
      };
    case 'lookup':
      return lookupExplained(line.lookup);
    case 'web':
      return webExplained(line);
    case 'altered':
      return {
        ...about(
          'changed',
          'Somebody on the way replaced what was sent. Without TLS neither side can notice.',
          'RFC 3207 §6',
        ),
        points: [
          { label: 'Who', code: line.host, text: `all of this connection passes through it (${interceptName})` },
        ],
      };
    case 'sealed':
      return {
        ...about(
          'TLS',
          'Who listens sees who sends, when and how much. The content is for the two ends alone.',
          'RFC 8446 §5.2',
        ),
        points: line.records.map(({ content, length }) => ({
          label: 'Record',
          text: `${content}, ${octetsWord(length)}`,
        })),
      };
  }
}

const interceptName = 'lab_intercept';

const letterPlain =
  'The letter itself: header lines, an empty line, the text. None of it is read as a command. A line that begins with a dot has it doubled, so that it is not mistaken for the end.';

const unreadPlain =
  'These octets went over the cable, but the server never read them as a command: it had stopped listening, or the line was never ended.';

function about(subject: string, plain: string, rfc?: string): Explained {
  return { subject, plain, ...(rfc ? { rfc } : {}), points: [], terms: [] };
}

function replyExplained(reply: Reply, decision: Decision | undefined, lookups: Lookup[]): Explained {
  const { because, code, enhanced, lines, verb } = reply;
  const { plain, rfc } = reasons[because.reason];
  return {
    subject: [code, enhanced].filter(Boolean).join(' '),
    tone: replyClass(code).id,
    plain,
    rfc,
    points: [
      ...(code === 334 ? base64Points(lines[0] ?? '') : []),
      ...becausePoints(because),
      ...(decision ? decisionPoints(decision, because) : []),
      ...lookups.map((lookup) => ({
        label: 'DNS answer',
        code: lookupCode(lookup),
        ...optionalText(answerMeans(lookup)),
      })),
    ],
    terms: verb === 'EHLO' && code === 250 ? shownTerms(explainedExtensions(lines)) : [],
  };
}

/** The rule, what it is for, and what was compared. */
export function becausePoints(because: Because): Point[] {
  const line = parameterLine(because);
  const name = because.parameter?.name ?? '';
  return [
    ...(line
      ? [
          {
            label: 'Rule',
            code: shownOctets(line),
            ...optionalText(isParameter(name) ? parameters[name].explain : undefined),
          },
        ]
      : []),
    ...(because.detail ? [{ label: 'Compared', text: shownOctets(because.detail) }] : []),
  ];
}

const verdicts = {
  local: 'keep it here',
  relay: 'pass it on',
  reject: 'refuse it',
  defer: 'refuse it for now',
} as const;

/** The verdict about one recipient; its reason is told again only when the reply gave another. */
function decisionPoints({ recipient, verdict, because }: Decision, apartFrom?: Because): Point[] {
  const isNew = because.reason !== apartFrom?.reason;
  const why = isNew ? `. ${reasons[because.reason].plain}` : '';
  return [
    { label: 'Decided for', code: shownOctets(recipient), text: `${verdicts[verdict]}${why}` },
    ...(isNew ? becausePoints(because) : []),
  ];
}

type CommandLine = Extract<WireLine, { kind: 'command' }>;

function commandExplained(line: CommandLine, before: readonly WireLine[]): Explained {
  const { verb, decision, together } = line;
  const login =
    verb === 'AUTH' ? loginIn([...before, line].flatMap((one) => (one.kind === 'command' ? [one] : []))) : undefined;
  return {
    subject: verb === 'DATA-END' ? '.' : shownOctets(verb),
    ...commandWordsFor(verb),
    points: [
      ...(login ? base64Points(line.line) : []),
      ...(login ? [loginPoint(login)] : []),
      ...(together
        ? [
            {
              label: 'Pipelining',
              text: `command ${together.index} of ${together.of} that were sent in one piece (RFC 2920)`,
            },
          ]
        : []),
      ...(decision ? decisionPoints(decision) : []),
    ],
    terms: verb === 'MAIL' || verb === 'RCPT' ? shownTerms(explainedParameters(line.line)) : [],
  };
}

function base64Points(line: string): Point[] {
  const said = throughBase64(line);
  return said === undefined ? [] : [{ label: 'Without base64', code: said }];
}

function loginPoint({ mechanism, user, password }: NonNullable<ReturnType<typeof loginIn>>): Point {
  const parts = [
    ...(user ? [`user ${shownOctets(user)}`] : []),
    ...(password ? [`${mechanism === 'XOAUTH2' ? 'token' : 'password'} ${shownOctets(password)}`] : []),
  ];
  return { label: `${shownOctets(mechanism)}, decoded`, text: parts.join(', ') || 'no user and no password yet' };
}

/** A connection as such: who, whom, on which port, through what. */
export function connectionExplained({ to, via, driver, carries }: Connection): Explained {
  const port = portWords(to.port);
  const who = { learner: 'you, or a program of yours', mta: 'a mail server', actor: 'somebody else on this internet' };
  return {
    ...about(
      'TCP',
      `The two machines have a connection: octets sent on one side come out on the other. ${port?.plain ?? ''}`,
    ),
    rfc: port?.rfc ?? 'RFC 9293 §3.5',
    points: [
      { label: 'Opened by', text: who[driver] },
      ...(carries ? [{ label: 'For', code: carries.queueId, text: `in the queue of ${carries.host}` }] : []),
      ...(via?.length ? [{ label: 'Passes through', text: via.join(', ') }] : []),
    ],
  };
}

const endings = {
  fin: 'An orderly end: each side said that it has nothing more to send.',
  rst: 'A reset: one side cut the connection at once; what was under way is lost.',
  restarted:
    'Nobody closed it: the servers of this sandbox were started anew while it was open, so neither QUIT and 221 nor a 421 could be said.',
  lost: 'Nobody closed it: the other machine, or the way to it, was gone.',
};

function closedExplained(connection: Connection): Explained {
  const ending = about('end', endings[connection.closedHow ?? 'fin'], 'RFC 9293 §3.6');
  return { ...ending, points: [{ label: 'Who', text: endWords(connection) ?? '' }] };
}

function tlsExplained({ tls, client }: Extract<WireLine, { kind: 'tls' }>): Explained {
  return {
    subject: 'TLS',
    ...tlsWords(tls),
    points: [
      { label: 'Version, cipher', code: shownOctets(`${tls.protocol}, ${tls.cipher}`) },
      ...(tls.serverName
        ? [
            {
              label: 'Asked for',
              code: shownOctets(tls.serverName),
              text: `the name that ${client} wants to talk to (SNI)`,
            },
          ]
        : []),
      { label: 'Certificate', text: certificateWords(tls) },
      { label: 'Trust', text: shownOctets(trustWords(tls)) },
    ],
    terms: [],
  };
}

/** A look-up explained, wherever it stands. */
export function lookupExplained(lookup: Lookup): Explained {
  const { question, secure, client } = lookup;
  const { plain, rfc } = questionWords(lookup);
  return {
    subject: `DNS ${question.type}`,
    plain: shownOctets(plain),
    rfc,
    points: [
      { label: 'Asked by', text: client },
      { label: 'Question', code: shownOctets(`${question.name} ${question.type}`) },
      { label: 'Answer', code: shownOctets(answerWords(lookup)), ...optionalText(answerMeans(lookup)) },
      ...(secure ? [{ label: 'DNSSEC', text: 'the zone is signed: nobody on the way has changed the answer' }] : []),
    ],
    terms: [],
  };
}

function lookupCode(lookup: Lookup): string {
  return shownOctets(`${lookup.question.name} ${lookup.question.type} → ${answerWords(lookup)}`);
}

function webExplained({ by, requested }: Extract<WireLine, { kind: 'web' }>): Explained {
  const isPolicy = requested?.path === '/.well-known/mta-sts.txt';
  const plain =
    by === 'client'
      ? 'A request of the web: method, path, and header lines, ended by an empty line.'
      : 'The answer of a web server: status, header lines, an empty line, the page.';
  const policy = ' Mail servers fetch the MTA-STS policy this way, because nobody on the way can change it.';
  return about('HTTP', plain + (isPolicy ? policy : ''), isPolicy ? 'RFC 8461 §3.2' : 'RFC 9110 §3.4');
}

/** What the server asked since the last command, for the reply that follows. */
function lookupsFor(before: readonly WireLine[]): Lookup[] {
  const start = before.findLastIndex(({ kind }) => kind === 'command' || kind === 'reply');
  return before.slice(start + 1).flatMap((line) => (line.kind === 'lookup' ? [line.lookup] : []));
}

function shownTerms(terms: Term[]): Term[] {
  return terms.map((term) => ({ ...term, keyword: shownOctets(term.keyword) }));
}

function optionalText(text: string | undefined): { text?: string } {
  return text === undefined ? {} : { text };
}
