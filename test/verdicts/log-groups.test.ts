// Retention of log groups by class of data and of group, and what copies them.
import { keyArn } from './settings.ts';
import { group, table } from './verdict-table.ts';

table('log groups', [
  ['log without retention', group({}), 'g', 'keep pass, pii n/a, class pass, enc pass'],
  ['log 90 days 2025', group({ days: 90 }), 'g', 'keep fail'],
  ['log 90 days 2022', group({ days: 90 }), 'g', 'keep pass', 'dpp-2022-08'],
  ['log 60 days 2024', group({ days: 60 }), 'g', 'keep fail', 'dpp-2024-06'],
  ['log 365 2026', group({ days: 365 }), 'g', 'keep pass', 'dpp-2026-08'],
  ['DELIVERY', group({ logClass: 'DELIVERY', days: 400 }), 'g', 'keep fail'],
  ['IA no retention', group({ logClass: 'INFREQUENT_ACCESS' }), 'g', 'keep pass'],
  ['pii no retention', group({ tag: 'pii' }), 'g', 'pii fail, keep n/a, kmsd fail'],
  ['pii 30 days', group({ tag: 'pii', days: 30, kms: keyArn('k') }), 'g', 'pii pass, kmsd pass'],
  ['pii 60 days', group({ tag: 'pii', days: 60 }), 'g', 'pii fail'],
  ['pii 30 days copied', group({ tag: 'pii', days: 30, copiedTo: ['arn:aws:lambda:eu-west-1:1:function:x'] }), 'g', 'pii unknown'],
  ['pii 60 days copied', group({ tag: 'pii', days: 60, copiedTo: ['arn:aws:lambda:eu-west-1:1:function:x'] }), 'g', 'pii fail'],
  [
    'pii 30 days, account copies',
    group({ tag: 'pii', days: 30 }, { copiesAll: [{ policyDocument: '{"DestinationArn":"arn:x"}' }] }),
    'g',
    'pii unknown',
  ],
  [
    'pii IA 30 days, account copies only standard groups',
    group({ tag: 'pii', days: 30, logClass: 'INFREQUENT_ACCESS' }, { copiesAll: [{ policyDocument: '{"DestinationArn":"arn:x"}' }] }),
    'g',
    'pii unknown',
  ],
  ['pii DELIVERY delivers somewhere', group({ tag: 'pii', logClass: 'DELIVERY' }), 'g', 'pii pass'],
  [
    'pii 30 days, exported',
    group({ tag: 'pii', days: 30 }, { exports: [{ logGroupName: 'g', destination: 'e', status: { code: 'COMPLETED' } }] }),
    'g',
    'pii unknown',
  ],
  ['information 545 days', group({ tag: 'information', days: 545 }), 'g', 'info pass, pii n/a, keep n/a'],
  ['information for ever', group({ tag: 'information' }), 'g', 'info fail'],
  ['information 731 in 2026', group({ tag: 'information', days: 731 }), 'g', 'info warn', 'dpp-2026-08'],
  ['an unknown tag', group({ tag: 'customer', days: 400 }), 'g', 'class fail, pii fail'],
  ['none', group({ tag: 'none', days: 1 }), 'g', 'keep n/a, pii n/a'],
]);
