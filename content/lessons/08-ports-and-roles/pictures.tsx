const doors = [
  { port: '25', who: 'other servers', login: 'no login', tls: 'STARTTLS, if both can' },
  { port: '465', who: 'users, apps', login: 'login', tls: 'TLS from the first octet' },
  { port: '587', who: 'users, apps', login: 'login', tls: 'STARTTLS, to be required' },
  { port: '2525', who: 'users, apps', login: 'login', tls: 'as 587; in no standard' },
];

/** The four ports of mail, who is expected at each, and how TLS begins there. */
export function DoorsOfAServer() {
  return (
    <svg
      viewBox="0 0 360 214"
      role="img"
      aria-label="Four doors. 25: other servers, no login, STARTTLS if both can. 465: users and apps, login, TLS from the first octet. 587: users and apps, login, STARTTLS to be required. 2525: users and apps, login, as 587, in no standard."
      fontFamily="var(--sans)"
      fontSize="12"
      fill="var(--ink-soft)"
    >
      {doors.map(({ port, who, login, tls }, index) => {
        const y = 8 + index * 51;
        return (
          <g key={port}>
            <path
              d={`M12 ${y + 44} V${y + 14} Q12 ${y} 34 ${y} Q56 ${y} 56 ${y + 14} V${y + 44} Z`}
              fill="var(--blue-wash)"
              stroke="var(--blue)"
            />
            <text x="34" y={y + 29} textAnchor="middle" fontFamily="var(--mono)" fontWeight="600" fill="var(--ink)">
              {port}
            </text>
            <text x="70" y={y + 19} fontSize="13" fill="var(--ink)">
              {who}
              <tspan fill="var(--ink-soft)"> · {login}</tspan>
            </text>
            <text x="70" y={y + 37}>
              {tls}
            </text>
          </g>
        );
      })}
      <path d="M4 206 H356" stroke="var(--rule)" />
    </svg>
  );
}
