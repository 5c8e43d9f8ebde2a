import { describe, expect, test } from 'vitest';
import { type Fact, given, isKnown, type Leaf, unknownFact } from '../../facts/fact.ts';
import { type AuditLog, auditLogDays, auditLogGaps, auditLogValidated, type Scope } from './audit-log.ts';

const scope: Scope = { regions: ['eu-central-1', 'us-east-1'], home: 'us-east-1', unasked: [] };
const trail = (own: Partial<AuditLog> = {}): AuditLog => ({
  name: 'trail main',
  region: 'eu-central-1',
  faults: given([]),
  multiRegion: given(true),
  globalEvents: given(true),
  managementGaps: given([]),
  minDays: given(400),
  validated: given(true),
  ...own,
});
const ofRegion = (region: string, own: Partial<AuditLog> = {}): AuditLog =>
  trail({ name: `trail ${region}`, region, multiRegion: given(false), ...own });
const denied = { operation: 'cloudtrail:GetTrailStatus', code: 'AccessDenied' };
const hidden = <T>() => unknownFact<T>([denied]);
const found = (logs: readonly AuditLog[], unread: readonly (typeof denied)[] = []) => ({ logs, unread, refs: [] });

/** A value, or the bounds of what is not known. */
const shown = (fact: Fact<Leaf>) => (isKnown(fact) ? fact.value : { atLeast: fact.atLeast, atMost: fact.atMost });
const unknown = { atLeast: undefined, atMost: undefined };

interface Case {
  readonly name: string;
  readonly logs: readonly AuditLog[];
  readonly unread?: readonly (typeof denied)[];
  readonly scope?: Partial<Scope>;
  readonly gaps: unknown;
  readonly days: unknown;
  readonly validated: unknown;
}

describe('the audit log of an account', () => {
  test.each<Case>([
    { name: 'no trail at all', logs: [], gaps: ['there is no trail and no event data store'], days: 0, validated: false },
    { name: 'one trail for all', logs: [trail()], gaps: [], days: 400, validated: true },
    {
      name: 'a trail that does not log now',
      logs: [trail({ faults: given(['it does not log now']) })],
      gaps: ['no log holds all management events of any region', 'trail main: it does not log now'],
      days: 0,
      validated: false,
    },
    {
      name: 'a trail without the events of KMS',
      logs: [trail({ managementGaps: given(['Management events of kms.amazonaws.com are not logged']) })],
      gaps: ['no log holds all management events of any region', 'trail main: management events of kms.amazonaws.com are not logged'],
      days: 0,
      validated: false,
    },
    {
      name: 'a trail of one region',
      logs: [ofRegion('eu-central-1')],
      gaps: [
        'no log holds all management events of us-east-1, the global services (IAM, STS, CloudFront)',
        'trail eu-central-1: it logs eu-central-1 alone',
      ],
      days: 0,
      validated: false,
    },
    {
      name: 'trails of each region together: the shortest counts',
      logs: [ofRegion('eu-central-1', { minDays: given(90) }), ofRegion('us-east-1')],
      gaps: [],
      days: 90,
      validated: true,
    },
    {
      name: 'trails of each region, that of us-east-1 without global events',
      logs: [ofRegion('eu-central-1'), ofRegion('us-east-1', { globalEvents: given(false) })],
      gaps: [
        'no log holds all management events of the global services (IAM, STS, CloudFront)',
        'trail eu-central-1: it logs eu-central-1 alone',
        'trail us-east-1: it logs us-east-1 alone',
      ],
      days: 0,
      validated: false,
    },
    {
      name: 'the best of several trails',
      logs: [trail({ minDays: given(30), validated: given(false) }), trail()],
      gaps: [],
      days: 400,
      validated: true,
    },
    {
      name: 'a broken trail beside a whole one',
      logs: [trail({ faults: given(['it does not log now']), minDays: given(Infinity) }), trail()],
      gaps: [],
      days: 400,
      validated: true,
    },
    {
      name: "an organization's trail whose status can't be read",
      logs: [trail({ faults: hidden(), managementGaps: hidden(), minDays: hidden(), validated: hidden() })],
      gaps: unknown,
      days: unknown,
      validated: unknown,
    },
    {
      name: 'a whole trail in a bucket of another account',
      logs: [trail({ minDays: hidden() })],
      gaps: [],
      days: unknown,
      validated: true,
    },
    {
      name: 'a whole trail beside one that is not known',
      logs: [trail({ faults: hidden() }), trail({ minDays: given(60) })],
      gaps: [],
      days: { atLeast: 60, atMost: 400 },
      validated: true,
    },
    {
      name: 'for ever is for ever, whatever another trail has',
      logs: [trail({ faults: hidden() }), trail({ minDays: given(Infinity) })],
      gaps: [],
      days: Infinity,
      validated: true,
    },
    { name: 'a list unread, no trail', logs: [], unread: [denied], gaps: unknown, days: unknown, validated: unknown },
    {
      name: 'a list unread, a broken trail',
      logs: [trail({ faults: given(['it does not log now']) })],
      unread: [denied],
      gaps: unknown,
      days: unknown,
      validated: unknown,
    },
    {
      name: 'a list unread, a whole trail',
      logs: [trail()],
      unread: [denied],
      gaps: [],
      days: { atLeast: 400, atMost: undefined },
      validated: true,
    },
    {
      name: 'regions that may be enabled: a trail for all has them',
      logs: [trail()],
      scope: { unasked: [denied] },
      gaps: [],
      days: 400,
      validated: true,
    },
    {
      name: 'regions that may be enabled: trails of each region have not',
      logs: [ofRegion('eu-central-1'), ofRegion('us-east-1')],
      scope: { unasked: [denied] },
      gaps: unknown,
      days: { atLeast: undefined, atMost: 400 },
      validated: unknown,
    },
    {
      name: 'us-east-1 left out: a trail of the one region that is looked at says nothing of global services',
      logs: [ofRegion('eu-central-1')],
      scope: { regions: ['eu-central-1'] },
      gaps: unknown,
      days: { atLeast: undefined, atMost: 400 },
      validated: unknown,
    },
    {
      name: 'whether it logs every region is not known',
      logs: [trail({ multiRegion: hidden() })],
      gaps: unknown,
      days: { atLeast: undefined, atMost: 400 },
      validated: unknown,
    },
  ])('$name', ({ logs, unread, scope: own, gaps, days, validated }) => {
    const [what, where] = [found(logs, unread), { ...scope, ...own }];
    expect({
      gaps: shown(auditLogGaps(what, where)),
      days: shown(auditLogDays(what, where)),
      validated: shown(auditLogValidated(what, where)),
    }).toEqual({ gaps, days, validated });
  });

  test('what is surely missing is said even where more is not known', () => {
    const gaps = auditLogGaps(found([ofRegion('eu-central-1', { faults: hidden() })]), scope);
    expect(shown(gaps)).toEqual({
      atLeast: [
        'no log holds all management events of us-east-1, the global services (IAM, STS, CloudFront)',
        'trail eu-central-1: it logs eu-central-1 alone',
      ],
      atMost: undefined,
    });
  });
});
