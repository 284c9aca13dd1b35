const hops = [
  { x: 8, title: 'in the text', line: '.css{}' },
  { x: 136, title: 'on the wire', line: '..css{}' },
  { x: 264, title: 'in the mailbox', line: '.css{}' },
];

/** A line that begins with a dot, at home, on its way, and where it arrives. */
export function DotOnTheWay() {
  return (
    <svg
      role="img"
      aria-label="In the text the line is .css{}. The sender adds a dot, and on the wire it is ..css{}. The receiver takes one away, and in the mailbox it is .css{} again."
      viewBox="0 0 360 112"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      {hops.map(({ x, title, line }) => (
        <g key={title}>
          <text x={x + 44} y="16" textAnchor="middle" fill="var(--ink-soft)">
            {title}
          </text>
          <rect x={x} y="26" width="88" height="34" rx="4" fill="var(--panel)" stroke="var(--rule)" strokeWidth="1.2" />
          <text x={x + 44} y="48" textAnchor="middle" fontFamily="var(--mono)" fontSize="15" fill="var(--ink)">
            {line.startsWith('..') ? (
              <tspan fill="var(--blue)" fontWeight="700">
                .
              </tspan>
            ) : null}
            {line.replace('..', '.')}
          </text>
        </g>
      ))}
      <g stroke="var(--ink-soft)" strokeWidth="1.2" fill="none">
        <path d="M98 43 H134 M128 38 L134 43 L128 48" />
        <path d="M226 43 H262 M256 38 L262 43 L256 48" />
      </g>
      <g fill="var(--ink)" textAnchor="middle">
        <text x="116" y="84">
          the sender
        </text>
        <text x="116" y="100">
          adds one
        </text>
        <text x="244" y="84">
          the receiver
        </text>
        <text x="244" y="100">
          takes one away
        </text>
      </g>
    </svg>
  );
}

const lines = [
  { octets: 'hi', end: 'LF' },
  { octets: '.', end: 'LF' },
  { octets: 'MAIL FROM:<ceo…>', end: 'CR LF' },
  { octets: 'DATA … boo', end: 'CR LF' },
  { octets: '.', end: 'CR LF' },
];

/** The same five lines, as two servers read them. */
export function TwoIdeasOfTheEnd() {
  return (
    <svg
      role="img"
      aria-label="Five lines: hi, a dot, MAIL FROM the boss, DATA and boo, a dot. The first two end with LF, the others with CR LF. The strict server reads all of them as one letter, up to the last dot. The old server ends the first letter at the first dot, obeys MAIL FROM, and takes a second letter."
      viewBox="0 0 360 196"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      <g fill="var(--ink-soft)">
        <text x="58" y="16" textAnchor="middle">
          strict
        </text>
        <text x="302" y="16" textAnchor="middle">
          old
        </text>
      </g>
      {lines.map(({ octets, end }, index) => (
        <g key={octets + end} fontFamily="var(--mono)">
          <text x="92" y={46 + index * 30} fill="var(--ink)">
            {octets}
          </text>
          <text x="254" y={46 + index * 30} textAnchor="end" fill={end === 'LF' ? 'var(--no)' : 'var(--ink-soft)'}>
            {end}
          </text>
        </g>
      ))}
      <g stroke="var(--ink-soft)" strokeWidth="1.4" fill="none">
        <path d="M84 30 H76 V174 H84" />
        <path d="M266 30 H274 V82 H266" />
        <path d="M266 90 H274 V174 H266" stroke="var(--no)" />
      </g>
      <g fill="var(--ink)">
        <text x="68" y="106" textAnchor="end">
          one letter
        </text>
        <text x="282" y="60">
          letter one
        </text>
        <text x="282" y="128" fill="var(--no)">
          commands,
        </text>
        <text x="282" y="144" fill="var(--no)">
          letter two
        </text>
      </g>
    </svg>
  );
}
