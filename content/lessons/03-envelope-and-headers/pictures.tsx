/** An envelope with its addresses, and the letter that comes out of it with others. */
export function EnvelopeAndLetter() {
  return (
    <svg
      role="img"
      aria-label="An envelope with a letter half in it. On the envelope: MAIL FROM bounces@acme.example, RCPT TO ann@globex.example, read by servers. On the letter: From News, news@acme.example, To everybody@globex.example, read by people."
      viewBox="0 0 360 256"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      <g stroke="var(--ink-soft)" strokeWidth="1.2">
        <rect x="58" y="8" width="244" height="150" rx="3" fill="var(--panel)" />
        <path d="M24 118 L180 172 L336 118 V240 Q336 248 328 248 H32 Q24 248 24 240 Z" fill="var(--blue-wash)" />
      </g>
      <g fill="var(--ink-soft)">
        <text x="72" y="28">
          the letter, for people
        </text>
        <text x="180" y="194" textAnchor="middle">
          the envelope, for servers
        </text>
      </g>
      <g fontFamily="var(--mono)" fill="var(--ink)">
        <text x="72" y="52">
          <tspan fontWeight="600">From:</tspan> news@acme.example
        </text>
        <text x="72" y="72">
          <tspan fontWeight="600">To:</tspan> everybody@globex.example
        </text>
        <text x="72" y="100" fill="var(--ink-soft)">
          Who is this for?
        </text>
        <text x="180" y="215" textAnchor="middle">
          <tspan fontWeight="600" fill="var(--blue)">
            MAIL FROM:
          </tspan>
          {'<bounces@acme.example>'}
        </text>
        <text x="180" y="235" textAnchor="middle">
          <tspan fontWeight="600" fill="var(--blue)">
            RCPT TO:
          </tspan>
          {'<ann@globex.example>'}
        </text>
      </g>
    </svg>
  );
}
