import type { Command } from './commands.ts';
import { connections } from './questions.ts';
import type { TranscriptAction } from './transcript.ts';
import type { World } from './world.ts';

/**
 * What a learner's browser sends for a line of a transcript that is done beside the terminal. Undefined for typed lines
 * and expectations, and while there is nothing to open. The proof of a lesson and "show me" both ask here: they do the same.
 */
export function commandOf(action: TranscriptAction, world: World): Command | undefined {
  switch (action.do) {
    case 'answer':
      return { type: 'answer', question: action.question, choices: action.choices };
    case 'view': {
      const newest = world.mailboxes.byAddress[action.mailbox]?.at(-1);
      const { view, mailbox } = action;
      return newest && { type: 'open-view', view, mailbox, message: newest.message ?? newest.id };
    }
    case 'letter': {
      const { deed, mailbox } = action;
      const newest = world.mailboxes.byAddress[mailbox]?.at(-1);
      return newest && { type: 'handle-letter', mailbox, message: newest.id, deed };
    }
    case 'view-host':
      return { type: 'open-view', view: action.view, host: action.host };
    case 'view-names':
      return { type: 'open-view', view: action.view, zone: action.zone };
    case 'view-overheard': {
      const newest = connections(world, { to: action.host }).at(-1);
      return newest && { type: 'open-view', view: 'overheard', connection: newest.id };
    }
    case 'edit-zones':
      return { type: 'edit-zones', remove: action.remove, add: action.add };
    case 'configure':
      return { type: 'configure', host: action.host, set: { [action.parameter]: action.value } };
    case 'switch':
      return { type: 'switch-host', host: action.host, on: action.on };
    case 'suppress': {
      const { service, account, address, on } = action;
      return { type: 'suppress', service, account, address, on };
    }
    case 'skip':
      return { type: 'skip-clock', byMs: action.ms };
    case 'press':
      return { type: 'press-key', terminal: 'main', key: action.key };
    default:
      return undefined;
  }
}
