import type { Lesson } from '#protocol/lesson.ts';
import type { Scenario } from '#protocol/scenario.ts';
import { clockJumps } from '../components/queues/clock-jumps.ts';

/** What a lesson's texts promise and its scenario does not hold: so text and sandbox cannot drift apart. */

const patterns = {
  name: /(?<![\w.@-])(?:[a-z0-9-]+\.)*[a-z0-9-]+\.(?:example|test)(?![\w-]|\.\w)/g,
  mailbox: /(?<![\w.+=-])[a-z0-9.+=-]+@(?:[a-z0-9-]+\.)+(?:example|test)(?![\w-])/g,
  address: /(?<![\d.])(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}(?![\d./])/g,
  port: /\b(?:port|telnet [\w.-]+|nc (?:-\w )*[\w.-]+|--port) \*{0,2}(\d{2,5})\b/g,
  password: /--auth-password (\S+)/g,
};

/** Buttons of the clock that the texts name, and that are not there. */
function lostButtons(texts: string): string[] {
  const named = new Set([...texts.matchAll(/\+\d+ (?:s|min|h|d)\b/g)].map(([label]) => label));
  const there = clockJumps.map(({ label }) => label);
  return [...named]
    .filter((label) => !there.includes(label))
    .map((label) => `the texts name the button ${label}, which the tab Queues lacks`);
}

/** Names, mailboxes, addresses, ports and passwords of the texts that are neither in the scenario nor `elsewhere`, and buttons
 *  of the clock that do not exist. */
export function driftedValues({ elsewhere = [], ...lesson }: Lesson, scenario: Scenario, prose: string): string[] {
  const texts = [prose, ...lesson.steps.flatMap(({ text, done, hints }) => [text, done, ...hints])].join('\n');
  const found = (pattern: RegExp) => [...texts.matchAll(pattern)].map(([whole, group]) => group ?? whole);
  const world = JSON.stringify(scenario);
  const holds = (value: string, pattern: RegExp) => [...world.matchAll(pattern)].some(([whole]) => whole === value);
  const people = [
    scenario.terminal.user,
    ...scenario.hosts.flatMap(({ mailboxes, accounts }) => [...mailboxes, ...accounts.map(({ user }) => user)]),
    ...scenario.hosts.flatMap(({ config }) => aliasNames(`${config.alias_maps ?? ''}, ${config.lab_lists ?? ''}`)),
  ];
  const ports = scenario.hosts.flatMap((host) => host.ports.map(String));
  const isThere = {
    name: (name: string) => holds(name, patterns.name) || world.includes(`.${name}"`) || world.includes(`@${name}`),
    mailbox: (mailbox: string) => holds(mailbox, patterns.mailbox) || people.includes(mailbox.split('@')[0] ?? ''),
    address: (address: string) => holds(address, patterns.address),
    port: (port: string) => ports.includes(port),
    password: (password: string) =>
      scenario.hosts.some((host) => host.accounts.some((one) => one.password === password)),
  };
  const lost = Object.entries(patterns).flatMap(([kind, pattern]) =>
    [...new Set(found(pattern))]
      .filter((value) => !elsewhere.includes(value) && !isThere[kind as keyof typeof patterns](value))
      .map((value) => `the texts name the ${kind} ${value}, which the scenario lacks`),
  );
  return [...lost, ...lostButtons(texts)];
}

/** Names of the entries of an alias table: partners: ann bob, … */
function aliasNames(table: string): string[] {
  return [...table.matchAll(/(?:^|,)\s*([\w.-]+):/g)].map(([, name = '']) => name);
}
