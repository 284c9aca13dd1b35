/** A stranger writes Kim's address on an envelope, and the receiver answers to it. */
export function Backscatter() {
  return (
    <svg
      viewBox="0 0 360 176"
      role="img"
      aria-label="A stranger at vps66 sends a letter to mx.initech with MAIL FROM kim@acme.example and an invented recipient. Initech says 250, and later sends a notice to Kim, who never wrote. No line leads from Kim to Initech."
      fontFamily="var(--sans)"
      fontSize="12"
      fill="var(--ink-soft)"
    >
      <Host x={8} y={14} width={92} name="vps66" about="a stranger" />
      <Host x={252} y={66} width={100} name="mx.initech" about="yes to all" />
      <Host x={8} y={120} width={92} name="Kim" about="never wrote" />
      <path d="M100 32 H302 V64 M297 57 L302 64 L307 57" fill="none" stroke="var(--no)" />
      <text x={110} y={24} fontFamily="var(--mono)" fill="var(--ink)">
        MAIL FROM:&lt;kim@…&gt;
      </text>
      <text x={110} y={48} fontFamily="var(--mono)" fill="var(--ink)">
        RCPT TO:&lt;xqkzb@…&gt;
      </text>
      <path d="M302 108 V140 H102 M109 135 L102 140 L109 145" fill="none" stroke="var(--red)" strokeDasharray="4 3" />
      <text x={112} y={132} fill="var(--red)">
        notice, from &lt;&gt;
      </text>
    </svg>
  );
}

/** A letter that two servers forward to each other, with more stamps each time. */
export function TheCircle() {
  return (
    <svg
      viewBox="0 0 360 150"
      role="img"
      aria-label="mx.globex forwards dave to Initech, and mx.initech forwards dave to Globex. The letter goes round and gathers stamps, until the server that would set the twentieth says 554 5.4.6."
      fontFamily="var(--sans)"
      fontSize="12"
      fill="var(--ink-soft)"
    >
      <Host x={8} y={54} width={104} name="mx.globex" about="dave → Initech" />
      <Host x={248} y={54} width={104} name="mx.initech" about="dave → Globex" />
      <path d="M60 54 C80 8 280 8 300 50 M292 43 L300 51 L304 41" fill="none" stroke="var(--blue)" />
      <path d="M300 96 C280 142 80 142 60 100 M56 109 L60 99 L68 107" fill="none" stroke="var(--blue)" />
      {stamps.map((width, index) => (
        <line
          key={width}
          x1={180 - width / 2}
          x2={180 + width / 2}
          y1={46 + index * 7}
          y2={46 + index * 7}
          stroke="var(--ink-soft)"
          strokeWidth={2}
        />
      ))}
      <text x={180} y={104} textAnchor="middle" fontFamily="var(--mono)" fill="var(--no)">
        554 5.4.6
      </text>
    </svg>
  );
}

/** Lengths of the lines that stand for Received lines, newest on top. */
const stamps = [72, 70, 74, 68, 71, 73];

function Host({ x, y, width, name, about }: { x: number; y: number; width: number; name: string; about: string }) {
  return (
    <g>
      <rect x={x} y={y} width={width} height={42} rx={6} fill="var(--panel)" stroke="var(--rule)" />
      <text x={x + width / 2} y={y + 18} textAnchor="middle" fill="var(--ink)">
        {name}
      </text>
      <text x={x + width / 2} y={y + 34} textAnchor="middle">
        {about}
      </text>
    </g>
  );
}
