import { createRequire } from 'node:module';
import type { DialogHost } from './dialog-host';
import type * as Host from './dialog-host';
import type { FormPort } from './form-turn';

const requireOnDemand = createRequire(__filename);

/** A dialog host that is built with its first use, or when somebody is about to need it. */
export interface DialogsOnDemand extends DialogHost {
  /** Loads what the first use would load. */
  load(): void;
}

/**
 * The dialog package comes with recognizers for a dozen languages, nearly as much as all of botbuilder, and only forms need it:
 * the bot listens before it is loaded.
 */
export function createDialogsOnDemand(port: FormPort): DialogsOnDemand {
  let host: DialogHost | undefined;
  const loaded = (): DialogHost =>
    (host ??= (requireOnDemand('./dialog-host') as typeof Host).createDialogHost(port));
  return {
    load: () => void loaded(),
    begin: (context, at) => loaded().begin(context, at),
    continue: (context, position, input) => loaded().continue(context, position, input),
  };
}
