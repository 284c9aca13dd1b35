/** RFC 1035 §2.3.4, in octets. */
const labelMax = 63;
export const nameMax = 253;

/** Lower case, A-labels (RFC 5890), without the final dot: the form in which names are compared and asked for. */
export function canonicalDomain(name: string): string {
  const trimmed = name.trim().toLowerCase().replace(/\.$/, '');
  if (/^[ -~]*$/.test(trimmed)) return trimmed;
  const url = `http://${trimmed}`;
  return URL.canParse(url) ? new URL(url).hostname : trimmed;
}

/** The part after the last @, canonical; empty when there is none. */
export function domainOfAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? '' : canonicalDomain(address.slice(at + 1));
}

/** Whether a name can be asked for as a mail domain: two labels at least, and a top label that is no number (RFC 7208 §4.3, §7.1). */
export function isMailDomain(name: string): boolean {
  const labels = name.split('.');
  if (labels.length < 2 || name.length > nameMax) return false;
  if (!labels.every((label) => label.length <= labelMax && /^[\x20-\x2d\x2f-\x7e]+$/.test(label))) return false;
  return isTopLabel(labels.at(-1) ?? '');
}

/** `toplabel` of RFC 7208 §7.1. */
export function isTopLabel(label: string): boolean {
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(label) && /[a-z-]/i.test(label);
}
