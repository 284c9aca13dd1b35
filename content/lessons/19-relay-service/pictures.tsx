/** What stands between the customer's letter and the mailbox providers, and what comes back. */
export function PostOffice() {
  const tasks = [
    'knows who you are',
    'keeps the pace',
    'one copy a reader',
    'signs in your name',
    'reads what comes back',
  ];
  return (
    <svg
      role="img"
      aria-label="A letter goes from Acme to Postly by SMTP. Postly knows who Acme is, keeps the pace, signs in Acme’s name, makes one copy for each reader and sends the copies to Freemail, Globex and Initech. Bounces, complaints and one-click unsubscribes come back to Postly, which keeps the suppression list."
      viewBox="0 0 360 206"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      <rect x="6" y="64" width="62" height="40" rx="6" fill="var(--panel)" stroke="var(--ink)" />
      <text x="20" y="88" fontWeight="600" fill="var(--ink)">
        Acme
      </text>
      <rect x="100" y="14" width="160" height="138" rx="6" fill="var(--panel)" stroke="var(--blue)" />
      <text x="112" y="35" fontWeight="600" fill="var(--ink)">
        Postly
      </text>
      {tasks.map((task, index) => (
        <text key={task} x="112" y={57 + index * 20} fill="var(--ink-soft)">
          {task}
        </text>
      ))}
      {['Freemail', 'Globex', 'Initech'].map((provider, index) => (
        <g key={provider}>
          <rect x="288" y={14 + index * 50} width="66" height="34" rx="6" fill="var(--panel)" stroke="var(--ink)" />
          <text x="296" y={35 + index * 50} fill="var(--ink)">
            {provider}
          </text>
          <path d={`M260 ${31 + index * 50} H284`} stroke="var(--ok)" strokeWidth="1.5" fill="none" />
          <path d={`M278 ${27 + index * 50} l6 4 l-6 4`} stroke="var(--ok)" strokeWidth="1.5" fill="none" />
        </g>
      ))}
      <path d="M68 84 H96 M90 80 L96 84 L90 88" stroke="var(--ok)" strokeWidth="1.5" fill="none" />
      <path
        d="M321 152 V176 H178 V156 M173 163 L178 155 L183 163"
        stroke="var(--no)"
        strokeWidth="1.5"
        strokeDasharray="5 3"
        fill="none"
      />
      <text x="94" y="196" fill="var(--no)">
        bounces, complaints, “let me out”
      </text>
    </svg>
  );
}
