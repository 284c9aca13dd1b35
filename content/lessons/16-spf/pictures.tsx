/** What SPF compares, and what it never sees. */
export function WhatSpfLooksAt() {
  return (
    <svg
      role="img"
      aria-label="SPF takes two things: the address of the client that calls and the domain in MAIL FROM on the envelope. It asks DNS whether that domain lists that address. The From header inside the letter is not looked at."
      viewBox="0 0 360 178"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      <rect x="8" y="8" width="344" height="74" rx="6" fill="var(--panel)" stroke="var(--ink)" />
      <g fill="var(--ink-soft)">
        <text x="20" y="30">
          who calls
        </text>
        <text x="20" y="64">
          the envelope
        </text>
        <text x="20" y="136">
          the letter
        </text>
      </g>
      <g fontFamily="var(--mono)" fill="var(--ink)">
        <text x="104" y="30" fontWeight="600">
          203.0.113.66
        </text>
        <text x="104" y="64">
          MAIL FROM:&lt;kim@
          <tspan fontWeight="600">acme.example</tspan>
          &gt;
        </text>
        <text x="104" y="136">
          From: Kim
        </text>
      </g>
      <path d="M214 36 V50 M209 45 L214 51 L219 45" fill="none" stroke="var(--blue)" />
      <text x="226" y="44" fill="var(--blue)">
        listed there?
      </text>
      <rect x="8" y="106" width="344" height="62" rx="6" fill="none" stroke="var(--ink-soft)" strokeDasharray="4 4" />
      <text x="104" y="156" fill="var(--ink-soft)">
        SPF does not look inside
      </text>
    </svg>
  );
}

const stops = [
  { y: 8, name: 'mail.acme.example', address: '192.0.2.25' },
  { y: 78, name: 'mx.globex.example', address: '198.51.100.25' },
  { y: 148, name: 'mx.freemail.example', address: 'asks acme.example' },
];

/** The name on the envelope stays, the address of the caller changes. */
export function TheDetour() {
  return (
    <svg
      role="img"
      aria-label="Acme’s server, 192.0.2.25, hands the letter to Globex’s server, 198.51.100.25, which forwards it to Freemail. On both ways the envelope says kim@acme.example. Freemail sees Globex’s address, which Acme’s record does not list: fail."
      viewBox="0 0 360 200"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      {stops.map(({ y, name, address }) => (
        <g key={name}>
          <rect x="8" y={y} width="160" height="44" rx="6" fill="var(--panel)" stroke="var(--ink)" />
          <text x="18" y={y + 18} fontWeight="600" fill="var(--ink)">
            {name}
          </text>
          <text x="18" y={y + 35} fontFamily="var(--mono)" fill="var(--ink-soft)">
            {address}
          </text>
        </g>
      ))}
      <path d="M88 52 V76 M83 71 L88 77 L93 71" fill="none" stroke="var(--ok)" />
      <path d="M88 122 V146 M83 141 L88 147 L93 141" fill="none" stroke="var(--no)" />
      <g fontFamily="var(--mono)" fill="var(--ink)">
        <text x="182" y="62">
          &lt;kim@acme.example&gt;
        </text>
        <text x="182" y="126">
          &lt;kim@acme.example&gt;
        </text>
      </g>
      <text x="182" y="144" fill="var(--no)">
        from 198.51.100.25: fail
      </text>
    </svg>
  );
}
