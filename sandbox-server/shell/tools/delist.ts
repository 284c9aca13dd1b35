import { isAddress } from '../connect.ts';
import { type Tool, UsageError } from '../tool.ts';

export const delist: Tool = {
  summary: 'ask the operator of a blocklist to take an address off (ours)',
  usage: 'delist ADDRESS [ZONE]',
  manual: `Stands for the form on the web site of a blocklist: you name an address, the operator looks whether the
reason is gone, and takes the address off or tells you why not. Without a zone, asks the blocklist of this
sandbox. Whether an address is listed, its zone says: dig, with the address written backwards.

    dig +short 100.2.0.192.bl.lab.test
    delist 192.0.2.100`,
  async run({ args: [address, zone], world, print, delist: ask }) {
    if (!address) throw new UsageError('delist: which address?');
    if (!isAddress(address)) throw new UsageError(`delist: ${address} is not an address such as 192.0.2.100`);
    const lists = world.hosts.actors.flatMap((actor) => (actor.kind === 'blocklist' ? [actor.zone] : []));
    const asked = zone ?? lists[0];
    if (!asked) return print('error', 'delist: there is no blocklist in this sandbox\n');
    const problem = await ask(asked, address);
    if (problem === undefined) print('shell', `${asked}: ${address} was taken off\n`);
    else print('error', `${asked}: refused: ${problem}\n`);
  },
};
