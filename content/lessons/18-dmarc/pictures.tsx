const rows = [
  { y: 12, label: 'From', sees: 'what Zoe reads', name: 'acme.example', tone: 'var(--ink)' },
  { y: 84, label: 'SPF pass', sees: 'the envelope', name: 'bargains.example', tone: 'var(--no)' },
  { y: 140, label: 'DKIM pass', sees: 'd= in a signature', name: 'acme.example', tone: 'var(--ok)' },
];

/** The three domains of a letter, and which of the lower two belong to the one in From. */
export function ThreeNames() {
  return (
    <svg
      role="img"
      aria-label="Three domains of a letter. From, which Zoe reads, says acme.example. An SPF pass for bargains.example, the domain of the envelope, is not aligned with it. A DKIM pass with d=acme.example is aligned."
      viewBox="0 0 360 196"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      {rows.map(({ y, label, sees, name, tone }) => (
        <g key={label}>
          <rect x="8" y={y} width="248" height="44" rx="6" fill="var(--panel)" stroke={tone} />
          <text x="18" y={y + 19} fontWeight="600" fill="var(--ink)">
            {label}
          </text>
          <text x="18" y={y + 35} fill="var(--ink-soft)">
            {sees}
          </text>
          <text x="128" y={y + 27} fontFamily="var(--mono)" fill="var(--ink)">
            {name}
          </text>
        </g>
      ))}
      <g fill="none">
        <path d="M256 106 H274 V40 H258" stroke="var(--no)" strokeDasharray="3 4" />
        <path d="M256 162 H288 V28 H258 M265 23 L258 28 L265 33" stroke="var(--ok)" />
      </g>
      <text x="294" y="110" fill="var(--no)">
        not aligned
      </text>
      <text x="294" y="166" fill="var(--ok)">
        aligned
      </text>
    </svg>
  );
}
