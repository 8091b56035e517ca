import { createRequire } from 'node:module';
import type { SignInDialog } from './sign-in-dialog';
import type * as Dialog from './sign-in-dialog';

const requireOnDemand = createRequire(__filename);

/** The sign-in for a connection, built when somebody first signs in: nobody may for weeks. */
export function createSignInOnDemand(connection: string): SignInDialog {
  let dialog: SignInDialog | undefined;
  const loaded = (): SignInDialog =>
    (dialog ??= (requireOnDemand('./sign-in-dialog') as typeof Dialog).createSignInDialog(
      connection,
    ));
  return {
    begin: (context, t) => loaded().begin(context, t),
    goOn: (context) => loaded().goOn(context),
  };
}
