/** One line of a reply, taken apart: what programs obey, and what people read. */
export function AnatomyOfAReply() {
  return (
    <svg
      role="img"
      aria-label="The line 550 5.1.1 User unknown, taken apart. 550 is the code; its first digit 5 is the verdict, no. After it stands a space, for the last line, or a hyphen, when more lines follow. 5.1.1 is verdict, subject and detail: no, the address, no such mailbox. User unknown is text for people."
      viewBox="0 0 360 204"
      fontFamily="var(--sans)"
      fontSize="12"
    >
      <g fontFamily="var(--mono)" fontSize="20" fontWeight="600" fill="var(--ink)">
        <text x="16" y="92">
          <tspan fill="var(--no)">5</tspan>50
        </text>
        <text x="86" y="92">
          <tspan fill="var(--no)">5</tspan>.1.1
        </text>
        <text x="182" y="92" fill="var(--ink-soft)" fontWeight="400" fontSize="17">
          User unknown
        </text>
      </g>
      <g fill="none" stroke="var(--ink-soft)" strokeWidth="1">
        <path d="M22 72 V40" />
        <path d="M63 102 V176" />
        <path d="M92 72 V40" />
        <path d="M116 102 V152" />
        <path d="M140 102 V128" />
        <path d="M182 72 V62 H304 V72" />
      </g>
      <g fill="var(--ink)">
        <text x="16" y="32">
          <tspan fontWeight="600">verdict:</tspan> no, said in both codes
        </text>
        <text x="182" y="56" fill="var(--ink-soft)">
          for people
        </text>
        <text x="148" y="132">
          <tspan fontWeight="600">detail</tspan> 1: no such mailbox
        </text>
        <text x="124" y="156">
          <tspan fontWeight="600">subject</tspan> 1: the address
        </text>
        <text x="71" y="180">
          a space: the last line. A hyphen: more follow
        </text>
      </g>
    </svg>
  );
}
