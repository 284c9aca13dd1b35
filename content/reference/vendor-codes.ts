/** Codes that single providers use outside the registry, or for something else. They grow old: see `vendorCodesChecked`. */
export interface VendorCode {
  code: string;
  who: string;
  title: string;
  plain: string;
  heardAs: readonly string[];
}

export const vendorCodesChecked = 'November 2026';

export const vendorCodes: readonly VendorCode[] = [
  {
    code: '5.7.515',
    who: 'Outlook.com',
    title: 'Bulk mail without the authentication that they ask for',
    plain: 'Outlook.com wants SPF, DKIM and an aligned DMARC of who sends much. Many pages misprint it as 5.7.15.',
    heardAs: ['Access denied, sending domain does not meet the required authentication level'],
  },
  {
    code: '5.4.5',
    who: 'Gmail',
    title: 'The account’s sending limit is reached',
    plain: 'Gmail counts recipients within 24 hours. In the registry the number means congestion of the mail system.',
    heardAs: ['Daily user sending limit exceeded'],
  },
  {
    code: '4.7.28',
    who: 'Gmail',
    title: 'Too much mail at an unusual rate',
    plain: 'Mail from this address, domain or network comes too fast. Slow down; the letters wait in your queue.',
    heardAs: ['unusual rate of unsolicited mail'],
  },
  {
    code: '5.7.30',
    who: 'Exchange Online',
    title: 'Password logins are not supported',
    plain:
      'Microsoft says with it that SMTP wants OAuth instead of a password. In the registry it belongs to REQUIRETLS.',
    heardAs: ['Basic authentication is not supported for Client Submission'],
  },
];
