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
