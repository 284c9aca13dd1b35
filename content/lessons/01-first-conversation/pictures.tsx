/** The four parts of a conversation, in the order in which they are said. */
export function FourParts() {
  const parts = [
    { name: 'hello', says: ['EHLO'] },
    { name: 'envelope', says: ['MAIL FROM', 'RCPT TO'] },
    { name: 'letter', says: ['DATA', 'the text', 'a dot'] },
    { name: 'goodbye', says: ['QUIT'] },
  ];
  return (
    <svg
      role="img"
      aria-label="Four parts, one after the other: hello, with EHLO; the envelope, with MAIL FROM and RCPT TO; the letter, with DATA, the text and a dot; goodbye, with QUIT. Hello is done."
      viewBox="0 0 360 116"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      <path d="M45 20 H315" stroke="var(--ink-soft)" strokeWidth="1.2" strokeDasharray="2 4" />
      {parts.map(({ name, says }, index) => (
        <g key={name} transform={`translate(${45 + index * 90} 0)`} textAnchor="middle">
          <circle
            cy="20"
            r="13"
            fill={index === 0 ? 'var(--blue)' : 'var(--panel)'}
            stroke={index === 0 ? 'var(--blue)' : 'var(--ink-soft)'}
            strokeWidth="1.5"
          />
          <text
            y="25"
            fontFamily="var(--serif)"
            fontSize="14"
            fontWeight="600"
            fill={index === 0 ? 'var(--panel)' : 'var(--ink)'}
          >
            {index + 1}
          </text>
          <text y="54" fontWeight="600" fill="var(--ink)">
            {name}
          </text>
          {says.map((line, at) => (
            <text key={line} y={74 + at * 17} fontFamily="var(--mono)" fill="var(--ink-soft)">
              {line}
            </text>
          ))}
        </g>
      ))}
    </svg>
  );
}
