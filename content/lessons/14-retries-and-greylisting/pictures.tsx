/** The tries of one letter on a line of time, and what the receiver says to each. */
export function FirstContact() {
  return (
    <svg
      viewBox="0 0 360 124"
      role="img"
      fontFamily="var(--sans)"
      aria-label="A line of time. At the first try and at a second one after a minute the receiver says 451, later. The five minutes of waiting end. The third try gets 250, and the next letter of the same three passes at once."
    >
      <rect
        x={24.5}
        y={40.5}
        width={190}
        height={27}
        fill="var(--wait-wash)"
        stroke="var(--wait)"
        strokeDasharray="4 3"
      />
      <text x={119} y={58} textAnchor="middle" fontSize={12} fill="var(--wait)">
        five minutes
      </text>
      <path d="M8 92H352m-7 -5l7 5l-7 5" fill="none" stroke="var(--ink-soft)" />
      <Try x={24} code="451" tone="wait" label="first try" />
      <Try x={86} code="451" tone="wait" label="too soon" />
      <Try x={240} code="250" tone="ok" label="again" />
      <Try x={318} code="250" tone="ok" label="next letter" />
    </svg>
  );
}

function Try({ x, code, tone, label }: { x: number; code: string; tone: 'wait' | 'ok'; label: string }) {
  return (
    <g>
      <circle cx={x} cy={92} r={4.5} fill={`var(--${tone})`} />
      <text x={x} y={28} textAnchor="middle" fontSize={13} fontWeight={600} fill={`var(--${tone})`}>
        {code}
      </text>
      <text x={x} y={116} textAnchor="middle" fontSize={12} fill="var(--ink)">
        {label}
      </text>
    </g>
  );
}
