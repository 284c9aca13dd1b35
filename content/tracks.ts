/** The whole course. A lesson whose folder exists can be done; the others are named as coming. */
export const tracks = [
  {
    id: 'A',
    title: 'Speak SMTP',
    summary: 'First conversation, reply codes, envelope and letter',
    lessons: [
      { slug: 'first-conversation', title: 'Talk to a mail server' },
      { slug: 'reply-codes', title: 'Read what the server tells you' },
      { slug: 'envelope-and-headers', title: 'The envelope and the letter' },
      { slug: 'inside-data', title: 'Blank lines, dots and MIME' },
    ],
  },
  {
    id: 'B',
    title: 'How mail travels',
    summary: 'Relay or keep, MX, hops, four doors: 25, 465, 587, 2525',
    lessons: [
      { slug: 'local-or-relay', title: 'Keep it or pass it on?' },
      { slug: 'dns-and-mx', title: 'Find the right door' },
      { slug: 'hop-by-hop', title: 'Follow one message' },
      { slug: 'ports-and-roles', title: 'Four doors: 25, 465, 587, 2525' },
    ],
  },
  {
    id: 'C',
    title: 'Who may send',
    summary: 'TLS, logging in, open relays, smart hosts',
    lessons: [
      { slug: 'tls', title: 'Closed envelopes' },
      { slug: 'auth', title: 'Prove who you are to your own server' },
      { slug: 'open-relay', title: 'The door anyone can use' },
      { slug: 'smart-host', title: 'Send everything through one upstream' },
    ],
  },
  {
    id: 'D',
    title: 'When mail fails',
    summary: 'Bounces, retries, greylisting, loops',
    lessons: [
      { slug: 'bounces-and-dsn', title: 'Return to sender' },
      { slug: 'retries-and-greylisting', title: 'Try again later' },
      { slug: 'backscatter-and-loops', title: 'Mail that answers mail' },
    ],
  },
  {
    id: 'E',
    title: 'Prove who you are',
    summary: 'SPF, DKIM, DMARC',
    lessons: [
      { slug: 'spf', title: 'Which machines may use my name on the envelope?' },
      { slug: 'dkim', title: 'A seal that survives the journey' },
      { slug: 'dmarc', title: 'Make the letterhead count' },
    ],
  },
  {
    id: 'F',
    title: 'At scale',
    summary: 'Relay services, tracking, incidents, free play',
    lessons: [
      { slug: 'relay-service', title: 'Hire a post office: sending through an ESP' },
      { slug: 'tracking-and-metrics', title: 'What the numbers really mean' },
      { slug: 'incident', title: 'Mail isn’t arriving: find out why' },
      { slug: 'free-play', title: 'Your own post office' },
    ],
  },
] as const;

export type LessonSlug = (typeof tracks)[number]['lessons'][number]['slug'];

/** Ways through the course for those who do not need all of it. Lessons stand in the order of the course. They say for whom a
 *  lesson is: its `audience` must agree. */
export const paths: {
  id: string;
  title: string;
  /** Those who go it, as a lesson's `audience` names them. */
  people: string;
  about: string;
  lessons: LessonSlug[];
}[] = [
  {
    id: 'developer',
    title: 'Developer',
    people: 'developers',
    about: 'Your program sends mail: talk SMTP, log in, read bounces, use a relay service.',
    lessons: [
      'first-conversation',
      'reply-codes',
      'envelope-and-headers',
      'inside-data',
      'local-or-relay',
      'ports-and-roles',
      'tls',
      'auth',
      'bounces-and-dsn',
      'retries-and-greylisting',
      'relay-service',
      'incident',
      'free-play',
    ],
  },
  {
    id: 'sysadmin',
    title: 'System administrator',
    people: 'sysadmins',
    about: 'You run the servers, and people ask you where their mail is: the whole course.',
    lessons: tracks.flatMap(({ lessons }) => lessons.map(({ slug }) => slug)),
  },
  {
    id: 'marketer',
    title: 'Marketer',
    people: 'marketers',
    about: 'You send to many: bounces, proof of who you are, and what the numbers mean. All commands can be clicked.',
    lessons: [
      'first-conversation',
      'reply-codes',
      'envelope-and-headers',
      'local-or-relay',
      'bounces-and-dsn',
      'spf',
      'dkim',
      'dmarc',
      'relay-service',
      'tracking-and-metrics',
      'free-play',
    ],
  },
  {
    id: 'class',
    title: 'Student or teacher',
    people: 'students',
    about: 'How it works, and how it is attacked. Two lessons fill a class of 45 minutes.',
    lessons: [
      'first-conversation',
      'reply-codes',
      'envelope-and-headers',
      'inside-data',
      'local-or-relay',
      'dns-and-mx',
      'hop-by-hop',
      'ports-and-roles',
      'tls',
      'open-relay',
      'bounces-and-dsn',
      'spf',
      'dkim',
      'dmarc',
      'incident',
      'free-play',
    ],
  },
];
