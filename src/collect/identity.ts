import { Problem } from '../problem.ts';
import type { Clients } from './clients.ts';

export interface Identity {
  readonly account: string;
  readonly partition: string;
}

/** Who asks: the first call, and the only one before there is a snapshot to record it in. Throws a credentials Problem. */
export async function identity(clients: Clients, region: string): Promise<Identity> {
  try {
    const answer = (await clients.send('sts', 'GetCallerIdentity', {}, region)) as { Account?: string; Arn?: string };
    if (!answer.Account || !answer.Arn) throw new Error('the answer lacks the account');
    return { account: answer.Account, partition: answer.Arn.split(':')[1] ?? 'aws' };
  } catch (cause) {
    const { name, message } = cause as Error;
    const why = `${name === 'Error' ? '' : `${name}: `}${message.split('\n')[0]}`;
    throw new Problem(
      'credentials',
      `AWS does not say who asks (sts:GetCallerIdentity, ${why}). Check the credentials, the network and the proxy.`,
      { cause },
    );
  }
}
