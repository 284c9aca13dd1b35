const stops = [
  { x: 8, name: 'the shop', at: 'web.acme' },
  { x: 128, name: 'our server', at: 'mail.acme' },
  { x: 248, name: 'theirs', at: 'mx.globex' },
];

/** Three hosts in a row, and what to ask at each passage between them. */
export function HopByHop() {
  return (
    <svg
      role="img"
      aria-label="Three hosts in a row: the shop, our server, theirs. At each passage two questions: did it get out, which the queue of the sender knows, and was it let in, which the log of the receiver knows. The first no, seen from the left, is where to begin."
      viewBox="0 0 360 150"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      {stops.map(({ x, name, at }) => (
        <g key={at}>
          <rect x={x} y="12" width="104" height="48" rx="6" fill="var(--panel)" stroke="var(--rule)" />
          <text x={x + 52} y="32" textAnchor="middle" fontWeight="600" fill="var(--ink)">
            {name}
          </text>
          <text x={x + 52} y="49" textAnchor="middle" fontFamily="var(--mono)" fill="var(--ink-soft)">
            {at}
          </text>
        </g>
      ))}
      <g fill="none" stroke="var(--blue)">
        <path d="M112 36 H126 M121 31 L126 36 L121 41" />
        <path d="M232 36 H246 M241 31 L246 36 L241 41" />
      </g>
      <g fill="none" stroke="var(--ink-soft)">
        <path d="M60 62 V84" />
        <path d="M180 62 V84" />
        <path d="M300 62 V84" strokeDasharray="3 4" />
      </g>
      <text x="60" y="100" textAnchor="middle" fill="var(--ink)">
        queue: did it
      </text>
      <text x="60" y="115" textAnchor="middle" fill="var(--ink)">
        get out?
      </text>
      <text x="180" y="100" textAnchor="middle" fill="var(--ink)">
        log: was it let in?
      </text>
      <text x="180" y="115" textAnchor="middle" fill="var(--ink)">
        queue: is it out?
      </text>
      <text x="300" y="100" textAnchor="middle" fill="var(--ink-soft)">
        only what it
      </text>
      <text x="300" y="115" textAnchor="middle" fill="var(--ink-soft)">
        said to us
      </text>
      <text x="180" y="142" textAnchor="middle" fill="var(--blue)">
        Begin at the first no, seen from the left.
      </text>
    </svg>
  );
}
