/** Who holds which half of the key: the private one seals, the public one in the DNS lets anybody check. */
export function TwoHalves() {
  return (
    <svg
      viewBox="0 0 360 150"
      role="img"
      fontFamily="var(--sans)"
      aria-label="Acme's server seals a letter with the private key and sends it to Freemail. Freemail takes d= and s= from the seal, and asks the DNS at s1._domainkey.acme.example for the public key, with which it checks."
    >
      <Box x={4} label="mail.acme" note="private key: seals" />
      <Box x={228} label="mx.freemail" note="checks the seal" />
      <path d="M134 32H224m-7 -5l7 5l-7 5" fill="none" stroke="var(--ink-soft)" />
      <text x={179} y={24} textAnchor="middle" fontSize={12} fill="var(--ink)">
        sealed letter
      </text>
      <path d="M292 58V104m-5 -7l5 7l5 -7" fill="none" stroke="var(--ink-soft)" strokeDasharray="4 3" />
      <text x={284} y={84} textAnchor="end" fontSize={12} fill="var(--ink-soft)">
        asks for d= and s=
      </text>
      <rect x={84.5} y={106.5} width={271} height={40} rx={4} fill="none" stroke="var(--ink-soft)" />
      <text x={220} y={123} textAnchor="middle" fontSize={12} fontFamily="var(--mono)" fill="var(--ink)">
        s1._domainkey.acme.example
      </text>
      <text x={220} y={139} textAnchor="middle" fontSize={12} fill="var(--ink-soft)">
        DNS: public key, for everybody
      </text>
    </svg>
  );
}

function Box({ x, label, note }: { x: number; label: string; note: string }) {
  return (
    <g>
      <rect x={x + 0.5} y={8.5} width={127} height={48} rx={4} fill="none" stroke="var(--ink-soft)" />
      <text x={x + 64} y={29} textAnchor="middle" fontSize={13} fontWeight={600} fill="var(--ink)">
        {label}
      </text>
      <text x={x + 64} y={47} textAnchor="middle" fontSize={12} fill="var(--ink-soft)">
        {note}
      </text>
    </g>
  );
}

/** What the seal covers: some header fields and the body; neither envelope nor Received. */
export function UnderTheSeal() {
  return (
    <svg
      viewBox="0 0 360 158"
      role="img"
      fontFamily="var(--sans)"
      aria-label="Not under the seal: the envelope and Received lines. Under the seal: From, To, Subject and Date, listed in h=, and the whole body, whose hash is bh=."
    >
      <Layer y={4} label="envelope: MAIL FROM, RCPT TO" note="free" />
      <Layer y={34} label="Received: one more each hop" note="free" />
      <Layer y={64} label="From, To, Subject, Date …" note="h=" sealed />
      <Layer y={94} label="body, to the last word" note="bh=" sealed />
      <text x={180} y={148} textAnchor="middle" fontSize={12} fill="var(--ink-soft)">
        b= signs both sealed layers
      </text>
    </svg>
  );
}

function Layer({ y, label, note, sealed = false }: { y: number; label: string; note: string; sealed?: boolean }) {
  return (
    <g>
      <rect
        x={4.5}
        y={y + 0.5}
        width={351}
        height={25}
        rx={3}
        fill={sealed ? 'var(--ok-wash)' : 'none'}
        stroke={sealed ? 'var(--ok)' : 'var(--ink-soft)'}
        strokeDasharray={sealed ? undefined : '4 3'}
      />
      <text x={14} y={y + 18} fontSize={12} fill="var(--ink)">
        {label}
      </text>
      <text
        x={346}
        y={y + 18}
        textAnchor="end"
        fontSize={12}
        fontFamily={sealed ? 'var(--mono)' : undefined}
        fill={sealed ? 'var(--ok)' : 'var(--ink-soft)'}
      >
        {note}
      </text>
    </g>
  );
}
