/** The three beginnings of a conversation, as somebody on the way sees them. */
export function WhereTlsBegins() {
  return (
    <svg
      viewBox="0 0 360 226"
      role="img"
      fontFamily="var(--sans)"
      aria-label="Three conversations as bars. On 587, greeting, EHLO and STARTTLS go in the clear, the rest inside TLS. On 587 stripped, all goes in the clear, password and letter too. On 465 all goes inside TLS from the first octet on."
    >
      <Bar y={0} title="587, STARTTLS" open="220, EHLO, STARTTLS" openWidth={160} closed="login, letter" />
      <Bar y={76} title="587, stripped, “if available”" open="220, EHLO, login, letter" openWidth={360} />
      <Bar y={152} title="465, TLS from the first octet on" openWidth={0} closed="220, EHLO, login, letter" />
    </svg>
  );
}

interface BarProps {
  y: number;
  title: string;
  /** What is said in the clear, and how much of the bar it takes. */
  open?: string;
  openWidth: number;
  closed?: string;
}

function Bar({ y, title, open, openWidth, closed }: BarProps) {
  const closedWidth = 360 - openWidth;
  return (
    <g transform={`translate(0 ${y})`}>
      <text x={0} y={14} fontSize={13} fontWeight={600} fill="var(--ink)">
        {title}
      </text>
      {open && (
        <g>
          <rect
            x={0.5}
            y={23.5}
            width={openWidth - 1}
            height={43}
            fill="none"
            stroke="var(--no)"
            strokeDasharray="4 3"
          />
          <text x={8} y={41} fontSize={12} fill="var(--ink)">
            {open}
          </text>
          <text x={8} y={58} fontSize={12} fill="var(--no)">
            in the clear
          </text>
        </g>
      )}
      {closed && (
        <g transform={`translate(${openWidth} 0)`}>
          <rect x={0.5} y={23.5} width={closedWidth - 1} height={43} fill="var(--ok-wash)" stroke="var(--ok)" />
          <text x={8} y={41} fontSize={12} fill="var(--ink)">
            {closed}
          </text>
          <text x={8} y={58} fontSize={12} fill="var(--ok)">
            inside TLS
          </text>
        </g>
      )}
    </g>
  );
}
