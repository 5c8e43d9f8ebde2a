import { Clients, requestHandler } from '../collect/clients.ts';
import { resolveCredentials } from '../collect/credentials.ts';
import type { Send } from '../evidence/sign.ts';

export interface AwsFlags {
  readonly profile?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
  readonly endpointUrl?: string;
}

/**
 * Gives `use` what sends calls to AWS: for signing with KMS and for uploading, and for nothing else. The audit never comes here: it reads, and
 * this is the one place that writes.
 */
export async function withAwsCalls<T>(
  { profile, roleArn, externalId, endpointUrl }: AwsFlags,
  use: (send: Send) => Promise<T>,
): Promise<T> {
  const handler = requestHandler(4);
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1';
  const endpoint = endpointUrl ?? process.env.AWS_ENDPOINT_URL;
  const named = {
    ...(profile && { profile }),
    ...(roleArn && { roleArn }),
    ...(externalId && { externalId }),
    ...(endpoint && { endpoint }),
  };
  const { provider } = await resolveCredentials({ ...named, region, requestHandler: handler, now: () => new Date() });
  const clients = new Clients({ credentials: provider, handler, emptyAnswers: true, ...(endpoint && { endpoint }) });
  try {
    return await use((service, operation, input, where) => clients.send(service, operation, input, where));
  } finally {
    clients.close();
  }
}
