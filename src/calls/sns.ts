import { calls } from './catalogue.ts';

const gone = ['NotFound', 'NotFoundException'];

/** Topics as far as an alarm on the trail reaches them. Endpoints are mail addresses and telephone numbers: never kept. */
export const sns = calls<typeof import('@aws-sdk/client-sns')>()('sns', {
  GetTopicAttributes: {
    action: 'sns:GetTopicAttributes',
    scope: 'region',
    always: ['Attributes'],
    gone,
    secret: { 'Attributes.Policy': 'policy', 'Attributes.EffectiveDeliveryPolicy': 'endpoint', 'Attributes.DeliveryPolicy': 'endpoint' },
  },
  ListSubscriptionsByTopic: {
    action: 'sns:ListSubscriptionsByTopic',
    scope: 'region',
    always: ['Subscriptions'],
    page: { token: 'NextToken', next: 'NextToken' },
    gone,
    secret: { 'Subscriptions[].Endpoint': 'endpoint' },
  },
});
