/** Ten minutes of waiting, and the tries at 0, 5 and 15 minutes. */
export function TwoClocks() {
  return (
    <svg
      viewBox="0 0 360 124"
      role="img"
      fontFamily="var(--sans)"
      fontSize={12}
      aria-label="A line of time. The receiver waits from 0 to 10 minutes. The queue tries at 0 and at 5 minutes and hears 451; at 15 minutes it hears 250."
    >
      <rect
        x={24.5}
        y={16.5}
        width={200}
        height={27}
        fill="var(--wait-wash)"
        stroke="var(--wait)"
        strokeDasharray="4 3"
      />
      <text x={124} y={34} textAnchor="middle" fill="var(--wait)">
        the receiver wants ten minutes
      </text>
      <path d="M8 82H352m-7 -5l7 5l-7 5" fill="none" stroke="var(--ink-soft)" />
      <Attempt x={24} code="451" tone="wait" label="0 min" />
      <Attempt x={124} code="451" tone="wait" label="5 min" />
      <Attempt x={324} code="250" tone="ok" label="15 min" />
    </svg>
  );
}

function Attempt({ x, code, tone, label }: { x: number; code: string; tone: 'wait' | 'ok'; label: string }) {
  return (
    <g textAnchor="middle">
      <circle cx={x} cy={82} r={4.5} fill={`var(--${tone})`} />
      <text x={x} y={68} fontSize={13} fontWeight={600} fill={`var(--${tone})`}>
        {code}
      </text>
      <text x={x} y={106} fill="var(--ink)">
        {label}
      </text>
    </g>
  );
}
