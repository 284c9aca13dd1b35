/** Kim, Acme's server and Globex's: what each of the two servers knows of the one before it. */
export function WhatLoginProves() {
  return (
    <svg
      viewBox="0 0 360 132"
      role="img"
      fontFamily="var(--sans)"
      aria-label="Kim logs in at Acme’s server, which then knows that this is Kim. Acme’s server calls Globex’s server, which knows only that Acme’s server calls."
    >
      <Station x={0} name="Kim" />
      <Station x={135} name="Acme" />
      <Station x={270} name="Globex" />
      <Way x={90} colour="var(--ok)" label="AUTH" />
      <Way x={225} colour="var(--ink-soft)" label="no login" />
      <Knows at={180} lines={['knows: this', 'is kim']} colour="var(--ok)" />
      <Knows at={315} lines={['knows: Acme’s', 'server calls']} colour="var(--ink)" />
    </svg>
  );
}

function Station({ x, name }: { x: number; name: string }) {
  return (
    <g>
      <rect x={x + 0.5} y={30.5} width={89} height={43} rx={8} fill="var(--panel)" stroke="var(--rule)" />
      <text x={x + 45} y={57} textAnchor="middle" fontSize={14} fontWeight={600} fill="var(--ink)">
        {name}
      </text>
    </g>
  );
}

function Way({ x, colour, label }: { x: number; colour: string; label: string }) {
  return (
    <g>
      <path d={`M${x} 52H${x + 38}m-7 -5l7 5l-7 5`} fill="none" stroke={colour} strokeWidth={1.5} />
      <text x={x + 22} y={20} textAnchor="middle" fontSize={12} fill={colour}>
        {label}
      </text>
    </g>
  );
}

interface KnowsProps {
  at: number;
  lines: [string, string];
  colour: string;
}

function Knows({ at, lines, colour }: KnowsProps) {
  return (
    <text y={104} textAnchor="middle" fontSize={12.5} fill={colour}>
      {lines.map((line, index) => (
        <tspan key={line} x={at} dy={index === 0 ? 0 : 18}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
