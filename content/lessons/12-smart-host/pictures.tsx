/** The direct road that the line closes, and the detour by way of the smart host. */
export function Detour() {
  return (
    <svg
      role="img"
      aria-label="From Tinyshop’s server a direct call to Globex on port 25 ends at a wall: the line drops it. A call to the smart host smtp.isp on port 587, with TLS and a login, is let through, and the smart host calls Globex on port 25."
      viewBox="0 0 360 176"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      <rect x="8" y="20" width="92" height="44" rx="6" fill="var(--panel)" stroke="var(--ink)" />
      <text x="18" y="39" fontWeight="600" fill="var(--ink)">
        Tinyshop
      </text>
      <text x="18" y="55" fill="var(--ink-soft)">
        mail server
      </text>
      <rect x="268" y="20" width="84" height="44" rx="6" fill="var(--panel)" stroke="var(--ink)" />
      <text x="278" y="39" fontWeight="600" fill="var(--ink)">
        Globex
      </text>
      <text x="278" y="55" fill="var(--ink-soft)">
        its MX
      </text>
      <rect x="140" y="116" width="104" height="44" rx="6" fill="var(--panel)" stroke="var(--ink)" />
      <text x="150" y="135" fontWeight="600" fill="var(--ink)">
        smtp.isp
      </text>
      <text x="150" y="151" fill="var(--ink-soft)">
        smart host
      </text>
      <g fill="none" strokeWidth="1.5">
        <path d="M100 36 H168" stroke="var(--no)" strokeDasharray="4 3" />
        <path d="M172 18 V56" stroke="var(--no)" strokeWidth="4" />
        <path d="M56 64 V138 H136 M129 133 L137 138 L129 143" stroke="var(--ok)" />
        <path d="M244 138 H308 V68 M303 75 L308 67 L313 75" stroke="var(--ok)" />
      </g>
      <g fill="var(--ink-soft)">
        <text x="106" y="28" fill="var(--no)">
          port 25
        </text>
        <text x="182" y="40" fill="var(--no)">
          dropped
        </text>
        <text x="64" y="112">
          587,
        </text>
        <text x="64" y="128">
          TLS, login
        </text>
        <text x="254" y="112">
          port
        </text>
        <text x="254" y="128">
          25
        </text>
      </g>
    </svg>
  );
}
