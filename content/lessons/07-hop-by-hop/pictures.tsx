/** A Received line with what each part is, and whose word it is. */
export function OneStamp() {
  const parts = [
    { y: 20, keyword: 'from', text: 'mail.acme.example', note: 'said by the client in EHLO: a claim', claimed: true },
    { y: 60, keyword: '', text: '(mail.acme.example [192.0.2.25])', note: 'seen by the server: name in DNS, address' },
    { y: 100, keyword: 'by', text: 'gw.acme.example', note: 'the server that writes this' },
    { y: 140, keyword: 'with', text: 'ESMTP id 4F92E11C08', note: 'how it came, and the name in the queue here' },
    { y: 180, keyword: 'for', text: '<ann@globex.example>;', note: 'the envelope, where it had one recipient' },
    { y: 220, keyword: '', text: 'Fri, 02 Jan 2026 10:02:12 +0000', note: 'by this server’s own clock' },
  ];
  return (
    <svg
      role="img"
      aria-label="A Received line, part by part. From mail.acme.example: said by the client in EHLO, a claim. In parentheses mail.acme.example and 192.0.2.25: seen by the server, the name in DNS and the address. By gw.acme.example: the server that writes this. With ESMTP, id 4F92E11C08: how it came, and its name in the queue here. For ann@globex.example: the envelope, where it had one recipient. The date: by this server’s own clock."
      viewBox="0 0 360 250"
      fontSize="12.5"
    >
      <path d="M8 8 V232" stroke="var(--rule)" strokeWidth="2" />
      {parts.map(({ y, keyword, text, note, claimed }) => (
        <g key={y}>
          <path
            d={`M8 ${y - 10} V${y + 20}`}
            stroke={claimed ? 'var(--wait)' : 'var(--ok)'}
            strokeWidth="3"
            strokeDasharray={claimed ? '4 3' : undefined}
          />
          <text x="20" y={y} fontFamily="var(--mono)" fill="var(--ink)">
            {keyword && <tspan fontWeight="700">{keyword} </tspan>}
            {text}
          </text>
          <text x="20" y={y + 17} fontFamily="var(--sans)" fontSize="12" fill="var(--ink-soft)">
            {note}
          </text>
        </g>
      ))}
    </svg>
  );
}
