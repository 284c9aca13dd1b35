import { firstWeakerWish } from './dmarc-wishes.ts';
import { type ParameterName, valueInForce } from './parameters.ts';
import { isLooser, spfTexts, wordForStrangers } from './spf-for-strangers.ts';
import type { World } from './world.ts';

/** What a repair must not cost: protection that was there at the start. */

/** The first thing that is weaker than at the start, as the end of a sentence; undefined when nothing is. */
export function firstWeakening(world: World): string | undefined {
  return firstWeakerWish(world.names) ?? weakerSpf(world) ?? weakerServer(world);
}

function weakerSpf({ names }: World): string | undefined {
  for (const { name, text } of spfTexts(names.atStart)) {
    const [record, second] = spfTexts(names.records, name);
    if (!record) return `${name} has no SPF record any more.`;
    if (second) return `${name} has two SPF records, and with two of them it has none that counts.`;
    const before = wordForStrangers(text, names.atStart);
    const now = wordForStrangers(record.text, names.records);
    if (!isLooser(now, before)) continue;
    return now.qualifier === '+'
      ? `the SPF record of ${name} says ${now.term}: it lets anybody send in your name.`
      : `the SPF record of ${name} says ${now.term} where it said ${before.term}: it asks for less against whoever forges you.`;
  }
  return undefined;
}

/** Settings of which one value guards something: what it was, and what is lost with it. */
const guards: { parameter: ParameterName; isWeaker(before: string, now: string): boolean; lost: string }[] = [
  {
    parameter: 'smtpd_tls_auth_only',
    isWeaker: (before, now) => before === 'yes' && now !== 'yes',
    lost: 'now takes passwords in the clear (smtpd_tls_auth_only)',
  },
  {
    parameter: 'smtpd_tls_security_level',
    isWeaker: (before, now) => before !== 'none' && before !== '' && (now === 'none' || now === ''),
    lost: 'offers no TLS any more (smtpd_tls_security_level)',
  },
  {
    parameter: 'smtpd_sender_restrictions',
    isWeaker: (before, now) => /login_mismatch/.test(before) && !/login_mismatch/.test(now),
    lost: 'now lets everybody who logs in send in anybody’s name (smtpd_sender_restrictions)',
  },
];

function weakerServer({ config, hosts }: World): string | undefined {
  for (const { name } of Object.values(hosts.byName).filter(({ role, shell }) => role === 'mail' && shell)) {
    const weaker = guards.find(({ parameter, isWeaker }) =>
      isWeaker(
        valueInForce(config.atStart[name], name, parameter),
        valueInForce(config.current[name], name, parameter),
      ),
    );
    if (weaker) return `${name} ${weaker.lost}.`;
  }
  return undefined;
}
