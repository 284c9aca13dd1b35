/** What a server asks itself for each recipient. */
export function TwoQuestions() {
  return (
    <svg
      role="img"
      aria-label="For each recipient a server asks: is the domain mine? Yes: keep it, in the mailbox. No: may this client use me? Yes: pass it on, that is relaying. No: refuse."
      viewBox="0 0 360 194"
      fontFamily="var(--sans)"
      fontSize="12.5"
    >
      <g fill="none" stroke="var(--ink-soft)" strokeWidth="1.2">
        <path d="M92 58 V108" />
        <path d="M92 150 V170 H216" />
        <path d="M170 35 H216" />
        <path d="M170 129 H216" />
      </g>
      <g fill="var(--panel)" stroke="var(--ink-soft)" strokeWidth="1.2">
        <rect x="14" y="12" width="156" height="46" rx="8" />
        <rect x="14" y="106" width="156" height="46" rx="8" />
      </g>
      <g fontFamily="var(--serif)" fontSize="14.5" fontWeight="600" fill="var(--ink)" textAnchor="middle">
        <text x="92" y="40">
          Is the domain mine?
        </text>
        <text x="92" y="126">
          May this client
        </text>
        <text x="92" y="144">
          use me?
        </text>
      </g>
      <g fill="var(--ink-soft)" fontSize="12">
        <text x="180" y="30">
          yes
        </text>
        <text x="98" y="86">
          no
        </text>
        <text x="180" y="124">
          yes
        </text>
        <text x="98" y="186">
          no
        </text>
      </g>
      <g fontWeight="600">
        <text x="224" y="34" fill="var(--ok)">
          keep it
        </text>
        <text x="224" y="128" fill="var(--blue)">
          pass it on
        </text>
        <text x="224" y="174" fill="var(--no)">
          refuse
        </text>
      </g>
      <g fill="var(--ink-soft)" fontSize="12">
        <text x="224" y="50">
          in the mailbox
        </text>
        <text x="224" y="144">
          that is relaying
        </text>
      </g>
    </svg>
  );
}
