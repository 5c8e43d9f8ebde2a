import { NO_POLICY, type PolicyDocument, parsePolicy } from '../analysis/policy/index.ts';
import { s3 } from '../calls/s3.ts';
import type { Answer } from '../facts/fact.ts';
import { mapAnswer } from '../facts/read.ts';
import type { Aws } from './aws.ts';

/** The bucket's policy; `NO_POLICY` where there is none. One that is no policy is malformed. */
export function bucketPolicy(Bucket: string, region: string, aws: Aws): Answer<PolicyDocument> {
  return mapAnswer(aws.answer(s3.GetBucketPolicy, { Bucket }, region), (answer) =>
    answer === undefined ? NO_POLICY : typeof answer.Policy === 'string' ? (parsePolicy(answer.Policy) ?? null) : null,
  );
}
