import { calls } from './catalogue.ts';

/** Who asks. Every principal may ask it: docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const sts = calls<typeof import('@aws-sdk/client-sts')>()('sts', {
  GetCallerIdentity: { action: [], scope: 'global' },
});
