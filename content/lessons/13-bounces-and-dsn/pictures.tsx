const ways = [
  {
    y: 30,
    receiver: 'mx.globex',
    answer: '550',
    isRefusal: true,
    from: 158,
    when: 'refused while asked: your server writes',
  },
  {
    y: 122,
    receiver: 'mx.initech',
    answer: '250',
    isRefusal: false,
    from: 302,
    when: 'taken, regretted: the receiver writes',
  },
];

/** Two letters that cannot be delivered, and from where each notice comes back. */
export function WhoWritesTheNotice() {
  return (
    <svg
      viewBox="0 0 360 196"
      role="img"
      aria-label="Two ways. First: Kim hands a letter to mail.acme, which says 250; mx.globex answers 550; the notice goes from mail.acme to Kim. Second: mail.acme says 250, mx.initech says 250 as well; the notice goes from mx.initech to Kim."
      fontFamily="var(--sans)"
      fontSize="12"
      fill="var(--ink-soft)"
    >
      {ways.map(({ y, receiver, answer, isRefusal, from, when }) => {
        const tone = isRefusal ? 'var(--no)' : 'var(--ok)';
        return (
          <g key={receiver}>
            <Host x={8} y={y} width={52} name="Kim" />
            <Host x={112} y={y} width={92} name="mail.acme" />
            <Host x={256} y={y} width={96} name={receiver} />
            <Arrow from={60} to={112} y={y + 10} tone="var(--ok)" />
            <text x="86" y={y + 3} textAnchor="middle" fontFamily="var(--mono)" fill="var(--ok)">
              250
            </text>
            <Arrow from={204} to={256} y={y + 10} tone={tone} />
            <text x="230" y={y + 3} textAnchor="middle" fontFamily="var(--mono)" fill={tone}>
              {answer}
            </text>
            <path
              d={`M${from} ${y + 30} V${y + 44} H34 V${y + 32}`}
              fill="none"
              stroke="var(--red)"
              strokeDasharray="4 3"
            />
            <path d={`M30 ${y + 37} L34 ${y + 31} L38 ${y + 37}`} fill="none" stroke="var(--red)" />
            <text x="40" y={y + 60}>
              {when}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function Host({ x, y, width, name }: { x: number; y: number; width: number; name: string }) {
  return (
    <>
      <rect x={x} y={y - 10} width={width} height="40" rx="6" fill="var(--panel)" stroke="var(--rule)" />
      <text x={x + width / 2} y={y + 14} textAnchor="middle" fill="var(--ink)">
        {name}
      </text>
    </>
  );
}

function Arrow({ from, to, y, tone }: { from: number; to: number; y: number; tone: string }) {
  return (
    <>
      <path d={`M${from} ${y} H${to}`} stroke={tone} />
      <path d={`M${to - 6} ${y - 4} L${to - 1} ${y} L${to - 6} ${y + 4}`} fill="none" stroke={tone} />
    </>
  );
}
