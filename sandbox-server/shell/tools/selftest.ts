import { incidentStep } from '#protocol/incident.ts';
import { allArrived, latestRun, monitorOf, type Probe, probeState, whyNotClear } from '#protocol/selftest.ts';
import { type Tool, type ToolContext, UsageError } from '../tool.ts';

export const selftest: Tool = {
  summary: 'let the monitor send its test letters, and see which arrive (ours)',
  usage: 'selftest [-l]',
  manual: `Stands for the monitoring of a company: it hands in one letter for each stream of mail that must work, as the
people there would, and waits for it at the other end, by whatever way it comes. When all have arrived it
tries from outside whether the servers carry mail for strangers, and looks whether anything is weaker than
it was at the start.

    selftest       sends them now; those of the times before do not count any more
    selftest -l    what became of them
`.trimEnd(),
  run(context) {
    const [option, ...more] = context.args;
    if (more.length > 0 || (option !== undefined && option !== '-l')) {
      throw new UsageError(`selftest: option ${option} is not available here`);
    }
    if (option === '-l') return report(context);
    const problem = context.sendProbes();
    if (problem !== undefined) return context.print('error', `selftest: ${problem}\n`);
    const letters = monitorOf(context.world)?.probes.length ?? 0;
    context.print(
      'shell',
      `${letters} letter${letters === 1 ? ' is' : 's are'} on the way. What became of them: selftest -l\n`,
    );
  },
};

function report({ world, print }: ToolContext): void {
  const monitor = monitorOf(world);
  if (!monitor) return print('error', 'selftest: nobody watches the mail of this sandbox\n');
  if (!latestRun(world)) return print('shell', 'No letters were sent yet: selftest\n');
  const lines = monitor.probes.map((probe) => `${probe.from} to ${probe.to}: ${wordsOf(probe, world)}\n`);
  print('shell', `${lines.join('')}${verdict({ world })}\n`);
}

function wordsOf(probe: Probe, world: ToolContext['world']): string {
  const state = probeState(world, probe);
  switch (state.kind) {
    case 'arrived':
      return `arrived at ${probe.arrivesAt}`;
    case 'refused':
      return `not taken: ${state.said}`;
    case 'returned':
      return `returned: ${state.said}`;
    case 'missing':
    case 'unsent':
      return 'not arrived';
  }
}

function verdict({ world }: Pick<ToolContext, 'world'>): string {
  if (!allArrived(world)) return 'Not all have arrived.';
  const problem = whyNotClear(world) ?? missed(world);
  if (problem) return problem;
  return latestRun(world)?.openings
    ? 'All have arrived, and nothing was opened or weakened.'
    : 'All have arrived. Whether a server carries mail for strangers is not tried yet.';
}

/** What an incident sees besides, while it is open: the same sentence as in its panel. */
function missed({ progress }: ToolContext['world']): string | undefined {
  return progress.steps[incidentStep] === undefined ? progress.missed[incidentStep] : undefined;
}
