/** What a server asks a blocklist about a caller, and what the two answers mean. */
export function QuestionToAList() {
  return (
    <svg
      role="img"
      aria-label="The address 192.0.2.100 is turned round to 100.2.0.192 and put in front of the list’s name, bl.lab.test. DNS is asked for 100.2.0.192.bl.lab.test. The answer 127.0.0.2 means listed; no such name, NXDOMAIN, means not listed."
      viewBox="0 0 360 196"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      <g fontFamily="var(--mono)" fontSize="14" fill="var(--ink)">
        <text x="16" y="26">
          192.0.2.100
        </text>
        <text x="16" y="84" fontWeight="600">
          100.2.0.192
          <tspan fill="var(--blue)">.bl.lab.test</tspan>
        </text>
        <text x="16" y="148" fill="var(--no)">
          127.0.0.2
        </text>
        <text x="196" y="148" fill="var(--ok)">
          NXDOMAIN
        </text>
      </g>
      <g fill="none" stroke="var(--ink-soft)" strokeWidth="1">
        <path d="M60 36 V62 M55 56 L60 63 L65 56" />
        <path d="M60 96 V128 M55 122 L60 129 L65 122" />
        <path d="M120 96 C160 112 220 104 228 128 M221 124 L229 130 L233 121" />
      </g>
      <g fill="var(--ink-soft)">
        <text x="124" y="26">
          the caller’s address
        </text>
        <text x="72" y="54">
          backwards, in front of the list’s name
        </text>
        <text x="16" y="168">
          listed: refuse it
        </text>
        <text x="196" y="168">
          no such name:
        </text>
        <text x="196" y="184">
          not listed, go on
        </text>
      </g>
    </svg>
  );
}

const cards = [
  { y: 14, name: 'Iris', what: 'at her desk', tone: 'var(--ink)' },
  { y: 94, name: 'a spammer', what: 'anywhere', tone: 'var(--no)' },
];

/** Two senders, one server, one address: Globex sees only that. */
export function ListedTogether() {
  return (
    <svg
      role="img"
      aria-label="Iris and a spammer both hand their letters to Oldcorp’s server. Globex sees both calls come from its address, 192.0.2.100, which is listed, and refuses both with 554."
      viewBox="0 0 360 160"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      {cards.map(({ y, name, what, tone }) => (
        <g key={name}>
          <rect x="8" y={y} width="92" height="46" rx="6" fill="var(--panel)" stroke={tone} />
          <text x="18" y={y + 20} fontWeight="600" fill="var(--ink)">
            {name}
          </text>
          <text x="18" y={y + 36} fill="var(--ink-soft)">
            {what}
          </text>
          <path d={`M100 ${y + 23} L128 ${y < 50 ? 66 : 90}`} stroke="var(--ink-soft)" />
        </g>
      ))}
      <rect x="128" y="48" width="114" height="60" rx="6" fill="var(--panel)" stroke="var(--ink)" />
      <text x="138" y="68" fontWeight="600" fill="var(--ink)">
        Oldcorp’s server
      </text>
      <text x="138" y="84" fontFamily="var(--mono)" fill="var(--ink)">
        192.0.2.100
      </text>
      <text x="138" y="100" fill="var(--no)">
        listed
      </text>
      <path d="M242 78 H278 M271 73 L279 78 L271 83" fill="none" stroke="var(--no)" />
      <text x="248" y="70" fill="var(--no)">
        554
      </text>
      <rect x="280" y="54" width="72" height="48" rx="6" fill="var(--panel)" stroke="var(--ink)" />
      <text x="290" y="74" fontWeight="600" fill="var(--ink)">
        Globex
      </text>
      <text x="290" y="90" fill="var(--ink-soft)">
        asks list
      </text>
    </svg>
  );
}
