const doors = [
  { y: 84, preference: '10', host: 'mx.globex.example', address: '198.51.100.25', when: 'is called first' },
  {
    y: 146,
    preference: '20',
    host: 'mx2.globex.example',
    address: '198.51.100.26',
    when: 'when the first does not answer',
  },
];

/** From the part behind the @ to the addresses that are called, and the one that is not. */
export function TwoQuestions() {
  return (
    <svg
      viewBox="0 0 360 236"
      role="img"
      aria-label="Of ann@globex.example only globex.example counts. The question for its MX gives two names: 10 mx.globex.example and 20 mx2.globex.example. A question for A of each gives 198.51.100.25, which is called first, and 198.51.100.26, which is called when the first does not answer. The A record of globex.example itself, 198.51.100.80, is the web site and is not used."
      fontFamily="var(--sans)"
      fontSize="12"
      fill="var(--ink-soft)"
    >
      <text x="12" y="20" fontFamily="var(--mono)" fontSize="13">
        ann@
        <tspan fill="var(--ink)" fontWeight="600">
          globex.example
        </tspan>
      </text>
      <path d="M56 28 V52" stroke="var(--blue)" fill="none" />
      <path d="M52 47 L56 53 L60 47" stroke="var(--blue)" fill="none" />
      <text x="66" y="45" fill="var(--blue)">
        1. which MX?
      </text>
      {doors.map(({ y, preference, host, address, when }) => (
        <g key={host}>
          <rect x="8" y={y - 22} width="176" height="32" rx="6" fill="var(--blue-wash)" stroke="var(--blue)" />
          <text x="17" y={y - 2} fontFamily="var(--mono)" fill="var(--ink)">
            <tspan fontWeight="600">{preference}</tspan> {host}
          </text>
          <path d={`M188 ${y - 6} H238`} stroke="var(--blue)" fill="none" />
          <path d={`M233 ${y - 10} L239 ${y - 6} L233 ${y - 2}`} stroke="var(--blue)" fill="none" />
          <text x="192" y={y - 12} fill="var(--blue)">
            2. A?
          </text>
          <text x="246" y={y - 2} fontFamily="var(--mono)" fill="var(--ink)">
            {address}
          </text>
          <text x="17" y={y + 26}>
            {when}
          </text>
        </g>
      ))}
      <rect x="8" y="188" width="344" height="38" rx="6" fill="none" stroke="var(--rule)" strokeDasharray="4 4" />
      <text x="17" y="211">
        <tspan fontFamily="var(--mono)">globex.example A 198.51.100.80</tspan>
        <tspan dx="8">the web site</tspan>
      </text>
    </svg>
  );
}
