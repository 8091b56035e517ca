import { z } from 'zod';
import { ok, reasonOf, wrong, type Finding } from './finding';

/** Whose token is looked at, and for whom it should be. */
export interface ExpectedToken {
  readonly area: string;
  /** What is asked with it, for the sentence. */
  readonly service: string;
  readonly audiences: readonly string[];
  /** Entra application id of the bot; empty where any will do. */
  readonly appId: string;
  /** What to do when there is none. */
  readonly todo: string;
}

/** What a token that was obtained allows. */
export interface TokenLook {
  readonly findings: readonly Finding[];
  /** Application permissions in it; absent without a token that can be read. */
  readonly roles?: readonly string[];
}

const claims = z.object({
  aud: z.string(),
  roles: z.array(z.string()).default([]),
  appid: z.string().optional(),
  azp: z.string().optional(),
});

/** Obtains a token and reads, without trusting it, for whom it is and what it allows. Nothing of the token itself is told. */
export async function checkToken(
  expected: ExpectedToken,
  obtain: () => Promise<string>,
): Promise<TokenLook> {
  const { area, service, audiences, appId, todo } = expected;
  let token: string;
  try {
    token = await obtain();
  } catch (error) {
    return { findings: [wrong(area, `No token for ${service}: ${reasonOf(error)}`, todo)] };
  }
  const parsed = claims.safeParse(payloadOf(token));
  if (!parsed.success) {
    return { findings: [wrong(area, `The token for ${service} cannot be read.`, todo)] };
  }
  const { aud, roles, appid, azp } = parsed.data;
  const holder = appid ?? azp;
  const problems = [
    ...(audiences.includes(aud.replace(/\/$/, ''))
      ? []
      : [`The token for ${service} is for ${aud}.`]),
    ...(appId === '' || holder === undefined || holder.toLowerCase() === appId.toLowerCase()
      ? []
      : [`The token for ${service} is that of the application ${holder}.`]),
  ];
  return problems.length > 0
    ? { findings: problems.map((problem) => wrong(area, problem, todo)) }
    : { findings: [ok(area, `A token for ${service} was obtained.`)], roles };
}

function payloadOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
