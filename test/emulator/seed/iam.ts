import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { policy, type SeedAws, seedAccount } from './aws.ts';

const iam = (aws: SeedAws): IAMClient => aws.client(IAMClient, 'us-east-1');

/** What an identity may do. */
interface Rights {
  /** Statements of an inline policy. */
  readonly inline?: readonly object[];
  /** ARNs of managed policies. */
  readonly attached?: readonly string[];
}

/** When something was made and last used, in days before the audit. The emulator can't hold it: the wire says it, see ../history.ts. */
export interface History {
  readonly made: number;
  /** Never, if left out. */
  readonly used?: number;
}

export interface UserSeed extends Rights {
  readonly name: string;
  readonly made: number;
  /** A password for the console, and when it was last used. */
  readonly password?: { readonly used?: number };
  readonly mfa?: boolean;
  readonly keys?: readonly History[];
  readonly groups?: readonly string[];
  /** ARN of its permissions boundary. The emulator loses it: the wire says it. */
  readonly boundary?: string;
}

/** Makes a user. */
export async function user(aws: SeedAws, seed: UserSeed): Promise<void> {
  const { name: UserName } = seed;
  const client = iam(aws);
  await client.send(new CreateUserCommand({ UserName }));
  if (seed.password) await client.send(new CreateLoginProfileCommand({ UserName, Password: 'Correct-horse-9-battery' }));
  if (seed.mfa) {
    const { VirtualMFADevice } = await client.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }));
    const SerialNumber = VirtualMFADevice?.SerialNumber;
    await client.send(new EnableMFADeviceCommand({ UserName, SerialNumber, AuthenticationCode1: '123456', AuthenticationCode2: '654321' }));
  }
  for (const _ of seed.keys ?? []) await client.send(new CreateAccessKeyCommand({ UserName }));
  for (const GroupName of seed.groups ?? []) await client.send(new AddUserToGroupCommand({ UserName, GroupName }));
  for (const PolicyArn of seed.attached ?? []) await client.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  if (seed.inline) await client.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument: policy(...seed.inline) }));
}

/** Makes a group that bears managed policies. */
export async function group(aws: SeedAws, GroupName: string, attached: readonly string[]): Promise<void> {
  await iam(aws).send(new CreateGroupCommand({ GroupName }));
  for (const PolicyArn of attached) await iam(aws).send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
}

export interface RoleSeed extends Rights, History {
  readonly name: string;
  /** `/` if left out. */
  readonly path?: string;
  /** Statements of its trust policy. */
  readonly trust: readonly object[];
}

/** Makes a role; gives its ARN. */
export async function role(aws: SeedAws, seed: RoleSeed): Promise<string> {
  const { name: RoleName } = seed;
  const { Role } = await iam(aws).send(
    new CreateRoleCommand({ RoleName, Path: seed.path ?? '/', AssumeRolePolicyDocument: policy(...seed.trust) }),
  );
  for (const PolicyArn of seed.attached ?? []) await iam(aws).send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  if (seed.inline) await iam(aws).send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: policy(...seed.inline) }));
  return Role?.Arn ?? '';
}

/** Makes a managed policy of the account; gives its ARN. */
export async function managedPolicy(aws: SeedAws, PolicyName: string, ...statements: readonly object[]): Promise<string> {
  const { Policy } = await iam(aws).send(new CreatePolicyCommand({ PolicyName, PolicyDocument: policy(...statements) }));
  return Policy?.Arn ?? '';
}

/** Lets the account take GitHub's word for who asks; gives the provider's ARN. */
export async function github(aws: SeedAws): Promise<string> {
  const answer = await iam(aws).send(
    new CreateOpenIDConnectProviderCommand({
      Url: 'https://token.actions.githubusercontent.com',
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: ['ffffffffffffffffffffffffffffffffffffffff'],
    }),
  );
  return answer.OpenIDConnectProviderArn ?? '';
}

export const allow = (Action: string | readonly string[], Resource: string | readonly string[]): object => ({
  Effect: 'Allow',
  Action,
  Resource,
});

/** A trust policy's statement for a service of AWS's. */
export const trustService = (Service: string): object => ({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });

/** A trust policy's statement for a user, a role or an account. */
export const trustArn = (AWS: string, Condition?: object): object => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action: 'sts:AssumeRole',
  ...(Condition && { Condition }),
});

/** A trust policy's statement for jobs of GitHub. */
export const trustGithub = (Federated: string, StringEquals: object): object => ({
  Effect: 'Allow',
  Principal: { Federated },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { StringEquals },
});

export const userArn = (name: string): string => `arn:aws:iam::${seedAccount}:user/${name}`;
export const roleArn = (name: string): string => `arn:aws:iam::${seedAccount}:role/${name}`;
