const smtp = ['deferred', 'delivered', 'bounced'];
const web = ['opened', 'clicked', 'unsubscribed'];

/** What a service counts, by the way on which it hears of it. */
export function TwoChannels() {
  return (
    <svg
      role="img"
      aria-label="Three ways on which a service hears of a letter. By SMTP replies, drawn solid: deferred, delivered, bounced. By web requests, drawn with dashes: opened, clicked, unsubscribed; people and machines make them alike. By letters that come back: late bounces and complaints."
      viewBox="0 0 360 214"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      <Row y={8} title="SMTP replies" says="from the provider’s server" words={smtp} tone="var(--ink)" />
      <Row y={78} title="Web requests" says="people or machines" words={web} tone="var(--blue)" dashed />
      <Row
        y={148}
        title="Letters that come back"
        says="minutes or days later"
        words={['bounced', 'complained']}
        tone="var(--red)"
      />
    </svg>
  );
}

interface RowProps {
  y: number;
  title: string;
  says: string;
  words: readonly string[];
  tone: string;
  dashed?: boolean;
}

function Row({ y, title, says, words, tone, dashed = false }: RowProps) {
  return (
    <g>
      <text x="2" y={y + 14} fontWeight="600" fill="var(--ink)">
        {title}
      </text>
      <text x="358" y={y + 14} textAnchor="end" fill="var(--ink-soft)">
        {says}
      </text>
      {words.map((word, index) => (
        <g key={word}>
          <rect
            x={2 + index * 90}
            y={y + 24}
            width="86"
            height="28"
            rx="6"
            fill="var(--panel)"
            stroke={tone}
            strokeDasharray={dashed ? '4 3' : 'none'}
          />
          <text x={45 + index * 90} y={y + 42} textAnchor="middle" fill="var(--ink)">
            {word}
          </text>
        </g>
      ))}
    </g>
  );
}
